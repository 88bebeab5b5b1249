"""When a place is open, when it opens next and when it closes, to the second.

Between two instants a place can only open or close where its clock reaches an opening or closing
time, and where the clock itself is set: times that are skipped or come twice are looked at as they
pass. So the candidates of a day are few, and each is asked the same question as any other moment.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

from threadside.rules.hours.legal_holidays import holiday
from threadside.rules.hours.rows import Row
from threadside.rules.hours.table import Table
from threadside.rules.hours.whereabouts import Place

Why = Literal["outside_hours", "closed_day", "holiday"]
AHEAD: Final = timedelta(days=14)
"""How far an opening is looked for."""
_DAY: Final = timedelta(days=1)
_MIDNIGHT: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Hours:
    """The minutes of one day, from midnight on the wall, in which a place is open: `opens` is
    included, `closes` not. `why` says what it is that keeps it closed else."""

    opens: int
    closes: int
    why: Why = "outside_hours"
    holiday: str | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Openings by one table, each ending `margin` minutes early."""

    table: Table
    margin: int = 0

    def rows(self, place: Place, day: date) -> tuple[tuple[str, Row], ...]:
        """The rows that hold at `place` on `day`, each with its state."""
        if len(place.states) > 1:
            return self.table.strictest(place.states, day)
        state = place.states[0] if place.states else ""
        return ((state, self.table.row(state, day)),)

    def hours(self, place: Place, day: date) -> Hours:
        """The hours that all of its rows allow."""
        opens, closes = 0, _MIDNIGHT
        why: Why = "outside_hours"
        for state, row in self.rows(place, day):
            name = holiday(state, day) if row.holidays_closed else None
            if name:
                return Hours(0, 0, "holiday", name)
            span = row.span(day)
            if span is None:
                opens, closes, why = 0, 0, "closed_day"
            else:
                opens, closes = max(opens, span.opens), min(closes, span.closes)
        return Hours(opens, closes - self.margin, why)

    def open_at(self, place: Place, at: datetime) -> bool:
        """Whether `place` is open at `at` (aware)."""
        local = at.astimezone(place.clock)
        hours = self.hours(place, local.date())
        return hours.opens <= local.hour * 60 + local.minute < hours.closes

    def next_open(self, places: Sequence[Place], at: datetime) -> tuple[datetime, Place] | None:
        """The first moment from `at` on at which all of `places` are open, in UTC, and the one of
        them that opens last; None when there is none in the time looked at."""
        found, last = at.astimezone(UTC), places[0]
        while True:
            before = found
            for place in places:
                opens = self._opens(place, found, at + AHEAD)
                if opens is None:
                    return None
                if opens > found:
                    found, last = opens, place
            if found == before:
                return found, last

    def closes(self, places: Sequence[Place], at: datetime) -> datetime | None:
        """The first moment from `at` on at which one of `places`, all open, is closed, in UTC;
        None when none closes in the time looked at."""
        ends = [self._closes(place, at) for place in places]
        return min((end for end in ends if end), default=None)

    def _opens(self, place: Place, at: datetime, until: datetime) -> datetime | None:
        if self.open_at(place, at):
            return at
        for day in _days(at, until, place.clock):
            hours = self.hours(place, day)
            if hours.opens < hours.closes:
                for moment in _moments(place.clock, day, hours.opens):
                    if at < moment <= until and self.open_at(place, moment):
                        return moment
        return None

    def _closes(self, place: Place, at: datetime) -> datetime | None:
        for day in _days(at, at + AHEAD, place.clock):
            hours = self.hours(place, day)
            for minute in (hours.closes, _MIDNIGHT):
                for moment in _moments(place.clock, day, minute):
                    if moment > at and not self.open_at(place, moment):
                        return moment
        return None


def _days(at: datetime, until: datetime, clock: ZoneInfo) -> Iterator[date]:
    day, last = at.astimezone(clock).date(), until.astimezone(clock).date()
    while day <= last:
        yield day
        day += _DAY


@lru_cache(maxsize=4096)
def _moments(clock: ZoneInfo, day: date, minute: int) -> tuple[datetime, ...]:
    """The instants of `day` at which the wall shows `minute`, twice where clocks go back, and at
    which the clock is set: where it is set forward over `minute`, that is when it is reached."""
    midnight = datetime.combine(day, time(), clock)
    wall = midnight + timedelta(minutes=minute)  # arithmetic on the wall: no zone is asked
    found = {wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}
    begins, ends = midnight.astimezone(UTC), (midnight + _DAY).replace(fold=1).astimezone(UTC)
    offset = begins.astimezone(clock).utcoffset()
    if ends.astimezone(clock).utcoffset() != offset:
        while ends - begins > timedelta(seconds=1):
            middle = begins + timedelta(seconds=(ends - begins) // timedelta(seconds=2))
            if middle.astimezone(clock).utcoffset() == offset:
                begins = middle
            else:
                ends = middle
        found.add(ends)
    return tuple(sorted(found))
