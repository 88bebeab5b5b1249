"""A person's numbers as their contact in the CRM has them.

A number that the CRM replaced stays with its history, marked and offered last. Consent belongs to
a number, so the timeline says what that means for the new one.
"""

from collections.abc import Sequence

from sqlalchemy import exists, select

from threadside.crm import hands
from threadside.crm.facts import Number, e164s
from threadside.crm.linked import Link
from threadside.ids import new_id
from threadside.store.tables import (
    CrmConnection,
    CrmNumber,
    Person,
    PersonPhone,
    Record,
    RecordPerson,
)
from threadside.store.uow import Tx
from threadside.timeline import write
from threadside.words import say

REPLACED = "crm_number_replaced"
REMOVED = "crm_number_removed"


def follow(  # noqa: PLR0917 - whose numbers, by which record, now and before
    tx: Tx,
    link: Link,
    person: Person,
    record_id: str,
    found: Sequence[Number],
    had: frozenset[str],
) -> bool:
    """Give the person these numbers in this order; whether anything changed. `had` are those that
    the record had before."""
    rows = list(
        tx.session.scalars(
            select(PersonPhone)
            .where(PersonPhone.person_id == person.id)
            .order_by(PersonPhone.position, PersonPhone.id)
        )
    )
    left = had - set(e164s(found))
    gone = {e164 for e164 in left if not _elsewhere(tx, person, record_id, e164)}
    former = [row for row in rows if row.left_at is not None and row.e164]
    kept = _kept(tx, link, person, rows, found)
    others = [row for row in rows if row not in kept]
    changed = bool(tx.session.new) or any(tx.session.is_modified(row) for row in kept)
    departed = [row for row in others if row.e164 in gone and row.left_at is None]
    for row in departed:
        row.left_at = tx.now
    for place, row in enumerate([*kept, *others]):
        if row.position != place:
            row.position = place
            changed = True
    tx.session.flush()
    new = next((n for n in found if n.e164 and n.e164 not in had and not n.problem), None)
    for row in departed:
        _tell(tx, person, row, new if had else None)
        if row.e164:
            hands.left(tx, person, record_id, row.e164, new.display if new and had else "")
    hands.came_back(tx, person, {row.e164 for row in former if row.e164 and row.left_at is None})
    return changed or bool(departed)


def _kept(
    tx: Tx, link: Link, person: Person, rows: Sequence[PersonPhone], found: Sequence[Number]
) -> list[PersonPhone]:
    """The rows of these numbers, in their order, made where there are none."""
    kept: list[PersonPhone] = []
    for number in found:
        row = _row(rows, number)
        if row is None or row in kept:
            row = PersonPhone(
                id=new_id(), workspace_id=link.workspace_id, person_id=person.id, raw=number.raw,
                position=len(kept),
            )  # fmt: skip
            tx.session.add(row)
        values = {
            "raw": number.raw, "e164": number.e164, "display": number.display,
            "label": number.label, "problem": number.problem, "left_at": None,
        }  # fmt: skip
        for name, value in values.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
        kept.append(row)
    return kept


def _row(rows: Sequence[PersonPhone], number: Number) -> PersonPhone | None:
    by_raw = next((row for row in rows if row.raw == number.raw), None)
    if by_raw is not None or number.e164 is None:
        return by_raw
    return next((row for row in rows if row.e164 == number.e164), None)


def _elsewhere(tx: Tx, person: Person, record_id: str, e164: str) -> bool:
    """Whether another record of theirs still has the number."""
    other = exists().where(
        RecordPerson.person_id == person.id,
        RecordPerson.record_id != record_id,
        Record.id == RecordPerson.record_id,
        CrmConnection.workspace_id == Record.workspace_id,
        CrmConnection.crm == Record.crm,
        CrmConnection.account == Record.account,
        CrmNumber.connection_id == CrmConnection.id,
        CrmNumber.type == Record.type,
        CrmNumber.remote_id == Record.remote_id,
        CrmNumber.e164 == e164,
    )
    return bool(tx.session.scalar(select(other)))


def _tell(tx: Tx, person: Person, old: PersonPhone, new: Number | None) -> None:
    params = {"name": person.name or say("consent.this_person"), "old": old.display}
    if new is not None:
        params["new"] = new.display
    write.happened(
        tx,
        workspace_id=person.workspace_id,
        person_id=person.id,
        thread_id=None,
        type=REPLACED if new is not None else REMOVED,
        params=params,
    )
