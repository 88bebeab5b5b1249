"""How fast texts may leave: the generic cell rate algorithm.

Carriers limit an account in requests per second, a number in segments per second, a campaign in
segments per minute. The state of such a limit is one time, `next_free_at`, so it holds for any
number of processes that lock its row while they ask.
"""

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, NamedTuple

HEADROOM: Final = 0.05
"""The share of every limit that is left unused. The carrier counts when a request arrives, and
requests travel longer or shorter than those before them."""
ARRIVAL_S: Final = 0.25
"""Of a line's burst so much is left unused: texts that leave apart may arrive together."""
LOOKAHEAD: Final = timedelta(milliseconds=50)
"""A request of an account is given its moment so long before: who makes it has then committed, and
waits for the moment itself, so that none is lost to waking up late."""
CAMPAIGN_BURST_S: Final = 60 * HEADROOM
"""What may leave at once of a campaign, so that no minute holds more than its limit:
`(1 - HEADROOM) * (60 + CAMPAIGN_BURST_S) < 60`."""

_AT_ONCE: Final = timedelta(0)


class Admission(NamedTuple):
    """Whether the text may go now, the limit's new state, and how long to wait if not."""

    admitted: bool
    next_free_at: datetime
    wait: timedelta


def admit(
    next_free_at: datetime | None, now: datetime, cost: int, per_second: float, burst_s: float
) -> Admission:
    """Ask for `cost` units of a limit of `per_second` units a second.

    `burst_s` is how many seconds of throughput may leave at once after a pause. Over every window
    of `w` seconds at most `per_second * (w + burst_s)` units are admitted; a text that costs more
    than the burst goes alone, when the limit is idle. `next_free_at` is None for a limit that was
    never used. Raises ValueError for a cost below one, a throughput that is not positive, a
    negative burst.
    """
    if cost < 1 or not per_second > 0 or burst_s < 0:
        raise ValueError("cost and throughput are positive, the burst is not negative")
    takes = _takes(cost, per_second)
    slack = max(timedelta(seconds=burst_s) - takes, _AT_ONCE)
    free_at = now if next_free_at is None else next_free_at
    wait = free_at - (now + slack)
    if wait > _AT_ONCE:
        return Admission(admitted=False, next_free_at=free_at, wait=wait)
    return Admission(admitted=True, next_free_at=max(free_at, now) + takes, wait=_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Throughput:
    """A limit as it stands: units per second, of which the headroom is left, and its state."""

    per_second: float
    burst_s: float
    next_free_at: datetime | None

    @classmethod
    def of_account(cls, per_second: float, next_free_at: datetime | None) -> "Throughput":
        """Requests of a carrier account: one after the other, each with its moment."""
        one = _takes(1, per_second * (1 - HEADROOM))
        return cls(per_second, (LOOKAHEAD + one).total_seconds(), next_free_at)

    @classmethod
    def of_line(
        cls, per_second: float, burst_s: float, next_free_at: datetime | None
    ) -> "Throughput":
        """Segments of a line, of which the carrier takes those of `burst_s` seconds at once."""
        return cls(per_second, max(0.0, burst_s - ARRIVAL_S), next_free_at)

    @classmethod
    def of_campaign(cls, per_minute: float, next_free_at: datetime | None) -> "Throughput":
        """Segments of all lines of a campaign."""
        return cls(per_minute / 60, CAMPAIGN_BURST_S, next_free_at)

    def ask(self, now: datetime, cost: int) -> Admission:
        """Whether `cost` units may leave at `now`."""
        return admit(self.next_free_at, now, cost, self.per_second * (1 - HEADROOM), self.burst_s)

    def slot(self, now: datetime) -> datetime:
        """The moment of the next unit, for whoever is admitted."""
        return max(self.next_free_at or now, now)

    def behind(self, now: datetime, cost: int) -> "Throughput":
        """This limit once `cost` further units have left as fast as it lets them."""
        if cost < 1:
            return self
        takes = _takes(cost, self.per_second * (1 - HEADROOM))
        return replace(self, next_free_at=self.slot(now) + takes)

    def holds(self, under_way: int, cost: int) -> bool:
        """Whether `cost` more units may be under way: were all of them late and arrived together,
        they would be a burst."""
        return under_way == 0 or under_way + cost <= self.per_second * (self.burst_s + ARRIVAL_S)

    def closed(self, until: datetime) -> datetime:
        """The state with which nothing leaves before `until`; never earlier than the present."""
        one = _takes(1, self.per_second * (1 - HEADROOM))
        state = until + max(timedelta(seconds=self.burst_s) - one, _AT_ONCE)
        return state if self.next_free_at is None else max(state, self.next_free_at)


def _takes(cost: int, per_second: float) -> timedelta:
    # Rounded up: a microsecond lost per text would add up to more than the throughput.
    return timedelta(microseconds=math.ceil(cost * 1_000_000 / per_second))
