"""Changing one's own password."""

from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from threadside.audit import log, who
from threadside.errors import Refusal
from threadside.store.tables import Member, User
from threadside.store.uow import UnitOfWork
from threadside.workspace import access
from threadside.workspace.passwords import Passwords


def change(
    uow: UnitOfWork, passwords: Passwords, user_id: str, *, old: str, new: str, here: str
) -> None:
    """Another password from now on; every sign-in ends but the browser session called `here`.

    Scripts go on: their tokens do not follow from the password. Both hashes are slow on purpose,
    so they are made between a read and a write.

    Raises:
        Refusal: `wrong_old_password` (422); `busy` (503); `changed_meanwhile` (409) when it was
            changed elsewhere meanwhile.
        Invalid: `weak_password`; `same_password`.
    """
    with uow.read() as session:
        known = session.scalars(select(User.password_hash).where(User.id == user_id)).one()
    if not passwords.check(old, known).right:
        raise Refusal("wrong_old_password", status=422)
    if new == old:
        raise Refusal("same_password", status=422)
    hashed = passwords.hash(new)
    with uow.write() as tx:
        changing = update(User).where(User.id == user_id, User.password_hash == known)
        done = tx.session.execute(changing.values(password_hash=hashed))
        if cast("CursorResult[Any]", done).rowcount != 1:
            raise Refusal("changed_meanwhile")
        rows = select(Member.id, Member.workspace_id).where(
            Member.user_id == user_id, Member.active
        )
        ours = {row.id: row.workspace_id for row in tx.session.execute(rows)}
        access.end_sessions(tx, user_id, but=here)
        access.end_tokens(tx, list(ours), scripts=False)
        for workspace_id in ours.values():
            told = {"user": user_id}
            log.record(tx, workspace_id, "password.changed", told, actor=who.user(user_id))
        access.changed(tx, ours.values())
