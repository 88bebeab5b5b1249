"""Deferring and taking jobs. A job exists exactly if the transaction that deferred it committed.

A job runs in the transaction that deletes it, so its effect happens exactly once, and a process
that dies leaves it as it was. Jobs with the same `key` run one after the other in the order in
which they were deferred.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Delete, Select, bindparam, delete, exists, select
from sqlalchemy.orm import aliased

from threadside.ids import new_id
from threadside.store.dialect import insert_new
from threadside.store.tables import Job
from threadside.store.uow import Tx

MAX_ATTEMPTS = 12
BACKOFF_BASE_S = 2
BACKOFF_CAP_S = 900


@dataclass(frozen=True)
class DueJob:
    """A job that this transaction alone may run: its row is locked until the end."""

    id: str
    name: str
    payload: Mapping[str, Any]


def defer(
    tx: Tx,
    name: str,
    payload: Mapping[str, Any],
    *,
    run_at: datetime | None = None,
    key: str | None = None,
    dedupe: str | None = None,
) -> None:
    """Add a job; one with the same `dedupe` that has not begun makes this a no-op: it runs after
    this transaction, and so sees what it did. One that is running may have seen less."""
    values = {
        "id": new_id(), "name": name, "payload": dict(payload), "key": key, "dedupe": dedupe,
        "state": "waiting", "attempts": 0, "run_at": run_at or tx.now,
    }  # fmt: skip
    if not insert_new(tx.session, Job, [Job.dedupe], values) and not _kept_waiting(tx, dedupe):
        insert_new(tx.session, Job, [Job.dedupe], {**values, "dedupe": None})
    tx.wake("jobs")


def _kept_waiting(tx: Tx, dedupe: str | None) -> bool:
    """Hold the job that waits already until this transaction ends; False when it is being run.
    Many may hold it at once."""
    waiting = select(Job.id).where(Job.dedupe == dedupe)
    return tx.session.scalar(waiting.with_for_update(read=True, skip_locked=True)) is not None


def take(tx: Tx) -> DueJob | None:
    """The job that has waited longest, if any may run; none of its key may be before it."""
    row = tx.session.execute(_due(), {"now": tx.now}).first()
    return None if row is None else DueJob(row.id, row.name, row.payload)


@cache
def _due() -> Select[str, str, Any]:
    earlier = aliased(Job)
    blocked = exists().where(
        earlier.key == Job.key, earlier.id < Job.id, earlier.state == "waiting"
    )
    return (
        select(Job.id, Job.name, Job.payload)
        .where(Job.state == "waiting", Job.run_at <= bindparam("now"), Job.key.is_(None) | ~blocked)
        .order_by(Job.run_at, Job.id)
        .limit(1)
        .with_for_update(key_share=True, skip_locked=True)
    )


def finish(tx: Tx, job_id: str) -> None:
    """The job is done: forget it, in the transaction that did its work."""
    tx.session.flush()
    tx.session.execute(_done(), {"job": job_id})


@cache
def _done() -> Delete:
    return (
        delete(Job).where(Job.id == bindparam("job")).execution_options(synchronize_session=False)
    )


def fail(tx: Tx, job_id: str, error: str) -> None:
    """Try again later, or keep the job as dead after the last attempt, in nobody's way."""
    job = tx.session.scalar(select(Job).where(Job.id == job_id).with_for_update(key_share=True))
    if job is None:
        return
    job.attempts += 1
    if job.attempts >= MAX_ATTEMPTS:
        job.state, job.dedupe = "dead", None
    job.last_error = error[:500]
    wait = min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2 ** (job.attempts - 1))
    job.run_at = tx.now + timedelta(seconds=wait)
