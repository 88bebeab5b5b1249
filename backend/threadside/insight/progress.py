"""Keeping the counts up to date: which hours to count again, told by the event log.

Every change of a text is an event with a number, so what was counted up to a number and the events
after it are all there is to know.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from threadside.events import log
from threadside.insight.count import recount
from threadside.insight.outcomes import hour_of
from threadside.store.tables import (
    DeliveryCount,
    LoggedEvent,
    Message,
    PhoneNetwork,
    Thread,
    TimelineItem,
)
from threadside.store.uow import Tx

HOUR: Final = timedelta(hours=1)
AT_ONCE: Final = 500
"""Events in one transaction, so that a busy workspace keeps nobody waiting."""
FILLED_AT_ONCE: Final = timedelta(days=1)
OVERLAP: Final = timedelta(minutes=5)
"""Between a transaction's moment and its commit."""


def advance(tx: Tx, workspace_id: str) -> bool:
    """Count what has changed; False when there is more to do at once."""
    mark = tx.session.get(DeliveryCount, workspace_id)
    if mark is None:
        mark = _first(tx, workspace_id)
    if mark.filled_until is not None:
        return _fill(tx, mark)
    events = _events(tx.session, workspace_id, mark.seq)
    if events is None:
        _begin_anew(tx, mark)
        return False
    hours = {hour for event in events for hour in _touched(event)}
    hours |= _of_phones(tx.session, workspace_id, mark.counted_at - OVERLAP)
    for since, until in _stretches(hours):
        recount(tx, workspace_id, since, until)
    mark.seq = events[-1].seq if events else mark.seq
    full = len(events) == AT_ONCE
    if not full:
        mark.counted_at = tx.now
    tx.session.flush()
    return not full


def _first(tx: Tx, workspace_id: str) -> DeliveryCount:
    mark = DeliveryCount(workspace_id=workspace_id, seq=0, counted_at=tx.now)
    tx.session.add(mark)
    _begin_anew(tx, mark)
    return mark


def _begin_anew(tx: Tx, mark: DeliveryCount) -> None:
    mark.seq = log.head(tx.session, mark.workspace_id)
    mark.counted_at = tx.now
    mark.filled_until = _next_text(tx.session, mark.workspace_id, None)
    tx.session.flush()


def _fill(tx: Tx, mark: DeliveryCount) -> bool:
    """Count a few days of what is older than the first count."""
    begin = _next_text(tx.session, mark.workspace_id, mark.filled_until)
    if begin is None:
        mark.filled_until = None
    else:
        until = begin + FILLED_AT_ONCE
        recount(tx, mark.workspace_id, begin, until)
        mark.filled_until = until
    tx.session.flush()
    return False


def _next_text(session: Session, workspace_id: str, since: datetime | None) -> datetime | None:
    """The hour of the first text from `since` on."""
    first = select(func.min(TimelineItem.at)).where(
        TimelineItem.workspace_id == workspace_id, TimelineItem.kind == "message"
    )
    if since is not None:
        first = first.where(TimelineItem.at >= since)
    at = session.scalar(first)
    return None if at is None else hour_of(at)


def _events(session: Session, workspace_id: str, seq: int) -> list[LoggedEvent] | None:
    """The next events; None when some of them are forgotten already."""
    newest = log.head(session, workspace_id)
    rows = list(
        session.scalars(
            select(LoggedEvent)
            .where(LoggedEvent.workspace_id == workspace_id, LoggedEvent.seq > seq)
            .order_by(LoggedEvent.seq)
            .limit(AT_ONCE)
        )
    )
    whole = rows[0].seq == seq + 1 if rows else newest <= seq
    return rows if whole else None


def _touched(event: LoggedEvent) -> Iterable[datetime]:
    """The hours whose counts an event can have changed."""
    if event.type == "message":
        item: dict[str, Any] = event.payload["item"]
        yield hour_of(datetime.fromisoformat(item["at"]))
    if event.type in ("message", "consent"):
        yield hour_of(event.at)


def _of_phones(session: Session, workspace_id: str, since: datetime) -> set[datetime]:
    """The hours of all texts to phones whose network has become known since."""
    moments = session.scalars(
        select(TimelineItem.at)
        .join(Message, Message.id == TimelineItem.id)
        .join(Thread, Thread.id == Message.thread_id)
        .join(
            PhoneNetwork,
            (PhoneNetwork.workspace_id == Thread.workspace_id)
            & (PhoneNetwork.phone == Thread.phone),
        )
        .where(
            PhoneNetwork.workspace_id == workspace_id,
            PhoneNetwork.known_at >= since,
            Message.direction == "out",
        )
    )
    return {hour_of(at) for at in moments}


def _stretches(hours: set[datetime]) -> Iterable[tuple[datetime, datetime]]:
    """Hours that follow each other, joined: (first, end)."""
    ordered = sorted(hours)
    while ordered:
        first = last = ordered.pop(0)
        while ordered and ordered[0] == last + HOUR:
            last = ordered.pop(0)
        yield first, last + HOUR
