"""What time it is for a person, as far as their number tells.

A number tells where it was issued, not where its owner is, and an area code can stand in several
zones. So the answer is a set: where the library's data calls one zone for an area code that spans
several, `npa_zones.json` widens it to their union, and where it takes one country for another, the
same file says the right zone. A number without a place has no local time.
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

_TABLE: Final = load_json("npa_zones.json")
_AREA_CODES: Final[dict[str, tuple[str, ...]]] = {
    code: tuple(entry["zones"]) for code, entry in _TABLE["area_codes"].items()
}
_PREFIXES_ABROAD: Final[dict[str, tuple[str, ...]]] = {
    prefix: tuple(found) for prefix, found in _TABLE["prefixes_abroad"].items()
}
_LONGEST_PREFIX: Final = max(map(len, _PREFIXES_ABROAD))
_NORTH_AMERICA: Final = 1
# With the plus (ITU-T E.164, section 6.2).
_LONGEST_E164: Final = 16
# An area code spans five zones at most; more means the data knows only the country code.
_MOST_ZONES_OF_AN_AREA_CODE: Final = 8
_NUMBERS_WITHOUT_A_PLACE: Final = frozenset(
    {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.PERSONAL_NUMBER,
        PhoneNumberType.UAN,
    }
)
_UNKNOWN: Final = "Etc/Unknown"
# Zones of the tz database that are an offset and no place, and the folders and links of an
# installation. Nobody's whereabouts follow from them.
_ZONES_WITHOUT_A_PLACE: Final = frozenset(
    {
        "UTC", "UCT", "GMT", "GMT0", "GMT+0", "GMT-0", "Greenwich", "Universal", "Zulu", "EST",
        "MST", "HST", "Factory", "localtime", "posixrules",
    }
)  # fmt: skip
_FOLDERS_WITHOUT_A_PLACE: Final = ("Etc/", "posix/", "right/", "SystemV/")
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
    no E.164 number of a possible length. Never raises.
    """
    return _zones_of(e164) if len(e164) <= _LONGEST_E164 else ()


@lru_cache(maxsize=8192)
def _zones_of(e164: str) -> tuple[str, ...]:
    number = _parsed(e164)
    if number is None or not phonenumbers.is_possible_number(number):
        return ()
    if phonenumbers.number_type(number) in _NUMBERS_WITHOUT_A_PLACE:
        return ()
    area_code = e164[2:5]
    if number.country_code == _NORTH_AMERICA and area_code in _AREA_CODES:
        return _AREA_CODES[area_code]
    if abroad := _by_prefix(e164[1:]):
        return abroad
    found = number_timezone.time_zones_for_number(number)
    if _says_nothing(number, found):
        # A number newer than the data, or a Caribbean mobile, whose area code is not looked at
        # although it is a country's: what it begins with tells.
        found = number_timezone.time_zones_for_geographical_number(number)
    return () if _says_nothing(number, found) else tuple(sorted(found))


def _by_prefix(digits: str) -> tuple[str, ...]:
    lengths = range(_LONGEST_PREFIX, 0, -1)
    return next(filter(None, (_PREFIXES_ABROAD.get(digits[:most]) for most in lengths)), ())


def _says_nothing(number: PhoneNumber, found: tuple[str, ...]) -> bool:
    american = number.country_code == _NORTH_AMERICA
    return _UNKNOWN in found or (american and len(found) > _MOST_ZONES_OF_AN_AREA_CODE)


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


def zone_of_a_place(name: str) -> ZoneInfo | None:
    """The IANA zone `name` if it tells where somebody is: "UTC" and "Etc/GMT+5" don't."""
    if name in _ZONES_WITHOUT_A_PLACE or name.startswith(_FOLDERS_WITHOUT_A_PLACE):
        return None
    return _zone(name)


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
