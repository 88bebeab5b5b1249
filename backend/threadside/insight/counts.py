"""The counts as people look at them: over days, lines, templates and networks."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, func, literal, select, union_all
from sqlalchemy.orm import Session

from threadside.insight.outcomes import (
    FAILED,
    NO_RECEIPT_AFTER,
    Cell,
    Tally,
    hour_of,
    tally,
)
from threadside.store.dialect import utc_day, utc_hour
from threadside.store.tables import DeliveryHour, Line, Template

LONGEST: Final = timedelta(days=366)
USUAL: Final = timedelta(days=28)

Row = tuple[str, bool, int]
"""Outcome, whether its time is over, texts."""


@dataclass(frozen=True)
class Range:
    """Days (UTC), both included, and what to look at; empty for everything.

    `template` "-" are texts written by hand, `network` "-" those to networks not known.
    """

    first: date
    last: date
    line: str = ""
    template: str = ""
    network: str = ""

    @property
    def since(self) -> datetime:
        """The beginning of the first day."""
        return datetime.combine(self.first, time(), UTC)

    @property
    def until(self) -> datetime:
        """The end of the last day."""
        return datetime.combine(self.last, time(), UTC) + timedelta(days=1)

    @property
    def days(self) -> list[date]:
        """Every day of it."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


@dataclass(frozen=True)
class Counts:
    """What became of the texts of a range.

    `by_day` has every day, `by_hour` every hour of the day (0 to 23, UTC) that has texts; ids and
    codes are the keys of the others, "" for texts by hand and networks not known. `failures` are
    by class (`rules.failures`).
    """

    total: Tally
    failures: Mapping[str, int]
    by_day: Mapping[date, Tally]
    by_hour: Mapping[int, Tally]
    by_line: Mapping[str, Tally]
    by_template: Mapping[str, Tally]
    by_network: Mapping[str, Tally]
    cells: Mapping[Cell, Tally]


@dataclass(frozen=True)
class Names:
    """What lines and templates are called, in their order."""

    lines: Mapping[str, str]
    templates: Mapping[str, str]


def names(session: Session, workspace_id: str) -> Names:
    """Every line and template of a workspace, by one statement."""
    lines, templates = (
        select(literal(of.__tablename__).label("of"), of.id, of.name, of.position).where(
            of.workspace_id == workspace_id
        )
        for of in (Line, Template)
    )
    named: dict[str, dict[str, str]] = {Line.__tablename__: {}, Template.__tablename__: {}}
    both = union_all(lines, templates).subquery()
    for row in session.execute(select(both).order_by(both.c.position, both.c.id)):
        named[row.of][row.id] = row.name
    return Names(named[Line.__tablename__], named[Template.__tablename__])


def of_range(session: Session, workspace_id: str, asked: Range, now: datetime) -> Counts:
    """The counts of a range, by three statements whatever it holds."""
    over_before = hour_of(now - NO_RECEIPT_AFTER)
    over = (DeliveryHour.hour < over_before).label("over")
    where = _where(workspace_id, asked)
    texts = func.sum(DeliveryHour.texts)
    cells: defaultdict[Cell, list[Row]] = defaultdict(list)
    for line, template, network, ended, is_over, count in session.execute(
        select(
            DeliveryHour.line_id,
            DeliveryHour.template_id,
            DeliveryHour.network,
            DeliveryHour.outcome,
            over,
            texts,
        )
        .where(*where)
        .group_by(
            DeliveryHour.line_id,
            DeliveryHour.template_id,
            DeliveryHour.network,
            DeliveryHour.outcome,
            over,
        )
    ):
        cells[Cell(line, template, network)].append((ended, bool(is_over), int(count)))
    return Counts(
        total=tally(row for rows in cells.values() for row in rows),
        failures=_failures(row for rows in cells.values() for row in rows),
        by_day=_by_day(session, where, over, asked),
        by_hour=_by_hour(session, where, over),
        by_line=_by(cells, lambda cell: cell.line_id),
        by_template=_by(cells, lambda cell: cell.template_id),
        by_network=_by(cells, lambda cell: cell.network),
        cells={cell: tally(rows) for cell, rows in cells.items()},
    )


def networks_seen(session: Session, workspace_id: str, asked: Range) -> list[str]:
    """The networks that texts of these days went to, whatever else is filtered."""
    seen = session.scalars(
        select(DeliveryHour.network)
        .where(*_where(workspace_id, Range(asked.first, asked.last)))
        .distinct()
    )
    return sorted(network for network in seen if network)


def _where(workspace_id: str, asked: Range) -> list[ColumnElement[bool]]:
    where = [
        DeliveryHour.workspace_id == workspace_id,
        DeliveryHour.hour >= asked.since,
        DeliveryHour.hour < asked.until,
    ]
    if asked.line:
        where.append(DeliveryHour.line_id == asked.line)
    if asked.template:
        where.append(DeliveryHour.template_id == ("" if asked.template == "-" else asked.template))
    if asked.network:
        where.append(DeliveryHour.network == ("" if asked.network == "-" else asked.network))
    return where


def _by_day(
    session: Session, where: list[ColumnElement[bool]], over: ColumnElement[bool], asked: Range
) -> Mapping[date, Tally]:
    day = utc_day(session, DeliveryHour.hour).label("day")
    rows = session.execute(
        select(day, DeliveryHour.outcome, over, func.sum(DeliveryHour.texts))
        .where(*where)
        .group_by(day, DeliveryHour.outcome, over)
    )
    found: defaultdict[date, list[Row]] = defaultdict(list)
    for of_day, ended, is_over, count in rows:
        found[date.fromisoformat(str(of_day))].append((ended, bool(is_over), int(count)))
    return {of_day: tally(found.get(of_day, ())) for of_day in asked.days}


def _by_hour(
    session: Session, where: list[ColumnElement[bool]], over: ColumnElement[bool]
) -> Mapping[int, Tally]:
    hour = utc_hour(session, DeliveryHour.hour).label("hour_of_day")
    rows = session.execute(
        select(hour, DeliveryHour.outcome, over, func.sum(DeliveryHour.texts))
        .where(*where)
        .group_by(hour, DeliveryHour.outcome, over)
    )
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for of_day, ended, is_over, count in rows:
        found[int(of_day)].append((ended, bool(is_over), int(count)))
    return {of_day: tally(found[of_day]) for of_day in sorted(found)}


def _by(cells: Mapping[Cell, list[Row]], key: Callable[[Cell], str]) -> Mapping[str, Tally]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for cell, rows in cells.items():
        found[key(cell)].extend(rows)
    counted = {name: tally(rows) for name, rows in found.items()}
    return dict(sorted(counted.items(), key=lambda entry: -entry[1].sent))


def _failures(rows: Iterable[Row]) -> Mapping[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for ended, _, count in rows:
        if ended.startswith(FAILED):
            found[ended.removeprefix(FAILED)] += count
    return dict(sorted(found.items(), key=lambda entry: -entry[1]))
