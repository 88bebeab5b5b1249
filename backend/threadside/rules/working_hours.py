"""When a place works, as people write it: `Mon-Fri 9:00-17:00`, one line for each kind of day."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MOST_LINES: Final = 14
_LINE: Final = re.compile(
    r"(?P<from>[a-z]{3,9})(?:\s*[-–]\s*(?P<to>[a-z]{3,9}))?\s*:?\s+"
    r"(?P<open>\d{1,2}:\d{2})\s*[-–]\s*(?P<close>\d{1,2}:\d{2})",
    re.IGNORECASE,
)

Hours = tuple[tuple[int, str, str], ...]
"""Spans of `(weekday, "09:00", "17:00")`, Monday is 0, in order; they never overlap."""


class NotHoursError(ValueError):
    """A line that can't be read; it is the exception's text."""


def parse(text: str) -> Hours | None:
    """The hours that somebody typed; None for nothing: nobody said.

    Raises:
        NotHoursError: with the line, for one that is not of days and times, ends before it begins,
            or overlaps another.
    """
    found: dict[int, list[tuple[str, str]]] = {}
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines[:MOST_LINES]:
        days, opens, closes = _line(line)
        for day in days:
            if any(opens < end and start < closes for start, end in found.get(day, [])):
                raise NotHoursError(line)
            found.setdefault(day, []).append((opens, closes))
    if len(lines) > MOST_LINES:
        raise NotHoursError(lines[MOST_LINES])
    return tuple((day, *span) for day in sorted(found) for span in sorted(found[day])) or None


def written(hours: Sequence[Sequence[object]] | None) -> str:
    """Hours as `parse` reads them, days in a row that are alike on one line."""
    by_day: dict[int, list[str]] = {}
    for day, opens, closes in hours or ():
        by_day.setdefault(int(str(day)), []).append(f"{opens}-{closes}")
    runs: list[tuple[int, int, list[str]]] = []
    for day in sorted(by_day):
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == by_day[day]:
            runs[-1] = (runs[-1][0], day, by_day[day])
        else:
            runs.append((day, day, by_day[day]))
    return "\n".join(
        f"{DAYS[first] if first == last else f'{DAYS[first]}-{DAYS[last]}'} {span}"
        for first, last, spans in runs
        for span in spans
    )


def is_open(hours: Sequence[Sequence[object]] | None, local: datetime) -> bool | None:
    """Whether it works at a moment of its own clock; None while nobody said when it does."""
    if not hours:
        return None
    now = f"{local:%H:%M}"
    return any(
        day == local.weekday() and str(opens) <= now < str(closes) for day, opens, closes in hours
    )


def _line(line: str) -> tuple[Sequence[int], str, str]:
    read = _LINE.fullmatch(line)
    if read is None:
        raise NotHoursError(line)
    first = _day(read["from"], line)
    last = _day(read["to"], line) if read["to"] else first
    opens, closes = _time(read["open"], line), _time(read["close"], line)
    if last < first or closes <= opens:
        raise NotHoursError(line)
    return range(first, last + 1), opens, closes


def _day(word: str, line: str) -> int:
    short = word[:3].capitalize()
    if short not in DAYS:
        raise NotHoursError(line)
    return DAYS.index(short)


def _time(text: str, line: str) -> str:
    hour, minute = map(int, text.split(":"))
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        raise NotHoursError(line)
    return f"{hour:02}:{minute:02}"
