"""Is this still a person who texts? Caps per line, colleague and contact.

A person can't text more than about once a second, nor for long, nor the same words to dozens of
people (CTIA Messaging Principles and Best Practices, consumer operation: 15 to 60 messages a
minute, about 1,000 a day, near 1:1 in and out, 25 repetitive messages). Three unanswered texts in
24 hours are the limit of Florida, Oklahoma, Maryland and Oregon, applied everywhere. The limits
are a workspace's policy; these are its defaults. Only presses of Send are counted, never what a
machine answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
ONE_ATTEMPT: Final = timedelta(minutes=10)
"""Texts that follow each other within this time are one attempt to reach somebody."""

Level = Literal["stop", "wait", "note"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of a workspace; `docs/policy.md` says where each comes from."""

    line_per_minute: int = 15
    line_per_day: int = 1000
    rep_new_per_hour: int = 30
    rep_new_per_day: int = 200
    alike_warn: int = 10
    alike_stop: int = 25
    ratio_warn: int = 3
    ratio_stop: int = 10
    ratio_from: int = 100
    unanswered_day: int = 3
    unanswered_week: int = 2


@dataclass(frozen=True, slots=True)
class Window:
    """How many there were in a window of time, and when the oldest of them was."""

    count: int = 0
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """What was pressed before, as the caps count it.

    `unanswered` are the times of our texts to this phone since its last text to us, newest first.
    `alike_hour` and `alike_day` count other people who got nearly these words from this line.
    """

    line_minute: Window = field(default_factory=Window)
    line_day: Window = field(default_factory=Window)
    rep_new_hour: Window = field(default_factory=Window)
    rep_new_day: Window = field(default_factory=Window)
    alike_hour: int = 0
    alike_day: int = 0
    line_out_week: int = 0
    line_in_week: int = 0
    unanswered: Sequence[datetime] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One cap that is reached: `code`, what it does, what fills its words, and until when."""

    code: str
    level: Level
    params: dict[str, int]
    until: datetime | None = None


def findings(
    counts: Counts, limits: Limits, now: datetime, *, initiates: bool
) -> tuple[Finding, ...]:
    """Every cap that one more text now would pass, the weightiest first.

    `initiates` says that the text begins a conversation: caps on new ones and on the ratio are
    for those alone, since an answer is never to be held back.
    """
    found = [
        *_unanswered(counts, limits, now),
        *_alike(counts, limits),
        *(_new_ones(counts, limits) if initiates else ()),
        *_line(counts, limits),
    ]
    return tuple(sorted(found, key=lambda one: ("stop", "wait", "note").index(one.level)))


def attempts(times: Sequence[datetime]) -> int:
    """How many attempts to reach somebody `times`, newest first, are."""
    number, begun = 0, None
    for at in reversed(times):
        if begun is None or at - begun > ONE_ATTEMPT:
            number, begun = number + 1, at
    return number


def _unanswered(counts: Counts, limits: Limits, now: datetime) -> list[Finding]:
    day = [at for at in counts.unanswered if now - at < DAY]
    if len(day) >= limits.unanswered_day:
        until = day[limits.unanswered_day - 1] + DAY
        return [Finding("unanswered_day", "wait", {"count": len(day)}, until)]
    tried = attempts([at for at in counts.unanswered if now - at < WEEK])
    going_on = bool(counts.unanswered) and now - counts.unanswered[0] <= ONE_ATTEMPT
    if tried >= limits.unanswered_week and not going_on:
        return [Finding("unanswered_week", "stop", {"count": tried})]
    return []


def _alike(counts: Counts, limits: Limits) -> list[Finding]:
    if counts.alike_day >= limits.alike_stop:
        return [Finding("alike_stop", "stop", {"count": counts.alike_day})]
    if counts.alike_hour >= limits.alike_warn:
        return [Finding("alike_warn", "note", {"count": counts.alike_hour})]
    return []


def _new_ones(counts: Counts, limits: Limits) -> list[Finding]:
    found = []
    if counts.rep_new_day.count >= limits.rep_new_per_day:
        found.append(_wait("rep_new_day", counts.rep_new_day, DAY))
    elif counts.rep_new_hour.count >= limits.rep_new_per_hour:
        found.append(_wait("rep_new_hour", counts.rep_new_hour, HOUR))
    out, heard = counts.line_out_week, counts.line_in_week
    if out > limits.ratio_from and out > limits.ratio_stop * heard:
        found.append(Finding("ratio_stop", "stop", {"out": out, "in": heard}))
    elif out > limits.ratio_from and out > limits.ratio_warn * heard:
        found.append(Finding("ratio_warn", "note", {"out": out, "in": heard}))
    return found


def _line(counts: Counts, limits: Limits) -> list[Finding]:
    if counts.line_day.count >= limits.line_per_day:
        return [_wait("line_day", counts.line_day, DAY)]
    if counts.line_minute.count >= limits.line_per_minute:
        return [_wait("line_minute", counts.line_minute, MINUTE)]
    return []


def _wait(code: str, window: Window, length: timedelta) -> Finding:
    until = window.oldest + length if window.oldest else None
    return Finding(code, "wait", {"count": window.count}, until)
