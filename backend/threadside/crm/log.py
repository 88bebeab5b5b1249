"""What else happens to the log of texts in a CRM: people are linked late, moved, erased; a CRM is
linked again or let go; somebody has a look at what failed.

That a text is to be logged at all is noted where it is made (`timeline.crm_log`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session

from threadside.crm import outcomes, place, replacing, shown
from threadside.errors import NotFound, Refusal
from threadside.store.tables import (
    CrmConnection,
    CrmEntry,
    CrmEntryMessage,
    CrmNumber,
    CrmOptOut,
    CrmRecord,
    CrmRelated,
    CrmStranger,
    Message,
    Person,
    Record,
    TimelineItem,
)
from threadside.store.uow import Tx
from threadside.timeline import crm_log
from threadside.timeline.crm_log import EMPTIED

MOST_AT_ONCE: Final = 500
"""Texts of one person that are logged when they are linked."""
PAGE: Final = 25


def linked(tx: Tx, workspace_id: str, person_id: str) -> int:
    """A person has a record in a CRM now: log what was texted with them since that CRM was linked,
    the newest texts first to count; how many."""
    count = 0
    for connection in crm_log.connections(tx, workspace_id):
        has = (
            select(CrmEntryMessage.message_id)
            .join(CrmEntry, CrmEntry.id == CrmEntryMessage.entry_id)
            .where(
                CrmEntryMessage.connection_id == connection.id,
                CrmEntryMessage.message_id == TimelineItem.id,
                CrmEntry.erase.is_(False),
            )
        )
        rows = tx.session.scalars(
            _texts(person_id)
            .where(TimelineItem.at >= connection.since, ~has.exists())
            .order_by(TimelineItem.at.desc(), TimelineItem.id.desc())
            .limit(MOST_AT_ONCE)
        ).all()
        count += sum(crm_log.enter(tx, connection, item) for item in reversed(rows))
    return count


def moved(tx: Tx, workspace_id: str, from_record_id: str, to_record_id: str, person_id: str) -> int:
    """What was logged of a person's texts on one record belongs on another: it is erased there and
    written here; how many entries.

    A deal, company or ticket to which it goes keeps the person's own record for whom it is.

    Raises:
        NotFound: for a record of another workspace.
    """
    to = tx.session.scalar(
        select(Record).where(Record.workspace_id == workspace_id, Record.id == to_record_id)
    )
    if to is None:
        raise NotFound("record")
    rows = tx.session.scalars(
        select(CrmEntry)
        .where(
            CrmEntry.workspace_id == workspace_id,
            CrmEntry.record_id == from_record_id,
            CrmEntry.person_id == person_id,
            CrmEntry.erase.is_(False),
            CrmEntry.state != "dropped",
        )
        .order_by(CrmEntry.id)
        .with_for_update(key_share=True)
    ).all()
    for row in rows:
        replacing.move(tx, row, to)
    return len(rows)


def erased(tx: Tx, workspace_id: str, message_ids: Select[str]) -> int:
    """Texts were emptied here, given as a SELECT of their ids: what tells of them goes in the CRM
    as well. A day's entry is written anew without them; how many entries."""
    found = tx.session.scalars(
        delete(CrmEntryMessage)
        .where(CrmEntryMessage.message_id.in_(message_ids))
        .returning(CrmEntryMessage.entry_id)
        .execution_options(synchronize_session=False)
    ).all()
    entries = sorted(set(found))
    if not entries:
        return 0
    tx.session.execute(
        update(Message)
        .where(Message.workspace_id == workspace_id, Message.id.in_(message_ids))
        .values(crm=None)
        .execution_options(synchronize_session=False)
    )
    still = set(
        tx.session.scalars(
            select(CrmEntryMessage.entry_id).where(CrmEntryMessage.entry_id.in_(entries))
        )
    )
    replacing.erase(tx, [each for each in entries if each not in still])
    if still:
        crm_log.bump(tx, CrmEntry.id.in_(sorted(still)))
    return len(entries)


def forget_records(tx: Tx, record_ids: Sequence[str]) -> None:
    """Records are about to be deleted here, and what the CRM said of them; entries keep what the
    CRM calls theirs."""
    tx.session.execute(delete(CrmRelated).where(CrmRelated.record_id.in_(record_ids)))
    tx.session.execute(delete(CrmRecord).where(CrmRecord.record_id.in_(record_ids)))
    tx.session.execute(
        update(CrmEntry)
        .where(CrmEntry.record_id.in_(record_ids))
        .values(record_id=None)
        .execution_options(synchronize_session=False)
    )


def forget_phone(tx: Tx, workspace_id: str, phone: str) -> None:
    """A number is erased here; an opt-out that is written stays in the CRM, unknown to us."""
    for its in (
        delete(CrmOptOut).where(CrmOptOut.workspace_id == workspace_id, CrmOptOut.phone == phone),
        delete(CrmNumber).where(CrmNumber.workspace_id == workspace_id, CrmNumber.e164 == phone),
        delete(CrmStranger).where(
            CrmStranger.workspace_id == workspace_id, CrmStranger.e164 == phone
        ),
    ):
        tx.session.execute(its.execution_options(synchronize_session=False))


def disconnected(tx: Tx, connection_id: str) -> int:
    """A CRM is let go: nothing more is written or erased there; how many entries were dropped.

    What stands there stays. Texts that did not get there show nothing any more.
    """
    crm_log.forget_connections(tx)
    place.later(tx, connection_id)
    waiting = ("pending", "writing", "failed")
    tx.session.execute(
        update(CrmOptOut)
        .where(CrmOptOut.connection_id == connection_id, CrmOptOut.state.in_(waiting))
        .values(state="dropped")
        .execution_options(synchronize_session=False)
    )
    rows = tx.session.scalars(
        update(CrmEntry)
        .where(CrmEntry.connection_id == connection_id, CrmEntry.state.in_(waiting))
        .values(state="dropped")
        .returning(CrmEntry)
        .execution_options(synchronize_session=False, populate_existing=True)
    ).all()
    for row in rows:
        shown.tell(tx, row)
    return len(rows)


def relinked(tx: Tx, connection_id: str) -> None:
    """A person signed in again: what waited for that waits no longer."""
    outcomes.hasten(tx, connection_id)
    place.later(tx, connection_id)
    tx.session.execute(
        update(CrmOptOut)
        .where(CrmOptOut.connection_id == connection_id, CrmOptOut.state == "pending")
        .values(next_at=tx.now)
        .execution_options(synchronize_session=False)
    )
    tx.wake("crm")


@dataclass(frozen=True)
class FailedEntry:
    """An entry that a CRM refused, with its person and the account."""

    entry: CrmEntry
    person: str
    connection: CrmConnection


def failed(
    session: Session, workspace_id: str, *, before: str = "", most: int = PAGE
) -> list[FailedEntry]:
    """Those that a person has to look at, the newest first; keyset by id."""
    query = (
        select(CrmEntry, Person.name, CrmConnection)
        .join(Person, Person.id == CrmEntry.person_id)
        .join(CrmConnection, CrmConnection.id == CrmEntry.connection_id)
        .where(CrmEntry.workspace_id == workspace_id, CrmEntry.state == "failed")
        .order_by(CrmEntry.id.desc())
        .limit(most)
    )
    if before:
        query = query.where(CrmEntry.id < before)
    return [FailedEntry(*row) for row in session.execute(query)]


def try_again(tx: Tx, workspace_id: str, entry_id: str) -> None:
    """Write an entry once more that failed.

    Raises:
        NotFound: for an entry of another workspace.
        Refusal: `mended_already` (409) when it does not stand as failed any more.
    """
    row = tx.session.scalar(
        select(CrmEntry)
        .where(CrmEntry.workspace_id == workspace_id, CrmEntry.id == entry_id)
        .with_for_update(key_share=True)
    )
    if row is None:
        raise NotFound("entry")
    if row.state != "failed":
        raise Refusal("mended_already")
    row.state, row.problem, row.attempts = "pending", None, 0
    row.next_at = tx.now
    if row.wanted == row.written:
        row.wanted += 1
    tx.session.flush()
    shown.tell(tx, row)
    tx.wake("crm")


def _texts(person_id: str) -> Select[TimelineItem]:
    return (
        select(TimelineItem)
        .join(Message, Message.id == TimelineItem.id)
        .where(
            TimelineItem.person_id == person_id,
            Message.state != "canceled",
            or_(Message.mark.is_(None), Message.mark.not_in(EMPTIED)),
        )
    )
