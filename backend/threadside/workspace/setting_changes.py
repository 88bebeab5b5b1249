"""What the settings of a workspace beside its policy were and became, by whom and why.

The policy keeps whole versions of its own (`policy.py`); these are single values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.errors import NotFound
from threadside.ids import new_id
from threadside.store.tables import Member, SettingChange, User
from threadside.store.uow import Tx

MOST_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Changed:
    """One setting, from what to what. `member_name` is None for a command of the operator's."""

    id: str
    name: str
    before: Any
    after: Any
    member_name: str | None
    at: datetime
    reason: str


def note(
    tx: Tx,
    workspace_id: str,
    changed: Mapping[str, tuple[Any, Any]],
    *,
    member_id: str | None,
    reason: str = "",
) -> None:
    """Keep what changed: from what to what, by name. What stayed as it was is left out."""
    real = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    for name, (before, after) in real.items():
        tx.session.add(
            SettingChange(
                id=new_id(), workspace_id=workspace_id, name=name, before=before, after=after,
                member_id=member_id, at=tx.now, reason=reason.strip(),
            )
        )  # fmt: skip
    if real:
        payload = {"changed": {name: list(pair) for name, pair in real.items()}, "reason": reason}
        audit.record(tx, workspace_id, "settings.changed", payload)


def history(session: Session, workspace_id: str, name: str = "") -> list[Changed]:
    """The newest changes of one setting or of all, newest first."""
    query = (
        select(SettingChange, User.name)
        .outerjoin(Member, Member.id == SettingChange.member_id)
        .outerjoin(User, User.id == Member.user_id)
        .where(SettingChange.workspace_id == workspace_id)
        .order_by(SettingChange.at.desc(), SettingChange.id.desc())
        .limit(MOST_SHOWN)
    )
    if name:
        query = query.where(SettingChange.name == name)
    return [
        Changed(row.id, row.name, row.before, row.after, who, row.at, row.reason)
        for row, who in session.execute(query)
    ]


def before(session: Session, workspace_id: str, name: str, change_id: str) -> Any:
    """What a setting was before a change of it.

    Raises:
        NotFound: for anything but a change of this setting in this workspace.
    """
    found = session.execute(
        select(SettingChange.before).where(
            SettingChange.workspace_id == workspace_id,
            SettingChange.name == name,
            SettingChange.id == change_id,
        )
    ).one_or_none()
    if found is None:
        raise NotFound("change")
    return found[0]
