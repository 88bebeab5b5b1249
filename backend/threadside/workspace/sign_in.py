"""Signing in: e-mail and password, then whatever else has to be proven.

Whatever somebody begins with, `enter` decides what comes next; only it starts sessions.
"""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select, update

from threadside.audit import sign_ins
from threadside.errors import Refusal
from threadside.store.tables import User
from threadside.store.uow import Tx, UnitOfWork
from threadside.workspace import second_factor, sessions, steps
from threadside.workspace.passwords import Passwords

Then = Literal["in", "told", "code", "set_up"]
"""in: signed in · told: signed in, and there is something to read first · code, set_up: the secret
is that of a step (`workspace.steps`)"""


@dataclass(frozen=True)
class Begun:
    """What a sign-in has come to, with the secret for the cookie that goes with it."""

    then: Then
    secret: str


def sign_in(
    uow: UnitOfWork,
    passwords: Passwords,
    email: str,
    password: str,
    former: str | None,
    *,
    device: str = "",
) -> Begun:
    """Check the password and go on with a browser called `device`, whose session was `former`.

    The check is slow on purpose, so it happens between a read and a write, and once more when the
    password was changed meanwhile. A hash made with lower costs than today's is replaced.

    Raises:
        Refusal: `wrong_password` (401), the same for an unknown address; `busy` (503).
    """
    address = email.strip().lower().replace("\x00", "")  # PostgreSQL's text can't hold NUL
    with uow.read() as session:
        known = session.execute(
            select(User.id, User.password_hash).where(User.email == address)
        ).one_or_none()
    checked = passwords.check(password, known.password_hash if known else None)
    if known is None or not checked.right:
        raise Refusal("wrong_password", status=401)
    with uow.write() as tx:
        held = select(User.password_hash).where(User.id == known.id)
        unchanged = tx.session.scalar(held.with_for_update(key_share=True)) == known.password_hash
        if unchanged and checked.better_hash:
            tx.session.execute(
                update(User).where(User.id == known.id).values(password_hash=checked.better_hash)
            )
        if unchanged:
            return enter(tx, known.id, former, device)
    return sign_in(uow, passwords, email, password, former, device=device)


def enter(tx: Tx, user_id: str, former: str | None, device: str = "") -> Begun:
    """Somebody has proven the first thing: ask for their code, have them set one up where a
    workspace wants it, or let them in."""
    factor = second_factor.standing(tx.session, user_id)
    if factor.on:
        return Begun("code", steps.begin(tx, "code", user_id))
    if second_factor.required(tx.session, user_id):
        return Begun("set_up", steps.begin(tx, "set_up", user_id))
    return let_in(tx, user_id, former, device, by="password", unread=factor.reset_at is not None)


def let_in(
    tx: Tx,
    user_id: str,
    former: str | None,
    device: str = "",
    *,
    by: str,
    unread: bool = False,
) -> Begun:
    """Everything is proven: start a session. `by` is what with, `unread` that they have to be told
    something first."""
    sign_ins.signed_in(tx, user_id, by)
    return Begun("told" if unread else "in", sessions.start(tx, user_id, former, device))
