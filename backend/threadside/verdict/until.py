"""What had been said by a moment: a text that came later allows nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, case, func

from threadside.store.types import UtcTime

SKEW: Final = timedelta(minutes=1)
"""How far the clocks of two processes may be apart."""


def last(column: Any) -> Any:
    """The latest moment of a column that is not after the parameter `latest`."""
    return func.max(case((column <= bindparam("latest", type_=UtcTime), column)))


def latest(now: datetime) -> datetime:
    """The parameter of `last` for a verdict at `now`."""
    try:
        return (now + SKEW).astimezone(UTC)
    except OverflowError:  # the first or the last day that there is
        return datetime(now.year, 1, 1, tzinfo=UTC)
