"""The silent-filter alarm's statistic: do texts of one cell arrive less often than they used to?

A carrier that filters says nothing: texts are accepted and never reported delivered. So each cell
(line, template, network) is held against its own past.

**The statistic** is a CUSUM (Page 1954) over hours. Of an hour's `texts` some are `missed`: not
delivered within an hour after they left. Their number is taken as beta-binomial, since what goes
wrong goes wrong in clusters; `CLUSTERING` is the correlation within an hour. Each hour adds the
logarithm of how much likelier it is under a share of missed texts that has risen by `RISE` than
under the cell's own, and the sum never falls below zero. The cell's own share is the upper end of
Wilson's interval (95 %, one-sided; Wilson 1927) over its past, so that a short past makes the alarm
slower and never hastier.

**False alarms**: for such a sum the mean number of hours to a false alarm is at least exp(limit)
(Lorden 1971). With `limit = ln(hours / PERMITTED)`, where `hours` counts the hours with texts that
all cells together have in a week, no more than `PERMITTED` false alarms a week are to be expected
over all cells, however many there are. No hour adds more than a third of the limit, so that one bad
hour is no alarm. What was measured stands in docs/console.md.

**Since when**: the hour after the sum was last at zero (the maximum-likelihood change point).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import lgamma, log, sqrt
from typing import Final

RISE: Final = 0.10
CLUSTERING: Final = 0.02
PERMITTED: Final = 0.05
LEAST_PAST: Final = 100
"""Texts that a cell must have had before it can be watched."""
WORST_PAST: Final = 0.5
"""A cell that already lost more than this share has no usual state to fall from."""
_Z: Final = 1.6449
_LOWEST: Final = 0.005


@dataclass(frozen=True)
class Hour:
    """An hour of one cell."""

    at: datetime
    texts: int
    missed: int


@dataclass(frozen=True)
class Shift:
    """A cell misses more than it used to, since an hour; `found_at` is the hour that showed it.

    Shares are of texts delivered within an hour, `texts` those since then.
    """

    since: datetime
    found_at: datetime
    expected: float
    observed: float
    texts: int


def limit(hours_a_week: int) -> float:
    """The sum that is an alarm, with so many hours of all cells in a week."""
    return log(max(hours_a_week, 1) / PERMITTED)


def usual(texts: int, missed: int) -> float | None:
    """The highest share of missed texts that the past allows; None when it says too little."""
    if texts < LEAST_PAST or missed > texts * WORST_PAST:
        return None
    share, z2 = missed / texts, _Z * _Z
    centre = share + z2 / (2 * texts)
    margin = _Z * sqrt(share * (1 - share) / texts + z2 / (4 * texts * texts))
    return max((centre + margin) / (1 + z2 / texts), _LOWEST)


def find(past_texts: int, past_missed: int, hours: Iterable[Hour], alarm_at: float) -> Shift | None:
    """The first shift within `hours`, which are in order and not part of the past."""
    own = usual(past_texts, past_missed)
    if own is None:
        return None
    own = round(own, 4)
    total, texts, missed = 0.0, 0, 0
    since: datetime | None = None
    for hour in hours:
        if hour.texts == 0:
            continue
        total += min(evidence(hour.texts, hour.missed, own), alarm_at / 3)
        if total <= 0:
            total, texts, missed, since = 0.0, 0, 0, None
            continue
        since = since or hour.at
        texts, missed = texts + hour.texts, missed + hour.missed
        if total >= alarm_at:
            expected = 1 - past_missed / past_texts
            return Shift(since, hour.at, expected, 1 - missed / texts, texts)
    return None


@lru_cache(maxsize=65_536)
def evidence(texts: int, missed: int, own: float) -> float:
    """How much likelier an hour is with a share raised by `RISE` than with the own one, as a
    natural logarithm; negative when it is less likely."""
    raised = min(own + RISE, 0.95)
    return _weight(texts, missed, raised) - _weight(texts, missed, own)


def _weight(texts: int, missed: int, share: float) -> float:
    """The logarithm of the beta-binomial probability, without the factor both hypotheses share."""
    size = (1 - CLUSTERING) / CLUSTERING
    a, b = share * size, (1 - share) * size
    return lgamma(missed + a) - lgamma(a) + lgamma(texts - missed + b) - lgamma(b)
