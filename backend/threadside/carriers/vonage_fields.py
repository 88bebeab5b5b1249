"""What every webhook of Vonage's is made of: ids, numbers, times and words, as we can keep them."""

from datetime import UTC, datetime
from typing import Final

LONGEST_NAME: Final = 64
"""Ids are UUIDs, numbers have 15 digits at most, sender names 11 characters."""
SHORTEST_NUMBER: Final = 7
"""Digits of a whole number with its country; fewer are a short code."""


def clean(text: str) -> str:
    """Text that both databases can hold: no NUL, no lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def name(value: object) -> str | None:
    """An id, number or word as it can be stored and found again; None for anything else."""
    if isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and clean(value) == value:
        return value
    return None


def e164(number: str) -> str:
    """A number with its plus; short codes and sender names as they are."""
    digits = number.removeprefix("+")
    if digits.isascii() and digits.isdigit() and len(digits) >= SHORTEST_NUMBER:
        return f"+{digits}"
    return digits


def count(value: object) -> int | None:
    """A small number, which Vonage writes as a string or as a number; None for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if 0 <= value < 1_000_000 else None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 6:
        return int(value)
    return None


def time(value: object) -> datetime | None:
    """A moment that says its zone (`2026-03-02T15:30:00Z`, `2026-03-02 15:30:00 UTC`)."""
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value.replace(" UTC", "+00:00"))
    except ValueError:
        return None
    return _believable(at) if at.tzinfo is not None else None


def utc_time(value: object) -> datetime | None:
    """A moment of the SMS API, which is UTC where it does not say so (`2020-01-01 12:00:00`)."""
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return _believable(at if at.tzinfo is not None else at.replace(tzinfo=UTC))


def _believable(at: datetime) -> datetime | None:
    """At the ends of the calendar there is no reckoning, not even to another zone."""
    return at if 2000 <= at.year < 2100 else None
