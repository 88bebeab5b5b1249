"""Who of us is which user of the CRM, by their e-mail address, so that a text is owned by its rep.

The CRM's users are asked for once a day, and when an admin wants it. Who has none owns nothing
there, and the text is written all the same.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from threadside.crm import facts, linked
from threadside.crm.linked import Link
from threadside.crm.lookup import Lookups
from threadside.errors import NotFound
from threadside.linking.problems import CrmProblem
from threadside.linking.values import MOST_USERS, Owner
from threadside.store.tables import CrmConnection, CrmUser, Member, User
from threadside.store.uow import Tx

EVERY: Final = timedelta(days=1)
AGAIN: Final = timedelta(hours=1)
"""After a CRM that could not be asked."""
LONGEST_ADDRESS: Final = 320
"""RFC 5321, 4.5.3.1: 64 characters, `@`, 255."""


def ask_due(lookups: Lookups) -> bool:
    """Ask one CRM for its users, if its time has come; whether it named them."""
    with lookups.uow.read() as session:
        if session.scalar(_due(lookups.uow.clock())) is None:
            return False
    with lookups.uow.write() as tx:
        link = _take(tx)
    if link is None:
        return False
    try:
        found = lookups.crms.ask(link, lambda crm, api: crm.users(api))
    except CrmProblem:
        with lookups.uow.write() as tx:
            _set(tx, link.id, users_at=tx.now - EVERY + AGAIN)
        return False
    with lookups.uow.write() as tx:
        keep(tx, link, found)
    return found is not None


def keep(tx: Tx, link: Link, found: Sequence[Owner] | None) -> None:
    """Keep the users that a CRM named, instead of those it named before; None: it has none."""
    tx.session.execute(delete(CrmUser).where(CrmUser.connection_id == link.id))
    rows = {
        user.id: {
            "connection_id": link.id,
            "remote_id": user.id,
            "email": user.email.lower()[:LONGEST_ADDRESS],
            "name": facts.plain(user.name, facts.LONGEST_NAME),
        }
        for user in (found or ())[:MOST_USERS]
        if user.id and user.email
    }
    if rows:
        tx.session.execute(insert(CrmUser), list(rows.values()))
    _set(tx, link.id, users_at=tx.now, users_known=found is not None)


def ask_anew(tx: Tx, workspace_id: str, connection_id: str) -> None:
    """Have a CRM's users asked for now.

    Raises:
        NotFound: for a connection of another workspace.
    """
    row = tx.session.scalar(
        update(CrmConnection)
        .where(CrmConnection.workspace_id == workspace_id, CrmConnection.id == connection_id)
        .values(users_at=None)
        .returning(CrmConnection.id)
    )
    if row is None:
        raise NotFound("connection")
    tx.wake("crm")


def owner(session: Session, connection_id: str, member_id: str) -> str:
    """The CRM's id of a colleague; empty where they have none, or several with one address."""
    found = session.scalars(
        select(CrmUser.remote_id)
        .join(User, User.email == CrmUser.email)
        .join(Member, Member.user_id == User.id)
        .where(CrmUser.connection_id == connection_id, Member.id == member_id)
        .limit(2)
    ).all()
    return found[0] if len(found) == 1 else ""


def unknown(session: Session, row: CrmConnection) -> list[str]:
    """The names of active colleagues who are no user of the CRM; none where it names no users."""
    if not row.users_known:
        return []
    there = (
        select(CrmUser.remote_id)
        .where(CrmUser.connection_id == row.id, CrmUser.email == User.email)
        .exists()
    )
    return list(
        session.scalars(
            select(User.name)
            .join(Member, Member.user_id == User.id)
            .where(Member.workspace_id == row.workspace_id, Member.active, ~there)
            .order_by(User.name, Member.id)
        )
    )


def _due(now: datetime) -> Select[str]:
    return (
        select(CrmConnection.id)
        .where(
            CrmConnection.state.in_(linked.ASKED),
            or_(CrmConnection.users_at.is_(None), CrmConnection.users_at <= now - EVERY),
        )
        .order_by(CrmConnection.id)
        .limit(1)
    )


def _take(tx: Tx) -> Link | None:
    found = tx.session.scalar(_due(tx.now).with_for_update(key_share=True, skip_locked=True))
    if found is None:
        return None
    _set(tx, found, users_at=tx.now)
    return linked.by_id(tx.session, found)


def _set(tx: Tx, connection_id: str, **values: datetime | bool) -> None:
    tx.session.execute(
        update(CrmConnection).where(CrmConnection.id == connection_id).values(**values)
    )
