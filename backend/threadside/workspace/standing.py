"""What a member may do, and whether they may still: roles, leaving, coming back.

A workspace always has an admin who can sign in. Its row is held while that is looked at, so two
admins can't take the role from each other at the same time.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from threadside.audit import log
from threadside.contracts.common import Role
from threadside.errors import Invalid, NotFound, Refusal
from threadside.store.tables import Invitation, Member, User
from threadside.store.uow import Tx
from threadside.workspace import access

LONGEST_REASON: Final = 500


@dataclass(frozen=True)
class Standing:
    """A member as an admin is about to change them."""

    id: str
    user_id: str
    name: str
    role: str
    active: bool


def standing(session: Session, workspace_id: str, member_id: str) -> Standing:
    """A member of the workspace, active or not.

    Raises:
        NotFound: when it has none of this id.
    """
    row = session.execute(
        select(Member.id, Member.user_id, User.name, Member.role, Member.active)
        .join(User, User.id == Member.user_id)
        .where(Member.workspace_id == workspace_id, Member.id == member_id)
    ).one_or_none()
    if row is None:
        raise NotFound("member")
    return Standing(row.id, row.user_id, row.name, row.role, row.active)


def is_last_admin(session: Session, workspace_id: str, member_id: str) -> bool:
    """Whether nobody but this member could administer the workspace."""
    others = select(func.count()).where(
        Member.workspace_id == workspace_id,
        Member.role == "admin",
        Member.active,
        Member.id != member_id,
    )
    return not session.scalar(others)


def change_role(tx: Tx, workspace_id: str, member_id: str, role: Role, seen: str) -> Standing:
    """Give an active member another role, from the next request on.

    `seen` is the role that the admin saw. Whoever stops being an admin takes the links along that
    they have invited by: somebody could still join as what they chose.

    Raises:
        NotFound: `member`. Refusal: `changed_meanwhile`, `last_admin` (409).
    """
    found = _held(tx, workspace_id, member_id)
    if found.role != seen or not found.active:
        raise Refusal("changed_meanwhile")
    if found.role == role:
        return found
    if found.role == "admin":
        _require_another_admin(tx, workspace_id, member_id)
        _take_links_back(tx, member_id)
    _set(tx, member_id, role=role)
    told = {"member": member_id, "from": found.role, "to": role}
    log.record(tx, workspace_id, "member.role", told)
    access.changed(tx, [workspace_id])
    return found


def deactivate(tx: Tx, workspace_id: str, member_id: str, by: str, reason: str) -> Standing:
    """A member may do nothing here any more: signed out everywhere, their scripts as well.

    What they wrote, and the conversations, stay. `by` is the admin's own member.

    Raises:
        NotFound: `member`. Invalid: `no_leaving_reason`.
        Refusal: `changed_meanwhile`, `not_oneself`, `last_admin` (409).
    """
    reason = reason.strip()[:LONGEST_REASON]
    if not reason:
        raise Invalid("no_leaving_reason")
    if member_id == by:
        raise Refusal("not_oneself")
    found = _held(tx, workspace_id, member_id)
    if not found.active:
        raise Refusal("changed_meanwhile")
    if found.role == "admin":
        _require_another_admin(tx, workspace_id, member_id)
    _take_links_back(tx, member_id)
    # Tokens before the member: so does a renewal, and neither waits for the other crosswise.
    _end_everything(tx, workspace_id, found)
    _set(tx, member_id, active=False, left_at=tx.now, left_reason=reason)
    log.record(tx, workspace_id, "member.deactivated", {"member": member_id, "reason": reason})
    return found


def reactivate(tx: Tx, workspace_id: str, member_id: str) -> Standing:
    """A member may come back, with the role they had; they sign in anew.

    Raises:
        NotFound: `member`. Refusal: `changed_meanwhile` (409) for one who is active.
    """
    found = _held(tx, workspace_id, member_id)
    if found.active:
        raise Refusal("changed_meanwhile")
    # A sign-in that was under way while they were deactivated may have left a token behind.
    _end_everything(tx, workspace_id, found)
    _set(tx, member_id, active=True, left_at=None, left_reason="")
    log.record(tx, workspace_id, "member.reactivated", {"member": member_id})
    return found


def _held(tx: Tx, workspace_id: str, member_id: str) -> Standing:
    access.hold(tx, workspace_id)
    return standing(tx.session, workspace_id, member_id)


def _require_another_admin(tx: Tx, workspace_id: str, member_id: str) -> None:
    if is_last_admin(tx.session, workspace_id, member_id):
        raise Refusal("last_admin")


def _take_links_back(tx: Tx, member_id: str) -> None:
    tx.session.execute(
        update(Invitation)
        .where(
            Invitation.invited_by == member_id,
            Invitation.used_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .values(revoked_at=tx.now)
    )


def _end_everything(tx: Tx, workspace_id: str, found: Standing) -> None:
    access.end_tokens(tx, [found.id], scripts=True)
    access.close_sessions(tx, found.user_id, workspace_id)
    access.changed(tx, [workspace_id])


def _set(tx: Tx, member_id: str, **values: object) -> None:
    # Not through the row: it would be recorded once more by `audit.watch`, with less to say.
    tx.session.execute(update(Member).where(Member.id == member_id).values(**values))
