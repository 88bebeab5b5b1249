"""Legal holidays by state, with the days on which they are observed (the `holidays` library)."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays

from threadside.rules.hours.regions import CANADA, REGIONS
from threadside.rules.hours.rows import FEDERAL


def holiday(state: str, day: date) -> str | None:
    """The legal holiday of `state` on `day`, by name.

    `state` is a region's code or the name of a country's row. None on other days, and everywhere
    else.
    """
    return _of_year(state, day.year).get(day)


def warm() -> None:
    """Have the library read its countries, which takes it a tenth of a second, before anybody
    waits for a decision."""
    _of_year(FEDERAL, date.min.year)


@lru_cache(maxsize=512)
def _of_year(state: str, year: int) -> Mapping[date, str]:
    if state not in REGIONS and state != FEDERAL and not state.startswith(CANADA):
        return {}
    country = "CA" if state.startswith(CANADA) else "US"
    subdivision = state.removeprefix(CANADA) if state in REGIONS else None
    return dict(holidays.country_holidays(country, subdiv=subdivision, years=year))
