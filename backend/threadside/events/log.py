"""Writing and reading the event log.

Numbers are taken by the last statement of a transaction (`event_head`), so the order of numbers
is the order of commits and there are no gaps; a sequence would hand out numbers before commit,
and a reader could pass one that is not yet visible.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from operator import itemgetter
from typing import Any, cast

from pydantic import BaseModel
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningUpdate

from threadside.contracts.common import Output
from threadside.store.tables import EventHead, LoggedEvent
from threadside.store.uow import Tx

KEPT = timedelta(days=7)
_BUFFER = "threadside_events"

Payload = Callable[[int], Output]
"""Makes the event's data once its seq is known, so that data can carry its own number."""


@dataclass
class _Buffer:
    pending: dict[str, list[Payload]] = field(default_factory=dict)


def emit(tx: Tx, workspace_id: str, payload: Output | Payload) -> None:
    """Append an event when `tx` seals. `payload` may be a function of the event's seq."""
    make: Payload = payload if not isinstance(payload, Output) else _constant(payload)
    reserve(tx).pending.setdefault(workspace_id, []).append(make)


def reserve(tx: Tx) -> _Buffer:
    """Have this transaction's events sealed before whatever registers to be sealed from now on."""
    info = tx.session.info
    buffer = cast("_Buffer | None", info.get(_BUFFER))
    if buffer is None:
        buffer = info[_BUFFER] = _Buffer()
        tx.before_seal(lambda: _seal(tx))
    return buffer


def _seal(tx: Tx) -> None:
    buffer = cast(_Buffer, tx.session.info.pop(_BUFFER))
    # In one order everywhere, so that nobody waits crosswise for two workspaces' heads.
    for workspace_id, makers in sorted(buffer.pending.items(), key=itemgetter(0)):
        asked = {"workspace": workspace_id, "more": len(makers)}
        newest = tx.session.execute(_ahead(), asked).scalar_one()
        numbered = enumerate(makers, start=newest - len(makers) + 1)
        rows = [_row(workspace_id, seq, make(seq), tx.now) for seq, make in numbered]
        tx.session.flush()
        tx.session.execute(insert(LoggedEvent), rows)
        tx.wake("events", workspace_id)


def _constant(payload: Output) -> Payload:
    return lambda _seq: payload


@cache
def _ahead() -> ReturningUpdate[int]:
    return (
        update(EventHead)
        .where(EventHead.workspace_id == bindparam("workspace"))
        .values(seq=EventHead.seq + bindparam("more"))
        .returning(EventHead.seq)
        .execution_options(synchronize_session=False)
    )


def _row(workspace_id: str, seq: int, data: BaseModel, at: datetime) -> dict[str, Any]:
    body: dict[str, Any] = data.model_dump(mode="json")
    return {
        "workspace_id": workspace_id, "seq": seq, "type": body["type"], "payload": body, "at": at
    }  # fmt: skip


def head(session: Session, workspace_id: str) -> int:
    """The newest seq of a workspace; 0 before anything happened."""
    return session.scalar(select(EventHead.seq).where(EventHead.workspace_id == workspace_id)) or 0


def heads(session: Session, workspace_ids: Iterable[str]) -> dict[str, int]:
    """The newest seq of each workspace."""
    rows = session.execute(
        select(EventHead.workspace_id, EventHead.seq).where(
            EventHead.workspace_id.in_(list(workspace_ids))
        )
    )
    return {row.workspace_id: row.seq for row in rows}


def after(session: Session, workspace_id: str, seq: int, limit: int) -> list[LoggedEvent] | None:
    """Events above `seq` in order; None when some are gone or more than `limit` wait."""
    # Before the rows: what commits in between is then a row too many, never one that seems gone.
    newest = head(session, workspace_id)
    rows = list(
        session.scalars(
            select(LoggedEvent)
            .where(LoggedEvent.workspace_id == workspace_id, LoggedEvent.seq > seq)
            .order_by(LoggedEvent.seq)
            .limit(limit + 1)
        )
    )
    if len(rows) > limit or (rows and rows[0].seq != seq + 1):
        return None
    if not rows and newest > seq:
        return None
    return rows


def forget(tx: Tx, now: datetime) -> int:
    """Delete events older than seven days; clients that slept longer fetch a snapshot."""
    result = tx.session.execute(delete(LoggedEvent).where(LoggedEvent.at < now - KEPT))
    return int(getattr(result, "rowcount", 0))
