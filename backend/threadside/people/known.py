"""Finding and making people."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.contracts.common import RecordRef
from threadside.contracts.events import PersonChanged
from threadside.contracts.people import PersonRef
from threadside.contracts.timeline import NewPerson
from threadside.errors import Invalid, NotFound
from threadside.events import log
from threadside.ids import new_id
from threadside.jobs import queue
from threadside.people import resolve
from threadside.rules.phones import Phone, parse_phone
from threadside.store.dialect import one_at_a_time
from threadside.store.tables import Person, PersonPhone, Thread, Workspace
from threadside.store.uow import Tx

STRANGER = "stranger_wrote"
"""The job that looks for who wrote from a number that nobody here knows."""


def get(session: Session, workspace_id: str, person_id: str) -> Person:
    """A person of this workspace.

    Raises:
        NotFound: when there is none.
    """
    person = session.scalar(
        select(Person).where(Person.workspace_id == workspace_id, Person.id == person_id)
    )
    if person is None:
        raise NotFound("person")
    return person


def hold(tx: Tx, workspace_id: str, person_id: str) -> Person:
    """A person of this workspace, to whose timeline nobody else adds until `tx` ends.

    Taken before the thread's row, so that texts in and out never wait for each other crosswise.

    Raises:
        NotFound: when there is none.
    """
    tx.session.execute(
        select(Person.id)
        .where(Person.workspace_id == workspace_id, Person.id == person_id)
        .with_for_update(key_share=True)
    )
    return get(tx.session, workspace_id, person_id)


def require_phone(session: Session, person: Person, e164: str) -> None:
    """The number must be this person's, so that a text can't go to somebody else.

    Raises:
        Invalid: `not_their_number`.
    """
    found = session.scalar(
        select(PersonPhone.id)
        .where(PersonPhone.person_id == person.id, PersonPhone.e164 == e164)
        .limit(1)
    )
    if found is None:
        raise Invalid("not_their_number", name=person.name or e164)


def meet(
    tx: Tx,
    workspace_id: str,
    *,
    name: str,
    phone: str,
    region: str,
    record: RecordRef | None = None,
) -> Person:
    """Make a person with one number, and remember the CRM record that showed them."""
    name = _plain(name)
    person = Person(
        id=new_id(),
        workspace_id=workspace_id,
        name=name,
        first_name=name.split(" ")[0],
        title="",
        company="",
        created_at=tx.now,
        version=1,
    )
    tx.session.add(person)
    parsed = parse_phone(phone, region)
    tx.session.add(
        PersonPhone(
            id=new_id(),
            workspace_id=workspace_id,
            person_id=person.id,
            raw=phone,
            e164=parsed.e164 if isinstance(parsed, Phone) else phone,
            display=parsed.display if isinstance(parsed, Phone) else phone,
            label="",
            problem=None if isinstance(parsed, Phone) else parsed.code,
            position=0,
        )
    )
    tx.session.flush()
    if record is not None:
        resolve.remember(tx, workspace_id, record, person.id, name)
    log.emit(tx, workspace_id, PersonChanged(person=PersonRef(id=person.id, name=name or phone)))
    return person


def newcomer(
    tx: Tx, workspace_id: str, *, name: str, phone: str, region: str, record: RecordRef | None
) -> Person:
    """Someone whom the page shows and the workspace did not know when it was opened.

    Whoever has written from this number since, or was added by a colleague under the same name,
    is them.
    """
    one_at_a_time(tx.session, f"number {workspace_id} {phone}")
    for person_id in resolve.by_phone(tx.session, workspace_id, [phone]):
        person = hold(tx, workspace_id, person_id)
        if person.name in {"", _plain(name)}:
            _introduce(tx, person, name)
            if record is not None:
                resolve.remember(tx, workspace_id, record, person.id, person.name)
            return person
    return meet(tx, workspace_id, name=name, phone=phone, region=region, record=record)


def recipient(
    tx: Tx, workspace_id: str, phone: str, *, person_id: str | None, stranger: NewPerson | None
) -> Person:
    """Whom a wish names: the person with this id, held, whose number it must be; or the `stranger`
    whom the page shows, who is made, or found where somebody made them since.

    Raises:
        Invalid: `one_recipient` unless exactly one of the two is named, `not_their_number`.
        NotFound: for a person who is not of this workspace.
    """
    if (person_id is None) == (stranger is None):
        raise Invalid("one_recipient")
    if person_id is not None:
        person = hold(tx, workspace_id, person_id)
        require_phone(tx.session, person, phone)
        return person
    assert stranger is not None  # noqa: S101 - one of the two, checked above
    return newcomer(
        tx,
        workspace_id,
        name=stranger.name,
        phone=phone,
        region=tx.session.get_one(Workspace, workspace_id).region,
        record=stranger.record,
    )


def whose_text(tx: Tx, workspace_id: str, phone: str, region: str) -> Person:
    """Who an inbound text is from: whoever was last meant by this number, else somebody new."""
    one_at_a_time(tx.session, f"number {workspace_id} {phone}")
    person_id = tx.session.scalar(
        select(Thread.person_id)
        .where(Thread.workspace_id == workspace_id, Thread.phone == phone)
        .order_by(Thread.last_at.desc())
        .limit(1)
    )
    if person_id is None:
        person_id = next(iter(resolve.by_phone(tx.session, workspace_id, [phone])), None)
    if person_id is None:
        person = meet(tx, workspace_id, name="", phone=phone, region=region)
    else:
        person = hold(tx, workspace_id, person_id)
    if not person.name:
        stranger = {"workspace": workspace_id, "phone": phone}
        queue.defer(tx, STRANGER, stranger, dedupe=f"{STRANGER} {workspace_id} {phone}")
    return person


def choose(tx: Tx, workspace_id: str, record: RecordRef, person_id: str) -> None:
    """A member says whom a record means.

    Raises:
        NotFound: when the person is not of this workspace.
    """
    person = get(tx.session, workspace_id, person_id)
    resolve.remember(tx, workspace_id, record, person.id)
    audit.record(
        tx, workspace_id, "record.chosen", {"record": record.model_dump()}, person_id=person.id
    )
    log.emit(tx, workspace_id, PersonChanged(person=PersonRef(id=person.id, name=person.name)))


def _plain(name: str) -> str:
    return " ".join(name.split())


def _introduce(tx: Tx, person: Person, name: str) -> None:
    if person.name == "" and _plain(name):
        person.name = _plain(name)
        person.first_name = person.name.split(" ")[0]
        person.version += 1
        tx.session.flush()
    log.emit(
        tx, person.workspace_id, PersonChanged(person=PersonRef(id=person.id, name=person.name))
    )
