"""May a person be texted at this moment, by the clock where they are?

No telephone solicitation before 8 a.m. or after 9 p.m. local time at the called party's location
(47 CFR 64.1200(c)(1)); states narrow that, and some close Sundays and legal holidays. It is held
for every first text, with consent or without: courts differ on whether consent lifts the hours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

from threadside.rules.hours.openings import Calendar
from threadside.rules.hours.table import Table
from threadside.rules.hours.whereabouts import (
    Basis,
    Located,
    Place,
    UnknownState,
    Whereabouts,
    locate,
)

Mode = Literal["default", "strict_dual"]
Kind = Literal["initiate", "reply"]
Reason = Literal[
    "open", "live_reply", "outside_hours", "closed_day", "holiday", "blocked_unknown_location",
    "unknown_zone", "unknown_state", "unusable_time",
]  # fmt: skip

# No installation runs outside of these years; a clock that says so is wrong.
_YEARS: Final = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class RuleRef:
    """A row that a decision relied on: its state, hours and source, since when it holds, and the
    version of the table it stands in."""

    state: str
    window: str
    source: str
    effective_from: date | None
    table: str


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A decision with its evidence.

    `zones` are all clocks that count and `local_times` what they show, RFC 3339 with the offset.
    `opens_at` (UTC) is the next moment at which it would be allowed, and `opens_zone` and
    `opens_place` say for whose clock that is worded ("8:00 AM in Pensacola"); None when it is
    allowed, when nothing opens within 14 days, and when it is not known where the person is.
    `closes_at` (UTC) is when it ceases to be allowed. `basis` is what the whereabouts rest on,
    `told_by` the CRM that says so, if it is known which, `states` whose hours count, `holiday` the
    name of the one that closes.
    """

    allowed: bool
    reason: Reason
    zones: tuple[str, ...] = ()
    local_times: Mapping[str, str] = field(default_factory=dict)
    opens_at: datetime | None = None
    opens_zone: str | None = None
    opens_place: str | None = None
    basis: Basis = "none"
    states: tuple[str, ...] = ()
    rule: tuple[RuleRef, ...] = ()
    holiday: str | None = None
    closes_at: datetime | None = None
    told_by: str = ""


def decide(
    table: Table,
    where: Whereabouts,
    kind: Kind,
    at: datetime,
    *,
    mode: Mode = "default",
    last_inbound: datetime | None = None,
    reply_minutes: int = 60,
    unknown_state: UnknownState = "strictest",
    margin_minutes: int = 0,
) -> QuietHours:
    """Whether a text of `kind` may leave at `at` (aware).

    Every clock that may be the person's must be in its hours, the opening second included and the
    closing one not. A reply within `reply_minutes` of what they last wrote may leave at any hour:
    Washington and Oregon except answers to an inquiry (RCW 80.36.390, Oregon HB 3865), the time is
    the product's. `strict_dual` holds the area code's hours as well as those of the best known
    place. `unknown_state` says what holds in a known zone of an unknown state. `margin_minutes`
    closes earlier, for what waits in a queue. What can't be used is a refusal that says so.

    Raises ValueError for a naive moment.
    """
    if at.tzinfo is None or (last_inbound is not None and last_inbound.tzinfo is None):
        raise ValueError("moments must be aware")
    if at.year not in _YEARS:
        return QuietHours(allowed=False, reason="unusable_time")
    at = at.astimezone(UTC)
    located = locate(
        table,
        where,
        at.date(),
        unknown_state=unknown_state,
        area_code_too=mode == "strict_dual",
    )
    calendar = Calendar(table, max(0, margin_minutes))
    answers_until = _answers_until(kind, at, last_inbound, reply_minutes)
    if answers_until is not None:
        return _live(calendar, located, at, answers_until)
    if not located.places:
        return QuietHours(allowed=False, reason=located.problem or "blocked_unknown_location")
    return _by_the_clock(calendar, located, at)


def _answers_until(
    kind: Kind, at: datetime, last_inbound: datetime | None, minutes: int
) -> datetime | None:
    """When a conversation that is going on at `at` ends; None when there is none."""
    if kind != "reply" or last_inbound is None or last_inbound > at:
        return None
    lasts = timedelta(minutes=minutes)
    return last_inbound.astimezone(UTC) + lasts if at - last_inbound <= lasts else None


def _live(calendar: Calendar, located: Located, at: datetime, until: datetime) -> QuietHours:
    closes = until
    if located.places and all(calendar.open_at(place, at) for place in located.places):
        closes = max(until, calendar.closes(located.places, at) or until)
    return QuietHours(
        allowed=True,
        reason="live_reply",
        zones=_zones(located.places),
        local_times=_local_times(located.places, at),
        basis=located.basis,
        states=_states(located.places),
        closes_at=closes,
    )


def _by_the_clock(calendar: Calendar, located: Located, at: datetime) -> QuietHours:
    places = located.places
    reason: Reason = "open"
    holiday = opens_at = last = None
    shut = [place for place in places if not calendar.open_at(place, at)]
    if shut:
        found = [calendar.hours(place, at.astimezone(place.clock).date()) for place in shut]
        # The weightiest first: what says most about when it will be possible again.
        why = min(found, key=lambda one: ("holiday", "closed_day", "outside_hours").index(one.why))
        reason, holiday = why.why, why.holiday
        opens_at, last = calendar.next_open(places, at) or (None, None)
    return QuietHours(
        allowed=not shut,
        reason=reason,
        zones=_zones(places),
        local_times=_local_times(places, at),
        opens_at=opens_at,
        opens_zone=last.zone if last else None,
        opens_place=last.name if last else None,
        basis=located.basis,
        states=_states(places),
        rule=_rules(calendar, places, at),
        holiday=holiday,
        closes_at=None if shut else calendar.closes(places, at),
    )


def _zones(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.zone for place in places))


def _local_times(places: Iterable[Place], at: datetime) -> dict[str, str]:
    return {
        place.zone: at.astimezone(place.clock).isoformat(timespec="seconds") for place in places
    }


def _states(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(sorted({state for place in places for state in place.states}))


def _rules(calendar: Calendar, places: Iterable[Place], at: datetime) -> tuple[RuleRef, ...]:
    refs: dict[RuleRef, None] = {}
    for place in places:
        for _, row in calendar.rows(place, at.astimezone(place.clock).date()):
            version = calendar.table.version
            ref = RuleRef(row.state, row.window, row.source, row.effective_from, version)
            refs[ref] = None
    return tuple(refs)
