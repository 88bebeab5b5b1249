"""Stretches of days, and the one before that each is compared with. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

LONGEST: Final = 366
DAYS: Final = (7, 28, 90, 365)
"""Those offered by one press, up to today."""
USUAL: Final = 28
_DAY: Final = timedelta(days=1)
_BY_DAY, _BY_WEEK = 45, 190
"""Up to so many days a chart shows days, then weeks, then months."""


@dataclass(frozen=True)
class Period:
    """Days, both included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Period":
        """As many days right before."""
        return Period(self.first - _DAY * self.length, self.first - _DAY)

    @property
    def days(self) -> list[date]:
        """Every day of it."""
        return [self.first + _DAY * n for n in range(self.length)]

    @property
    def steps(self) -> list["Period"]:
        """The days, weeks (from Monday on) or months that a chart of it shows; the first and the
        last may be cut off."""
        begins = [day for day in self.days if day == self.first or self._turns(day)]
        ends = [day - _DAY for day in begins[1:]] + [self.last]
        return [Period(*both) for both in zip(begins, ends, strict=True)]

    @property
    def unit(self) -> str:
        """What its steps are: day, week or month."""
        return "day" if self.length <= _BY_DAY else "week" if self.length <= _BY_WEEK else "month"

    def _turns(self, day: date) -> bool:
        if self.unit == "day":
            return True
        return day.weekday() == 0 if self.unit == "week" else day.day == 1


def last_days(today: date, days: int) -> Period:
    """So many days up to today."""
    return Period(today - _DAY * (days - 1), today)


def month(day: date) -> Period:
    """The month of a day."""
    first = day.replace(day=1)
    following = (first + 32 * _DAY).replace(day=1)
    return Period(first, following - _DAY)


def month_before(period: Period) -> Period:
    """The month before the one in which a period begins."""
    return month(period.first.replace(day=1) - _DAY)


def step_of(day: date, steps: Sequence[Period]) -> int:
    """The place of the step that a day lies in."""
    low, high = 0, len(steps) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if day > steps[middle].last else (low, middle)
    return low
