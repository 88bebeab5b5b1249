"""Counting one day, from the texts themselves.

Counting again what was counted gives the same, so nothing is ever added up twice.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Session, aliased

from threadside.insight.reports import exchanges, loading, measures
from threadside.insight.reports.edits import changed
from threadside.insight.reports.exchanges import QUIET, Standing, Text
from threadside.insight.reports.working import Clock
from threadside.store.tables import (
    ConsentEvent,
    InsightDay,
    Message,
    TemplateVersion,
    TimelineItem,
)
from threadside.store.uow import Tx

REPLY_WITHIN: Final = timedelta(hours=72)
"""A later one is rarely an answer to this text (as `templates.usage.ANSWERED_WITHIN`)."""
_AT_ONCE: Final = 400
_PAGE: Final = 40
_STRETCH: Final = timedelta(days=8)


@dataclass(frozen=True)
class Cell:
    """What is counted: a measure, by line, member and template, with its value."""

    measure: str
    line_id: str
    member_id: str
    template_id: str
    value: int


def recount(tx: Tx, workspace_id: str, clock: Clock, day: date, *, settled: bool) -> None:
    """Count a day and keep the result; `settled` once its conversations can't go on any more."""
    counted = count(tx.session, workspace_id, clock, day, settled=settled)
    tx.session.execute(
        delete(InsightDay).where(InsightDay.workspace_id == workspace_id, InsightDay.day == day)
    )
    if counted:
        rows = [
            {"workspace_id": workspace_id, "day": day, **vars(cell), "n": n}
            for cell, n in counted.items()
        ]
        tx.session.execute(insert(InsightDay), rows)


def count(
    session: Session, workspace_id: str, clock: Clock, day: date, *, settled: bool
) -> Counter[Cell]:
    """What happened on a day: by some statements, and one for each conversation in which
    somebody waited since the day before or opted out."""
    counting = _Counting(session, workspace_id, clock, day)
    counting.volume()
    counting.answers()
    counting.templates()
    counting.opt_outs()
    if settled:
        counting.endings()
    return counting.counted


class _Counting:
    def __init__(self, session: Session, workspace_id: str, clock: Clock, day: date) -> None:
        self.counted: Counter[Cell] = Counter()
        self._session = session
        self._workspace_id = workspace_id
        self._clock = clock
        self._since, self._until = clock.begins(day), clock.begins(day + timedelta(days=1))
        self._texts = self._of_the_day()

    def volume(self) -> None:
        for text in self._texts:
            self._add(measures.OUT if text.ours else measures.IN, text)
            by_hour = measures.OUT_HOUR if text.ours else measures.IN_HOUR
            hour = text.at.astimezone(self._clock.zone).hour
            self.counted[Cell(by_hour, text.line_id, "", "", hour)] += 1
            if text.failed:
                self._add(measures.FAILED, text)

    def answers(self) -> None:
        standing = self._standing()
        for thread_id, texts in groupby(self._texts, lambda text: text.thread_id):
            for answer in exchanges.answers(texts, standing.get(thread_id, Standing())):
                self._answer(answer)

    def _answer(self, answer: exchanges.Answer) -> None:
        by = answer.by
        waited = (by.at - answer.asked_at).total_seconds()
        self._waited(measures.FIRST if answer.first else measures.NEXT, by, waited)
        hours = self._clock.hours(by.line_id)
        if hours is not None:
            worked = hours.seconds(answer.asked_at, by.at)
            measure = measures.FIRST_WORK if answer.first else measures.NEXT_WORK
            self._waited(measure, by, worked)

    def _waited(self, measure: str, by: Text, seconds: float) -> None:
        cell = Cell(measure, by.line_id, by.author_id or "", "", measures.step(seconds))
        self.counted[cell] += 1

    def endings(self) -> None:
        last = _last_of_each(self._texts)
        going_on = self._going_on([text.thread_id for text in last])
        over = [
            text
            for text in last
            if (after := going_on.get(text.thread_id)) is None or after - text.at > QUIET
        ]
        for texts in self._until_pause(over):
            self._ending(exchanges.ending(texts))

    def _ending(self, ended: exchanges.Ending) -> None:
        cell = Cell(ended.how, ended.line_id, ended.member_id or "", "", ended.texts)
        self.counted[cell] += 1
        if ended.how in measures.BOTH_WROTE:
            took = measures.step((ended.ended_at - ended.began_at).total_seconds())
            self.counted[Cell(measures.TOOK, ended.line_id, cell.member_id, "", took)] += 1

    def templates(self) -> None:
        answer, answered = aliased(TimelineItem), aliased(Message)
        reply_at = (
            select(func.min(answer.at))
            .join(answered, answered.id == answer.id)
            .where(
                answer.thread_id == TimelineItem.thread_id,
                answer.at > TimelineItem.at,
                answered.direction == "in",
            )
            .correlate(TimelineItem)
            .scalar_subquery()
        )
        ours = {text.id: text for text in self._texts if text.ours and text.template_id}
        rows = self._session.execute(
            select(
                Message.id,
                func.coalesce(Message.typed, TimelineItem.text),
                TemplateVersion.body,
                reply_at,
            )
            .select_from(TimelineItem)
            .join(Message, Message.id == TimelineItem.id)
            .join(
                TemplateVersion,
                (TemplateVersion.template_id == Message.template_id)
                & (TemplateVersion.version == Message.template_version),
            )
            .where(*self._within())
        )
        for id_, words, body, replied_at in rows:
            text = ours.get(id_)
            if text is None:
                continue
            self._add(measures.EDITED, text, changed(body, words))
            if replied_at is not None and replied_at - text.at <= REPLY_WITHIN:
                self._add(measures.REPLIED, text)

    def opt_outs(self) -> None:
        rows = self._session.execute(
            select(ConsentEvent.at, Message.thread_id)
            .join(Message, Message.id == ConsentEvent.message_id)
            .where(
                ConsentEvent.workspace_id == self._workspace_id,
                ConsentEvent.kind == "revoked",
                ConsentEvent.at >= self._since,
                ConsentEvent.at < self._until,
            )
        ).all()
        for at, thread_id in rows:
            blamed = next(
                (text for text in self._back(thread_id, at, same=True) if text.ours), None
            )
            if blamed is not None:
                self._add(measures.OPT_OUT, blamed)

    def _add(self, measure: str, text: Text, value: int = 0) -> None:
        member_id, template_id = text.author_id or "", text.template_id or ""
        self.counted[Cell(measure, text.line_id, member_id, template_id, value)] += 1

    def _of_the_day(self) -> list[Text]:
        """All texts, those of a thread one after the other."""
        query = loading.query(*self._within()).order_by(
            TimelineItem.thread_id, TimelineItem.at, TimelineItem.id
        )
        return list(loading.read(self._session, query))

    def _within(self) -> tuple[ColumnElement[bool], ...]:
        return (
            TimelineItem.workspace_id == self._workspace_id,
            TimelineItem.kind == "message",
            TimelineItem.at >= self._since,
            TimelineItem.at < self._until,
        )

    def _standing(self) -> dict[str, Standing]:
        """Where each thread of the day stood when it began."""
        found = {}
        for before in self._newest_before():
            found[before.thread_id] = (
                Standing(before.at) if before.answers else self._walked(before.thread_id)
            )
        return found

    def _walked(self, thread_id: str) -> Standing:
        """Back to the last answer, or to where they opted out, and from there on again."""
        since = []
        for text in self._back(thread_id, self._since):
            since.append(text)
            if text.answers or text.stops:
                break
        standing = Standing()
        for text in reversed(since):
            standing = standing.after(text)
        return standing

    def _newest_before(self) -> Iterator[Text]:
        """The last text of each thread of the day before it, where there is one."""
        item, message = aliased(TimelineItem), aliased(Message)
        newest = (
            select(item.id)
            .join(message, message.id == item.id)
            .where(
                item.thread_id == Message.thread_id, item.at < self._since, *loading.left(message)
            )
            .order_by(item.at.desc(), item.id.desc())
            .limit(1)
            .correlate(Message)
            .scalar_subquery()
        )
        for some in _parts([text.id for text in _last_of_each(self._texts)]):
            ids = self._session.scalars(select(newest).where(Message.id.in_(some))).all()
            yield from loading.read(
                self._session, loading.query(TimelineItem.id.in_([i for i in ids if i]))
            )

    def _going_on(self, threads: list[str]) -> dict[str, datetime]:
        """The first text of each thread after the day, where there is one within three days."""
        found = {}
        for some in _parts(threads):
            rows = self._session.execute(
                select(TimelineItem.thread_id, func.min(TimelineItem.at))
                .join(Message, Message.id == TimelineItem.id)
                .where(
                    TimelineItem.thread_id.in_(some),
                    TimelineItem.at >= self._until,
                    TimelineItem.at <= self._until + QUIET,
                    *loading.left(Message),
                )
                .group_by(TimelineItem.thread_id)
            )
            found.update({thread_id: at for thread_id, at in rows if thread_id})
        return found

    def _until_pause(self, last: list[Text]) -> Iterator[list[Text]]:
        """The whole conversation of each of these last texts: back to a pause, for all of them at
        once, and further back for those that have none so far."""
        until, open_ones = self._until, {text.thread_id: [text] for text in last}
        ids = {text.id for text in last}
        while open_ones:
            since = until - _STRETCH
            found = self._between(list(open_ones), since, until)
            for thread_id, texts in list(open_ones.items()):
                earlier = [text for text in found.get(thread_id, ()) if text.id not in ids]
                if _reaches_pause(texts, earlier, since):
                    yield open_ones.pop(thread_id)[::-1]
            until = since

    def _between(
        self, threads: list[str], since: datetime, until: datetime
    ) -> dict[str, list[Text]]:
        """The texts of threads within a time, the newest of each first."""
        found: dict[str, list[Text]] = {}
        for some in _parts(threads):
            query = loading.query(
                TimelineItem.thread_id.in_(some),
                TimelineItem.at >= since,
                TimelineItem.at < until,
            ).order_by(TimelineItem.at.desc(), TimelineItem.id.desc())
            for text in loading.read(self._session, query):
                found.setdefault(text.thread_id, []).append(text)
        return found

    def _back(self, thread_id: str, at: datetime, *, same: bool = False) -> Iterator[Text]:
        """The texts of a thread before a moment, or at it, too; the newest first."""
        query = loading.back(same)
        passed = 0
        while True:
            asked = {"thread": thread_id, "edge": at, "most": _PAGE, "passed": passed}
            page = list(loading.read(self._session, query, asked))
            yield from page
            passed += len(page)
            if len(page) < _PAGE:
                return


def _reaches_pause(texts: list[Text], earlier: list[Text], since: datetime) -> bool:
    """Add `earlier` texts, the newest first, up to a pause; whether there is one, where nothing
    older than `since` is known."""
    for text in earlier:
        if texts[-1].at - text.at > QUIET:
            return True
        texts.append(text)
    return texts[-1].at - since > QUIET


def _last_of_each(texts: list[Text]) -> list[Text]:
    """The last text of each thread; those of a thread follow each other."""
    return list({text.thread_id: text for text in texts}.values())


def _parts(ids: list[str]) -> Iterator[list[str]]:
    for begin in range(0, len(ids), _AT_ONCE):
        yield ids[begin : begin + _AT_ONCE]
