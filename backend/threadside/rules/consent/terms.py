"""How long implied consent lasts, and until when a revocation has to be honoured."""

import calendar
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

import holidays

from threadside.rules.phones import Phone, parse_phone

Basis = Literal["purchase", "inquiry"]

BUSINESS_DAYS: Final = 10
COUNTED_IN: Final = ZoneInfo("America/New_York")
_MONTHS: Final[dict[str, int]] = {"purchase": 24, "inquiry": 6}
_WEEKEND: Final = 5


def due(opened_at: datetime) -> datetime:
    """When a revocation that was received at `opened_at` must have been honoured at the latest.

    Ten business days later (47 CFR 64.1200(a)(10)) at the same time of day, without Saturdays,
    Sundays and US federal holidays as they are observed, counted on Washington's calendar.
    """
    local = opened_at.astimezone(COUNTED_IN)
    day, left = local.date(), BUSINESS_DAYS
    while left:
        day += timedelta(days=1)
        if day.weekday() < _WEEKEND and day not in _federal(day.year):
            left -= 1
    return datetime.combine(day, local.timetz()).astimezone(opened_at.tzinfo)


def implied_until(phone: str, basis: str, basis_at: datetime) -> datetime | None:
    """When the consent ends that Canada's law implies for a number; None where it implies none.

    24 months after a purchase, 6 after an inquiry (CASL, section 10(10) and (13)), for numbers of
    Canada alone.
    """
    months = _MONTHS.get(basis)
    if months is None or not is_canadian(phone):
        return None
    return _months_later(basis_at, months)


def is_canadian(phone: str) -> bool:
    """Whether a number in E.164 is one of Canada by its area code."""
    parsed = parse_phone(phone, "ZZ")
    return isinstance(parsed, Phone) and parsed.region == "CA"


def _months_later(moment: datetime, months: int) -> datetime:
    """The same day some months later, the last of its month where there is no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


@lru_cache(maxsize=16)
def _federal(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("US", years=year))
