"""Whom a CRM record means.

The record's id decides; numbers that the page shows only help where the record is not known.
Every doubt is shown: when several people are possible, a person chooses, and that is remembered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from threadside.contracts.common import RecordRef
from threadside.contracts.people import PersonHint
from threadside.ids import new_id
from threadside.store.dialect import insert_for, insert_new
from threadside.store.tables import Person, PersonPhone, Record, RecordPerson
from threadside.store.uow import Tx
from threadside.words import say

MOST_PEOPLE = 50
CHOSEN = "chosen"
BY_NUMBER = "by_number"
RECORD_KEY = (
    Record.workspace_id, Record.crm, Record.account, Record.type, Record.remote_id,
)  # fmt: skip


@dataclass(frozen=True)
class Meant:
    """The people a record may mean, in the CRM's order, and the one chosen before, if any.

    `hints` say why, person by person.
    """

    known: bool
    name: str | None
    person_ids: tuple[str, ...]
    chosen_id: str | None
    hints: Mapping[str, PersonHint] = field(default_factory=dict)


def whom(session: Session, workspace_id: str, ref: RecordRef, e164s: Sequence[str]) -> Meant:
    """Look a record up; where nobody is linked to it, look for people with these numbers."""
    rows = session.execute(
        _linked(), {"workspace": workspace_id, "remote": ref.id, **ref.model_dump(exclude={"id"})}
    ).all()
    linked = {link.person_id: _hint(link) for _, link in rows if link is not None}
    if linked:
        record = rows[0][0]
        return Meant(True, record.name or None, tuple(linked), record.chosen_person_id, linked)
    name = rows[0][0].name or None if rows else None
    chosen = rows[0][0].chosen_person_id if rows else None
    found = by_phone(session, workspace_id, e164s)
    by_number = PersonHint(reason=BY_NUMBER, words=say(f"people.reason.{BY_NUMBER}"))
    return Meant(bool(rows), name, found, chosen, dict.fromkeys(found, by_number))


def _hint(link: RecordPerson) -> PersonHint:
    return PersonHint(
        role=link.role,
        primary=link.is_primary,
        reason=link.reason,
        words=say(f"people.reason.{link.reason}") if link.reason else "",
    )


@cache
def _linked() -> Any:
    return (
        select(Record, RecordPerson)
        .outerjoin(RecordPerson, RecordPerson.record_id == Record.id)
        .where(
            Record.workspace_id == bindparam("workspace"),
            Record.crm == bindparam("crm"),
            Record.account == bindparam("account"),
            Record.type == bindparam("type"),
            Record.remote_id == bindparam("remote"),
        )
        .order_by(RecordPerson.position, RecordPerson.person_id)
        .limit(MOST_PEOPLE)
    )


def by_phone(session: Session, workspace_id: str, e164s: Sequence[str]) -> tuple[str, ...]:
    """Everybody who has one of these numbers, the latest to write first; after them those whom the
    CRM has under another one by now."""
    if not e164s:
        return ()
    rows = session.execute(
        select(PersonPhone.person_id, Person.last_inbound_at)
        .join(Person, Person.id == PersonPhone.person_id)
        .where(PersonPhone.workspace_id == workspace_id, PersonPhone.e164.in_(list(e164s)))
        .order_by(
            PersonPhone.left_at.is_not(None),
            Person.last_inbound_at.desc().nulls_last(),
            Person.id,
        )
        .limit(MOST_PEOPLE)
    )
    return tuple(dict.fromkeys(row.person_id for row in rows))


def remember(tx: Tx, workspace_id: str, ref: RecordRef, person_id: str, name: str = "") -> None:
    """This record means this person from now on; links them if they were not."""
    values = {
        "id": new_id(), "workspace_id": workspace_id, "crm": ref.crm, "account": ref.account,
        "type": ref.type, "remote_id": ref.id, "name": name, "chosen_person_id": person_id,
        "created_at": tx.now,
    }  # fmt: skip
    record_id = tx.session.execute(
        insert_for(tx.session, Record)
        .values(**values)
        .on_conflict_do_update(
            index_elements=RECORD_KEY,
            set_={"chosen_person_id": person_id},
        )
        .returning(Record.id)
    ).scalar_one()
    insert_new(
        tx.session,
        RecordPerson,
        [RecordPerson.record_id, RecordPerson.person_id],
        {"record_id": record_id, "person_id": person_id, "position": 0, "reason": CHOSEN},
    )
