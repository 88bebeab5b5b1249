"""How many segments a day a brand may send: a count that begins anew at midnight somewhere.

T-Mobile holds a 10DLC brand to a daily cap that all its campaigns share and that ends at midnight,
Pacific time (The Campaign Registry, "T-Mobile daily message cap").
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple

from threadside.rules.hours import zone_or_utc

EDGE: Final = timedelta(seconds=2)
"""Around midnight nothing counted leaves: the carrier's day may begin a little sooner or later, and
a request takes a moment to arrive."""
_FAR: Final = 366


class Spending(NamedTuple):
    """Whether the segments may go now, what the brand's day then holds, and when to ask again."""

    admitted: bool
    day: date
    spent: int
    again_at: datetime


@dataclass(frozen=True, slots=True)
class DailyCap:
    """A brand's day as it stands.

    `cap` is None where the networks set none. Whatever the cap, nothing leaves before
    `closed_until`, as when the carrier says that the day is used up.
    """

    cap: int | None
    zone: str
    spent_on: date | None
    spent: int
    closed_until: datetime | None = None

    def ask(self, now: datetime, segments: int) -> Spending:
        """Whether `segments` may leave at `now`; more than a whole day's go as the first of one."""
        today, spent = self._today(now)
        again_at = self._closed(now, today) or self._used_up(now, spent, segments) or now
        if again_at > now:
            return Spending(admitted=False, day=today, spent=spent, again_at=again_at)
        return Spending(admitted=True, day=today, spent=spent + segments, again_at=now)

    def after(self, now: datetime, segments: int) -> datetime:
        """When `segments` will have left if they begin at `now`, day after day."""
        begins = max(now, self.closed_until or now)
        if self.cap is None:
            return begins
        _, spent = self._today(begins)
        over = segments - max(0, self.cap - spent)
        for _ in range(min(-(-over // max(1, self.cap)), _FAR)):
            begins = reset_after(begins, self.zone)
        return begins + EDGE if over > 0 else begins

    def _today(self, now: datetime) -> tuple[date, int]:
        today = now.astimezone(zone_or_utc(self.zone)).date()
        return today, self.spent if self.spent_on == today else 0

    def _closed(self, now: datetime, today: date) -> datetime | None:
        if self.closed_until is not None and self.closed_until > now:
            return self.closed_until
        if self.cap is None:
            return None
        begun = _midnight(today, self.zone)
        if now < begun + EDGE:
            return begun + EDGE
        ends = reset_after(now, self.zone)
        return ends + EDGE if ends - now <= EDGE else None

    def _used_up(self, now: datetime, spent: int, segments: int) -> datetime | None:
        if self.cap is None or spent + segments <= self.cap or spent == 0:
            return None
        return reset_after(now, self.zone) + EDGE


def reset_after(now: datetime, zone: str) -> datetime:
    """The next midnight in `zone` (an IANA name) after `now`, in UTC."""
    today = now.astimezone(zone_or_utc(zone)).date()
    return _midnight(today + timedelta(days=1), zone)


def _midnight(day: date, zone: str) -> datetime:
    # Where clocks go forward at midnight, that time is not on any clock; read with the offset
    # before, it is the moment at which the day begins all the same.
    return datetime.combine(day, time(), zone_or_utc(zone)).astimezone(UTC)
