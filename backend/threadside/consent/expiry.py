"""Consent that has ended by itself gets a line in the ledger that says so.

What is in force never waits for it: an end is part of what every reading of the ledger works out.
Looked for once an hour, as far back as a day and a bit.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from threadside.consent import book, closing, house
from threadside.store.tables import ConsentEvent, Thread, Workspace
from threadside.store.types import UtcTime
from threadside.store.uow import Tx

LOOKED_BACK: Final = timedelta(hours=26)
AT_ONCE: Final = 5000


def write_ended(tx: Tx) -> int:
    """Write a line for what ended lately and has none; gives how many."""
    found = [*_dated(tx), *_conversations(tx)]
    for event in found:
        book.write(
            tx,
            event.workspace_id,
            event.phone,
            "expired",
            "system",
            actor="system",
            scope=event.scope,
            settles=event.id,
            person_id=event.person_id,
        )
        closing.tell(tx, event.workspace_id, event.phone)
    return len(found)


def _dated(tx: Tx) -> Iterator[ConsentEvent]:
    yield from tx.session.scalars(
        select(ConsentEvent)
        .where(
            ConsentEvent.expires_at.between(tx.now - LOOKED_BACK, tx.now),
            ConsentEvent.kind.in_(("granted", "confirmed", "scope_changed")),
            ~_ended(),
        )
        .limit(AT_ONCE)
    )


def _conversations(tx: Tx) -> Iterator[ConsentEvent]:
    for workspace_id in tx.session.scalars(select(Workspace.id)).all():
        hours = house.house(tx.session, workspace_id).policy.conversation_hours
        yield from _silent(tx, workspace_id, timedelta(hours=hours))


def _silent(tx: Tx, workspace_id: str, lasts: timedelta) -> Iterator[ConsentEvent]:
    """Conversations of a workspace whose last text of theirs is that long ago."""
    quiet = (
        select(Thread.phone)
        .where(
            Thread.workspace_id == workspace_id,
            Thread.last_inbound_at.between(tx.now - lasts - LOOKED_BACK, tx.now - lasts),
        )
        .distinct()
        .limit(AT_ONCE)
    )
    yield from tx.session.scalars(
        select(ConsentEvent).where(
            ConsentEvent.workspace_id == workspace_id,
            ConsentEvent.phone.in_(quiet),
            ConsentEvent.scope == "conversational",
            ConsentEvent.kind == "granted",
            _last_heard(workspace_id) <= tx.now - lasts,
            ~_ended(),
        )
    )


def _last_heard(workspace_id: str) -> Any:
    return (
        select(func.max(Thread.last_inbound_at, type_=UtcTime))
        .where(Thread.workspace_id == workspace_id, Thread.phone == ConsentEvent.phone)
        .correlate(ConsentEvent)
        .scalar_subquery()
    )


def _ended() -> Any:
    later = aliased(ConsentEvent)
    return exists().where(later.settles == ConsentEvent.id, later.kind == "expired")
