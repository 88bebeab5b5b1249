"""Contacts and leads of the linked CRMs by what somebody types, as each CRM's own search has them.

Nothing is kept and nothing is made: a record is read, and becomes somebody here, when it is chosen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice, zip_longest
from typing import Any, Final

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from threadside.contracts.strangers import MOST_FOUND, FoundPeople, FoundPerson
from threadside.crm import facts, linked
from threadside.crm.asking import Crms
from threadside.crm.finding import last_texted, what
from threadside.crm.linked import Link
from threadside.crm.lookup import Lookups
from threadside.linking.port import Api, Crm
from threadside.linking.values import PEOPLE, RemoteRecord
from threadside.rules.names import words
from threadside.rules.phones import Phone, national_digits, parse_phone
from threadside.store.tables import Person, Record, RecordPerson
from threadside.words import say

FEWEST: Final = 2
"""Characters: Pipedrive and Zoho search for no fewer, and one letter finds anybody."""
APART: Final = " words"
_Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class _Found:
    link: Link
    record: RemoteRecord


def in_crms(
    lookups: Lookups, workspace_id: str, region: str, said: str, wait_s: float
) -> FoundPeople:
    """Ask every linked CRM that can be asked so, for `wait_s` seconds at most. What is a whole
    number is looked for as one."""
    said = facts.plain(said, 100)
    with lookups.uow.read() as session:
        links = linked.of_workspace(session, workspace_id)
    if len(said) < FEWEST or not links:
        return FoundPeople(items=[], more=False)
    parsed = parse_phone(said, region)
    e164 = parsed.e164 if isinstance(parsed, Phone) else ""
    works = [(link, partial(_in_account, lookups.crms, link, said, e164)) for link in links]
    answers = lookups.together(works, wait_s, apart=APART)
    told = [answer for answer in answers if answer is not None]
    found = list(_in_turn(told))
    with lookups.uow.read() as session:
        means = _means(session, workspace_id, found[:MOST_FOUND])
    return FoundPeople(
        items=[
            _shown(lookups.crms, each, means.get(_key(each)), said, by_number=bool(e164))
            for each in found[:MOST_FOUND]
        ],
        more=len(found) > MOST_FOUND or any(len(answer) >= MOST_FOUND for answer in told),
        silent=[
            lookups.crms.name(link.crm)
            for link, answer in zip(links, answers, strict=True)
            if answer is None
        ],
    )


def _in_account(crms: Crms, link: Link, said: str, e164: str) -> list[_Found]:
    def ask(crm: Crm, api: Api) -> Sequence[RemoteRecord]:
        if e164:
            return crm.by_phone(api, e164, national_digits(e164))
        return crm.search(api, said) or ()

    asked = crms.ask(link, ask)
    read = (facts.bounded(one) for one in asked if one.ref.type in PEOPLE)
    once = {one.ref: one for one in read if not e164 or e164 in _numbers(link, one)}
    return [_Found(link, one) for one in islice(once.values(), MOST_FOUND)]


def _numbers(link: Link, record: RemoteRecord) -> tuple[str, ...]:
    return facts.e164s(facts.numbers(record, link.mapping, link.region))


def _in_turn(told: Sequence[list[_Found]]) -> Iterator[_Found]:
    """The first of each CRM, then the second: none comes behind all of another's."""
    return (each for each in chain.from_iterable(zip_longest(*told)) if each is not None)


def _key(found: _Found) -> _Key:
    key = found.link.key(found.record.ref)
    return key.crm, key.account, key.type, key.id


def _means(session: Session, workspace_id: str, found: Sequence[_Found]) -> dict[_Key, Any]:
    """Whom these records mean here already: who was chosen, else the first."""
    if not found:
        return {}
    columns = (Record.crm, Record.account, Record.type, Record.remote_id)
    times = (Person.last_inbound_at, Person.last_outbound_at)
    rows = session.execute(
        select(*columns, Person.id, Person.name, *times)
        .join(RecordPerson, RecordPerson.record_id == Record.id)
        .join(Person, Person.id == RecordPerson.person_id)
        .where(
            Record.workspace_id == workspace_id,
            tuple_(*columns).in_([_key(each) for each in found]),
        )
        .order_by(Record.chosen_person_id.is_distinct_from(Person.id), RecordPerson.position)
    )
    means: dict[_Key, Any] = {}
    for row in rows:
        means.setdefault((row.crm, row.account, row.type, row.remote_id), row)
    return means


def _shown(crms: Crms, found: _Found, person: Any, said: str, *, by_number: bool) -> FoundPerson:
    record, link = found.record, found.link
    numbers = facts.numbers(record, link.mapping, link.region)
    return FoundPerson(
        person=person.id if person is not None else None,
        record=link.key(record.ref),
        crm_name=crms.name(link.crm),
        name=record.name,
        title=record.title,
        company=record.company,
        owner=record.owner.name if record.owner is not None else "",
        phone=next((number.display for number in numbers), ""),
        last_texted_at=last_texted(person) if person is not None else None,
        why=_why(record, said, crms.name(link.crm), by_number=by_number),
        url=record.url or None,
    )


def _why(record: RemoteRecord, said: str, crm: str, *, by_number: bool) -> str:
    if by_number:
        return say("people.found.number")
    if "@" in said:
        return say("people.found.email")
    wanted = words(said)
    every = words(f"{record.name} {record.first_name} {record.company}")
    if wanted and any(own.startswith(word) for word in wanted for own in every):
        return say(f"people.found.{what(record, wanted)}")
    return say("people.found.crm", crm=crm)
