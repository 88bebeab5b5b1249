"""What is counted of each day, and how a figure is read off the counts. Pure.

Each measure is counted under the line; those of texts that left (OUT, FAILED, EDITED, REPLIED,
OPT_OUT) under the member and the template, too, those of answers and conversations under the
member. `value` is:

- `IN`, `OUT`: 0. OUT are texts that left. `IN_HOUR`, `OUT_HOUR`: the hour of the day, 0 to 23, by
  the workspace's clock, under the line alone.
- `FAILED`: 0; of the texts that left, those that the carrier or the network refused.
- `FIRST`, `NEXT`: minutes until an answer (`exchanges.Answer`), as `step` has them; `FIRST_WORK`,
  `NEXT_WORK` the same, with nothing but hours of work counted.
- `COMPLETED`, `LEFT_WITH_THEM`, `UNANSWERED`, `NO_ANSWER`, `OPTED_OUT`: how many texts a
  conversation had (`exchanges.Ending`), counted on the day of its last.
- `TOOK`: minutes from the first to the last text of a completed one, as `step` has them.
- `EDITED`: how much of a template was changed, in percent (`edits`).
- `REPLIED`: 0; texts from a template that were answered within three days.
- `OPT_OUT`: 0; under the text of ours that it answered, on the day of the answer.
"""

from collections.abc import Mapping
from math import ceil, sqrt
from typing import Final

IN, OUT, FAILED = "in", "out", "failed"
IN_HOUR, OUT_HOUR = "in_hour", "out_hour"
FIRST, NEXT, FIRST_WORK, NEXT_WORK = "first", "next", "first_work", "next_work"
COMPLETED, LEFT_WITH_THEM = "completed", "left_with_them"
UNANSWERED, NO_ANSWER, OPTED_OUT, TOOK = "unanswered", "no_answer", "opted_out", "took"
EDITED, REPLIED, OPT_OUT = "edited", "replied", "opt_out"
BOTH_WROTE: Final = (COMPLETED, LEFT_WITH_THEM)
ENDINGS: Final = (*BOTH_WROTE, UNANSWERED, NO_ANSWER, OPTED_OUT)

ENOUGH: Final = 20
"""Below so many, one text more or less changes the figure: it is shown, and nothing follows."""
LONGEST: Final = 30 * 24 * 60
_Z: Final = 1.96

Histogram = Mapping[int, int]
"""How often there was each value."""


def step(seconds: float) -> int:
    """Minutes, rounded up: whole ones up to ten minutes, five up to an hour, a quarter of an hour
    up to six hours, then hours; at least one, at most thirty days."""
    minutes = max(1, ceil(seconds / 60))
    size = 1 if minutes <= 10 else 5 if minutes <= 60 else 15 if minutes <= 360 else 60
    return min(ceil(minutes / size) * size, LONGEST)


def count(of: Histogram) -> int:
    """How many there were."""
    return sum(of.values())


def percentile(of: Histogram, share: float) -> int | None:
    """The value that `share` (0 to 1) of them don't exceed, by nearest rank; None of nothing."""
    return at_rank(of, ceil(share * count(of)))


def at_rank(of: Histogram, rank: int) -> int | None:
    """The value at a place, the smallest being first; the nearest one for a place outside."""
    passed = 0
    value = None
    for value in sorted(of):
        passed += of[value]
        if passed >= rank:
            break
    return value


def mean(of: Histogram) -> float | None:
    """The mean value."""
    n = count(of)
    return sum(value * times for value, times in of.items()) / n if n else None


def median_within(of: Histogram) -> tuple[int, int]:
    """Between which values the median lies in 95 of 100 such samples, by the order of the values
    (Conover 1999, 3.2, in its approximation for large samples); `of` is not empty."""
    n = count(of)
    reach = _Z * sqrt(n) / 2
    low, high = at_rank(of, int(n / 2 - reach)), at_rank(of, ceil(1 + n / 2 + reach))
    return low or 0, high or 0


def within(part: int, whole: int) -> tuple[float, float]:
    """Between which shares the true one lies in 95 of 100 such samples (Wilson 1927); anywhere
    where there is nothing to tell by."""
    if not whole:
        return 0.0, 1.0
    share, z2 = part / whole, _Z * _Z
    centre = share + z2 / (2 * whole)
    margin = _Z * sqrt(share * (1 - share) / whole + z2 / (4 * whole * whole))
    scale = 1 + z2 / whole
    return max(0.0, (centre - margin) / scale), min(1.0, (centre + margin) / scale)
