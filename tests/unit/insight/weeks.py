"""What the silent-filter alarm finds and what it makes up, simulated: `python -m` prints both.

A world of cells, each with a usual share of missed texts and a volume of its own, ten busy hours a
day. What goes wrong goes wrong in clusters: each hour's share is drawn from a beta distribution
around the cell's, each day's from another. Nothing of it is known to the alarm.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import median, quantiles

from threadside.insight import shift
from threadside.insight.shift import Hour

BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)
BUSY_HOURS = 10
PAST_DAYS, WEEK_DAYS = 28, 7
HOURS_CLUSTER, DAYS_CLUSTER = 0.02, 0.005


@dataclass
class Cell:
    """A cell of the simulated world: its usual share of missed texts, its mean texts an hour."""

    usual: float
    an_hour: float
    rng: random.Random

    def hours(self, first: int, days: int, lost: float = 0.0) -> Iterator[Hour]:
        """The hours of `days` days; `lost` of the texts that would arrive are lost besides."""
        for day in range(first, first + days):
            of_day = self._around(self.usual, DAYS_CLUSTER)
            for hour in range(BUSY_HOURS):
                texts = self._texts()
                share = self._around(of_day, HOURS_CLUSTER)
                share += (1 - share) * lost
                missed = sum(self.rng.random() < share for _ in range(texts))
                yield Hour(BEGIN + timedelta(days=day, hours=hour), texts, missed)

    def _texts(self) -> int:
        """Poisson, for small means."""
        left, texts = self.rng.expovariate(1.0), 0
        while left < self.an_hour:
            left, texts = left + self.rng.expovariate(1.0), texts + 1
        return texts

    def _around(self, share: float, clustering: float) -> float:
        size = (1 - clustering) / clustering
        return self.rng.betavariate(max(share, 1e-3) * size, (1 - share) * size)


@dataclass
class Found:
    """What became of the simulated weeks. Delays in hours from the first lost text, and texts."""

    weeks: int = 0
    false_alarms: int = 0
    injected: int = 0
    delays: list[float] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)
    off_by: list[float] = field(default_factory=list)


def world(seed: int, cells: int) -> list[Cell]:
    """Cells that miss 1 to 8 % and send 2 to 8 texts in a busy hour."""
    rng = random.Random(seed)
    return [
        Cell(rng.uniform(0.01, 0.08), rng.uniform(2, 8), random.Random(rng.random()))
        for _ in range(cells)
    ]


def sums(hours: list[Hour]) -> tuple[int, int]:
    """Texts and missed texts."""
    return sum(hour.texts for hour in hours), sum(hour.missed for hour in hours)


def simulate(seed: int, weeks: int, *, cells: int = 200, lost: float = 0.15) -> Found:
    """So many weeks of the world, in each of which one cell loses `lost` all the time.

    As in the product, a week is held against the four before it.
    """
    found = Found(weeks=weeks)
    every = world(seed, cells)
    past = [[list(cell.hours(week * 7, 7)) for week in range(4)] for cell in every]
    for week in range(4, 4 + weeks):
        hit = week % cells
        alarm_at = shift.limit(cells * BUSY_HOURS * WEEK_DAYS)
        for number, cell in enumerate(every):
            own = sums([hour for before in past[number][-4:] for hour in before])
            quiet = list(cell.hours(week * 7, WEEK_DAYS))
            past[number].append(quiet)
            if number != hit:
                found.false_alarms += shift.find(*own, quiet, alarm_at) is not None
                continue
            found.injected += 1
            after = list(cell.hours(week * 7, WEEK_DAYS, lost))
            told = shift.find(*own, after, alarm_at)
            if told is not None:
                found.delays.append((told.found_at - after[0].at) / timedelta(hours=1))
                found.texts.append(sum(h.texts for h in after if h.at <= told.found_at))
                found.off_by.append(abs(told.since - after[0].at) / timedelta(hours=1))
    return found


def report(found: Found) -> str:
    """The figures as docs/console.md shows them."""
    rows = (
        ("weeks simulated", f"{found.weeks}"),
        ("false alarms a week", f"{found.false_alarms / found.weeks:.3f}"),
        ("losses found within the week", f"{len(found.delays)} of {found.injected}"),
        ("texts until found", _spread(found.texts)),
        ("hours until found", _spread(found.delays)),
        ("hours by which `since` is off", f"median {median(found.off_by):.0f}"),
    )
    return "\n".join(f"{name:32}{value}" for name, value in rows)


def _spread(values: Sequence[float]) -> str:
    return f"median {median(values):.0f}, 95 % within {quantiles(values, n=20)[-1]:.0f}"


if __name__ == "__main__":
    sys.stdout.write(report(simulate(seed=1, weeks=200)) + "\n")
