"""What a report is: figures and tables that a page, a file and JSON show alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from markupsafe import Markup

from threadside.console import charts
from threadside.insight.reports import measures
from threadside.insight.reports.figures import Names
from threadside.insight.reports.grouping import Grouping
from threadside.insight.reports.measures import Histogram
from threadside.insight.reports.period import Period
from threadside.insight.reports.working import Clock
from threadside.words import say

MOST_LABELS: Final = 9
"""Below a chart, so that they don't touch."""


@dataclass(frozen=True)
class Cell:
    """A figure in words, with what stands small beside it, and as a machine takes it."""

    words: str
    value: float | int | str | None
    note: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table; `words` are those of `console.insight.column.<name>`."""

    name: str
    numeric: bool = True

    @property
    def words(self) -> str:
        """Its head."""
        return say(f"console.insight.column.{self.name}")


@dataclass(frozen=True)
class Table:
    """Rows of cells; the first cell of each names it. `told` stands before the figures are shown,
    where they repeat a chart."""

    columns: tuple[Column, ...]
    rows: list[list[Cell]]
    beneath: bool = False


@dataclass(frozen=True)
class Tile:
    """A figure that matters, with the one of the period before."""

    name: str
    cell: Cell
    before: Cell
    tone: str = ""


@dataclass(frozen=True)
class Section:
    """A titled part: `console.insight.section.<name>`. `defined` are the figures that are
    explained below it (`console.insight.define.<name>`)."""

    name: str
    table: Table
    chart: Markup | None = None
    legend: tuple[str, ...] = ()
    defined: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What is to be shown: whose, of which days, of one line maybe; `by_the_clock` where answers
    are to be timed without regard to hours of work."""

    workspace_id: str
    period: Period
    clock: Clock
    names: Names
    grouping: Grouping
    line: str = ""
    by_the_clock: bool = False

    @property
    def working(self) -> bool:
        """Whether answers are timed in hours of work."""
        return self.clock.known and not self.by_the_clock


@dataclass(frozen=True)
class Report:
    """What a page shows; without sections there was nothing in these days."""

    tiles: tuple[Tile, ...] = ()
    sections: tuple[Section, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


def number(n: int) -> Cell:
    """A count."""
    return Cell(f"{n:,}", n)


def share(part: int, whole: int) -> Cell:
    """A share, with what it is of; nothing of nothing."""
    if not whole:
        return Cell("–", None)
    note = say("console.insight.of", part=f"{part:,}", whole=f"{whole:,}")
    return Cell(percent(part / whole), round(part / whole, 4), note)


def percent(value: float) -> str:
    """With a decimal below ten in a hundred."""
    return f"{value * 100:.1f}%" if 0 < value < 0.0995 else f"{value * 100:.0f}%"


def minutes(value: float | None, n: int | None = None) -> Cell:
    """A stretch of time, with of how many it was told."""
    note = "" if n is None or value is None else say("console.insight.n", n=f"{n:,}")
    return Cell("–" if value is None else duration(value), value, note)


def waited(of: Histogram, at: float = 0.5) -> Cell:
    """A percentile of minutes, with how many there were."""
    return minutes(measures.percentile(of, at), measures.count(of))


def mean(of: Histogram) -> Cell:
    """A mean with one decimal, with of how many."""
    value = measures.mean(of)
    if value is None:
        return Cell("–", None)
    return Cell(
        f"{value:.1f}", round(value, 2), say("console.insight.n", n=f"{measures.count(of):,}")
    )


def duration(value: float) -> str:
    """`12 min`, `1 h 35 min`, `2 d 3 h`."""
    whole = round(value)
    if whole < 60:
        return say("console.insight.minutes", minutes=whole)
    days, rest = divmod(whole, 1440)
    hours, left = divmod(rest, 60)
    if days:
        return say("console.insight.days_hours" if hours else "console.insight.days", days=days,
                   hours=hours)  # fmt: skip
    return say("console.insight.hours_minutes" if left else "console.insight.hours", hours=hours,
               minutes=left)  # fmt: skip


def name(words: str) -> Cell:
    """What a row is called."""
    return Cell(words, words)


def day_name(day: date) -> str:
    """`Mar 2`."""
    return f"{day:%b} {day.day}"


def step_name(step: Period, unit: str) -> str:
    """What a step of a chart is called: `Mar 2`, `Mar 2 – 8`, `Mar 2026`."""
    if unit == "day" or step.first == step.last:
        return day_name(step.first)
    if unit == "month" and step.first.day == 1:
        return f"{step.first:%b %Y}"
    end = step.last.day if step.first.month == step.last.month else day_name(step.last)
    return f"{day_name(step.first)} – {end}"


def named_steps(period: Period) -> list[str]:
    """The labels of a chart of a period."""
    return [step_name(step, period.unit) for step in period.steps]


def stacked(name_: str, labels: Sequence[str], series: Mapping[str, Sequence[int]]) -> Markup:
    """Stacked bars; the words are those of the section, the series those of columns."""
    total = sum(sum(values) for values in series.values())
    return charts.stacked(
        name_,
        say(f"console.insight.section.{name_}"),
        say("console.insight.chart_told", n=f"{total:,}"),
        labels,
        {say(f"console.insight.column.{key}"): values for key, values in series.items()},
        every=-(-len(labels) // MOST_LABELS),
    )


def lined(name_: str, labels: Sequence[str], series: Mapping[str, Sequence[int | None]]) -> Markup:
    """Lines of minutes; otherwise as `stacked`."""
    return charts.lines(
        name_,
        say(f"console.insight.section.{name_}"),
        say("console.insight.lines_told"),
        labels,
        {say(f"console.insight.column.{key}"): values for key, values in series.items()},
        every=-(-len(labels) // MOST_LABELS),
        written=duration,
    )
