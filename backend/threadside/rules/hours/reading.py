"""Quiet hours as a file, and an admin's rows on top of it.

The table that is shipped is `shared_schemas/rules/quiet_hours.csv`; an operator may replace it by
a corrected file. Whatever is wrong with a file is said with its row, and then none of it is used.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Final

from threadside.rules.hours.regions import CANADA, REGIONS, TERRITORIES
from threadside.rules.hours.rows import (
    AS_WEEKDAY,
    CANADIAN,
    CLOSED,
    COLUMNS,
    DEFAULT,
    REQUIRED,
    Row,
    RuleFileError,
    Span,
    parse_row,
)
from threadside.rules.hours.table import Table, above, made
from threadside.rules.tables import load_text

BUILTIN: Final = "rules/quiet_hours.csv"
EDITS: Final = "edits"
_MUST_HAVE: Final = (
    *(code for code in REGIONS if not code.startswith(CANADA) and code not in TERRITORIES),
    CANADIAN,
    DEFAULT,
)
_BYTE_ORDER_MARK: Final = "\ufeff"


def parse_table(text: str, name: str) -> Table:
    """The table in `text`, comma-separated with the columns of `rows.COLUMNS` in any order.

    `name` is the file's, for errors and evidence. The two dates may be left out.

    Raises:
        RuleFileError: for the first row that can't be used, or what the whole lacks.
    """
    rows: list[tuple[int, Row]] = []
    for number, cells in _records(text, name):
        try:
            row = parse_row(cells)
        except ValueError as error:
            raise RuleFileError(name, number, str(error)) from None
        for earlier_number, earlier in rows:
            if earlier.state == row.state and earlier.overlaps(row):
                reason = f"{row.state} has a row for that time already, row {earlier_number}"
                raise RuleFileError(name, number, reason)
        rows.append((number, row))
    table = made(name, [row for _, row in rows])
    missing = [state for state in _MUST_HAVE if state not in table.by_state]
    if missing:
        raise RuleFileError(name, 0, f"there is no row for {', '.join(missing)}")
    return table


def with_edits(table: Table, edits: Sequence[Mapping[str, Any]]) -> Table:
    """`table` with an admin's rows on top: while one is in force, it goes before the table's own.

    An edit has `state`, `source` and what it changes, by column name (text, a number or a date);
    a column that is left out, or None, is that of the table's row. Later edits go before earlier
    ones. The same edits give the same table, so this may be called for every decision.

    Raises:
        RuleFileError: with "edits" as its file and the edit's place in the list, from 1.
    """
    given = tuple(
        tuple(sorted((name, str(value)) for name, value in edit.items() if value is not None))
        for edit in edits
    )
    return _edited(table, given) if given else table


@lru_cache(maxsize=256)
def _edited(table: Table, edits: tuple[tuple[tuple[str, str], ...], ...]) -> Table:
    added = []
    for number, edit in enumerate(edits, start=1):
        try:
            added.append(parse_row(_completed(table, dict(edit))))
        except ValueError as error:
            raise RuleFileError(EDITS, number, str(error)) from None
    return made(f"{table.name} with {len(edits)} edit(s)", [*table.rows, *added])


@cache
def builtin_table() -> Table:
    """The table that is shipped."""
    return parse_table(load_text(BUILTIN), BUILTIN.rpartition("/")[2])


def _records(text: str, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text.removeprefix(_BYTE_ORDER_MARK), newline=""), strict=True)
    heading: list[str] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number == 1:
                heading = _heading(cells, name)
            elif any(cell.strip() for cell in cells):
                if len(cells) != len(heading):
                    reason = f"it has {len(cells)} cells, the heading {len(heading)}"
                    raise RuleFileError(name, number, reason)
                yield number, dict(zip(heading, cells, strict=True))
    except csv.Error as error:
        raise RuleFileError(name, number + 1, f"it can't be read as CSV: {error}") from None
    if not heading:
        raise RuleFileError(name, 0, "it is empty")


def _heading(cells: Iterable[str], name: str) -> list[str]:
    names = [cell.strip() for cell in cells]
    missing = [column for column in REQUIRED if column not in names]
    if missing:
        raise RuleFileError(name, 1, f"there is no column {', '.join(missing)}")
    strange = [column for column in names if column not in COLUMNS]
    if strange:
        raise RuleFileError(name, 1, f"there is a column {strange[0]!r} that nothing knows")
    if len(set(names)) < len(names):
        raise RuleFileError(name, 1, "a column stands there twice")
    return names


def _completed(table: Table, given: Mapping[str, str]) -> dict[str, str]:
    strange = [name for name in given if name not in COLUMNS]
    if strange:
        raise ValueError(f"there is no column {strange[0]!r}")
    state = given.get("state", "").strip()
    base = table.by_state.get(state) or table.by_state.get(above(state), ())
    blank = dict.fromkeys(REQUIRED, "")
    inherited = _cells(base[0]) if base else blank
    return {**blank, **inherited, "source": "", "confidence": "", **given}


def _cells(row: Row) -> dict[str, str]:
    cells = {
        "legal_holidays": CLOSED if row.holidays_closed else AS_WEEKDAY,
        "max_solicitations_24h": str(row.max_solicitations_24h or ""),
        "zones": "|".join(row.zones),
    }
    days: tuple[tuple[str, Span | None], ...] = (
        ("mon_fri", row.weekdays), ("sat", row.saturday), ("sun", row.sunday),
    )  # fmt: skip
    for day, span in days:
        opens, closes = str(span).split("-") if span else (CLOSED, CLOSED)
        cells |= {f"{day}_open": opens, f"{day}_close": closes}
    return cells
