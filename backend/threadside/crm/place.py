"""Where a person is by what linked CRMs say of them: a zone, or the state of an address.

It follows from what stands in the CRMs' records alone, never from what was read first: settled
again whenever that changes, it ends the same. What a person or a colleague said goes before it.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from threadside.contracts.events import PersonChanged
from threadside.contracts.people import PersonRef
from threadside.crm import facts
from threadside.crm.linked import READABLE
from threadside.events import log
from threadside.jobs import queue
from threadside.linking.values import PEOPLE, RemoteRecord
from threadside.rules.hours.regions import current_zone, parse_state
from threadside.rules.hours.zones import zone_of_a_place
from threadside.store.tables import CrmConnection, CrmRecord, Person, Record, RecordPerson
from threadside.store.uow import Tx

FROM_CRM: Final = "crm"
CONFIRMED: Final = "confirmed"
SETTLE: Final = "settle_crm_places"
AT_ONCE: Final = 200
_NOWHERE: Final[Mapping[str, str | None]] = {
    "zone": None, "state": None, "zone_source": None, "zone_from": None,
}  # fmt: skip


def settle(tx: Tx, person: Person) -> bool:
    """Take over where the CRMs say that they are, or take back what they said; whether that is
    news. The caller announces it."""
    if person.zone_source == CONFIRMED:
        return False
    wanted = _told(tx.session, person)
    if wanted is None:
        if person.zone_source != FROM_CRM:
            return False
        wanted = _NOWHERE
    changed = any(getattr(person, name) != value for name, value in wanted.items())
    for name, value in wanted.items():
        setattr(person, name, value)
    tx.session.flush()
    return changed


def settle_all(tx: Tx, person_ids: list[str]) -> None:
    """The same for those whom a record no longer means, or means from now on, with a word to every
    screen."""
    people = tx.session.scalars(
        select(Person)
        .where(Person.id.in_(person_ids))
        .order_by(Person.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    for person in people:
        if settle(tx, person):
            person.version += 1
            tx.session.flush()
            told_of = PersonRef(id=person.id, name=person.name)
            log.emit(tx, person.workspace_id, PersonChanged(person=told_of))


def later(tx: Tx, connection_id: str, after: str = "") -> None:
    """A CRM was linked again or let go: settle everybody it says something of, some at a time."""
    payload = {"connection": connection_id, "after": after}
    queue.defer(tx, SETTLE, payload, dedupe=f"{SETTLE} {connection_id} {after}")


def settle_some(tx: Tx, payload: Mapping[str, Any]) -> None:
    """A job: the next of them."""
    ids = list(
        tx.session.scalars(
            select(RecordPerson.person_id)
            .join(CrmRecord, CrmRecord.record_id == RecordPerson.record_id)
            .where(
                CrmRecord.connection_id == payload["connection"],
                RecordPerson.person_id > payload["after"],
            )
            .distinct()
            .order_by(RecordPerson.person_id)
            .limit(AT_ONCE)
        )
    )
    settle_all(tx, ids)
    if len(ids) == AT_ONCE:
        later(tx, payload["connection"], ids[-1])


def _told(session: Session, person: Person) -> Mapping[str, str | None] | None:
    """What the first CRM says that knows it: the one that was linked first, its records in their
    own order."""
    several = (
        select(func.count())
        .select_from(RecordPerson)
        .where(RecordPerson.record_id == Record.id)
        .correlate(Record)
        .scalar_subquery()
    )
    rows = session.execute(
        select(CrmRecord.facts, CrmConnection.crm)
        .join(Record, Record.id == CrmRecord.record_id)
        .join(RecordPerson, RecordPerson.record_id == Record.id)
        .join(CrmConnection, CrmConnection.id == CrmRecord.connection_id)
        .where(
            RecordPerson.person_id == person.id,
            Record.type.in_(PEOPLE),
            CrmRecord.gone_at.is_(None),
            CrmConnection.state.in_(READABLE),
            or_(Record.chosen_person_id == person.id, several == 1),
        )
        .order_by(CrmConnection.id, Record.type, Record.remote_id)
    ).all()
    for kept, crm in rows:
        said = facts.from_json(kept)
        found = None if said is None else of_record(said)
        if found is not None:
            return {**found, "zone_source": FROM_CRM, "zone_from": crm}
    return None


def of_record(record: RemoteRecord) -> Mapping[str, str | None] | None:
    """The zone that a record names, and the state or province of its address; None where it says
    neither in a way that is understood."""
    zone = current_zone(record.zone) if record.zone else ""
    state = parse_state(record.state) if record.country.upper() in _WITH_STATES else None
    known = zone if zone and zone_of_a_place(zone) is not None else None
    return None if known is None and state is None else {"zone": known, "state": state}


_WITH_STATES: Final = frozenset({
    "", "US", "USA", "UNITED STATES", "UNITED STATES OF AMERICA", "CA", "CANADA",
})  # fmt: skip
"""Countries as CRMs write them where an address's state decides; none said: by its name."""
