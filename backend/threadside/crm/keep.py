"""Keeping what a CRM answered: the record's facts, its numbers, and the people it means.

One write transaction for each answer. A deal, company or ticket means its members in the CRM's
order; each of them is a record of its own and kept the same way.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import delete, insert, select

from threadside.contracts.common import RecordRef
from threadside.contracts.events import RecordChanged
from threadside.crm import facts, hands, index, moving, people, place
from threadside.crm.linked import Link, remote
from threadside.crm.people import Seen
from threadside.events import log
from threadside.ids import new_id
from threadside.linking.values import MOST_PEOPLE, PEOPLE, Member, Owner, Ref, RemoteRecord
from threadside.people.resolve import CHOSEN, RECORD_KEY
from threadside.store.dialect import insert_new
from threadside.store.tables import CrmRecord, Record, RecordPerson
from threadside.store.uow import Tx

MEMBER: Final = "member"


def row_of(tx: Tx, link: Link, ref: Ref) -> tuple[Record, CrmRecord]:
    """A record's rows, held, made where there are none."""
    key = link.key(ref)
    values = {
        "id": new_id(), "workspace_id": link.workspace_id, "crm": key.crm, "account": key.account,
        "type": key.type, "remote_id": key.id, "name": "", "created_at": tx.now,
    }  # fmt: skip
    insert_new(tx.session, Record, RECORD_KEY, values)
    record = tx.session.scalars(
        select(Record).where(
            Record.workspace_id == link.workspace_id,
            Record.crm == key.crm,
            Record.account == key.account,
            Record.type == key.type,
            Record.remote_id == key.id,
        )
    ).one()
    known = {
        "record_id": record.id, "workspace_id": link.workspace_id, "connection_id": link.id,
        "facts": {}, "stale": False,
    }  # fmt: skip
    insert_new(tx.session, CrmRecord, [CrmRecord.record_id], known)
    cached = tx.session.scalars(
        select(CrmRecord).where(CrmRecord.record_id == record.id).with_for_update(key_share=True)
    ).one()
    cached.connection_id = link.id
    return record, cached


def record(
    tx: Tx,
    link: Link,
    answered: RemoteRecord,
    members: Sequence[Member] = (),
    *,
    also: Sequence[str] = (),
) -> bool:
    """Keep an answer; whether the people that the record means are others than before.

    `members` are those of a deal, company or ticket. `also`: see `people.settle`.
    """
    if answered.ref.type in PEOPLE:
        seen = _seen(tx, link, answered, whole=not also)
        before = _means(tx, seen.row.id)
        people.lock(tx, link, [seen])
        people.settle(tx, link, seen, also=also)
        return _means(tx, seen.row.id) != before
    row, cached = row_of(tx, link, answered.ref)
    _store(tx, link, row, cached, facts.bounded(answered))
    before = _means(tx, row.id)
    _members(tx, link, row, members[:MOST_PEOPLE])
    return _means(tx, row.id) != before


def _seen(tx: Tx, link: Link, answered: RemoteRecord, *, whole: bool) -> Seen:
    now = facts.bounded(answered)
    row, cached = row_of(tx, link, now.ref)
    before = facts.from_json(cached.facts)
    if not whole:
        now = replace(now, owner=_owner_of_one_among_others(now, before))
    had = frozenset(index.had(tx.session, link, now.ref))
    index.learn(tx, link, [now])
    _store(tx, link, row, cached, now)
    return Seen(row, now, before, facts.numbers(now, link.mapping, link.region), had)


def _owner_of_one_among_others(now: RemoteRecord, before: RemoteRecord | None) -> Owner | None:
    """Only for a record by itself does every CRM name the owner: who has no name here has not left,
    but was not asked about."""
    if now.owner is None or now.owner.name:
        return now.owner
    known = before.owner if before is not None else None
    return known if known is not None and known.id == now.owner.id else None


def _store(tx: Tx, link: Link, row: Record, cached: CrmRecord, now: RemoteRecord) -> None:
    fresh = facts.to_json(now)
    other = cached.facts != fresh or cached.stale or cached.problem or cached.gone_at
    row.name = now.name or row.name
    cached.facts, cached.fetched_at = fresh, tx.now
    cached.asked_at, cached.problem, cached.stale = None, None, False
    cached.gone_at, cached.merged_into = None, None
    tx.session.flush()
    if other:
        log.emit(tx, link.workspace_id, RecordChanged.of(link.key(now.ref)))


def _members(tx: Tx, link: Link, row: Record, members: Sequence[Member]) -> None:
    seen = [
        (_seen(tx, link, member.record, whole=False), member)
        for member in _once(members)
        if member.record.ref.type in PEOPLE
    ]
    people.lock(tx, link, [one for one, _ in seen])
    wanted: dict[str, dict[str, Any]] = {}
    for one, member in seen:
        found = people.settle(tx, link, one)
        for person_id in found.person_ids:
            wanted.setdefault(
                person_id,
                {
                    "record_id": row.id,
                    "person_id": person_id,
                    "position": len(wanted),
                    "role": facts.plain(member.role, 64),
                    "is_primary": member.primary is True,
                    "reason": MEMBER if found.reason != "several" else found.reason,
                },
            )
    kept = (RecordPerson.reason == CHOSEN) & RecordPerson.person_id.not_in(list(wanted))
    tx.session.execute(
        delete(RecordPerson).where(RecordPerson.record_id == row.id, ~kept),
        execution_options={"synchronize_session": False},
    )
    if wanted:
        tx.session.execute(insert(RecordPerson), list(wanted.values()))


def _once(members: Sequence[Member]) -> list[Member]:
    """Each record once, the primary one first; the CRM's order else."""
    found: dict[Ref, Member] = {}
    for member in sorted(members, key=lambda one: not one.primary):
        found.setdefault(member.record.ref, member)
    return list(found.values())


def _means(tx: Tx, record_id: str) -> set[str]:
    tx.session.flush()
    return set(
        tx.session.scalars(
            select(RecordPerson.person_id).where(RecordPerson.record_id == record_id)
        )
    )


def failed(tx: Tx, link: Link, ref: RecordRef, problem: str) -> None:
    """The CRM did not answer: what is known of the record stays, with why it is not newer."""
    _, cached = row_of(tx, link, remote(ref))
    cached.asked_at = None
    if cached.problem != problem:
        cached.problem = problem
        tx.session.flush()
        log.emit(tx, link.workspace_id, RecordChanged.of(ref))


def gone(tx: Tx, link: Link, ref: RecordRef, into: Ref | None) -> None:
    """The CRM has the record no more. Whom it meant stays with its history; one that was merged
    hands them to the record that took its place."""
    row, cached = row_of(tx, link, remote(ref))
    cached.asked_at, cached.problem, cached.stale = None, None, False
    cached.fetched_at = tx.now
    merged = f"{into.type}:{into.id}" if into else None
    index.forget(tx, link, remote(ref))
    hands.gone(tx, link.workspace_id, row.id)
    if cached.gone_at is None or cached.merged_into != merged:
        cached.gone_at, cached.merged_into = tx.now, merged
        tx.session.flush()
        log.emit(tx, link.workspace_id, RecordChanged.of(ref))
    if into is not None and into != remote(ref):
        _hand_over(tx, link, row, into)
    place.settle_all(tx, sorted(_means(tx, row.id)))


def _hand_over(tx: Tx, link: Link, row: Record, into: Ref) -> None:
    heir, _ = row_of(tx, link, into)
    mine = tx.session.scalars(
        select(RecordPerson)
        .where(RecordPerson.record_id == row.id)
        .order_by(RecordPerson.position, RecordPerson.person_id)
    ).all()
    for each in mine:
        values = {
            "record_id": heir.id, "person_id": each.person_id, "position": each.position,
            "role": each.role, "is_primary": each.is_primary, "reason": "merged",
        }  # fmt: skip
        insert_new(
            tx.session, RecordPerson, [RecordPerson.record_id, RecordPerson.person_id], values
        )
    if heir.chosen_person_id is None:
        heir.chosen_person_id = row.chosen_person_id
    tx.session.flush()
    moving.all_of(tx, link.workspace_id, row.id, heir.id)
