"""The counts of days: as the product keeps them, and told of each text in the plainest way."""

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.insight.reports import keep
from threadside.insight.reports.edits import changed
from threadside.insight.reports.measures import step
from threadside.insight.reports.working import Clock
from threadside.store.tables import (
    ConsentEvent,
    InsightDay,
    Message,
    TemplateVersion,
    TimelineItem,
)
from threadside.store.uow import UnitOfWork

Days = Counter[tuple[date, str, str, str, str, int]]
"""(day, measure, line, member, template, value)."""
QUIET = timedelta(days=3)


def kept(uow: UnitOfWork, workspace_id: str) -> Days:
    """What the product has counted."""
    with uow.read() as session:
        rows = session.scalars(select(InsightDay).where(InsightDay.workspace_id == workspace_id))
        return Counter(
            {(r.day, r.measure, r.line_id, r.member_id, r.template_id, r.value): r.n for r in rows}
        )


def count_days(uow: UnitOfWork, workspace_id: str) -> None:
    """Count to the end."""
    done = False
    while not done:
        with uow.write() as tx:
            done = keep.advance(tx, workspace_id)


class Slow:
    """All texts of a workspace at once, and nothing cleverer than loops."""

    def __init__(self, session: Session, workspace_id: str, clock: Clock, now: datetime) -> None:
        self._session = session
        self._clock, self._now = clock, now
        self.found: Days = Counter()
        self._stops = {
            event.message_id: event.at
            for event in session.scalars(
                select(ConsentEvent).where(
                    ConsentEvent.workspace_id == workspace_id, ConsentEvent.kind == "revoked"
                )
            )
        }
        rows = session.execute(
            select(Message, TimelineItem)
            .join(TimelineItem, TimelineItem.id == Message.id)
            .where(Message.workspace_id == workspace_id)
            .order_by(TimelineItem.at, TimelineItem.id)
        ).all()
        left = [(m, t) for m, t in rows if m.state not in ("held", "queued", "canceled", "lapsed")]
        self._threads: dict[str, list[tuple[Message, TimelineItem]]] = {}
        for message, item in left:
            self._threads.setdefault(message.thread_id, []).append((message, item))

    def tell(self) -> Days:
        """All of it."""
        for texts in self._threads.values():
            for place in range(len(texts)):
                self._text(texts, place)
            self._conversations(texts)
        return self.found

    def _text(self, texts: list[tuple[Message, TimelineItem]], place: int) -> None:
        message, item = texts[place]
        hour = item.at.astimezone(self._clock.zone).hour
        way = "out" if message.direction == "out" else "in"
        self._add(message, item, way, 0)
        day = item.at.astimezone(self._clock.zone).date()
        self.found[day, f"{way}_hour", message.line_id, "", "", hour] += 1
        if message.direction == "in":
            if message.id in self._stops:
                ours = [each for each in texts[:place] if each[0].direction == "out"]
                if ours:
                    self._add(*ours[-1], "opt_out", 0, at=self._stops[message.id])
            return
        if failed(message):
            self._add(message, item, "failed", 0)
        if message.template_id:
            self._template(texts, place)
        if answers(message, item):
            self._answer(texts, place)

    def _template(self, texts: list[tuple[Message, TimelineItem]], place: int) -> None:
        message, item = texts[place]
        version = self._session.get_one(
            TemplateVersion, (message.template_id, message.template_version)
        )
        self._add(message, item, "edited", changed(version.body, item.text))
        later = [t.at for m, t in texts if m.direction == "in" and t.at > item.at]
        if later and later[0] - item.at <= timedelta(hours=72):
            self._add(message, item, "replied", 0)

    def _answer(self, texts: list[tuple[Message, TimelineItem]], place: int) -> None:
        """Replays the thread up to this answer."""
        message, item = texts[place]
        asked: datetime | None = None
        first = False
        last: datetime | None = None
        for before, its in texts[:place]:
            if answers(before, its) or before.id in self._stops:
                asked = None
            elif before.direction == "in" and (
                asked is None or its.at - asked > timedelta(days=30)
            ):
                asked, first = its.at, last is None or its.at - last > QUIET
            last = its.at
        if asked is None or item.at - asked > timedelta(days=30):
            return
        name = "first" if first else "next"
        self._wait(message, item, name, (item.at - asked).total_seconds())
        if self._clock.known:
            worked = minutes_of_work(asked, item.at, self._clock)
            self._wait(message, item, f"{name}_work", worked * 60)

    def _wait(self, message: Message, item: TimelineItem, name: str, seconds: float) -> None:
        day = item.at.astimezone(self._clock.zone).date()
        self.found[day, name, message.line_id, item.author_id or "", "", step(seconds)] += 1

    def _conversations(self, texts: list[tuple[Message, TimelineItem]]) -> None:
        parts: list[list[tuple[Message, TimelineItem]]] = []
        for entry in texts:
            if parts and entry[1].at - parts[-1][-1][1].at <= QUIET:
                parts[-1].append(entry)
            else:
                parts.append([entry])
        for part in parts:
            message, item = part[-1]
            day = item.at.astimezone(self._clock.zone).date()
            if day >= (self._now - QUIET).astimezone(self._clock.zone).date():
                continue
            how = outcome_of(part, set(self._stops))
            authors = [
                i.author_id for m, i in part if m.direction == "out" and not failed(m)
                and m.purpose is None and i.author_id
            ]  # fmt: skip
            member = authors[-1] if authors else ""
            self.found[day, how, message.line_id, member, "", len(part)] += 1
            if how in ("completed", "left_with_them"):
                took = step((item.at - part[0][1].at).total_seconds())
                self.found[day, "took", message.line_id, member, "", took] += 1

    def _add(
        self,
        message: Message,
        item: TimelineItem,
        measure: str,
        value: int,
        at: datetime | None = None,
    ) -> None:
        day = (at or item.at).astimezone(self._clock.zone).date()
        key = (
            day,
            measure,
            message.line_id,
            item.author_id or "",
            message.template_id or "",
            value,
        )
        self.found[key] += 1


def outcome_of(part: list[tuple[Message, TimelineItem]], stops: set[str | None]) -> str:
    """How a conversation ended."""
    if any(m.id in stops for m, _ in part):
        return "opted_out"
    said = [
        m.direction for m, _ in part if m.direction == "in" or (not failed(m) and not m.purpose)
    ]
    if "in" not in said:
        return "no_answer"
    if "out" not in said:
        return "unanswered"
    return "completed" if said[-1] == "out" else "left_with_them"


def failed(message: Message) -> bool:
    """As the traffic of these tests fails."""
    return message.state in ("undelivered", "rejected")


def answers(message: Message, item: TimelineItem) -> bool:
    """Written by a person, and not failed."""
    return (
        message.direction == "out"
        and item.author_id is not None
        and message.purpose is None
        and not failed(message)
    )


def minutes_of_work(since: datetime, until: datetime, clock: Clock) -> float:
    """Minute by minute; moments are whole minutes."""
    zone: ZoneInfo = clock.zone
    worked = 0
    at = since
    while at < until:
        local = at.astimezone(zone)
        span = clock.week[local.weekday()]
        if span and span[0] <= local.hour * 60 + local.minute < span[1]:
            worked += 1
        at += timedelta(minutes=1)
    return worked
