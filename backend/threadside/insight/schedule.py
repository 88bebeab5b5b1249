"""When counting and looking happens: every five minutes for each workspace, alarms once an hour.

The reports are counted by a job of their own, so that a year of them keeps no alarm waiting.
"""

import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select

from threadside.insight import limits, progress, watch
from threadside.insight.outcomes import hour_of
from threadside.insight.reports import keep
from threadside.jobs import queue
from threadside.store.tables import DeliveryCount, Workspace
from threadside.store.uow import Tx

ROUND, COUNT, REPORT = "insight_round", "insight_count", "insight_report"
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
    """Two jobs for each workspace, and the next round."""
    for workspace_id in tx.session.scalars(select(Workspace.id)):
        for name in (COUNT, REPORT):
            one = f"{name} {workspace_id}"
            queue.defer(tx, name, {"workspace": workspace_id}, key=one, dedupe=one)
    plan(tx, EVERY)


def count(tx: Tx, payload: Mapping[str, Any]) -> None:
    """Count how texts fared in one workspace; when that is all, look for what stands out."""
    workspace_id = payload["workspace"]
    if not _in_stretches(tx, COUNT, payload, progress.advance):
        return
    mark = tx.session.get_one(DeliveryCount, workspace_id)
    until = hour_of(tx.now - watch.RIPE_AFTER) + progress.HOUR
    if mark.watched_until is None or mark.watched_until < until:
        mark.watched_until = until
        watch.look(tx, workspace_id, until)
        limits.look(tx, workspace_id)


def report(tx: Tx, payload: Mapping[str, Any]) -> None:
    """Count the days of one workspace for its reports."""
    _in_stretches(tx, REPORT, payload, keep.advance)


def _in_stretches(
    tx: Tx, name: str, payload: Mapping[str, Any], advance: Callable[[Tx, str], bool]
) -> bool:
    """Advance until all is done, or for a while, with the rest as another job; tells which."""
    began = time.monotonic()
    while not advance(tx, payload["workspace"]):
        took = time.monotonic() - began
        if took >= AT_A_TIME_S:
            # From the end on: the transaction's own moment is when it began.
            again_at = tx.now + timedelta(seconds=took) + PAUSE
            queue.defer(tx, name, payload, key=f"{name} {payload['workspace']}", run_at=again_at)
            return False
    return True
