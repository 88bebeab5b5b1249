"""Asking somebody to join: a link that works once and for seven days.

No mail leaves: an admin hands the link over. Only the digest of its secret is kept, so it is shown
once and replaced rather than looked up.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from threadside.audit import log, who
from threadside.contracts.common import Role
from threadside.errors import NotFound, Refusal
from threadside.ids import new_id
from threadside.store.tables import Invitation, Member, User, Workspace
from threadside.store.uow import Tx
from threadside.workspace import access
from threadside.workspace.members import add_member, add_user, canonical_email
from threadside.workspace.secrets import digest, new_secret

VALID: Final = timedelta(days=7)
REMEMBERED: Final = timedelta(days=30)
"""How long after its end a link says why it does not work; then who was asked is forgotten."""

State = Literal["open", "used", "revoked", "expired"]


@dataclass(frozen=True)
class Made:
    """A new invitation; `secret` is what its link holds, and is not kept."""

    id: str
    email: str
    role: str
    secret: str
    expires_at: datetime


@dataclass(frozen=True)
class Opened:
    """What a link leads to: where, as what, for whom; `known` when they can sign in already."""

    id: str
    workspace_id: str
    workspace_name: str
    email: str
    role: str
    invited_by: str
    state: State
    known: bool


@dataclass(frozen=True)
class Waiting:
    """An invitation that nobody has used yet."""

    id: str
    email: str
    role: str
    invited_by: str
    created_at: datetime
    expires_at: datetime


def invite(tx: Tx, workspace_id: str, by: str, email: str, role: Role) -> Made:
    """Ask somebody to join; `by` is the admin's member.

    Raises:
        Invalid: `bad_email`.
        Refusal: `member_already`, `member_deactivated`, `invited_already` (409).
    """
    address = canonical_email(email)
    access.hold(tx, workspace_id)
    active = tx.session.scalar(
        select(Member.active)
        .join(User, User.id == Member.user_id)
        .where(Member.workspace_id == workspace_id, User.email == address)
    )
    if active is not None:
        raise Refusal("member_already") if active else Refusal("member_deactivated")
    mine = (Invitation.workspace_id == workspace_id, Invitation.email == address)
    for row in tx.session.scalars(select(Invitation).where(*mine, *_UNUSED)):
        if row.expires_at > tx.now:
            raise Refusal("invited_already")
        row.revoked_at = tx.now
    return _make(tx, workspace_id, by, address, role)


def renew(tx: Tx, workspace_id: str, by: str, invitation_id: str) -> Made:
    """Another link for the same person; the one before works no longer.

    Raises:
        NotFound: `invitation`. Refusal: `invitation_over` (409) when it is used or revoked.
    """
    row = _take_back(tx, workspace_id, invitation_id)
    return _make(tx, workspace_id, by, row.email, row.role)


def revoke(tx: Tx, workspace_id: str, invitation_id: str) -> str:
    """Nobody can join by this link any more; gives whom it was for.

    Raises:
        NotFound: `invitation`. Refusal: `invitation_over` (409) when it is used or revoked.
    """
    row = _take_back(tx, workspace_id, invitation_id)
    log.record(tx, workspace_id, "invitation.revoked", {"invitation": row.id})
    return row.email


def waiting(session: Session, workspace_id: str) -> list[Waiting]:
    """The invitations that nobody has used, the newest first, expired ones among them."""
    rows = session.execute(
        select(Invitation, User.name)
        .join(Member, Member.id == Invitation.invited_by)
        .join(User, User.id == Member.user_id)
        .where(Invitation.workspace_id == workspace_id, *_UNUSED)
        .order_by(Invitation.created_at.desc(), Invitation.id)
    )
    return [
        Waiting(row.id, row.email, row.role, name, row.created_at, row.expires_at)
        for row, name in rows
    ]


def opened(session: Session, secret: str, now: datetime) -> Opened | None:
    """What a link leads to; None for one that we never gave, or forgot."""
    row = session.execute(
        select(Invitation, Workspace.name, User.name.label("by"))
        .join(Workspace, Workspace.id == Invitation.workspace_id)
        .join(Member, Member.id == Invitation.invited_by)
        .join(User, User.id == Member.user_id)
        .where(Invitation.secret_hash == digest(secret))
    ).one_or_none()
    if row is None:
        return None
    asked: Invitation = row.Invitation
    known = session.scalar(select(User.id).where(User.email == asked.email)) is not None
    return Opened(
        asked.id, asked.workspace_id, row.name, asked.email, asked.role, row.by,
        _state(asked, now), known,
    )  # fmt: skip


def join_as_new(tx: Tx, secret: str, name: str, password_hash: str) -> Member:
    """Use a link up: a new user, and a member of its workspace.

    Raises:
        Refusal: `invitation_over`, `email_taken`, `member_already` (409). Invalid: `empty_name`.
    """
    row = _use(tx, secret)
    user = add_user(tx, row.email, name, password_hash)
    return _join(tx, row, user.id)


def join_as(tx: Tx, secret: str, user_id: str) -> Member:
    """Use a link up for somebody who could sign in before.

    Raises:
        Refusal: `invitation_over`, `invitation_of_another`, `member_already` (409).
    """
    row = _use(tx, secret)
    if tx.session.scalar(select(User.email).where(User.id == user_id)) != row.email:
        raise Refusal("invitation_of_another")
    return _join(tx, row, user_id)


def forget_ended(tx: Tx) -> None:
    """Delete invitations that ended a month ago."""
    before = tx.now - REMEMBERED
    tx.session.execute(
        delete(Invitation).where(
            or_(
                Invitation.expires_at <= before,
                Invitation.used_at <= before,
                Invitation.revoked_at <= before,
            )
        )
    )


_UNUSED: Final = (Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))


def _state(row: Invitation, now: datetime) -> State:
    if row.used_at is not None:
        return "used"
    if row.revoked_at is not None:
        return "revoked"
    return "expired" if row.expires_at <= now else "open"


def _make(tx: Tx, workspace_id: str, by: str, email: str, role: str) -> Made:
    secret = new_secret()
    row = Invitation(
        id=new_id(),
        workspace_id=workspace_id,
        email=email,
        role=role,
        secret_hash=digest(secret),
        invited_by=by,
        created_at=tx.now,
        expires_at=tx.now + VALID,
    )
    tx.session.add(row)
    log.record(tx, workspace_id, "invitation.made", {"invitation": row.id, "role": role})
    access.changed(tx, [workspace_id])
    return Made(row.id, email, role, secret, row.expires_at)


def _take_back(tx: Tx, workspace_id: str, invitation_id: str) -> Invitation:
    row = tx.session.scalar(
        select(Invitation)
        .where(Invitation.workspace_id == workspace_id, Invitation.id == invitation_id)
        .with_for_update()
    )
    if row is None:
        raise NotFound("invitation")
    if row.used_at is not None or row.revoked_at is not None:
        raise Refusal("invitation_over")
    row.revoked_at = tx.now
    access.changed(tx, [workspace_id])
    return row


def _use(tx: Tx, secret: str) -> Invitation:
    """One UPDATE, so of two at the same time only one joins."""
    used = tx.session.scalar(
        update(Invitation)
        .where(Invitation.secret_hash == digest(secret), *_UNUSED, Invitation.expires_at > tx.now)
        .values(used_at=tx.now)
        .returning(Invitation.id)
    )
    if used is None:
        raise Refusal("invitation_over")
    return tx.session.get_one(Invitation, used)


def _join(tx: Tx, row: Invitation, user_id: str) -> Member:
    made = add_member(tx, row.workspace_id, user_id, row.role)  # type: ignore[arg-type]  # by CHECK
    # Who acts is known only now: whoever joins was nobody here before.
    who.act_as(who.member(made.id))
    tx.session.flush()
    told = {"invitation": row.id, "member": made.id, "role": row.role}
    log.record(tx, row.workspace_id, "invitation.used", told)
    access.changed(tx, [row.workspace_id])
    return made
