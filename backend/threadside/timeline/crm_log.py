"""Which texts a linked CRM has to hear of: noted by the transaction that makes or changes them.

Whoever touches a text passes `write.add` or `write.changed`, so this is the only place. A workspace
without a linked CRM pays one small query a transaction. What is written there, and how, is the
business of `crm/writer.py`; this only leaves rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import bindparam, case, delete, func, literal, or_, select, update

from threadside.contracts.common import RecordRef
from threadside.ids import new_id
from threadside.rules.hours.zones import zone_or_utc, zones
from threadside.store.dialect import insert_for, one_at_a_time
from threadside.store.tables import (
    CrmConnection,
    CrmEntry,
    CrmEntryMessage,
    CrmRecord,
    Message,
    Person,
    Record,
    RecordPerson,
    TimelineItem,
)
from threadside.store.uow import Tx

TOLD: Final = frozenset(
    {"received", "uncertain", "submitted", "delivered", "undelivered", "rejected", "failed",
     "lapsed"}
)  # fmt: skip
"""States of texts that a CRM hears of: what may still be taken back is nobody's history yet."""
EMPTIED: Final = ("erased", "expired")
PEOPLE: Final = ("contact", "lead")
SOON: Final = timedelta(seconds=4)
"""How long a change waits for the next one: most texts are delivered seconds after they were sent,
and a busy day's digest changes with each text. No entry is written more often."""
_CONNECTIONS: Final = "threadside_crm_connections"
_NOTED: Final = "threadside_crm_noted"


@dataclass(frozen=True, slots=True)
class Connected:
    """A linked account that texts are written to."""

    id: str
    crm: str
    account: str
    by_day: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class Target:
    """The record that an entry stands on; `about` is a deal, company or ticket, as type and id."""

    record_id: str
    who: tuple[str, str]
    about: tuple[str, str] | None = None


def added(tx: Tx, item: TimelineItem, opened: RecordRef | None = None) -> None:
    """A text was made or arrived; its rows are in this session. Called before its event.

    `opened` is the record that was open when Send was pressed.
    """
    if item.kind != "message":
        return
    for connection in connections(tx, item.workspace_id):
        enter(tx, connection, item, opened)


def changed(tx: Tx, item: TimelineItem) -> None:
    """A text is not what it was; called before its event, as often as it changes."""
    if item.kind != "message" or not (linked := connections(tx, item.workspace_id)):
        return
    message = tx.session.get_one(Message, item.id)
    noted: set[tuple[str, str]] = tx.session.info.setdefault(_NOTED, set())
    if message.mark in EMPTIED or (item.id, message.state) in noted:
        return
    noted.add((item.id, message.state))
    if message.state == "canceled":
        _never_left(tx, item.id)
    if message.state not in TOLD:
        return
    for connection in linked:
        if _bumped(tx, connection, message):
            if message.crm is None or message.crm.get("state") != "written":
                show(message, connection.crm)
        elif item.at >= connection.since:
            enter(tx, connection, item)


def connections(tx: Tx, workspace_id: str) -> Sequence[Connected]:
    """The linked accounts that texts are written to; asked once a transaction."""
    known: dict[str, Sequence[Connected]] = tx.session.info.setdefault(_CONNECTIONS, {})
    if workspace_id not in known:
        known[workspace_id] = [
            Connected(row.id, row.crm, row.account, row.log_mode == "daily", row.linked_at)
            for row in tx.session.execute(_linked(), {"workspace": workspace_id})
        ]
    return known[workspace_id]


def forget_connections(tx: Tx) -> None:
    """What is linked has changed in this transaction."""
    tx.session.info.pop(_CONNECTIONS, None)


@cache
def _linked() -> Any:
    return (
        select(
            CrmConnection.id,
            CrmConnection.crm,
            CrmConnection.account,
            CrmConnection.log_mode,
            CrmConnection.linked_at,
        )
        .where(
            CrmConnection.workspace_id == bindparam("workspace"),
            CrmConnection.log_mode != "off",
            CrmConnection.state != "disconnected",
        )
        .order_by(CrmConnection.id)
    )


def enter(
    tx: Tx,
    connection: Connected,
    item: TimelineItem,
    opened: RecordRef | None = None,
    *,
    target: Target | None = None,
) -> bool:
    """Give a text its entry; whether it has one now. A person without a record there has none.

    By message the key is made of the text's id, by day of the person's and the day; an entry that
    follows one which was moved or erased has a number behind it, since the CRM may still find the
    older one.
    """
    target = target or find_target(tx, connection, item, opened)
    if target is None:
        return False
    message = tx.session.get_one(Message, item.id)
    left = message.state in TOLD
    day = local_day(tx, item, message) if connection.by_day else None
    key = item.id if day is None else f"day:{item.person_id}:{day}"
    one_at_a_time(tx.session, f"crm {connection.id} {key}")
    tx.session.flush()
    if _has(tx, connection, item.id):
        return True
    entry_id = None if day is None else _standing(tx, connection, key)
    if entry_id is None:
        entry_id = _insert(tx, message, item, _Place(connection.id, target, key, day))
    elif left:
        bump(tx, CrmEntry.id == entry_id)
    tx.session.execute(
        insert_for(tx.session, CrmEntryMessage)
        .values(connection_id=connection.id, message_id=item.id, entry_id=entry_id)
        .on_conflict_do_update(
            index_elements=[CrmEntryMessage.connection_id, CrmEntryMessage.message_id],
            set_={"entry_id": entry_id},
        )
    )
    if left:
        show(message, connection.crm)
    return True


def show(message: Message, crm: str, state: str = "pending", problem: str | None = None) -> None:
    """What a rep reads about a text's entry. It stands on the text, so that a page of history is
    as fast as without."""
    message.crm = {"crm": crm, "state": state, **({"problem": problem} if problem else {})}


def find_target(
    tx: Tx, connection: Connected, item: TimelineItem, opened: RecordRef | None = None
) -> Target | None:
    """Where a text belongs: on the record that was open if it leads to its person, else on their
    own. A record that is still there goes before one that is gone, a contact before a lead, the
    one that was chosen for them before others, then the oldest."""
    rows = tx.session.execute(
        _records(),
        {
            "workspace": item.workspace_id,
            "crm": connection.crm,
            "account": connection.account,
            "person": item.person_id,
        },
    ).all()
    own = next((row for row in rows if row.type in PEOPLE), None)
    if own is None:
        return None
    target = Target(own.id, (own.type, own.remote_id))
    if opened is None or (opened.crm, opened.account) != (connection.crm, connection.account):
        return target
    open_now = (opened.type, opened.id)
    meant = next((row for row in rows if (row.type, row.remote_id) == open_now), None)
    if meant is None:
        return target
    named = (meant.type, meant.remote_id)
    if meant.type in PEOPLE:
        return Target(meant.id, named)
    return Target(meant.id, target.who, named)


@cache
def _records() -> Any:
    return (
        select(Record.id, Record.type, Record.remote_id)
        .join(RecordPerson, RecordPerson.record_id == Record.id)
        .outerjoin(CrmRecord, CrmRecord.record_id == Record.id)
        .where(
            RecordPerson.person_id == bindparam("person"),
            Record.workspace_id == bindparam("workspace"),
            Record.crm == bindparam("crm"),
            Record.account == bindparam("account"),
        )
        .order_by(
            case((CrmRecord.gone_at.is_(None), 0), else_=1),
            case((Record.type == "contact", 0), else_=1),
            case((Record.chosen_person_id == bindparam("person"), 0), else_=1),
            Record.created_at,
            Record.id,
        )
    )


def local_day(tx: Tx, item: TimelineItem, message: Message) -> date:
    """The day of a text where its person is: `zone_for` says which zone that is."""
    zone = zone_for(tx.session.get_one(Person, item.person_id).zone, message.phone)
    return item.at.astimezone(zone_or_utc(zone)).date()


def zone_for(known: str | None, phone: str) -> str:
    """A person's zone if it is known, else the first one of their area code, else UTC."""
    return known or next(iter(sorted(zones(phone))), "UTC")


def _has(tx: Tx, connection: Connected, message_id: str) -> bool:
    found = tx.session.scalar(
        select(CrmEntryMessage.entry_id)
        .join(CrmEntry, CrmEntry.id == CrmEntryMessage.entry_id)
        .where(
            CrmEntryMessage.connection_id == connection.id,
            CrmEntryMessage.message_id == message_id,
            CrmEntry.erase.is_(False),
        )
    )
    return found is not None


def _standing(tx: Tx, connection: Connected, prefix: str) -> str | None:
    """The entry of a person's day to which more can be added."""
    return tx.session.scalar(
        select(CrmEntry.id)
        .where(
            CrmEntry.connection_id == connection.id,
            _of_key(prefix),
            CrmEntry.erase.is_(False),
            CrmEntry.state.not_in(("gone", "dropped")),
        )
        .limit(1)
    )


def _of_key(prefix: str) -> Any:
    return or_(CrmEntry.key == prefix, CrmEntry.key.startswith(f"{prefix}.", autoescape=True))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a new entry is to stand."""

    connection_id: str
    target: Target
    key: str
    day: date | None


def _insert(tx: Tx, message: Message, item: TimelineItem, place: _Place) -> str:
    left = message.state in TOLD
    due = tx.now + _settles(message) if left else message.undo_until or tx.now
    about_type, about_id = None, None
    if place.day is None and place.target.about is not None:
        about_type, about_id = place.target.about
    entry_id = new_id()
    earlier = tx.session.scalar(
        select(func.count(CrmEntry.id)).where(
            CrmEntry.connection_id == place.connection_id, _of_key(place.key)
        )
    )
    tx.session.add(
        CrmEntry(
            id=entry_id,
            workspace_id=item.workspace_id,
            connection_id=place.connection_id,
            record_id=place.target.record_id,
            who_type=place.target.who[0],
            who_id=place.target.who[1],
            about_type=about_type,
            about_id=about_id,
            person_id=item.person_id,
            key=f"{place.key}.{earlier}" if earlier else place.key,
            day=place.day,
            state="pending",
            wanted=int(left),
            written=0,
            attempts=0,
            next_at=due,
            erase=False,
            created_at=tx.now,
        )
    )
    tx.session.flush()
    tx.wake("crm")
    return entry_id


def _bumped(tx: Tx, connection: Connected, message: Message) -> bool:
    """Have the entry of a text written anew; whether there is one."""
    its = select(CrmEntryMessage.entry_id).where(
        CrmEntryMessage.connection_id == connection.id, CrmEntryMessage.message_id == message.id
    )
    return bump(tx, CrmEntry.id.in_(its), _settles(message))


def _settles(message: Message) -> timedelta:
    """How long to wait for what is about to become of a text that has just left."""
    return SOON if message.state in ("submitted", "uncertain") else timedelta()


def bump(tx: Tx, which: Any, first: timedelta = timedelta()) -> bool:
    """Have the entries that `which` says written anew, soon; those of which nothing was to be told
    so far after `first`. Whether there is one."""
    now = literal(tx.now + first, CrmEntry.next_at.type)
    soon = literal(tx.now + SOON, CrmEntry.next_at.type)
    again = CrmEntry.state.in_(("written", "failed"))
    found = tx.session.scalars(
        update(CrmEntry)
        .where(which, CrmEntry.erase.is_(False))
        .values(
            wanted=CrmEntry.wanted + 1,
            state=case((again, "pending"), else_=CrmEntry.state),
            attempts=case((again, 0), else_=CrmEntry.attempts),
            next_at=case((CrmEntry.wanted == 0, now), (again, soon), else_=CrmEntry.next_at),
        )
        .returning(CrmEntry.id)
        .execution_options(synchronize_session=False)
    ).all()
    if found:
        tx.wake("crm")
    return bool(found)


def _never_left(tx: Tx, message_id: str) -> None:
    """A text was taken back before it left: there is nothing to tell of it."""
    entries = tx.session.scalars(
        delete(CrmEntryMessage)
        .where(CrmEntryMessage.message_id == message_id)
        .returning(CrmEntryMessage.entry_id)
        .execution_options(synchronize_session=False)
    ).all()
    tx.session.execute(
        update(CrmEntry)
        .where(CrmEntry.id.in_(entries), CrmEntry.day.is_(None), CrmEntry.wanted == 0)
        .values(state="dropped")
        .execution_options(synchronize_session=False)
    )
