"""Two spellings of a number in a CRM's own fields."""

import re
from typing import Final

_FEWEST: Final = 7
"""Digits that they have in common at their ends."""


def same_number(one: str, other: str) -> bool:
    """Whether these may be one number, with its country's code or without: "(415) 555-2671" and
    "+14155552671"."""
    first, second = (re.sub(r"\D", "", each).lstrip("0") for each in (one, other))
    short, long = sorted((first, second), key=len)
    return len(short) >= _FEWEST and long.endswith(short)
