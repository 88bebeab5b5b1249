"""What CRMs tell of changes: kept as it came, folded in by a job, once each.

A telling is never believed, only taken as "read this again": so it may come twice, late, or in
another order. What somebody looks at or texts is read at once; everything else when it is opened.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import delete, or_, select

from threadside.contracts.events import RecordChanged
from threadside.crm import cache, linked, related
from threadside.crm.linked import Link
from threadside.events import log
from threadside.ids import new_id
from threadside.jobs import queue
from threadside.linking.values import PEOPLE, Change, RecordType, Ref
from threadside.store.dialect import insert_for, insert_new
from threadside.store.tables import CrmEvent, CrmReading, CrmRecord, Person, RecordPerson
from threadside.store.uow import Tx

FOLD: Final = "fold_crm_changes"
MOST_AT_ONCE: Final = 100
KEPT: Final = timedelta(days=7)
LOOKED_AT: Final = timedelta(minutes=30)
TEXTED: Final = timedelta(days=30)
IN_FLIGHT: Final = timedelta(seconds=20)
"""An answer that was kept so soon after may be older than the change."""
LONGEST_KEY: Final = 200
KNOWN_TYPES: Final = ("contact", "lead", "deal", "company", "ticket")


def keep(tx: Tx, link_id: str, workspace_id: str, told: Sequence[Change]) -> int:
    """Keep what a webhook or a poll told, and have it folded in; how many were new."""
    new = 0
    for change in told:
        body = {
            "kind": change.kind,
            "ref": [change.ref.type, change.ref.id],
            "into": [change.into.type, change.into.id] if change.into else None,
            "at": change.at.isoformat() if change.at else None,
        }
        new += _insert(tx, link_id, workspace_id, change.key[:LONGEST_KEY], body)
    if new:
        queue.defer(tx, FOLD, {"connection": link_id}, key=f"{FOLD} {link_id}")
    return new


def keep_unreadable(tx: Tx, link_id: str, workspace_id: str, key: str, body: str) -> None:
    """Keep a webhook that is surely the CRM's and was not understood, for people to see."""
    _insert(tx, link_id, workspace_id, key, {"unreadable": body}, problem="unreadable")


def _insert(  # noqa: PLR0917 - a row
    tx: Tx,
    link_id: str,
    workspace_id: str,
    key: str,
    body: Mapping[str, Any],
    problem: str | None = None,
) -> bool:
    values = {
        "id": new_id(), "workspace_id": workspace_id, "connection_id": link_id, "key": key,
        "body": body, "received_at": tx.now, "problem": problem,
        "folded_at": tx.now if problem else None,
    }  # fmt: skip
    return insert_new(tx.session, CrmEvent, [CrmEvent.connection_id, CrmEvent.key], values)


def fold(tx: Tx, payload: Mapping[str, Any]) -> None:
    """A job: what was told and not folded in yet."""
    link = linked.by_id(tx.session, payload["connection"])
    rows = tx.session.scalars(
        select(CrmEvent)
        .where(CrmEvent.connection_id == payload["connection"], CrmEvent.folded_at.is_(None))
        .order_by(CrmEvent.received_at, CrmEvent.id)
        .limit(MOST_AT_ONCE)
    ).all()
    refs: dict[Ref, datetime] = {}
    for row in rows:
        row.folded_at = tx.now
        for ref in _refs(row.body):
            refs[ref] = row.received_at
    tx.session.flush()
    if link is not None:
        for ref, told_at in refs.items():
            _changed(tx, link, ref, told_at)
    if len(rows) == MOST_AT_ONCE:
        queue.defer(tx, FOLD, dict(payload), key=f"{FOLD} {payload['connection']}")


def _refs(body: Mapping[str, Any]) -> list[Ref]:
    told = (body.get("ref"), body.get("into"))
    return [
        Ref(cast(RecordType, each[0]), str(each[1]))
        for each in told
        if each is not None and each[0] in KNOWN_TYPES
    ]


def forget(tx: Tx) -> None:
    """Delete what was folded in a week ago; a repetition so late is read again, without harm."""
    tx.session.execute(
        delete(CrmEvent).where(CrmEvent.folded_at < tx.now - KEPT, CrmEvent.problem.is_(None))
    )


def _changed(tx: Tx, link: Link, ref: Ref, told_at: datetime) -> None:
    if ref.type not in PEOPLE:
        for shown, whose in related.showing(tx, link, ref):
            if _matters(tx, shown):
                read_again(tx, link, linked.remote(whose))
    row = cache.row(tx.session, link.workspace_id, link.key(ref))
    if row is None:
        if link.crawls and ref.type in PEOPLE:
            read_again(tx, link, ref)
        return
    if row.fetched_at is not None and row.fetched_at > told_at + IN_FLIGHT and not row.stale:
        return
    if not row.stale:
        row.stale = True
        tx.session.flush()
        log.emit(tx, link.workspace_id, RecordChanged.of(link.key(ref)))
    if _matters(tx, row):
        read_again(tx, link, ref)


def _matters(tx: Tx, row: CrmRecord) -> bool:
    """Whether somebody looked at the record a while ago, or texts the person it means."""
    if row.fetched_at is not None and row.fetched_at > tx.now - LOOKED_AT:
        return True
    since = tx.now - TEXTED
    texted = (
        select(Person.id)
        .join(RecordPerson, RecordPerson.person_id == Person.id)
        .where(
            RecordPerson.record_id == row.record_id,
            or_(Person.last_inbound_at > since, Person.last_outbound_at > since),
        )
        .limit(1)
    )
    return tx.session.scalar(texted) is not None


def read_again(tx: Tx, link: Link, ref: Ref) -> None:
    """Have a record read by id, soon; one that waits already is read once."""
    statement = insert_for(tx.session, CrmReading).values(
        connection_id=link.id, type=ref.type, remote_id=ref.id, workspace_id=link.workspace_id,
        due_at=tx.now, attempts=0,
    )  # fmt: skip
    tx.session.execute(
        statement.on_conflict_do_update(
            index_elements=[CrmReading.connection_id, CrmReading.type, CrmReading.remote_id],
            set_={"due_at": tx.now, "attempts": 0},
        )
    )
    tx.wake("crm")
