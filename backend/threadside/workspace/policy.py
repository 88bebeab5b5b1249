"""The policy in force, how it is changed, and every one before it.

A change is a version of its own: what a text was allowed by can be told years later.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.contracts.events import WorkspaceChanged
from threadside.contracts.policy import SHORTEST_REASON, Policy
from threadside.errors import Invalid, NotFound, Refusal
from threadside.events import log
from threadside.rules.hours import RuleFileError
from threadside.store.tables import Member, PolicyVersion, User, Workspace
from threadside.store.uow import Tx
from threadside.verdict.policy import hours_table, parsed

MOST_SHOWN: Final = 100


@dataclass(frozen=True)
class Change:
    """One version: what was decided, by whom, when and why. The defaults have no version."""

    version: int
    policy: Policy
    member_name: str | None
    at: datetime
    reason: str
    changed: tuple[str, ...]
    """The settings that differ from the version before."""


def current(session: Session, workspace_id: str) -> tuple[Policy, int]:
    """The policy in force and its version; the defaults are version 0.

    Raises:
        NotFound: for an unknown workspace.
        ValueError: when the stored one is not of this release.
    """
    row = session.execute(
        select(Workspace.policy_version, PolicyVersion.body)
        .outerjoin(
            PolicyVersion,
            (PolicyVersion.workspace_id == Workspace.id)
            & (PolicyVersion.version == Workspace.policy_version),
        )
        .where(Workspace.id == workspace_id)
    ).first()
    if row is None:
        raise NotFound("workspace")
    return parsed(row.body), row.policy_version


def at_version(session: Session, workspace_id: str, version: int) -> Policy:
    """The policy of a version; the defaults for 0.

    Raises:
        NotFound: for a version that there never was.
    """
    if version == 0:
        return Policy()
    body = session.scalar(
        select(PolicyVersion.body).where(
            PolicyVersion.workspace_id == workspace_id, PolicyVersion.version == version
        )
    )
    if body is None:
        raise NotFound("version")
    return parsed(body)


def change(
    tx: Tx,
    workspace_id: str,
    member_id: str | None,
    policy: Policy,
    reason: str,
    *,
    seen: int | None = None,
) -> int:
    """Put `policy` in force; gives its version. What changes nothing makes no version.

    Who switches quiet hours off, and when, is written into it, and stays until they are on again.
    `member_id` is None for a command of the operator's. `seen` is the version that was changed.

    Raises:
        NotFound: for an unknown workspace.
        Invalid: `bad_hours` with the edit that can't be used, `reason_needed` for switching quiet
            hours off without saying why.
        Refusal: `changed_meanwhile` (409) when somebody changed it since `seen`.
    """
    workspace = tx.session.scalar(
        select(Workspace).where(Workspace.id == workspace_id).with_for_update(key_share=True)
    )
    if workspace is None:
        raise NotFound("workspace")
    if seen is not None and seen != workspace.policy_version:
        raise Refusal("changed_meanwhile")
    before, version = current(tx.session, workspace_id)
    wanted = _with_hours_off(tx, policy, before, member_id, reason)
    _require_hours(wanted)
    if wanted == before:
        return version
    workspace.policy_version = version + 1
    tx.session.add(
        PolicyVersion(
            workspace_id=workspace_id,
            version=version + 1,
            body=wanted.model_dump(mode="json", exclude_defaults=True),
            reason=reason.strip(),
            member_id=member_id,
            at=tx.now,
        )
    )
    tx.session.flush()
    payload = {
        "version": version + 1,
        "reason": reason.strip(),
        "changed": _changes(before, wanted),
    }
    audit.record(tx, workspace_id, "policy.changed", payload)
    log.emit(tx, workspace_id, WorkspaceChanged(what="settings"))
    return version + 1


def history(session: Session, workspace_id: str, limit: int = MOST_SHOWN) -> list[Change]:
    """The newest versions, newest first."""
    rows = session.execute(
        select(PolicyVersion, User.name)
        .outerjoin(Member, Member.id == PolicyVersion.member_id)
        .outerjoin(User, User.id == Member.user_id)
        .where(PolicyVersion.workspace_id == workspace_id)
        .order_by(PolicyVersion.version.desc())
        .limit(limit + 1)
    ).all()
    found = []
    for number, (row, name) in enumerate(rows[:limit]):
        before = rows[number + 1][0].body if number + 1 < len(rows) else None
        policy = parsed(row.body)
        found.append(
            Change(
                row.version, policy, name, row.at, row.reason, _differing(parsed(before), policy)
            )
        )
    return found


def _with_hours_off(
    tx: Tx, policy: Policy, before: Policy, member_id: str | None, reason: str
) -> Policy:
    if policy.quiet_hours == "on":
        off: dict[str, object] = {
            "hours_off_acknowledged": "",
            "hours_off_by": "",
            "hours_off_at": None,
        }
    elif before.quiet_hours == "off":
        off = {"hours_off_by": before.hours_off_by, "hours_off_at": before.hours_off_at}
    else:
        if len(reason.strip()) < SHORTEST_REASON:
            raise Invalid("reason_needed", shortest=SHORTEST_REASON)
        off = {"hours_off_by": _name(tx, member_id), "hours_off_at": tx.now}
    return policy.model_copy(update=off)


def _name(tx: Tx, member_id: str | None) -> str:
    if member_id is None:
        return ""
    name = tx.session.scalar(
        select(User.name).join(Member, Member.user_id == User.id).where(Member.id == member_id)
    )
    return name or ""


def _require_hours(policy: Policy) -> None:
    try:
        hours_table(policy)
    except RuleFileError as error:
        raise Invalid("bad_hours", row=error.row, why=error.reason) from None


def _changes(before: Policy, after: Policy) -> dict[str, list[object]]:
    """Which settings changed, from what to what."""
    was, now = before.model_dump(mode="json"), after.model_dump(mode="json")
    return {name: [was[name], now[name]] for name in _differing(before, after)}


def _differing(before: Policy, after: Policy) -> tuple[str, ...]:
    return tuple(
        name for name in Policy.model_fields if getattr(before, name) != getattr(after, name)
    )
