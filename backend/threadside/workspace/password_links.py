"""A link by which somebody who lost their password chooses another: good once and for a day.

No mail leaves: an admin hands it over, as with invitations. Only the digest of its secret is kept.
Whoever made it may hand it to nobody who has got into another workspace since (`resets`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from threadside.audit import log, sign_ins
from threadside.errors import Refusal
from threadside.ids import new_id
from threadside.store.tables import Member, PasswordLink, User
from threadside.store.uow import Tx
from threadside.workspace import access
from threadside.workspace.change_password import end_what_it_opened
from threadside.workspace.resets import elsewhere, of_ours_alone, user_called
from threadside.workspace.secrets import digest, new_secret

VALID: Final = timedelta(days=1)


@dataclass(frozen=True)
class Made:
    """A new link; `secret` is what it holds, and is not kept."""

    name: str
    secret: str
    expires_at: datetime


@dataclass(frozen=True)
class Opened:
    """Whose password a link changes."""

    user_id: str
    email: str
    name: str


def make(tx: Tx, workspace_id: str, member_id: str) -> Made:
    """A link for a member of this workspace alone; the one before works no longer.

    Raises:
        NotFound: `member`. Refusal: `changed_meanwhile`, `member_elsewhere` (409).
    """
    found = of_ours_alone(tx, workspace_id, member_id)
    log.record(tx, workspace_id, "password.link", {"member": member_id})
    access.changed(tx, [workspace_id])
    return _make(tx, found.user_id, found.name, workspace_id)


def make_by_operator(tx: Tx, email: str) -> Made:
    """A link for any user, by whoever runs the server.

    Raises:
        NotFound: `user`.
    """
    user_id = user_called(tx.session, email)
    for workspace_id in sign_ins.workspaces(tx, user_id):
        log.record(tx, workspace_id, "password.link", {"user": user_id})
        access.changed(tx, [workspace_id])
    return _make(tx, user_id, tx.session.get_one(User, user_id).name, None)


def opened(session: Session, secret: str, now: datetime) -> Opened | None:
    """Whose password a link changes; None when it works no longer."""
    row = session.execute(
        select(PasswordLink.user_id, PasswordLink.workspace_id, User.email, User.name)
        .join(User, User.id == PasswordLink.user_id)
        .where(PasswordLink.secret_hash == digest(secret), PasswordLink.expires_at > now)
    ).one_or_none()
    if row is None or not _may_still(session, row.user_id, row.workspace_id):
        return None
    return Opened(row.user_id, row.email, row.name)


def use(tx: Tx, secret: str, password_hash: str) -> None:
    """Use a link up: another password, and every sign-in ends. The second factor stays.

    Raises:
        Refusal: `link_over` (409).
    """
    found = opened(tx.session, secret, tx.now)
    gone = delete(PasswordLink).where(PasswordLink.secret_hash == digest(secret))
    taken = tx.session.scalar(gone.returning(PasswordLink.id))
    if found is None or taken is None:
        raise Refusal("link_over")
    tx.session.execute(
        update(User).where(User.id == found.user_id).values(password_hash=password_hash)
    )
    end_what_it_opened(tx, found.user_id)
    sign_ins.everywhere(tx, found.user_id, "password.reset")


def forget_ended(tx: Tx) -> None:
    """Delete links that time has ended."""
    tx.session.execute(delete(PasswordLink).where(PasswordLink.expires_at <= tx.now))


def _may_still(session: Session, user_id: str, workspace_id: str | None) -> bool:
    if workspace_id is None:
        return True
    member = select(Member.id).where(
        Member.user_id == user_id, Member.workspace_id == workspace_id, Member.active
    )
    return session.scalar(member) is not None and not elsewhere(session, user_id, workspace_id)


def _make(tx: Tx, user_id: str, name: str, workspace_id: str | None) -> Made:
    tx.session.execute(delete(PasswordLink).where(PasswordLink.user_id == user_id))
    secret = new_secret()
    row = PasswordLink(
        id=new_id(),
        user_id=user_id,
        workspace_id=workspace_id,
        secret_hash=digest(secret),
        expires_at=tx.now + VALID,
    )
    tx.session.add(row)
    return Made(name, secret, row.expires_at)
