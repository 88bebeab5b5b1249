"""A colleague says whose a number is that nobody has: a person's who is known here, or whoever a
record of a linked CRM is.

What was texted with the number comes along, here and in the CRMs' log, and goes back when it is
taken back. The number's opt-outs and consent are the number's own and stay with it.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.contracts.common import RecordRef
from threadside.contracts.events import PersonChanged
from threadside.contracts.people import PersonRef
from threadside.contracts.records import LinkPerson
from threadside.contracts.strangers import LinkedNumber, LinkNumber, UnlinkNumber
from threadside.crm import linked, moved_numbers, place, relink, strangers
from threadside.crm import log as crm_log
from threadside.errors import Invalid, NotFound, Refusal
from threadside.events import log
from threadside.ids import new_id
from threadside.linking.values import PEOPLE
from threadside.people import cards, known
from threadside.store.dialect import one_at_a_time
from threadside.store.tables import (
    CrmNumber,
    Message,
    NumberLink,
    Person,
    PersonPhone,
    Record,
    RecordPerson,
    Thread,
    Workspace,
)
from threadside.store.uow import Tx
from threadside.timeline import write

LINKED: Final = "number_linked"
UNLINKED: Final = "number_unlinked"


@dataclass
class _Holders:
    """Who has a number or was texted at it: by name, and the nameless. `having` are the ids of
    those who have it now."""

    having: frozenset[str]
    named: list[Person] = field(default_factory=list)
    nameless: list[Person] = field(default_factory=list)


def link(tx: Tx, workspace_id: str, member: str, wish: LinkNumber) -> LinkedNumber:
    """The number is theirs from now on, as `member` (a name) says.

    Raises:
        Invalid: `one_recipient` unless exactly one of person and record is named; `not_a_person`
            for a record that is of no linked account or leads to people only; `same_person`.
        NotFound: for a person who is not of this workspace.
        Refusal: `number_known` (409) when somebody has it by now, with their name.
    """
    if (wish.person is None) == (wish.record is None):
        raise Invalid("one_recipient")
    one_at_a_time(tx.session, f"number {workspace_id} {wish.phone}")
    holders = _holders(tx, workspace_id, wish.phone)
    person = _meant(tx, workspace_id, wish, holders)
    for each in holders.named:
        if each.id != person.id or each.id in holders.having:
            raise Refusal("number_known", params={"name": each.name})
    along = _take_over(tx, workspace_id, wish.phone, person, holders)
    if wish.record is not None:
        linking = LinkPerson(person=person.id, record=wish.record)
        relink.link(tx, workspace_id, linking)
    _settled(tx, workspace_id, wish.phone, person, "number.linked", along.texts, wish.record)
    _say(tx, person, LINKED, member, wish.phone)
    return LinkedNumber(person=PersonRef(id=person.id, name=person.name), texts=along.texts)


def as_called_now(session: Session, made: LinkedNumber) -> LinkedNumber:
    """The same, by the name that they have since their record was read."""
    name = session.scalar(select(Person.name).where(Person.id == made.person.id))
    return made.model_copy(update={"person": PersonRef(id=made.person.id, name=name or "")})


def unlink(tx: Tx, workspace_id: str, member: str, wish: UnlinkNumber) -> None:
    """The number is not theirs after all: whoever wrote from it is nobody known again.

    Raises:
        NotFound: when no colleague said that it is theirs.
    """
    one_at_a_time(tx.session, f"number {workspace_id} {wish.phone}")
    row = tx.session.scalar(
        select(NumberLink)
        .where(
            NumberLink.workspace_id == workspace_id,
            NumberLink.e164 == wish.phone,
            NumberLink.person_id == wish.person,
        )
        .with_for_update(key_share=True)
    )
    if row is None:
        raise NotFound("number")
    person = known.hold(tx, workspace_id, wish.person)
    moved = moved_numbers.Moved(**row.moved)
    texts = select(Message.id).join(Thread, Thread.id == Message.thread_id).where(
        Thread.workspace_id == workspace_id,
        Thread.phone == wish.phone,
        Thread.person_id == person.id,
    )  # fmt: skip
    crm_log.erased(tx, workspace_id, texts)
    stranger = _stranger_again(tx, row, moved)
    count = 0
    if stranger is not None:
        count = moved_numbers.move(tx, wish.phone, person, stranger, moved.items)
        moved_numbers.hand_records(tx, person.id, stranger.id, moved.records)
    if not _crm_has(tx, person.id, wish.phone):
        moved_numbers.drop_phone(tx, person.id, wish.phone, left=moved.had_left)
    tx.session.delete(row)
    tx.session.flush()
    _settled(tx, workspace_id, wish.phone, person, "number.unlinked", count, None)
    _say(tx, person, UNLINKED, member, wish.phone)
    if stranger is not None:
        _settled_stranger(tx, stranger)


def _holders(tx: Tx, workspace_id: str, phone: str) -> _Holders:
    """Held, in one order, so that nobody adds to their timelines meanwhile."""
    rows = tx.session.execute(
        select(PersonPhone.person_id, PersonPhone.left_at).where(
            PersonPhone.workspace_id == workspace_id, PersonPhone.e164 == phone
        )
    ).all()
    texted = tx.session.scalars(
        select(Thread.person_id).where(Thread.workspace_id == workspace_id, Thread.phone == phone)
    )
    people = tx.session.scalars(
        select(Person)
        .where(Person.id.in_({*(row.person_id for row in rows), *texted}))
        .order_by(Person.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    found = _Holders(frozenset(row.person_id for row in rows if row.left_at is None))
    for person in people:
        (found.named if person.name else found.nameless).append(person)
    return found


def _meant(tx: Tx, workspace_id: str, wish: LinkNumber, holders: _Holders) -> Person:
    """The person whose it is to be. A record that means nobody yet is whoever had the number, or a
    new person whom the CRM names when the record is read."""
    if wish.person is not None:
        person = known.hold(tx, workspace_id, wish.person)
        if person in holders.nameless:
            raise Invalid("same_person")
        return person
    assert wish.record is not None  # noqa: S101 - one of the two, checked by the caller
    account = linked.of_record(tx.session, workspace_id, wish.record)
    if account is None or wish.record.type not in PEOPLE:
        raise Invalid("not_a_person")
    person_id = _of_record(tx, workspace_id, wish.record)
    if person_id is not None:
        return known.hold(tx, workspace_id, person_id)
    if holders.nameless:
        return holders.nameless[0]
    region = tx.session.get_one(Workspace, workspace_id).region
    return known.meet(tx, workspace_id, name="", phone=wish.phone, region=region)


def _of_record(tx: Tx, workspace_id: str, ref: RecordRef) -> str | None:
    return tx.session.scalar(
        select(RecordPerson.person_id)
        .join(Record, Record.id == RecordPerson.record_id)
        .where(
            Record.workspace_id == workspace_id,
            Record.crm == ref.crm,
            Record.account == ref.account,
            Record.type == ref.type,
            Record.remote_id == ref.id,
        )
        .order_by(
            Record.chosen_person_id.is_distinct_from(RecordPerson.person_id),
            RecordPerson.position,
            RecordPerson.person_id,
        )
        .limit(1)
    )


def _take_over(
    tx: Tx, workspace_id: str, phone: str, person: Person, holders: _Holders
) -> moved_numbers.Moved:
    """Give the number and what was texted with it to the person; what is to go back is kept."""
    along = moved_numbers.Moved(own=person in holders.named)
    along.had_left = moved_numbers.give_phone(tx, person, phone)
    for stranger in holders.nameless:
        if stranger.id != person.id:
            moved_numbers.bring(tx, phone, stranger, person, along)
    if person in holders.nameless:
        along.items += moved_numbers.loose(tx, person.id)
        along.texts += moved_numbers.texts(tx, phone, person.id)
    before = next((each.id for each in holders.nameless if each.id != person.id), None)
    tx.session.merge(
        NumberLink(
            workspace_id=workspace_id, e164=phone, person_id=person.id, stranger_id=before,
            moved=along.kept(), linked_at=tx.now,
        )
    )  # fmt: skip
    strangers.known_now(tx, workspace_id, phone)
    tx.session.flush()
    return along


def _stranger_again(tx: Tx, row: NumberLink, moved: moved_numbers.Moved) -> Person | None:
    """Who had the number before, or somebody new where the person was them; None where there is
    nothing to go back."""
    if row.stranger_id is not None:
        stranger = known.hold(tx, row.workspace_id, row.stranger_id)
    elif moved.own:
        return None
    elif moved.items or moved_numbers.talks(tx, row.workspace_id, row.e164, row.person_id):
        stranger = Person(
            id=new_id(), workspace_id=row.workspace_id, name="", first_name="", title="",
            company="", created_at=tx.now, version=0,
        )  # fmt: skip
        tx.session.add(stranger)
        tx.session.flush()
    else:
        return None
    moved_numbers.give_phone(tx, stranger, row.e164)
    return stranger


def _crm_has(tx: Tx, person_id: str, phone: str) -> bool:
    """Whether a CRM says by now that the number is theirs."""
    said = exists().where(
        CrmNumber.e164 == phone,
        CrmNumber.remote_id == Record.remote_id,
        CrmNumber.type == Record.type,
        CrmNumber.workspace_id == Record.workspace_id,
        Record.id == RecordPerson.record_id,
        RecordPerson.person_id == person_id,
    )
    return bool(tx.session.scalar(select(said)))


def _settled(  # noqa: PLR0917 - what is recorded, in this order
    tx: Tx,
    workspace_id: str,
    phone: str,
    person: Person,
    kind: str,
    texts: int,
    record: RecordRef | None,
) -> None:
    """Written down, told to the CRMs and to every screen."""
    payload: dict[str, Any] = {"texts": texts}
    if record is not None:
        payload["record"] = record.model_dump()
    audit.record(tx, workspace_id, kind, payload, phone=phone, person_id=person.id)
    place.settle_all(tx, [person.id])
    crm_log.linked(tx, workspace_id, person.id)
    person.version += 1
    tx.session.flush()
    told_of = PersonRef(id=person.id, name=person.name)
    log.emit(tx, workspace_id, PersonChanged(person=told_of))


def _settled_stranger(tx: Tx, stranger: Person) -> None:
    crm_log.linked(tx, stranger.workspace_id, stranger.id)
    stranger.version += 1
    tx.session.flush()
    told_of = PersonRef(id=stranger.id, name="")
    log.emit(tx, stranger.workspace_id, PersonChanged(person=told_of))


def _say(tx: Tx, person: Person, type_: str, member: str, phone: str) -> None:
    write.happened(
        tx,
        workspace_id=person.workspace_id,
        person_id=person.id,
        thread_id=None,
        type=type_,
        params={"member": member, "number": cards.display(phone)},
    )
