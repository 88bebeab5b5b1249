"""Finding and making people."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.contracts.common import RecordRef
from threadside.contracts.events import PersonChanged
from threadside.contracts.people import PersonRef
from threadside.errors import Invalid, NotFound
from threadside.events import log
from threadside.ids import new_id
from threadside.people import resolve
from threadside.rules.phones import Phone, parse_phone
from threadside.store.tables import Person, PersonPhone, Thread
from threadside.store.uow import Tx


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
    name = " ".join(name.split())
    person = Person(
        id=new_id(),
        workspace_id=workspace_id,
        name=name,
        first_name=name.split(" ")[0] if name else "",
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


def whose_text(tx: Tx, workspace_id: str, phone: str, region: str) -> Person:
    """Who an inbound text is from: whoever was last meant by this number, else somebody new."""
    person_id = tx.session.scalar(
        select(Thread.person_id)
        .where(Thread.workspace_id == workspace_id, Thread.phone == phone)
        .order_by(Thread.last_at.desc())
        .limit(1)
    )
    if person_id is None:
        person_id = next(iter(resolve.by_phone(tx.session, workspace_id, [phone])), None)
    if person_id is None:
        return meet(tx, workspace_id, name="", phone=phone, region=region)
    return get(tx.session, workspace_id, person_id)


def choose(tx: Tx, workspace_id: str, record: RecordRef, person_id: str) -> None:
    """A member says whom a record means.

    Raises:
        NotFound: when the person is not of this workspace.
    """
    person = get(tx.session, workspace_id, person_id)
    resolve.remember(tx, workspace_id, record, person.id)
    log.emit(tx, workspace_id, PersonChanged(person=PersonRef(id=person.id, name=person.name)))
