"""Deferring and claiming jobs. A job exists exactly if the transaction that deferred it committed.

Jobs run at least once: a handler must bear being repeated. Jobs with the same `key` run one
after the other in the order in which they were deferred.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import aliased

from threadside.ids import new_id
from threadside.store.dialect import insert_ignoring
from threadside.store.tables import Job
from threadside.store.uow import Tx

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 12
BACKOFF_BASE_S = 2
BACKOFF_CAP_S = 900


@dataclass(frozen=True)
class ClaimedJob:
    """A job that this process runs until its lease ends."""

    id: str
    name: str
    payload: Mapping[str, Any]
    attempts: int


def defer(
    tx: Tx,
    name: str,
    payload: Mapping[str, Any],
    *,
    run_at: datetime | None = None,
    key: str | None = None,
    dedupe: str | None = None,
) -> None:
    """Add a job; one with the same `dedupe` that has not run yet makes this a no-op."""
    values = {
        "id": new_id(), "name": name, "payload": dict(payload), "key": key, "dedupe": dedupe,
        "state": "waiting", "attempts": 0, "run_at": run_at or tx.now,
    }  # fmt: skip
    tx.session.execute(insert_ignoring(tx.session, Job, [Job.dedupe]).values(**values))
    tx.wake("jobs")


def claim(tx: Tx) -> ClaimedJob | None:
    """Lease the job that has waited longest, if any may run."""
    earlier = aliased(Job)
    blocked = exists().where(
        earlier.key == Job.key, earlier.id < Job.id, earlier.state.in_(("waiting", "claimed"))
    )
    due = (Job.state == "waiting") & (Job.run_at <= tx.now)
    expired = (Job.state == "claimed") & (Job.lease_until < tx.now)
    job = tx.session.scalar(
        select(Job)
        .where(due | expired, Job.key.is_(None) | ~blocked)
        .order_by(Job.run_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if job is None:
        return None
    job.state = "claimed"
    job.attempts += 1
    job.lease_until = tx.now + LEASE
    return ClaimedJob(job.id, job.name, job.payload, job.attempts)


def abandon(tx: Tx) -> None:
    """At the start of the only process: nobody works on what the one before had claimed."""
    tx.session.execute(
        update(Job).where(Job.state == "claimed").values(state="waiting", lease_until=None)
    )


def finish(tx: Tx, job_id: str) -> None:
    """The job is done: forget it."""
    tx.session.execute(delete(Job).where(Job.id == job_id))


def fail(tx: Tx, job: ClaimedJob, error: str) -> None:
    """Try again later, or keep the job as dead after the last attempt."""
    dead = job.attempts >= MAX_ATTEMPTS
    wait = min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2 ** (job.attempts - 1))
    tx.session.execute(
        update(Job)
        .where(Job.id == job.id)
        .values(
            state="dead" if dead else "waiting",
            last_error=error[:500],
            run_at=tx.now + timedelta(seconds=wait),
            lease_until=None,
        )
    )
