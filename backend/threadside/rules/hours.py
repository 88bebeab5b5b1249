"""What time it is for a person, as far as their number tells.

A number tells where it was issued, not where its owner is, and an area code can stand in several
zones. So the answer is a set: where the library's data calls one zone for an area code that spans
several, `npa_zones.json` widens it to their union. A number without a place has no local time.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberType
from phonenumbers import timezone as number_timezone

from threadside.rules.tables import load_json

_AREA_CODES: Final[dict[str, tuple[str, ...]]] = {
    code: tuple(entry["zones"]) for code, entry in load_json("npa_zones.json")["area_codes"].items()
}
_NORTH_AMERICA: Final = 1
# An area code spans five zones at most; more means the data knows only the country code.
_MOST_ZONES_OF_AN_AREA_CODE: Final = 8
_PLACELESS: Final = frozenset(
    {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.PERSONAL_NUMBER,
        PhoneNumberType.UAN,
    }
)
_UNKNOWN: Final = "Etc/Unknown"
_PLACES: Final = {
    "America/St_Johns": "St. John's",
    "America/North_Dakota/Center": "Center, North Dakota",
    "Europe/Kiev": "Kyiv",
    "Asia/Calcutta": "Kolkata",
    "Atlantic/Faeroe": "Faroe Islands",
}


@dataclass(frozen=True, slots=True)
class ZoneTime:
    """The wall clock of one zone: IANA name, the city people know it by, the aware local time."""

    zone: str
    place: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LocalTime:
    """The local time of a person.

    `times` has one entry per different wall clock at this moment; `ambiguous` when there are
    several, and then `zone` and `place` are None. All empty when the number has no place.
    """

    zone: str | None
    place: str | None
    ambiguous: bool
    times: tuple[ZoneTime, ...]


def zones(e164: str) -> tuple[str, ...]:
    """IANA zones in which a holder of `e164` may be, sorted; empty when it tells nothing.

    Toll-free, premium, shared-cost and personal numbers have no place, nor has anything that is
    no E.164 number. Never raises.
    """
    number = _parsed(e164)
    if number is None or phonenumbers.number_type(number) in _PLACELESS:
        return ()
    area_code = e164[2:5]
    if number.country_code == _NORTH_AMERICA and area_code in _AREA_CODES:
        return _AREA_CODES[area_code]
    found = tuple(sorted(number_timezone.time_zones_for_number(number)))
    if _UNKNOWN in found:
        return ()
    if number.country_code == _NORTH_AMERICA and len(found) > _MOST_ZONES_OF_AN_AREA_CODE:
        return ()
    return found


def local_time(e164: str, now: datetime, known_zone: str | None = None) -> LocalTime:
    """The time it is at `now` (aware) for the holder of `e164`.

    `known_zone`, from the contact or the CRM, goes before the number; one that is no IANA zone is
    ignored. Zones that show the same wall clock at this moment count as one. Raises ValueError
    for a naive `now`.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    known = (known_zone,) if known_zone and _zone(known_zone) else ()
    clocks: dict[datetime, ZoneTime] = {}
    for name in known or zones(e164):
        if info := _zone(name):
            at = now.astimezone(info)
            clocks.setdefault(at.replace(tzinfo=None), ZoneTime(name, place(name), at))
    times = tuple(clocks[wall] for wall in sorted(clocks))
    only = times[0] if len(times) == 1 else None
    return LocalTime(
        zone=only.zone if only else None,
        place=only.place if only else None,
        ambiguous=len(times) > 1,
        times=times,
    )


def place(zone: str) -> str:
    """The city that names an IANA zone, for people: "Denver", "New York", "St. John's"."""
    return _PLACES.get(zone) or zone.rpartition("/")[2].replace("_", " ")


def zone_or_utc(name: str | None) -> ZoneInfo:
    """The IANA zone `name`, or UTC where there is no such zone."""
    return (_zone(name) if name else None) or ZoneInfo("UTC")


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, malformed, a folder of the zone database
        return None


def _parsed(e164: str) -> PhoneNumber | None:
    if not e164.startswith("+") or not e164[1:].isascii() or not e164[1:].isdigit():
        return None
    try:
        return phonenumbers.parse(e164)
    except NumberParseException:
        return None
