"""Records that are to be read again, one after the other; and CRMs that have to be asked what
changed, since they do not call."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, cast

from sqlalchemy import delete, or_, select, update

from threadside.crm import cache, changes, facts, index, linked, lookup
from threadside.crm.asking import Asked
from threadside.crm.linked import Link
from threadside.crm.lookup import Lookups
from threadside.linking.problems import CrmProblem
from threadside.linking.values import RecordType, Ref
from threadside.store.tables import CrmConnection, CrmReading
from threadside.store.uow import Tx

LEASE: Final = timedelta(minutes=2)
MOST_ATTEMPTS: Final = 10
BACKOFF_BASE_S: Final = 5
BACKOFF_CAP_S: Final = 3600
POLL_EVERY: Final = timedelta(minutes=5)


@dataclass(frozen=True)
class _Taken:
    link: Link
    ref: Ref
    leased: datetime
    attempts: int


def read_due(lookups: Lookups) -> bool:
    """Read one record that is due; whether there was one."""
    with lookups.uow.write() as tx:
        taken = _take(tx)
    if taken is None:
        return False
    asked = lookups.crms.read(taken.link, taken.ref)
    with lookups.uow.write() as tx:
        kept = _settle(tx, taken, asked)
    if kept:
        lookups.relate(taken.link, asked, anew=True)
    return True


def _take(tx: Tx) -> _Taken | None:
    row = tx.session.scalar(
        select(CrmReading)
        .join(CrmConnection, CrmConnection.id == CrmReading.connection_id)
        .where(CrmReading.due_at <= tx.now, CrmConnection.state.in_(linked.ASKED))
        .order_by(CrmReading.due_at)
        .limit(1)
        .with_for_update(key_share=True, skip_locked=True, of=CrmReading)
    )
    link = None if row is None else linked.by_id(tx.session, row.connection_id)
    if row is None or link is None:
        return None
    row.due_at = tx.now + LEASE
    row.attempts += 1
    tx.session.flush()
    ref = Ref(cast(RecordType, row.type), row.remote_id)
    return _Taken(link, ref, row.due_at, row.attempts)


def _settle(tx: Tx, taken: _Taken, asked: Asked) -> bool:
    """Whether the record is one that is kept."""
    link = taken.link
    its = (
        (CrmReading.connection_id == link.id)
        & (CrmReading.type == taken.ref.type)
        & (CrmReading.remote_id == taken.ref.id)
        & (CrmReading.due_at == taken.leased)  # else it changed once more meanwhile
    )
    if asked.problem is None or taken.attempts >= MOST_ATTEMPTS:
        tx.session.execute(delete(CrmReading).where(its))
    else:
        backoff = min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2 ** (taken.attempts - 1))
        later = tx.now + timedelta(seconds=max(asked.wait_s, backoff))
        tx.session.execute(update(CrmReading).where(its).values(due_at=later))
        if asked.wait_s:
            _leave_alone(tx, link, later)
    if cache.row(tx.session, link.workspace_id, link.key(taken.ref)) is not None:
        lookup.settle(tx, link, link.key(taken.ref), asked)
        return asked.record is not None
    if asked.record is not None:
        index.learn(tx, link, [facts.bounded(asked.record)])
    elif asked.problem is None:
        index.forget(tx, link, taken.ref)
    return False


def _leave_alone(tx: Tx, link: Link, until: datetime) -> None:
    tx.session.execute(
        update(CrmReading)
        .where(CrmReading.connection_id == link.id, CrmReading.due_at < until)
        .values(due_at=until)
    )


def poll_due(lookups: Lookups) -> bool:
    """Ask one CRM that does not call what changed, if its time has come; whether one was asked."""
    quiet = [crm.id for crm in lookups.crms.known.values() if not crm.hooks]
    with lookups.uow.write() as tx:
        taken = _take_poll(tx, quiet)
    if taken is None:
        return False
    link, cursor = taken
    try:
        told, then = lookups.crms.ask(link, lambda crm, api: crm.changed_since(api, cursor))
    except CrmProblem:
        return True
    with lookups.uow.write() as tx:
        changes.keep(tx, link.id, link.workspace_id, told)
        tx.session.execute(
            update(CrmConnection)
            .where(
                CrmConnection.id == link.id, CrmConnection.poll_cursor.is_not_distinct_from(cursor)
            )
            .values(poll_cursor=then)
        )
    return True


def _take_poll(tx: Tx, quiet: list[str]) -> tuple[Link, str | None] | None:
    row = tx.session.scalar(
        select(CrmConnection)
        .where(
            CrmConnection.crm.in_(quiet),
            CrmConnection.state.in_(linked.ASKED),
            or_(
                CrmConnection.polled_at.is_(None),
                CrmConnection.polled_at <= tx.now - POLL_EVERY,
            ),
        )
        .order_by(CrmConnection.polled_at)
        .limit(1)
        .with_for_update(key_share=True, skip_locked=True)
    )
    link = None if row is None else linked.by_id(tx.session, row.id)
    if row is None or link is None:
        return None
    row.polled_at = tx.now
    tx.session.flush()
    return link, row.poll_cursor
