"""What goes along with a number when it turns out whose it is, and how it goes back.

The timeline's items and the CRMs' log belong to a person; threads, consent and opt-outs to the
number, which are only bound to whom it means. Nothing is copied and no text is changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import delete, func, or_, select, update

from threadside.contracts.events import PersonChanged
from threadside.contracts.people import PersonRef
from threadside.events import log
from threadside.ids import new_id
from threadside.people import cards
from threadside.people.resolve import CHOSEN
from threadside.store.dialect import insert_new
from threadside.store.tables import (
    CrmEntry,
    Message,
    Person,
    PersonPhone,
    Record,
    RecordPerson,
    Revocation,
    Thread,
    TimelineItem,
)
from threadside.store.uow import Tx

MOST_LOOSE: Final = 500
"""Notes and events of a stranger, who is seldom talked about."""


@dataclass
class Moved:
    """What came along: `items` are notes and events that belong to no thread, `records` those of
    the CRM that meant the stranger, `texts` how many were in the threads. `own`: the person was
    texted at the number before, or had it until the CRM had another in its place (`had_left`)."""

    items: list[str] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    texts: int = 0
    own: bool = False
    had_left: bool = False

    def kept(self) -> dict[str, Any]:
        """As `number_link.moved` keeps it."""
        return {
            "items": self.items, "records": self.records, "texts": self.texts, "own": self.own,
            "had_left": self.had_left,
        }  # fmt: skip


def bring(tx: Tx, phone: str, stranger: Person, person: Person, along: Moved) -> None:
    """Everything of a stranger with this number is the person's; another number of theirs stays."""
    drop_phone(tx, stranger.id, phone, left=False)
    other = select(PersonPhone.id).where(PersonPhone.person_id == stranger.id).limit(1)
    alone = tx.session.scalar(other) is None
    items = loose(tx, stranger.id) if alone else []
    along.texts += move(tx, phone, stranger, person, items)
    along.items += items
    if alone:
        along.records += hand_records(tx, stranger.id, person.id, None)
    stranger.version += 1
    tx.session.flush()
    gone = PersonChanged(person=PersonRef(id=stranger.id, name=""))
    log.emit(tx, stranger.workspace_id, gone)


def move(tx: Tx, phone: str, from_: Person, to: Person, items: Sequence[str]) -> int:
    """Bind the threads of a number to another person, with what stands in them and these further
    items; how many texts."""
    count = texts(tx, phone, from_.id)
    threads = tx.session.scalars(
        update(Thread)
        .where(
            Thread.workspace_id == to.workspace_id,
            Thread.phone == phone,
            Thread.person_id == from_.id,
        )
        .values(person_id=to.id)
        .returning(Thread.id)
        .execution_options(synchronize_session=False)
    ).all()
    mine = or_(TimelineItem.thread_id.in_(threads), TimelineItem.id.in_(list(items)))
    tx.session.execute(
        update(TimelineItem)
        .where(TimelineItem.person_id == from_.id, mine)
        .values(person_id=to.id)
        .execution_options(synchronize_session=False)
    )
    tx.session.execute(
        update(Revocation)
        .where(
            Revocation.workspace_id == to.workspace_id,
            Revocation.phone == phone,
            Revocation.person_id == from_.id,
        )
        .values(person_id=to.id)
        .execution_options(synchronize_session=False)
    )
    _times(tx, from_)
    _times(tx, to)
    _anew(tx)
    return count


def hand_records(tx: Tx, from_: str, to: str, which: Sequence[str] | None) -> list[str]:
    """Records of CRMs that meant one person mean the other, all or `which`, with what was logged on
    them; those that did not already."""
    query = select(RecordPerson).where(RecordPerson.person_id == from_)
    if which is not None:
        query = query.where(RecordPerson.record_id.in_(list(which)))
    rows = tx.session.scalars(query).all()
    handed: list[str] = []
    for row in rows:
        values = {
            "record_id": row.record_id, "person_id": to, "position": row.position,
            "role": row.role, "is_primary": row.is_primary, "reason": row.reason or CHOSEN,
        }  # fmt: skip
        key = [RecordPerson.record_id, RecordPerson.person_id]
        if insert_new(tx.session, RecordPerson, key, values):
            handed.append(row.record_id)
    ids = [row.record_id for row in rows]
    tx.session.execute(
        delete(RecordPerson)
        .where(RecordPerson.person_id == from_, RecordPerson.record_id.in_(ids))
        .execution_options(synchronize_session=False)
    )
    for table, record_id, person_id in (
        (Record, Record.id, Record.chosen_person_id),
        (CrmEntry, CrmEntry.record_id, CrmEntry.person_id),
    ):
        tx.session.execute(
            update(table)
            .where(record_id.in_(ids), person_id == from_)
            .values({person_id: to})
            .execution_options(synchronize_session=False)
        )
    _anew(tx)
    return handed


def give_phone(tx: Tx, person: Person, phone: str) -> bool:
    """The person has the number, after all others of theirs; whether they had it and the CRM has
    another one in its place."""
    rows = tx.session.scalars(select(PersonPhone).where(PersonPhone.person_id == person.id)).all()
    has = next((row for row in rows if row.e164 == phone), None)
    if has is not None:
        had_left, has.left_at = has.left_at is not None, None
        tx.session.flush()
        return had_left
    tx.session.add(
        PersonPhone(
            id=new_id(), workspace_id=person.workspace_id, person_id=person.id, raw=phone,
            e164=phone, display=cards.display(phone), label="", problem=None,
            position=1 + max((row.position for row in rows), default=-1),
        )
    )  # fmt: skip
    tx.session.flush()
    return False


def drop_phone(tx: Tx, person_id: str, phone: str, *, left: bool) -> None:
    """The person has the number no more; with `left` they have had it, as before."""
    its = (PersonPhone.person_id == person_id, PersonPhone.e164 == phone)
    statement: Any = delete(PersonPhone).where(*its)
    if left:
        statement = update(PersonPhone).where(*its).values(left_at=tx.now)
    tx.session.execute(statement.execution_options(synchronize_session=False))
    _anew(tx)


def loose(tx: Tx, person_id: str) -> list[str]:
    """Notes and events of a person that belong to no thread, the newest of too many."""
    return list(
        tx.session.scalars(
            select(TimelineItem.id)
            .where(TimelineItem.person_id == person_id, TimelineItem.thread_id.is_(None))
            .order_by(TimelineItem.at.desc(), TimelineItem.id)
            .limit(MOST_LOOSE)
        )
    )


def texts(tx: Tx, phone: str, person_id: str) -> int:
    """How many texts a person has in threads of a number."""
    found = tx.session.scalar(
        select(func.count(Message.id))
        .join(Thread, Thread.id == Message.thread_id)
        .join(TimelineItem, TimelineItem.id == Message.id)
        .where(Thread.person_id == person_id, Thread.phone == phone,
               TimelineItem.person_id == person_id)
    )  # fmt: skip
    return found or 0


def talks(tx: Tx, workspace_id: str, phone: str, person_id: str) -> bool:
    """Whether a thread of the number is bound to the person."""
    its = select(Thread.id).where(
        Thread.workspace_id == workspace_id, Thread.phone == phone, Thread.person_id == person_id
    )
    return tx.session.scalar(its.limit(1)) is not None


def _times(tx: Tx, person: Person) -> None:
    """When they were texted last, by the threads that are theirs now."""
    row = tx.session.execute(
        select(func.max(Thread.last_inbound_at), func.max(Thread.last_outbound_at)).where(
            Thread.person_id == person.id
        )
    ).one()
    tx.session.execute(
        update(Person)
        .where(Person.id == person.id)
        .values(last_inbound_at=row[0], last_outbound_at=row[1])
        .execution_options(synchronize_session=False)
    )


def _anew(tx: Tx) -> None:
    """What was changed by statements is read again."""
    tx.session.flush()
    tx.session.expire_all()
