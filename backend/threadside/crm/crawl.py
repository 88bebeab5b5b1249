"""Reading all contacts of a CRM for the index of numbers, in the background, if an admin wants it.

Nothing else is made of them: no person, no record. Each batch is kept together with the cursor of
the next, so that a crash repeats one at most.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from sqlalchemy import or_, select

from threadside.audit import log as audit
from threadside.contracts.events import WorkspaceChanged
from threadside.crm import facts, index, linked
from threadside.crm.linked import Link
from threadside.crm.lookup import Lookups
from threadside.errors import NotFound
from threadside.events import log
from threadside.linking.problems import CrmProblem, Throttled
from threadside.linking.values import Batch
from threadside.store.tables import CrmConnection
from threadside.store.uow import Tx

Wanted = Literal["start", "pause", "resume", "stop"]
LEASE: Final = timedelta(minutes=2)
BETWEEN: Final = timedelta(seconds=1)
"""A crawl leaves most of the CRM's allowance to those who wait for an answer."""
AFTER_A_PROBLEM: Final = timedelta(minutes=2)
MOST_IN_A_BATCH: Final = 1000


@dataclass(frozen=True)
class Progress:
    """How far a crawl is. `total` is None where the CRM does not say."""

    state: str
    done: int
    total: int | None


def steer(tx: Tx, workspace_id: str, connection_id: str, wanted: Wanted) -> Progress:
    """Start a crawl from the beginning, pause it, let it go on, or stop it and forget how far it
    was. What makes no sense in the state it is in changes nothing.

    Raises:
        NotFound: for a connection that is not of this workspace.
    """
    row = tx.session.scalar(
        select(CrmConnection)
        .where(CrmConnection.workspace_id == workspace_id, CrmConnection.id == connection_id)
        .with_for_update(key_share=True)
    )
    if row is None:
        raise NotFound("connection")
    before = row.crawl_state
    if wanted == "start" and before in {"off", "done"}:
        row.crawl_state, row.crawl_cursor, row.crawl_done, row.crawl_total = (
            "running",
            None,
            0,
            None,
        )
    elif wanted == "pause" and before == "running":
        row.crawl_state = "paused"
    elif wanted == "resume" and before == "paused":
        row.crawl_state = "running"
    elif wanted == "stop":
        row.crawl_state, row.crawl_cursor = "off", None
    if row.crawl_state != before:
        row.crawl_at = tx.now if row.crawl_state == "running" else None
        audit.record(tx, workspace_id, "crm.crawl", {"crm": row.crm, "wanted": wanted})
        log.emit(tx, workspace_id, WorkspaceChanged(what="settings"))
        tx.session.flush()
        tx.wake("crm")
    return Progress(row.crawl_state, row.crawl_done, row.crawl_total)


def go_on(lookups: Lookups) -> bool:
    """Read the next batch of one crawl that is due; whether there was one."""
    with lookups.uow.write() as tx:
        taken = _take(tx)
    if taken is None:
        return False
    link, cursor = taken
    batch: Batch | None = None
    wait = BETWEEN
    try:
        batch = lookups.crms.ask(link, lambda crm, api: crm.crawl(api, cursor))
    except Throttled as throttled:
        wait = timedelta(seconds=max(1.0, throttled.retry_after_s))
    except CrmProblem:
        wait = AFTER_A_PROBLEM
    with lookups.uow.write() as tx:
        _settle(tx, link, cursor, batch, wait)
    return True


def _take(tx: Tx) -> tuple[Link, str | None] | None:
    row = tx.session.scalar(
        select(CrmConnection)
        .where(
            CrmConnection.crawl_state == "running",
            CrmConnection.state.in_(linked.ASKED),
            or_(CrmConnection.crawl_at.is_(None), CrmConnection.crawl_at <= tx.now),
        )
        .order_by(CrmConnection.crawl_at)
        .limit(1)
        .with_for_update(key_share=True, skip_locked=True)
    )
    if row is None:
        return None
    row.crawl_at = tx.now + LEASE
    tx.session.flush()
    link = linked.by_id(tx.session, row.id)
    return None if link is None else (link, row.crawl_cursor)


def _settle(tx: Tx, link: Link, cursor: str | None, batch: Batch | None, wait: timedelta) -> None:
    row = tx.session.scalar(
        select(CrmConnection).where(CrmConnection.id == link.id).with_for_update(key_share=True)
    )
    if row is None or row.crawl_state == "off" or row.crawl_cursor != cursor:
        return
    row.crawl_at = tx.now + wait
    if batch is not None:
        records = batch.records[:MOST_IN_A_BATCH]
        index.learn(tx, link, [facts.bounded(record) for record in records])
        row.crawl_done += len(records)
        row.crawl_total = batch.total if batch.total is not None else row.crawl_total
        row.crawl_cursor = batch.cursor
        if batch.cursor is None or batch.cursor == cursor:
            row.crawl_state, row.crawl_cursor = "done", None
            log.emit(tx, link.workspace_id, WorkspaceChanged(what="settings"))
    tx.session.flush()
