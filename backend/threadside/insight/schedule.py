"""When counting and looking happens: every five minutes for each workspace, alarms once an hour."""

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select

from threadside.insight import limits, progress, watch
from threadside.insight.outcomes import hour_of
from threadside.insight.reports import keep
from threadside.jobs import queue
from threadside.store.tables import DeliveryCount, Workspace
from threadside.store.uow import Tx

ROUND, COUNT = "insight_round", "insight_count"
EVERY: Final = timedelta(minutes=5)
AT_A_TIME_S: Final = 0.25
PAUSE: Final = timedelta(milliseconds=200)
"""Between two stretches of a long count: on SQLite other processes wait for the writer, too, and
ask for it ten times a second."""


def plan(tx: Tx, wait: timedelta = timedelta()) -> None:
    """See to it that there is a next round."""
    due = tx.now + wait
    slot = int(due.timestamp() // EVERY.total_seconds())
    queue.defer(tx, ROUND, {}, run_at=due, dedupe=f"{ROUND} {slot}")


def begin_round(tx: Tx, _payload: Mapping[str, Any]) -> None:
    """A job for each workspace, and the next round."""
    for workspace_id in tx.session.scalars(select(Workspace.id)):
        one = f"{COUNT} {workspace_id}"
        queue.defer(tx, COUNT, {"workspace": workspace_id}, key=one, dedupe=one)
    plan(tx, EVERY)


def count(tx: Tx, payload: Mapping[str, Any]) -> None:
    """Count what has changed in one workspace; when that is all, look for what stands out."""
    workspace_id = payload["workspace"]
    began = time.monotonic()
    while not (progress.advance(tx, workspace_id) and keep.advance(tx, workspace_id)):
        took = time.monotonic() - began
        if took >= AT_A_TIME_S:
            key = f"{COUNT} {workspace_id}"
            # From the end on: the transaction's own moment is when it began.
            again_at = tx.now + timedelta(seconds=took) + PAUSE
            queue.defer(tx, COUNT, payload, key=key, run_at=again_at)
            return
    mark = tx.session.get_one(DeliveryCount, workspace_id)
    until = hour_of(tx.now - watch.RIPE_AFTER) + progress.HOUR
    if mark.watched_until is None or mark.watched_until < until:
        mark.watched_until = until
        watch.look(tx, workspace_id, until)
        limits.look(tx, workspace_id)
