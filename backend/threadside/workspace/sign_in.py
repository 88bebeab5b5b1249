"""Signing in with e-mail and password."""

from sqlalchemy import select, update

from threadside.audit import sign_ins
from threadside.errors import Refusal
from threadside.store.tables import User
from threadside.store.uow import UnitOfWork
from threadside.workspace import sessions
from threadside.workspace.passwords import Passwords


def sign_in(
    uow: UnitOfWork,
    passwords: Passwords,
    email: str,
    password: str,
    former: str | None,
    *,
    device: str = "",
) -> str:
    """Check the password and start a session of a browser called `device`; gives the secret for
    its cookie.

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
            sign_ins.signed_in(tx, known.id)
            return sessions.start(tx, known.id, former, device)
    return sign_in(uow, passwords, email, password, former, device=device)
