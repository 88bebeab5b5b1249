"""Keeping the days counted: which to count again, told by the event log.

Every change of a text is an event with a number, so what was counted up to a number and the events
after it are all there is to know. Of what is older, the newest days are counted first.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from threadside.events import log
from threadside.insight.reports import working
from threadside.insight.reports.day import REPLY_WITHIN, recount
from threadside.insight.reports.exchanges import QUIET
from threadside.insight.reports.working import Clock
from threadside.store.tables import (
    ConsentEvent,
    InsightCount,
    LoggedEvent,
    Message,
    TimelineItem,
)
from threadside.store.uow import Tx

AT_ONCE: Final = 500
"""Events in one transaction, so that a busy workspace keeps nobody waiting."""
OVERLAP: Final = timedelta(minutes=5)
"""Between a transaction's moment and its commit."""
DAY: Final = timedelta(days=1)
_IDS: Final = 400


def advance(tx: Tx, workspace_id: str) -> bool:
    """Count what has changed; False when there is more to do at once."""
    clock = working.of_workspace(tx.session, workspace_id)
    mark = tx.session.get(InsightCount, workspace_id)
    if mark is None:
        mark = InsightCount(workspace_id=workspace_id)
        tx.session.add(mark)
        _begin_anew(tx, mark, clock)
        return False
    events = _events(tx.session, workspace_id, mark.seq)
    if events is None:
        _begin_anew(tx, mark, clock)
        return False
    settled = _settled(clock, tx.now)
    days = _touched(tx.session, workspace_id, clock, events)
    days |= _of_objections(tx.session, workspace_id, clock, mark.counted_at - OVERLAP)
    days |= {mark.settled_until + DAY * n for n in range((settled - mark.settled_until).days)}
    for day in sorted(days):
        recount(tx, workspace_id, clock, day, settled=day < settled)
    mark.seq = events[-1].seq if events else mark.seq
    mark.settled_until = max(settled, mark.settled_until)
    full = len(events) == AT_ONCE
    if not full:
        mark.counted_at = tx.now
    tx.session.flush()
    return not full and _fill(tx, mark, clock)


def _settled(clock: Clock, now: datetime) -> date:
    """The first day whose conversations may still go on."""
    return clock.day(now - QUIET)


def _begin_anew(tx: Tx, mark: InsightCount, clock: Clock) -> None:
    mark.seq = log.head(tx.session, mark.workspace_id)
    mark.counted_at = tx.now
    mark.settled_until = _settled(clock, tx.now)
    mark.filled_from = clock.day(tx.now) + DAY
    tx.session.flush()


def _fill(tx: Tx, mark: InsightCount, clock: Clock) -> bool:
    """Count the newest day that has texts and is not counted; True when there is none."""
    if mark.filled_from is None:
        return True
    last = tx.session.scalar(
        select(func.max(TimelineItem.at)).where(
            TimelineItem.workspace_id == mark.workspace_id,
            TimelineItem.kind == "message",
            TimelineItem.at < clock.begins(mark.filled_from),
        )
    )
    mark.filled_from = None if last is None else clock.day(last)
    if mark.filled_from is not None:
        settled = mark.filled_from < mark.settled_until
        recount(tx, mark.workspace_id, clock, mark.filled_from, settled=settled)
    tx.session.flush()
    return False


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


def _touched(
    session: Session, workspace_id: str, clock: Clock, events: Iterable[LoggedEvent]
) -> set[date]:
    """The days whose counts these events can have changed: their own, that of the text each is
    about, those of the templates it answers, and, where word comes on a later day, of what was
    written around it."""
    days: set[date] = set()
    changed: dict[str, date] = {}
    for event in events:
        if event.type == "message":
            changed[event.payload["item"]["id"]] = clock.day(event.at)
        if event.type in ("message", "consent"):
            days.add(clock.day(event.at))
    for id_, at, thread_id, inbound in _of(session, workspace_id, list(changed)):
        own = clock.day(at)
        days.add(own)
        if own < changed[id_]:
            days |= _around(session, clock, thread_id, at)
        elif inbound:
            days |= _answered(session, clock, thread_id, at)
    return days


def _of(
    session: Session, workspace_id: str, ids: list[str]
) -> Iterable[tuple[str, datetime, str, bool]]:
    for begin in range(0, len(ids), _IDS):
        rows = session.execute(
            select(Message.id, TimelineItem.at, Message.thread_id, Message.direction)
            .join(TimelineItem, TimelineItem.id == Message.id)
            .where(Message.workspace_id == workspace_id, Message.id.in_(ids[begin : begin + _IDS]))
        ).all()
        for id_, at, thread_id, direction in rows:
            yield id_, at, thread_id, direction == "in"


def _answered(session: Session, clock: Clock, thread_id: str, at: datetime) -> set[date]:
    """The days of the texts from templates that a text of theirs can be an answer to."""
    moments = session.scalars(
        select(TimelineItem.at)
        .join(Message, Message.id == TimelineItem.id)
        .where(
            TimelineItem.thread_id == thread_id,
            TimelineItem.at >= at - REPLY_WITHIN,
            TimelineItem.at < at,
            Message.template_id.is_not(None),
        )
    )
    return {clock.day(moment) for moment in moments}


def _around(session: Session, clock: Clock, thread_id: str, at: datetime) -> set[date]:
    """The days of a thread's texts from three days before a moment on."""
    moments = session.scalars(
        select(TimelineItem.at).where(
            TimelineItem.thread_id == thread_id,
            TimelineItem.kind == "message",
            TimelineItem.at >= at - QUIET,
        )
    )
    return {clock.day(moment) for moment in moments}


def _of_objections(session: Session, workspace_id: str, clock: Clock, since: datetime) -> set[date]:
    """The days around texts that count as an opt-out since a moment, by a person's word, maybe."""
    rows = session.execute(
        select(ConsentEvent.at, TimelineItem.at, TimelineItem.thread_id)
        .join(TimelineItem, TimelineItem.id == ConsentEvent.message_id)
        .where(
            ConsentEvent.workspace_id == workspace_id,
            ConsentEvent.kind == "revoked",
            ConsentEvent.at >= since,
        )
    ).all()
    days: set[date] = set()
    for at, text_at, thread_id in rows:
        days.add(clock.day(at))
        if clock.day(text_at) < clock.day(at) and thread_id:
            days |= _around(session, clock, thread_id, text_at)
    return days
