"""What a record's change says about whose a number is.

A number that a record no longer has, a record whose name is wholly another one, and a record of
somebody else that has the number as well raise a doubt (`consent.changed_hands`); the same change
taken back ends it. Who only has another surname, or a shorter first name, is the same person.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select

from threadside.consent import changed_hands
from threadside.consent.changed_hands import Cause
from threadside.crm.matching import another
from threadside.store.tables import ConsentEvent, Person, PersonPhone
from threadside.store.uow import Tx
from threadside.verdict import number_doubts
from threadside.verdict.number_doubts import LEFT, OTHER, RENAMED


def left(tx: Tx, person: Person, record_id: str, e164: str, now: str) -> None:
    """No record of theirs has the number any more; `now` is the one in its place, if any."""
    if person.name:
        cause = Cause(LEFT, record_id, person.id, person.name, now)
        changed_hands.doubt(tx, person.workspace_id, e164, cause)


def came_back(tx: Tx, person: Person, e164s: Collection[str]) -> None:
    """A record of theirs has these numbers again."""
    _over(tx, person.workspace_id, LEFT, e164s, ConsentEvent.person_id == person.id)


def said(  # noqa: PLR0917 - a record, before and now
    tx: Tx,
    workspace_id: str,
    record_id: str,
    person_ids: Sequence[str],
    names: tuple[str, str],
    numbers: tuple[Collection[str], Collection[str]],
) -> None:
    """A contact or lead was read, which means these people. `names` and `numbers` are those that
    it had before and has now; no name before where it was never read."""
    (was, now), (had, has) = names, numbers
    by_this = ConsentEvent.basis == record_id
    _over(tx, workspace_id, OTHER, set(had) - set(has), by_this)
    for doubt in number_doubts.found(
        tx.session, workspace_id, by_this, ConsentEvent.rule.in_((RENAMED, OTHER))
    ):
        if not another(doubt.words, now):
            changed_hands.taken_back(tx, [doubt])
    if person_ids and another(was, now):
        for e164 in sorted(set(had) & set(has)):
            # Renamed twice, it is asked about once, by the name that was known first.
            agreed = number_doubts.last_agreed(tx.session, workspace_id, e164, by_this)
            if agreed is None or another(agreed, now):
                cause = Cause(RENAMED, record_id, person_ids[0], was, now)
                changed_hands.doubt(tx, workspace_id, e164, cause)
    for e164 in sorted(set(has) - set(had) if was else has):
        _shared(tx, workspace_id, e164, record_id, person_ids, now)


def gone(tx: Tx, workspace_id: str, record_id: str) -> None:
    """The CRM has the record no more, so nobody else has the number by it."""
    by_this = ConsentEvent.basis == record_id
    found = number_doubts.found(tx.session, workspace_id, ConsentEvent.rule == OTHER, by_this)
    changed_hands.taken_back(tx, found)


def _shared(  # noqa: PLR0917 - a number, and a record with those whom it means
    tx: Tx, workspace_id: str, e164: str, record_id: str, person_ids: Sequence[str], name: str
) -> None:
    others = tx.session.execute(
        select(Person.id, Person.name)
        .join(PersonPhone, PersonPhone.person_id == Person.id)
        .where(
            PersonPhone.workspace_id == workspace_id,
            PersonPhone.e164 == e164,
            PersonPhone.left_at.is_(None),
            Person.id.not_in(person_ids),
            Person.name != "",
        )
        .order_by(Person.last_inbound_at.desc().nulls_last(), Person.id)
    ).all()
    if all(another(other.name, name) for other in others):
        for other in others:
            cause = Cause(OTHER, record_id, other.id, other.name, name)
            changed_hands.doubt(tx, workspace_id, e164, cause)


def _over(
    tx: Tx, workspace_id: str, why: str, e164s: Collection[str], by: ColumnElement[bool]
) -> None:
    if e164s:
        numbers = ConsentEvent.phone.in_(sorted(e164s))
        found = number_doubts.found(tx.session, workspace_id, ConsentEvent.rule == why, numbers, by)
        changed_hands.taken_back(tx, found)
