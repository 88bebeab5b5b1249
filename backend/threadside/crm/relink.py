"""A rep says whom a record means after all: "not Maria?", "link to…".

What was logged in the CRM follows: it moves to the record that is theirs, or is taken off the one
that is not.
"""

from sqlalchemy import delete, select

from threadside.audit import log as audit
from threadside.contracts.common import RecordRef
from threadside.contracts.events import PersonChanged, RecordChanged
from threadside.contracts.people import PersonRef
from threadside.contracts.records import LinkPerson, NotThem
from threadside.crm import cache, changes, facts, keep, linked, moving, people, place
from threadside.crm import log as crm_log
from threadside.crm.linked import Link
from threadside.errors import Invalid, NotFound
from threadside.events import log
from threadside.linking.values import PEOPLE
from threadside.people import known, resolve
from threadside.store.tables import (
    CrmRecord,
    CrmStranger,
    Person,
    PersonPhone,
    Record,
    RecordPerson,
)
from threadside.store.uow import Tx


def not_them(tx: Tx, workspace_id: str, wish: NotThem) -> None:
    """The record does not mean this person, but perhaps another one.

    Raises:
        NotFound: for a person or a record that is not of this workspace.
        Invalid: `same_person`.
    """
    if wish.person == wish.not_person:
        raise Invalid("same_person")
    wrong = known.get(tx.session, workspace_id, wish.not_person)
    row = _record(tx, workspace_id, wish.record)
    right = None if wish.person is None else known.get(tx.session, workspace_id, wish.person)
    _unlink(tx, row, wrong.id)
    link = linked.of_record(tx.session, workspace_id, wish.record)
    if right is None and link is not None:
        right = _their_own(tx, link, wish.record)
    if right is not None:
        resolve.remember(tx, workspace_id, wish.record, right.id)
        crm_log.linked(tx, workspace_id, right.id)
    moved = moving.of_one(tx, row, wrong.id)
    _happened(
        tx, workspace_id, wish.record, "record.not_them", [wrong] + ([right] if right else []),
        {"not": wrong.id, "moved": moved},
    )  # fmt: skip


def link(tx: Tx, workspace_id: str, wish: LinkPerson) -> None:
    """The person is that record of the CRM; what was logged on another one moves to it.

    Raises:
        NotFound: for a person or a record to leave that is not of this workspace.
        Invalid: `same_record`, `other_account` when the two records are not of one CRM account.
    """
    person = known.get(tx.session, workspace_id, wish.person)
    moved = 0
    if wish.instead_of is not None:
        if wish.instead_of == wish.record:
            raise Invalid("same_record")
        if (wish.instead_of.crm, wish.instead_of.account) != (
            wish.record.crm,
            wish.record.account,
        ):
            raise Invalid("other_account")
    resolve.remember(tx, workspace_id, wish.record, person.id)
    to = _record(tx, workspace_id, wish.record)
    if wish.instead_of is not None:
        left = _record(tx, workspace_id, wish.instead_of)
        _unlink(tx, left, person.id)
        moved = crm_log.moved(tx, workspace_id, left.id, to.id, person.id)
        log.emit(tx, workspace_id, RecordChanged.of(wish.instead_of))
    crm_log.linked(tx, workspace_id, person.id)
    _known_now(tx, person)
    _happened(tx, workspace_id, wish.record, "record.linked", [person], {"moved": moved})


def _their_own(tx: Tx, link: Link, ref: RecordRef) -> Person | None:
    """A new person for a record that means nobody known: matched by its number it would mean the
    wrong one again."""
    cached = cache.row(tx.session, link.workspace_id, ref)
    said = None if cached is None else facts.from_json(cached.facts)
    if said is None or said.ref.type not in PEOPLE:
        return None
    person = people.make(tx, link.workspace_id, said.name)
    resolve.remember(tx, link.workspace_id, ref, person.id)
    keep.record(tx, link, said)
    return person


def _record(tx: Tx, workspace_id: str, ref: RecordRef) -> Record:
    row = tx.session.scalar(
        select(Record)
        .where(
            Record.workspace_id == workspace_id,
            Record.crm == ref.crm,
            Record.account == ref.account,
            Record.type == ref.type,
            Record.remote_id == ref.id,
        )
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound("record")
    return row


def _unlink(tx: Tx, row: Record, person_id: str) -> None:
    tx.session.execute(
        delete(RecordPerson).where(
            RecordPerson.record_id == row.id, RecordPerson.person_id == person_id
        )
    )
    if row.chosen_person_id == person_id:
        row.chosen_person_id = None
        tx.session.flush()
    place.settle_all(tx, [person_id])


def _known_now(tx: Tx, person: Person) -> None:
    """Their numbers are nobody's riddle any more, and the record is read for their name."""
    theirs = select(PersonPhone.e164).where(
        PersonPhone.person_id == person.id, PersonPhone.e164.is_not(None)
    )
    tx.session.execute(
        delete(CrmStranger).where(
            CrmStranger.workspace_id == person.workspace_id, CrmStranger.e164.in_(theirs)
        ),
        execution_options={"synchronize_session": False},
    )


def _happened(  # noqa: PLR0917 - what is recorded and told, in this order
    tx: Tx,
    workspace_id: str,
    ref: RecordRef,
    kind: str,
    about: list[Person],
    payload: dict[str, object],
) -> None:
    record = _record(tx, workspace_id, ref)
    cached = tx.session.get(CrmRecord, record.id)
    if cached is not None:
        cached.stale = True
    link = linked.of_record(tx.session, workspace_id, ref)
    if link is not None:
        changes.read_again(tx, link, linked.remote(ref))
    payload = {"record": ref.model_dump(), **payload}
    audit.record(tx, workspace_id, kind, payload, person_id=about[-1].id)
    for person in about:
        told_of = PersonRef(id=person.id, name=person.name)
        log.emit(tx, workspace_id, PersonChanged(person=told_of))
    log.emit(tx, workspace_id, RecordChanged.of(ref))
