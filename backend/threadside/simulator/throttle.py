"""Token buckets and daily counters: whether there is room for one more request or message.

All time is the simulator's. What is refused takes nothing from any bucket, so a client that keeps
pushing is not punished beyond the limit itself.
"""

import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from threadside.simulator.clock import VirtualClock
from threadside.simulator.limits import Brand, Campaign, Limits, When

_DUST = 1e-9
"""Rounding of sums of fractions; far below a thousandth of a token."""

_TICK_S = 1e-5
"""Dates are exact to a microsecond; who waits until midnight must not arrive just before it."""


class LimitKind(StrEnum):
    """Whose limit it is."""

    ACCOUNT = "account"
    NUMBER = "number"
    CAMPAIGN = "campaign"
    BRAND = "brand"


@dataclass(frozen=True, slots=True)
class Over:
    """A limit was reached: whose, what becomes of the message, when there is room (virtual s)."""

    kind: LimitKind
    when: When
    wait_s: float


@dataclass(frozen=True, slots=True)
class _Rate:
    """What a bucket holds, how fast it fills, and what becomes of a message over it."""

    capacity: float
    per_s: float
    when: When


@dataclass(slots=True)
class _Bucket:
    """Tokens taken and not refilled yet. More than it holds may be taken from a full bucket."""

    taken: float = 0.0
    at: float = 0.0

    def fill(self, now: float, per_s: float) -> None:
        self.taken = max(0.0, self.taken - (now - self.at) * per_s)
        self.at = now

    def wait(self, cost: float, rate: _Rate) -> float:
        """Virtual seconds until `cost` fits; a cost above the capacity needs a full bucket."""
        over = self.taken - max(0.0, rate.capacity - cost)
        return over / rate.per_s if over > _DUST else 0.0


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a message would take from one bucket."""

    kind: LimitKind
    bucket: _Bucket
    cost: float
    rate: _Rate

    @property
    def over(self) -> Over | None:
        wait_s = self.bucket.wait(self.cost, self.rate)
        return Over(self.kind, self.rate.when, wait_s) if wait_s else None


@dataclass
class Throttle:
    """The buckets of one account."""

    clock: VirtualClock
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _buckets: dict[tuple[LimitKind, str], _Bucket] = field(default_factory=dict)
    _days: Counter[tuple[str, date]] = field(default_factory=Counter)

    def admit_request(self, limits: Limits) -> Over | None:
        """One request of the account; a second's worth may come at once."""
        if limits.requests_per_s is None:
            return None
        with self._lock:
            rate = _per_second(limits.requests_per_s, "refuse")
            claim = self._claim(LimitKind.ACCOUNT, "", 1, rate)
            if over := claim.over:
                return over
            claim.bucket.taken += claim.cost
            return None

    def admit_message(self, limits: Limits, line: str, segments: int) -> Over | None:
        """One message of a line: every limit is asked before anything is taken from any."""
        campaign = limits.campaign_of(line)
        brand = limits.brand_of(campaign)
        with self._lock:
            claims = self._claims(limits, campaign, line, segments)
            found = [over for claim in claims if (over := claim.over)]
            if brand and (wait_s := self._until_tomorrow(brand, segments)):
                found.append(Over(LimitKind.BRAND, brand.over, wait_s))
            worst = min(found, key=lambda over: _SEVERITY.index(over.when), default=None)
            if worst is None or worst.when == "queue":
                for claim in claims:
                    claim.bucket.taken += claim.cost
                if brand:
                    self._days[brand.id, self._day(brand)] += segments
            return worst

    def reset(self) -> None:
        """Full buckets and new days."""
        with self._lock:
            self._buckets.clear()
            self._days.clear()

    def _claims(
        self, limits: Limits, campaign: Campaign | None, line: str, segments: int
    ) -> list[_Claim]:
        claims = []
        if limits.number_per_s is not None:
            cost = segments if limits.number_counts == "segments" else 1
            rate = _per_second(limits.number_per_s, limits.number_over)
            claims.append(self._claim(LimitKind.NUMBER, line, cost, rate))
        if campaign and campaign.segments_per_minute is not None:
            minute = campaign.segments_per_minute
            rate = _Rate(minute, minute / 60, campaign.over)
            claims.append(self._claim(LimitKind.CAMPAIGN, campaign.id, segments, rate))
        return claims

    def _claim(self, kind: LimitKind, name: str, cost: float, rate: _Rate) -> _Claim:
        bucket = self._buckets.setdefault((kind, name), _Bucket())
        bucket.fill(self.clock.now(), rate.per_s)
        return _Claim(kind, bucket, cost, rate)

    def _until_tomorrow(self, brand: Brand, segments: int) -> float:
        """Seconds to the brand's midnight when today's cap has no room for so many; else 0."""
        if self._days[brand.id, self._day(brand)] + segments <= brand.segments_per_day:
            return 0.0
        here = self._local(brand)
        midnight = datetime.combine(here.date() + timedelta(days=1), time(), here.tzinfo)
        return midnight.timestamp() - here.timestamp() + _TICK_S

    def _day(self, brand: Brand) -> date:
        return self._local(brand).date()

    def _local(self, brand: Brand) -> datetime:
        return self.clock.wall().astimezone(ZoneInfo(brand.reset_zone))


_SEVERITY: tuple[When, ...] = ("refuse", "reject", "queue")
"""Of several limits reached at once the hardest one speaks."""


def _per_second(rate: float, when: When) -> _Rate:
    return _Rate(max(1.0, rate), rate, when)
