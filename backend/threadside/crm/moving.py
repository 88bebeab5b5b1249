"""What was logged in the CRM moves when it turns out whom, or which record, it belongs to."""

from sqlalchemy import select

from threadside.crm import log, replacing
from threadside.linking.values import PEOPLE
from threadside.store.tables import CrmEntry, Record, RecordPerson
from threadside.store.uow import Tx


def all_of(tx: Tx, workspace_id: str, from_record: str, to_record: str) -> int:
    """Everybody's entries on one record belong on another of the same account; how many."""
    tx.session.flush()
    people = tx.session.scalars(
        select(CrmEntry.person_id).distinct().where(CrmEntry.record_id == from_record)
    ).all()
    return sum(
        log.moved(tx, workspace_id, from_record, to_record, person_id)
        for person_id in sorted(people)
    )


def of_one(tx: Tx, left: Record, person_id: str) -> int:
    """A record does not mean a person after all: their entries go to the record that is theirs, or,
    where they have none in that account, are taken out of the CRM; how many."""
    tx.session.flush()
    home = _home(tx, left, person_id)
    if home is not None:
        return log.moved(tx, left.workspace_id, left.id, home, person_id)
    entries = tx.session.scalars(
        select(CrmEntry.id)
        .where(
            CrmEntry.record_id == left.id,
            CrmEntry.person_id == person_id,
            CrmEntry.erase.is_(False),
            CrmEntry.state != "dropped",
        )
        .order_by(CrmEntry.id)
    ).all()
    if entries:
        replacing.erase(tx, list(entries))
    return len(entries)


def _home(tx: Tx, left: Record, person_id: str) -> str | None:
    return tx.session.scalar(
        select(Record.id)
        .join(RecordPerson, RecordPerson.record_id == Record.id)
        .where(
            RecordPerson.person_id == person_id,
            Record.workspace_id == left.workspace_id,
            Record.crm == left.crm,
            Record.account == left.account,
            Record.type.in_(PEOPLE),
            Record.id != left.id,
        )
        .order_by(Record.created_at.desc(), Record.id)
        .limit(1)
    )
