"""One row of the quiet hours table: what a state allows on weekdays, Saturdays, Sundays, holidays.

Times are local times at the called party's location (47 CFR 64.1200(c)(1)), the opening one
included and the closing one not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from threadside.rules.hours.regions import CANADA, REGIONS
from threadside.rules.hours.zones import zone_of_a_place

FEDERAL: Final = "US"
"""The row of the federal rule, for a US state or territory without a row of its own."""
CANADIAN: Final = "CA-CRTC"
"""The row of Canada's regulator, for a province without a row of its own."""
DEFAULT: Final = "DEFAULT"
"""The row for everywhere else."""

CLOSED: Final = "closed"
AS_WEEKDAY: Final = "as weekday"
REQUIRED: Final = (
    "state", "mon_fri_open", "mon_fri_close", "sat_open", "sat_close", "sun_open", "sun_close",
    "legal_holidays", "max_solicitations_24h", "zones", "confidence", "source",
)  # fmt: skip
COLUMNS: Final = (*REQUIRED, "effective_from", "effective_to")

_MIDNIGHT: Final = 24 * 60
_MOST_A_DAY: Final = 1000
_LONGEST_CELL: Final = 2000


class RuleFileError(ValueError):
    """A rule table can't be used. `row` is counted as a spreadsheet does, the heading being 1;
    0 when it is the file as a whole."""

    def __init__(self, file: str, row: int, reason: str) -> None:
        where = f"{file}, row {row}" if row else file
        super().__init__(f"{where}: {reason}")
        self.file = file
        self.row = row
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Span:
    """The minutes of a day, counted from midnight on the wall, `opens` included, `closes` not."""

    opens: int
    closes: int

    def __str__(self) -> str:
        return f"{_clock(self.opens)}-{_clock(self.closes)}"

    def within(self, other: "Span") -> bool:
        """Whether it is no wider than the other."""
        return self.opens >= other.opens and self.closes <= other.closes


@dataclass(frozen=True, slots=True)
class Row:
    """The hours of one state (a region's code, `FEDERAL`, `CANADIAN` or `DEFAULT`) for a time.

    A day's span is None when it is closed. `effective_from` and `effective_to` are its first and
    its last day, None without an end. `max_solicitations_24h` is the state's cap of texts on one
    subject, None without one. `source` is where the rule stands, `confidence` how well that is
    known.
    """

    state: str
    weekdays: Span | None
    saturday: Span | None
    sunday: Span | None
    holidays_closed: bool
    max_solicitations_24h: int | None
    zones: tuple[str, ...]
    confidence: str
    source: str
    effective_from: date | None = None
    effective_to: date | None = None

    def span(self, day: date) -> Span | None:
        """Its hours on `day`, holidays aside."""
        weekday = day.weekday()
        return (self.sunday, self.saturday, self.weekdays)[min(6 - weekday, 2)]

    def in_force(self, day: date) -> bool:
        """Whether it applies on `day`."""
        return (self.effective_from or day) <= day <= (self.effective_to or day)

    def overlaps(self, other: "Row") -> bool:
        """Whether there is a day on which both apply."""
        first, last = self.effective_from or date.min, self.effective_to or date.max
        return first <= (other.effective_to or date.max) and last >= (
            other.effective_from or date.min
        )

    def stricter_than(self, other: "Row") -> bool:
        """Whether it allows no moment that the other doesn't, so that the other adds nothing."""
        if other.holidays_closed and not (self.holidays_closed and self.state == other.state):
            return False  # legal holidays differ from state to state
        days = zip(
            (self.weekdays, self.saturday, self.sunday),
            (other.weekdays, other.saturday, other.sunday),
            strict=True,
        )
        return all(_no_wider(own, others) for own, others in days)

    @property
    def window(self) -> str:
        """Its hours in one line: "Mon-Fri 08:00-20:00, Sat 08:00-20:00, Sun closed"."""
        spans = (("Mon-Fri", self.weekdays), ("Sat", self.saturday), ("Sun", self.sunday))
        told = [f"{name} {span or CLOSED}" for name, span in spans]
        return ", ".join([*told, "legal holidays closed"] if self.holidays_closed else told)


def parse_row(cells: Mapping[str, str]) -> Row:
    """A row from its cells by column name. Raises ValueError saying which cell is wrong and why."""
    for name, cell in cells.items():
        if len(cell) > _LONGEST_CELL:
            raise ValueError(f"{name} is longer than {_LONGEST_CELL} characters")
    state = cells["state"].strip()
    if state not in REGIONS and state not in {FEDERAL, CANADIAN, DEFAULT}:
        raise ValueError(f"state {state!r} is no US state, {CANADA}… province or {DEFAULT}")
    row = Row(
        state=state,
        weekdays=_span(cells, "mon_fri"),
        saturday=_span(cells, "sat"),
        sunday=_span(cells, "sun"),
        holidays_closed=_holidays(cells["legal_holidays"].strip()),
        max_solicitations_24h=_most(cells["max_solicitations_24h"].strip()),
        zones=_zones(cells["zones"]),
        confidence=cells["confidence"].strip(),
        source=cells["source"].strip(),
        effective_from=_date(cells, "effective_from"),
        effective_to=_date(cells, "effective_to"),
    )
    _check(row)
    return row


def _check(row: Row) -> None:
    if not row.source:
        raise ValueError("source is empty; say where the rule stands")
    if row.state in REGIONS and not row.zones and not REGIONS[row.state].zones:
        raise ValueError(f"zones is empty; name the time zones of {row.state}")
    if not (row.weekdays or row.saturday or row.sunday):
        raise ValueError("every day is closed; that would never let a text go")
    if row.effective_from and row.effective_to and row.effective_to < row.effective_from:
        raise ValueError(f"effective_to {row.effective_to} is before effective_from")


def _span(cells: Mapping[str, str], day: str) -> Span | None:
    opens, closes = cells[f"{day}_open"].strip(), cells[f"{day}_close"].strip()
    if CLOSED in {opens, closes}:
        if opens != closes:
            raise ValueError(f"{day}_open and {day}_close must both be {CLOSED!r}, or neither")
        return None
    span = Span(_minutes(f"{day}_open", opens), _minutes(f"{day}_close", closes))
    if span.opens >= span.closes:
        raise ValueError(f"{day}_open {opens} is not before {day}_close {closes}")
    return span


def _minutes(column: str, cell: str) -> int:
    read = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})(?::00)?", cell)
    minutes = int(read[1]) * 60 + int(read[2]) if read and int(read[2]) < 60 else _MIDNIGHT + 1
    if minutes > _MIDNIGHT:
        raise ValueError(f"{column} {cell!r} is neither a time as 08:00 nor {CLOSED!r}")
    return minutes


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _holidays(cell: str) -> bool:
    if cell not in {CLOSED, AS_WEEKDAY}:
        raise ValueError(f"legal_holidays {cell!r} is neither {CLOSED!r} nor {AS_WEEKDAY!r}")
    return cell == CLOSED


def _most(cell: str) -> int | None:
    if not cell:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", cell) or not 1 <= int(cell) <= _MOST_A_DAY:
        raise ValueError(f"max_solicitations_24h {cell!r} is no number from 1 to {_MOST_A_DAY}")
    return int(cell)


def _zones(cell: str) -> tuple[str, ...]:
    names = tuple(filter(None, (name.strip() for name in cell.split("|"))))
    for name in names:
        if zone_of_a_place(name) is None:
            raise ValueError(f"zones: {name!r} is no IANA time zone of a place")
    return names


def _date(cells: Mapping[str, str], column: str) -> date | None:
    cell = cells.get(column, "").strip()
    if not cell:
        return None
    try:
        # Alone, fromisoformat also takes 20260131 and 2026-W05-6.
        return date.fromisoformat(cell if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell) else "")
    except ValueError:
        raise ValueError(f"{column} {cell!r} is no date as 2026-01-31") from None


def _no_wider(own: Span | None, other: Span | None) -> bool:
    return own is None or (other is not None and own.within(other))
