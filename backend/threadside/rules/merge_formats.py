"""Merge values as people write them: a date, a time, an amount of money, a first name.

A value that can't be read as what a template asks for has no such form: then the template's
fallback stands, and a wrong day or amount never does. Wording follows CLDR (by Babel), in the
language and the zone of whoever reads it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.core import get_global
from babel.dates import format_skeleton, format_time
from babel.numbers import format_currency

from threadside.rules.languages import locale_of

YEAR_FROM: Final = timedelta(days=200)
"""A day further off than this is said with its year instead of its weekday."""
LONGEST: Final = 100
MOST: Final = Decimal(10) ** 12
_INSTANT_MS: Final = re.compile(r"[0-9]{12,13}")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMOUNT: Final = re.compile(r"(?:([A-Z]{3}) ?)?(-?[0-9]{1,12}(?:\.[0-9]{1,6})?)(?: ?([A-Z]{3}))?")
_SYMBOLS: Final = re.compile(r"[$€£¥]|[A-Z]{2}\$")
_SPACES: Final = str.maketrans(
    dict.fromkeys("\u00a0\u202f\u2009", " ") | {"\u200f": "", "\u200e": ""}
)


@dataclass(frozen=True)
class Reader:
    """Who reads a text: the language and the zone (IANA) that are known of them, empty where
    nobody knows; the workspace's region, whose currency a bare amount is in; and when."""

    language: str = ""
    zone: str = ""
    region: str = "US"
    now: datetime = datetime(2000, 1, 1, tzinfo=UTC)


def expand(values: Mapping[str, str], reader: Reader) -> dict[str, str]:
    """`values`, and each as `name|date`, `name|time`, `name|money` and `name|first_name` where it
    can be read so. Never raises, whatever a CRM says."""
    locale = locale_of(reader.language, reader.region)
    found = dict(values)
    for name, value in values.items():
        for format_, words in _forms(value.strip(), reader, locale):
            if words:
                found[f"{name}|{format_}"] = words.translate(_SPACES)
    return found


def _forms(value: str, reader: Reader, locale: Locale) -> tuple[tuple[str, str], ...]:
    if not value or len(value) > LONGEST:
        return ()
    moment = _moment(value, reader)
    return (
        ("date", _date(moment, reader, locale)),
        ("time", _time(moment, locale)),
        ("money", _money(value, reader, locale)),
        ("first_name", _first_name(value)),
    )


def _moment(value: str, reader: Reader) -> date | datetime | None:
    """A day, or a moment as the reader's clock has it; None for anything else, and for a moment of
    another zone where nobody knows theirs."""
    try:
        if _DATE.fullmatch(value):
            return date.fromisoformat(value)
        if _INSTANT_MS.fullmatch(value):
            at = datetime.fromtimestamp(int(value) / 1000, UTC)
            if at.time() == time():  # how HubSpot keeps a day
                return at.date()
        elif "T" in value or " " in value:
            at = datetime.fromisoformat(value)
        else:
            return None
        if at.tzinfo is None:
            return at
        zone = _zone(reader.zone)
        return at.astimezone(zone) if zone else None
    except (ValueError, OverflowError, OSError):
        return None


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _date(moment: date | datetime | None, reader: Reader, locale: Locale) -> str:
    if moment is None:
        return ""
    day = moment.date() if isinstance(moment, datetime) else moment
    near = abs(day - reader.now.date()) <= YEAR_FROM
    return format_skeleton("MMMMEEEEd" if near else "yMMMMd", day, locale=locale)


def _time(moment: date | datetime | None, locale: Locale) -> str:
    if not isinstance(moment, datetime):
        return ""
    return format_time(moment.time(), "short", locale=locale)


def _money(value: str, reader: Reader, locale: Locale) -> str:
    """An amount with its own currency, else the region's; what a person wrote stays as it is."""
    if _SYMBOLS.search(value):
        return value if any(c.isdigit() for c in value) else ""
    found = _AMOUNT.fullmatch(value.replace(",", "") if re.search(r",[0-9]{3}\b", value) else value)
    if found is None or (found[1] and found[3]):
        return ""
    try:
        amount = Decimal(found[2])
    except InvalidOperation:
        return ""
    currency = found[1] or found[3] or _currency(reader.region)
    if abs(amount) >= MOST or not currency or currency not in get_global("all_currencies"):
        return ""
    return format_currency(amount, currency, locale=locale)


def _currency(region: str) -> str:
    used = get_global("territory_currencies").get(region.upper(), ())
    return next((each[0] for each in used if each[2] is None and each[3]), "")


def _first_name(value: str) -> str:
    word = value.split(maxsplit=1)[0].strip(",;") if any(c.isalpha() for c in value) else ""
    return word if word and not any(c.isdigit() for c in word) else ""
