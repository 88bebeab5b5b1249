"""Where a person may be: the clocks that may be theirs, and for each the states whose law applies.

What they confirmed goes before the address in the CRM, that before its state alone (the union of
the state's zones), and that before the area code, since numbers are ported and people move: "the
original carrier region" is all that a number tells (libphonenumber, FAQ). Of two possible clocks
both count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from zoneinfo import ZoneInfo

from threadside.rules.hours.regions import (
    CANADA,
    REGIONS,
    current_zone,
    means_elsewhere,
    of_number,
    parse_state,
)
from threadside.rules.hours.rows import CANADIAN, FEDERAL
from threadside.rules.hours.table import Table
from threadside.rules.hours.zones import place as city
from threadside.rules.hours.zones import zone_of_a_place, zone_or_utc, zones

Basis = Literal["confirmed", "crm_address", "crm_state", "area_code", "none"]
Problem = Literal["unknown_zone", "unknown_state"]
UnknownState = Literal["strictest", "federal"]
_NORTH_AMERICA: Final = "+1"
# An area code spans five zones at most. An Australian mobile names eight and a Russian one sixteen:
# they tell a country, so nothing about where in it somebody is.
_MOST_ZONES: Final = 7


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the person may be, best source first.

    `phone` in E.164, `confirmed_zone` an IANA zone they confirmed, `crm_zone` the zone of the
    CRM's address, `state` a US state or Canadian province as the CRM writes it. Blank is None.
    """

    phone: str | None
    confirmed_zone: str | None = None
    state: str | None = None
    crm_zone: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One clock that may be the person's, and the states whose hours hold there, all of them.

    No states: somewhere without hours of its own.
    """

    zone: str
    states: tuple[str, ...]

    @property
    def clock(self) -> ZoneInfo:
        """Its zone."""
        return zone_or_utc(self.zone)

    @property
    def name(self) -> str:
        """What people call it: a town of the state in that zone, the state, or the zone's city."""
        if len(self.states) == 1 and self.states[0] in REGIONS:
            region = REGIONS[self.states[0]]
            return region.places.get(self.zone, city(self.zone) if region.places else region.name)
        return city(self.zone)


@dataclass(frozen=True, slots=True)
class Located:
    """All places that count, by zone; none when nothing tells where the person is, or `problem`
    says why what is known can't be used."""

    basis: Basis
    places: tuple[Place, ...] = ()
    problem: Problem | None = None


def locate(
    table: Table,
    where: Whereabouts,
    day: date,
    *,
    unknown_state: UnknownState = "strictest",
    area_code_too: bool = False,
) -> Located:
    """The places that count on `day`.

    With `area_code_too` those of the area code are added to the best known ones: Florida presumes
    a resident by the area code (Fla. Stat. 501.059(8)(d)), so a caller may want both to be open. A
    number without a place adds nothing. Never raises.
    """
    numbered = _places_of_number(where.phone)
    state = _stated(where.state)
    region = parse_state(state) if state else None
    if state and not region and not _abroad(where.phone, numbered):
        return Located("none", problem="unknown_state")
    # "MI" beside an Italian number: Milan or Michigan.
    ambiguous = means_elsewhere(state or "", where.phone or "")
    confirmed, address = _stated(where.confirmed_zone), _stated(where.crm_zone)
    basis: Basis
    if zone := confirmed or address:
        if zone_of_a_place(zone) is None:
            return Located("none", problem="unknown_zone")
        basis = "confirmed" if confirmed else "crm_address"
        current = current_zone(zone)
        if ambiguous and region not in table.states_in(current):
            region = None
        best = {Place(current, _states(table, current, region, unknown_state))}
    elif region:
        basis = "crm_state"
        best = {Place(current_zone(each), (region,)) for each in table.zones(region, day)}
        area_code_too = area_code_too or ambiguous
    else:
        basis, best = "area_code" if numbered else "none", numbered
    return Located(basis, _sorted(best | numbered if area_code_too else best))


def _states(
    table: Table, zone: str, region: str | None, unknown_state: UnknownState
) -> tuple[str, ...]:
    """Whose hours hold for somebody in `zone`.

    Those of their state. Where no address names it: of every state in the zone, so the strictest;
    or the country's own, where the workspace chose so. The area code does not count here, since a
    zone is only looked at when somebody said more than the number does.
    """
    if region:
        return (region,)
    states = table.states_in(zone)
    if unknown_state == "federal" and states:
        return (FEDERAL,) if any(not one.startswith(CANADA) for one in states) else (CANADIAN,)
    return states


def _places_of_number(phone: str | None) -> set[Place]:
    """The zones of a number, each under the law of the state its area code stands in; none when
    they are so many that it tells no place."""
    if not phone:
        return set()
    found = zones(phone)
    if len(found) > _MOST_ZONES:
        return set()
    return {Place(current_zone(zone), of_number(phone)) for zone in found}


def _abroad(phone: str | None, numbered: set[Place]) -> bool:
    """Whether a state we don't know is no wonder: the number is one of another part of the world,
    where hours don't hang on states."""
    return bool(phone and numbered and not phone.startswith(_NORTH_AMERICA))


def _stated(field: str | None) -> str | None:
    return (field or "").strip() or None


def _sorted(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda one: (one.zone, one.states)))
