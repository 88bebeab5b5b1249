"""The quiet hours table: dated rows with their sources, and which of them apply where and when.

Each table has a version of its own, made from its rows, which every decision keeps.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from threadside.rules.hours.regions import CANADA, REGIONS, current_zone
from threadside.rules.hours.rows import CANADIAN, DEFAULT, FEDERAL, Row


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Dated rows. Of two that apply the later one goes first.

    `by_state` has them in that order; `changes` are the days on which other rows come in force.
    """

    name: str
    version: str
    rows: tuple[Row, ...]
    by_state: Mapping[str, tuple[Row, ...]] = field(repr=False)
    states_by_zone: Mapping[str, tuple[str, ...]] = field(repr=False)
    changes: tuple[date, ...] = field(repr=False)

    def row(self, state: str, day: date) -> Row:
        """The row that applies in `state` on `day`.

        For a region without a row in force: the federal rule in the US, the regulator's in Canada;
        for everything else the default.
        """
        for name in (state, above(state)):
            for row in self.by_state.get(name, ()):
                if row.in_force(day):
                    return row
        return self.by_state[DEFAULT][0]

    def zones(self, state: str, day: date) -> tuple[str, ...]:
        """The zones in which `state`, a region's code, lies."""
        row = self.row(state, day)
        stated = row.zones if row.state == state else self._once_stated(state)
        return stated or REGIONS[state].zones

    def states_in(self, zone: str) -> tuple[str, ...]:
        """The states of which a part has the clock of `zone`, sorted; none outside the US and
        Canada."""
        return self.states_by_zone.get(zone, ())

    def strictest(self, states: tuple[str, ...], day: date) -> tuple[tuple[str, Row], ...]:
        """The rows, each with its state, that together allow what every one of `states` allows.

        Rows that allow more than another one of them are left out.
        """
        period = bisect_right(self.changes, day)
        return _strictest(self, states, self.changes[period - 1] if period else date.min)

    def _once_stated(self, state: str) -> tuple[str, ...]:
        return next((row.zones for row in self.by_state.get(state, ()) if row.zones), ())


def made(name: str, rows: Sequence[Row]) -> Table:
    """The table of `rows`; of two in force the later one goes first. One must be the default."""
    by_state: dict[str, tuple[Row, ...]] = {}
    for row in rows:
        by_state[row.state] = (row, *by_state.get(row.state, ()))
    return Table(
        name=name,
        version=hashlib.sha256("\n".join(map(repr, rows)).encode()).hexdigest()[:12],
        rows=tuple(rows),
        by_state=by_state,
        states_by_zone=_states_by_zone(rows),
        changes=tuple(sorted(set(_changes(rows)))),
    )


def _states_by_zone(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for region in REGIONS.values():
        for zone in (*region.zones, *region.finer_zones):
            found.setdefault(zone, set()).add(region.code)
    for row in rows:
        for zone in map(current_zone, row.zones if row.state in REGIONS else ()):
            found.setdefault(zone, set()).add(row.state)
    return {zone: tuple(sorted(states)) for zone, states in found.items()}


def _changes(rows: Iterable[Row]) -> Iterator[date]:
    for row in rows:
        if row.effective_from:
            yield row.effective_from
        if row.effective_to and row.effective_to < date.max:
            yield row.effective_to + timedelta(days=1)


def above(state: str) -> str:
    """The row that applies where `state` has none: the federal, the Canadian or the default one."""
    if state.startswith(CANADA):
        return CANADIAN
    return FEDERAL if state in REGIONS else DEFAULT


@lru_cache(maxsize=1024)
def _strictest(table: Table, states: tuple[str, ...], since: date) -> tuple[tuple[str, Row], ...]:
    """From one change of the table to the next every day has the rows of the first."""
    kept: list[tuple[str, Row]] = []
    for state in states:
        row = table.row(state, since)
        if any(other.stricter_than(row) for _, other in kept):
            continue
        kept = [one for one in kept if not row.stricter_than(one[1])]
        kept.append((state, row))
    return tuple(kept)
