"""Changing one's own password."""

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from threadside.audit import sign_ins
from threadside.errors import Refusal
from threadside.store.tables import Member, User
from threadside.store.uow import Tx, UnitOfWork
from threadside.workspace import access, steps
from threadside.workspace.passwords import Passwords


@dataclass(frozen=True)
class Known:
    """A user as their password is changed."""

    email: str
    name: str
    hash: str


def require_password(uow: UnitOfWork, passwords: Passwords, user_id: str, given: str) -> Known:
    """That whoever is signed in knows the password.

    Raises:
        Refusal: `wrong_old_password` (422); `busy` (503).
    """
    with uow.read() as session:
        known = known_as(session, user_id)
    if not passwords.check(given, known.hash).right:
        raise Refusal("wrong_old_password", status=422)
    return known


def known_as(session: Session, user_id: str) -> Known:
    """A user as their password is changed."""
    asked = select(User.email, User.name, User.password_hash).where(User.id == user_id)
    return Known(*session.execute(asked).one())


def change(
    uow: UnitOfWork, passwords: Passwords, user_id: str, *, old: str, new: str, here: str
) -> None:
    """Another password from now on; every sign-in ends but the browser session called `here`.

    Scripts go on: their tokens do not follow from the password. Both hashes are slow on purpose,
    so they are made between a read and a write.

    Raises:
        Refusal: `wrong_old_password` (422); `busy` (503); `changed_meanwhile` (409) when it was
            changed elsewhere meanwhile.
        Invalid: `same_password`, and as `Passwords.hash`.
    """
    known = require_password(uow, passwords, user_id, old)
    if new == old:
        raise Refusal("same_password", status=422)
    hashed = passwords.hash(new, (known.email, known.name))
    with uow.write() as tx:
        changing = update(User).where(User.id == user_id, User.password_hash == known.hash)
        done = tx.session.execute(changing.values(password_hash=hashed))
        if cast("CursorResult[Any]", done).rowcount != 1:
            raise Refusal("changed_meanwhile")
        end_what_it_opened(tx, user_id, here)
        sign_ins.everywhere(tx, user_id, "password.changed")


def end_what_it_opened(tx: Tx, user_id: str, here: str | None = None) -> None:
    """Every sign-in of a user ends but the browser session called `here`; scripts go on."""
    rows = select(Member.id, Member.workspace_id).where(Member.user_id == user_id, Member.active)
    ours = {row.id: row.workspace_id for row in tx.session.execute(rows)}
    access.end_sessions(tx, user_id, but=here)
    steps.end_of(tx, user_id)
    access.end_tokens(tx, list(ours), scripts=False)
    access.changed(tx, ours.values())
