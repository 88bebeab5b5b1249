"""People as a header or a chooser shows them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import String, bindparam, select
from sqlalchemy.orm import Session

from threadside.contracts.people import LocalTime, PersonCard, PersonHint, PersonPhone
from threadside.rules import hours
from threadside.rules.phones import Phone, parse_phone
from threadside.store.tables import Member, Person, Suppression, User
from threadside.store.tables import PersonPhone as PhoneRow
from threadside.timeline.items import member_ref
from threadside.words import say


def load(
    session: Session,
    workspace_id: str,
    person_ids: Sequence[str],
    now: datetime,
    hints: Mapping[str, PersonHint] | None = None,
) -> list[PersonCard]:
    """Cards in the order of `person_ids`, with phones, owner and opt-outs: one statement.

    `hints` say why a record means them; numbers that the CRM replaced come last.
    """
    rows = session.execute(_people(), {"workspace": workspace_id, "people": list(person_ids)}).all()
    people: dict[str, tuple[Person, str | None]] = {}
    phones: dict[str, list[PhoneRow]] = {}
    since: dict[str, datetime] = {}
    for person, phone, opted_out_at, owner in rows:
        people[person.id] = (person, owner)
        numbers = phones.setdefault(person.id, [])
        if phone is not None:
            numbers.append(phone)
        if opted_out_at is not None:
            since[person.id] = min(opted_out_at, since.get(person.id, opted_out_at))
    shared = _shared(phones)
    return [
        _card(*people[id_], phones[id_], since.get(id_), shared, now).model_copy(
            update={"hint": (hints or {}).get(id_)}
        )
        for id_ in person_ids
        if id_ in people
    ]


@cache
def _people() -> Any:
    workspace = bindparam("workspace", type_=String)
    return (
        select(Person, PhoneRow, Suppression.since, User.name)
        .outerjoin(PhoneRow, PhoneRow.person_id == Person.id)
        .outerjoin(
            Suppression,
            (Suppression.workspace_id == workspace) & (Suppression.phone == PhoneRow.e164),
        )
        .outerjoin(Member, Member.id == Person.owner_id)
        .outerjoin(User, User.id == Member.user_id)
        .where(Person.workspace_id == workspace, Person.id.in_(bindparam("people", expanding=True)))
        .order_by(PhoneRow.left_at.is_not(None), PhoneRow.position, PhoneRow.id)
    )


def page_phone(raw: str, region: str) -> PersonPhone:
    """A number as a CRM page shows it, as understood in `region`."""
    parsed = parse_phone(raw, region)
    if isinstance(parsed, Phone):
        problem = None if parsed.textable else say(f"phone.{parsed.note}")
        return PersonPhone(
            raw=raw, e164=parsed.e164, display=parsed.display, label="", problem=problem
        )
    return PersonPhone(
        raw=raw, e164=None, display=raw, label="", problem=say(f"phone.{parsed.code}")
    )


def display(e164: str) -> str:
    """A number as people read it: `+1 720 555 0142`."""
    parsed = parse_phone(e164, "ZZ")
    return parsed.display if isinstance(parsed, Phone) else e164


def local_time(e164: str | None, zone: str | None, now: datetime) -> LocalTime | None:
    """The clock beside a number; None when nothing says where its owner is."""
    if e164 is None:
        return None
    found = hours.local_time(e164, now, known_zone=zone)
    if not found.times:
        return None
    return LocalTime(zone=found.zone, place=found.place, ambiguous=found.ambiguous)


def _shared(phones: dict[str, list[PhoneRow]]) -> dict[str, int]:
    users: dict[str, int] = {}
    for numbers in phones.values():
        for e164 in {number.e164 for number in numbers if number.e164}:
            users[e164] = users.get(e164, 0) + 1
    return users


def _card(  # noqa: PLR0917 - one row of the query, in its order
    person: Person,
    owner_name: str | None,
    phones: list[PhoneRow],
    opted_out_at: datetime | None,
    shared: dict[str, int],
    now: datetime,
) -> PersonCard:
    first = next((phone.e164 for phone in phones if phone.e164 and not phone.problem), None)
    return PersonCard(
        id=person.id,
        name=person.name or next((phone.display for phone in phones), ""),
        first_name=person.first_name,
        title=person.title,
        company=person.company,
        owner=member_ref(person.owner_id, owner_name),
        phones=[_phone(phone, shared) for phone in phones],
        last_inbound_at=person.last_inbound_at,
        last_outbound_at=person.last_outbound_at,
        opted_out_at=opted_out_at,
        local_time=local_time(first, person.zone, now),
        version=person.version,
    )


def _phone(phone: PhoneRow, shared: dict[str, int]) -> PersonPhone:
    return PersonPhone(
        raw=phone.raw,
        e164=phone.e164,
        display=phone.display,
        label=phone.label,
        problem=say(f"phone.{phone.problem}") if phone.problem else None,
        shared_with=max(0, shared.get(phone.e164 or "", 1) - 1),
        former=phone.left_at is not None,
    )
