"""Contacts and leads of a CRM as people here: whom they are matched with, what is taken over.

A person follows the one contact that they are; who is two contacts, or was named by a colleague,
keeps their name. What a person said of their own place goes before the CRM's address.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from threadside.consent import told
from threadside.contracts.events import PersonChanged
from threadside.contracts.people import PersonRef
from threadside.crm import facts, hands, phones, place
from threadside.crm import log as crm_log
from threadside.crm.linked import Link
from threadside.crm.matching import Candidate, Match, match
from threadside.events import log
from threadside.ids import new_id
from threadside.linking.values import PEOPLE, RemoteRecord
from threadside.store.dialect import one_at_a_time
from threadside.store.tables import (
    Member,
    Person,
    PersonPhone,
    Record,
    RecordPerson,
    User,
)
from threadside.store.uow import Tx
from threadside.words import say

MOST_CANDIDATES = 50


@dataclass(frozen=True)
class Seen:
    """A contact as it was just read: its row, what it says, and what it said before."""

    row: Record
    now: RemoteRecord
    before: RemoteRecord | None
    numbers: tuple[facts.Number, ...]
    had: frozenset[str]


def lock(tx: Tx, link: Link, seen: Sequence[Seen]) -> None:
    """Nobody else matches these records, or their numbers, until `tx` ends; in one order."""
    every = {e164 for one in seen for e164 in facts.e164s(one.numbers)}
    for e164 in sorted(every):
        one_at_a_time(tx.session, f"number {link.workspace_id} {e164}")
    tx.session.execute(
        select(Person.id)
        .where(
            Person.id.in_(
                select(RecordPerson.person_id).where(
                    RecordPerson.record_id.in_([one.row.id for one in seen])
                )
            )
        )
        .order_by(Person.id)
        .with_for_update(key_share=True)
    )


def settle(tx: Tx, link: Link, seen: Seen, *, also: Sequence[str] = ()) -> Match:
    """Who this contact is, linked to it and up to date; a new person where nobody is.

    `also` are people who may be meant although nothing of theirs says so: who wrote from a number
    that the CRM was searched for.
    """
    found = match(
        seen.now.name, facts.e164s(seen.numbers), _candidates(tx, link.workspace_id, seen, also)
    )
    if not found.person_ids:
        person = make(tx, link.workspace_id, seen.now.name)
        found = Match((person.id,), "new")
    if found.reason != "linked":
        for place, person_id in enumerate(found.person_ids):
            tx.session.add(
                RecordPerson(
                    record_id=seen.row.id,
                    person_id=person_id,
                    position=place,
                    reason=found.reason,
                )
            )
        tx.session.flush()
        for person_id in found.person_ids:
            crm_log.linked(tx, link.workspace_id, person_id)
    _whose(tx, link, seen, found)
    if (one := _who_it_is(seen, found)) is not None:
        _follow(tx, link, tx.session.get_one(Person, one), seen)
    return found


def _whose(tx: Tx, link: Link, seen: Seen, found: Match) -> None:
    """Before anything is taken over: what the record now says may be of somebody else."""
    was = seen.before.name if seen.before is not None else ""
    numbers = (seen.had, facts.e164s(seen.numbers))
    hands.said(tx, link.workspace_id, seen.row.id, found.person_ids, (was, seen.now.name), numbers)


def _who_it_is(seen: Seen, found: Match) -> str | None:
    if seen.row.chosen_person_id in found.person_ids:
        return seen.row.chosen_person_id
    return found.person_ids[0] if len(found.person_ids) == 1 else None


def _candidates(tx: Tx, workspace_id: str, seen: Seen, also: Sequence[str]) -> list[Candidate]:
    linked = list(
        tx.session.scalars(
            select(RecordPerson.person_id)
            .where(RecordPerson.record_id == seen.row.id)
            .order_by(RecordPerson.position, RecordPerson.person_id)
        )
    )
    if linked:
        return [Candidate(person_id, "", frozenset(), linked=True) for person_id in linked]
    rows = tx.session.execute(
        select(Person.id, Person.name, PersonPhone.e164)
        .join(PersonPhone, PersonPhone.person_id == Person.id)
        .where(
            PersonPhone.workspace_id == workspace_id,
            PersonPhone.e164.in_(facts.e164s(seen.numbers)),
            PersonPhone.left_at.is_(None),
        )
        .order_by(Person.last_inbound_at.desc().nulls_last(), Person.id)
        .limit(MOST_CANDIDATES)
    ).all()
    names = {row.id: row.name for row in rows}
    having: dict[str, set[str]] = {}
    for row in rows:
        having.setdefault(row.id, set()).add(row.e164)
    everyone = [Candidate(id_, names[id_], frozenset(e164s)) for id_, e164s in having.items()]
    return [one for one in everyone if not also or one.person_id in also] or everyone


def make(tx: Tx, workspace_id: str, name: str) -> Person:
    """A new person, whose numbers and announcement follow from their record."""
    person = Person(
        id=new_id(), workspace_id=workspace_id, name=name, first_name="", title="", company="",
        created_at=tx.now, version=0,
    )  # fmt: skip
    tx.session.add(person)
    tx.session.flush()
    return person


def _follow(tx: Tx, link: Link, person: Person, seen: Seen) -> None:
    changed = phones.follow(tx, link, person, seen.row.id, seen.numbers, seen.had)
    for name, value in _taken_over(tx, link, person, seen).items():
        if getattr(person, name) != value:
            setattr(person, name, value)
            changed = True
    if place.settle(tx, person) or changed:
        person.version += 1
        tx.session.flush()
        told_of = PersonRef(id=person.id, name=person.name)
        log.emit(tx, link.workspace_id, PersonChanged(person=told_of))
    _opt_outs(tx, link, person, seen)


def _taken_over(tx: Tx, link: Link, person: Person, seen: Seen) -> dict[str, str | None]:
    record = seen.now
    others = tx.session.scalar(
        select(func.count())
        .select_from(RecordPerson)
        .join(Record, Record.id == RecordPerson.record_id)
        .where(
            RecordPerson.person_id == person.id,
            Record.id != seen.row.id,
            Record.type.in_(PEOPLE),
        )
    )
    values: dict[str, str | None] = {}
    if record.name and (not person.name or not others):
        values = {
            "name": record.name, "first_name": facts.first_name(record, link.mapping),
            "title": record.title, "company": record.company,
        }  # fmt: skip
    owner = _member(tx, link.workspace_id, record)
    if owner is not None:
        values["owner_id"] = owner
    return values


def _member(tx: Tx, workspace_id: str, record: RemoteRecord) -> str | None:
    """The colleague who owns the record in the CRM, by their e-mail address."""
    if record.owner is None or not record.owner.email:
        return None
    return tx.session.scalar(
        select(Member.id)
        .join(User, User.id == Member.user_id)
        .where(
            Member.workspace_id == workspace_id,
            Member.active,
            func.lower(User.email) == record.owner.email.lower(),
        )
    )


def _opt_outs(tx: Tx, link: Link, person: Person, seen: Seen) -> None:
    """The CRM's flag adds an opt-out when it is news. It never takes one back, and one that was
    seen before says nothing new: they may have texted START since."""
    record, before = seen.now, seen.before
    was = _flagged(before, link) if before is not None else set()
    field = link.mapping.opt_out or "opted_out"
    for number in seen.numbers:
        stops = record.opted_out or number.opted_out
        if stops and number.e164 and number.e164 not in was:
            told.from_crm(
                tx, link.workspace_id, number.e164,
                field=number.field if number.opted_out and number.field else field,
                words=say("crm.opted_out"), person_id=person.id,
            )  # fmt: skip


def _flagged(record: RemoteRecord, link: Link) -> set[str]:
    found = facts.numbers(record, link.mapping, link.region)
    return {n.e164 for n in found if n.e164 and (record.opted_out or n.opted_out)}
