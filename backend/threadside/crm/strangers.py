"""Who writes from a number that nobody here knows: looked for in the linked CRMs.

One contact with the number is taken, since that person has no name yet; of several a colleague
chooses; without one they stay unmatched, to be linked, marked as no customer, or made a contact in
the CRM's own pages. Nothing of it is on the way of the webhook.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete, exists, literal_column, or_, select, update
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.contracts.events import PersonChanged
from threadside.contracts.people import PersonRef
from threadside.contracts.records import FoundRecord, Unmatched
from threadside.crm import keep, search
from threadside.crm.linked import ASKED
from threadside.crm.lookup import Lookups
from threadside.crm.search import Search
from threadside.events import log
from threadside.people import cards, resolve
from threadside.people.known import STRANGER
from threadside.store.dialect import insert_for, insert_new
from threadside.store.tables import CrmConnection, CrmStranger, Person, PersonPhone
from threadside.store.uow import Tx

__all__ = ["STRANGER", "is_marked", "known_now", "look_for_due", "mark", "note", "unmatched"]

AGAIN: Final = timedelta(days=1)
"""A number that no CRM had is looked for again when it writes after that."""
LEASE: Final = timedelta(minutes=2)
WAIT_S: Final = 20.0
MOST_ATTEMPTS: Final = 12
MOST_LISTED: Final = 50


def note(tx: Tx, payload: Mapping[str, Any]) -> None:
    """A job: somebody unknown wrote; they are looked for if any CRM is linked."""
    workspace_id, phone = payload["workspace"], payload["phone"]
    linked = exists().where(
        CrmConnection.workspace_id == workspace_id, CrmConnection.state.in_(ASKED)
    )
    if not tx.session.scalar(select(linked)):
        return
    values = {"workspace_id": workspace_id, "e164": phone, "due_at": tx.now}
    statement = insert_for(tx.session, CrmStranger).values(**values)
    tx.session.execute(
        statement.on_conflict_do_update(
            index_elements=[CrmStranger.workspace_id, CrmStranger.e164],
            set_={"due_at": tx.now, "attempts": 0},
            where=CrmStranger.not_customer_at.is_(None)
            & or_(CrmStranger.searched_at.is_(None), CrmStranger.searched_at <= tx.now - AGAIN),
        )
    )
    tx.wake("crm")


def look_for_due(lookups: Lookups) -> bool:
    """Look for one number that is due; whether there was one."""
    with lookups.uow.write() as tx:
        taken = _take(tx)
    if taken is None:
        return False
    found = search.search(lookups, taken.workspace_id, taken.e164, WAIT_S)
    with lookups.uow.write() as tx:
        _settle(tx, lookups, taken, found)
    return True


def _take(tx: Tx) -> CrmStranger | None:
    row = tx.session.scalar(
        select(CrmStranger)
        .where(CrmStranger.due_at <= tx.now)
        .order_by(CrmStranger.due_at)
        .limit(1)
        .with_for_update(key_share=True, skip_locked=True)
    )
    if row is not None:
        row.due_at = tx.now + LEASE
        row.attempts += 1
        tx.session.flush()
    return row


def _settle(tx: Tx, lookups: Lookups, taken: CrmStranger, found: Search) -> None:
    row = tx.session.scalars(
        select(CrmStranger)
        .where(CrmStranger.workspace_id == taken.workspace_id, CrmStranger.e164 == taken.e164)
        .with_for_update(key_share=True)
    ).one_or_none()
    search.learn(tx, found)
    if row is None:  # a colleague knew whose it is, or it was erased, while the CRMs were asked
        return
    if not found.complete and row.attempts < MOST_ATTEMPTS:
        wait = max(found.wait_s, 15.0 * 2 ** min(row.attempts, 8))
        row.due_at = tx.now + timedelta(seconds=wait)
    else:
        row.due_at, row.searched_at = None, tx.now
    offered = search.offered(tx, lookups.crms, row.workspace_id, found.having)
    row.found = [each.model_dump(mode="json") for each in offered]
    tx.session.flush()
    people = _nameless(tx.session, row.workspace_id, row.e164)
    if found.complete and len(found.having) == 1:
        one = found.having[0]
        keep.record(tx, one.link, one.record, also=people)
    elif found.having:
        for person_id in people:
            told_of = PersonRef(id=person_id, name="")
            log.emit(tx, row.workspace_id, PersonChanged(person=told_of))


def _nameless(session: Session, workspace_id: str, e164: str) -> list[str]:
    ids = resolve.by_phone(session, workspace_id, [e164])
    return list(session.scalars(select(Person.id).where(Person.id.in_(ids), Person.name == "")))


def mark(tx: Tx, workspace_id: str, phone: str, *, customer: bool) -> None:
    """Whether a number may be a customer's; one that is marked is neither listed nor looked for."""
    values = {"workspace_id": workspace_id, "e164": phone}
    insert_new(
        tx.session, CrmStranger, [CrmStranger.workspace_id, CrmStranger.e164],
        {**values, "attempts": 0, "found": []},
    )  # fmt: skip
    marked = None if customer else tx.now
    tx.session.execute(
        update(CrmStranger).filter_by(**values).values(not_customer_at=marked, due_at=None)
    )
    audit.record(tx, workspace_id, "number.customer", {"customer": customer}, phone=phone)
    for person_id in _nameless(tx.session, workspace_id, phone):
        log.emit(tx, workspace_id, PersonChanged(person=PersonRef(id=person_id, name="")))


def known_now(tx: Tx, workspace_id: str, phone: str) -> None:
    """Somebody said whose the number is: it is nobody's riddle any more."""
    tx.session.execute(
        delete(CrmStranger)
        .where(CrmStranger.workspace_id == workspace_id, CrmStranger.e164 == phone)
        .execution_options(synchronize_session=False)
    )


def is_marked(session: Session, workspace_id: str, phone: str) -> bool:
    """Whether a colleague said that a number is no customer's."""
    marked = exists().where(
        CrmStranger.workspace_id == workspace_id,
        CrmStranger.e164 == phone,
        CrmStranger.not_customer_at.is_not(None),
    )
    return bool(session.scalar(select(marked)))


def unmatched(session: Session, workspace_id: str) -> list[Unmatched]:
    """Who wrote and is nobody yet, the newest first, at most fifty; without marked numbers."""
    rows = session.execute(
        select(Person.id, Person.last_inbound_at, PersonPhone.e164, CrmStranger)
        .join(PersonPhone, PersonPhone.person_id == Person.id)
        .outerjoin(
            CrmStranger,
            (CrmStranger.workspace_id == Person.workspace_id)
            & (CrmStranger.e164 == PersonPhone.e164),
        )
        .where(
            Person.workspace_id == workspace_id,
            Person.name == literal_column("''"),  # as the index has it
            Person.last_inbound_at.is_not(None),
            CrmStranger.not_customer_at.is_(None),
        )
        .order_by(Person.last_inbound_at.desc(), Person.id)
        .limit(MOST_LISTED)
    )
    return [
        Unmatched(
            person_id=row.id,
            phone=row.e164,
            display=cards.display(row.e164),
            last_inbound_at=row.last_inbound_at,
            searched_at=row[3].searched_at if row[3] else None,
            found=[FoundRecord.model_validate(each) for each in (row[3].found if row[3] else [])],
        )
        for row in rows
        if row.e164
    ]
