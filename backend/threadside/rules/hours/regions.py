"""States, provinces and territories of North America: their area codes, their finer zones, names.

A region is named as in ISO 3166-2 where it has to be: a US state or territory by its two letters
("FL", "PR"), a Canadian province with its country ("CA-ON"), since "CA" is California.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from threadside.rules.tables import load_json

CANADA: Final = "CA-"
"""What the names of Canadian provinces begin with."""
TERRITORIES: Final = frozenset({"AS", "GU", "MP", "PR", "VI"})
_LONGEST_NAME: Final = 64
_DATA: Final[Any] = load_json("rules/regions.json")


@dataclass(frozen=True, slots=True)
class Region:
    """A state or province.

    `zones` are the zones a province lies in, empty for a US state, whose zones stand beside its
    hours. `finer_zones` are further IANA names for parts of it. `places` names the town by which
    people know its part in a zone, where there are several.
    """

    code: str
    name: str
    area_codes: tuple[str, ...]
    zones: tuple[str, ...]
    finer_zones: tuple[str, ...]
    places: Mapping[str, str]


def _region(code: str, entry: Any) -> Region:
    return Region(
        code,
        entry["name"],
        tuple(entry["area_codes"].split()),
        tuple(entry.get("zones", ())),
        tuple(entry.get("finer_zones", ())),
        MappingProxyType(entry.get("places", {})),
    )


REGIONS: Final[Mapping[str, Region]] = MappingProxyType(
    {code: _region(code, entry) for code, entry in _DATA["regions"].items()}
)
_ALIASES: Final[Mapping[str, str]] = _DATA["aliases"]
_ABROAD: Final[Mapping[str, str]] = _DATA["same_codes_abroad"]


def _by_area_code() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for region in REGIONS.values():
        for area_code in region.area_codes:
            found[area_code] = (*found.get(area_code, ()), region.code)
    return found


_OF_AREA_CODE: Final = _by_area_code()


def of_number(e164: str) -> tuple[str, ...]:
    """The regions in which the area code of `e164` stands; several for the few that share one
    (902 is Nova Scotia and Prince Edward Island), none outside the US and Canada."""
    return _OF_AREA_CODE.get(e164[2:5], ()) if e164.startswith("+1") else ()


def parse_state(written: str) -> str | None:
    """The region that a CRM's state field names: "FL", "fl.", "Florida", "US-FL", "Fla.", "Québec".

    None when it names no state, province or territory of the US or Canada. Never raises.
    """
    if len(written) > _LONGEST_NAME:
        return None
    return _NAMES.get(_plain(written))


def means_elsewhere(written: str, phone: str) -> bool:
    """Whether a state field says something else where `phone` is from: "MI" is Milan in Italy."""
    code = written.strip().upper()
    return any(
        phone.startswith(country) and code in codes.split() for country, codes in _ABROAD.items()
    )


def current_zone(name: str) -> str:
    """The name that the tz database uses today: "America/New_York" for "US/Eastern"."""
    return _ALIASES.get(name, name)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^a-z]", "", letters)


def _names() -> dict[str, str]:
    found = {}
    for code, entry in _DATA["regions"].items():
        country, _, short = code.rpartition("-")
        names = [short, f"{country or 'US'}-{short}", entry["name"], *entry.get("also", ())]
        found.update({_plain(name): code for name in names})
    return found


_NAMES: Final = _names()
