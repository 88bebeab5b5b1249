"""All findings of a text, and the text without what must not be shown."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from threadside.rules.sensitive.finding import Action, Finding, Found
from threadside.rules.sensitive.numbers import numbers
from threadside.rules.sensitive.phrases import phrases
from threadside.rules.sensitive.reading import Reading, read
from threadside.rules.sensitive.table import TABLE

_ACTIONS: Final[dict[str, Action]] = TABLE["actions"]
_MASKS: Final = {"ssn": "•••-••-", "itin": "•••-••-"}


def find(text: str) -> tuple[Finding, ...]:
    """What in `text` must not be sent, or only knowingly; in order, without overlaps.

    Total and linear in the length of `text`. The values are not part of the findings.
    """
    reading = read(text)
    return tuple(_placed(found, reading) for found in _kept(reading))


def mask(text: str) -> str:
    """`text` as it may be shown and stored: cards, social security numbers and codes covered.

    "•••• 1234" for a card, "•••-••-1234" for a social security or taxpayer number, "••••" for a
    one-time code and a card's security code.
    """
    reading = read(text)
    parts: list[str] = []
    end = 0
    for found in _kept(reading):
        cover = _cover(found, reading.low)
        if cover is not None:
            start, stop = reading.place(found.start, found.end)
            parts += [text[end:start], cover]
            end = stop
    return "".join([*parts, text[end:]])


def _kept(reading: Reading) -> list[Found]:
    """Of findings that overlap the first one, in the order of the rules."""
    if not reading.low:
        return []
    taken = bytearray(len(reading.low))
    kept = []
    for found in _all(reading):
        if not any(taken[found.start : found.end]):
            taken[found.start : found.end] = b"\1" * (found.end - found.start)
            kept.append(found)
    return sorted(kept, key=lambda found: found.start)


def _all(reading: Reading) -> Iterator[Found]:
    return chain(numbers(reading), phrases(reading))


def _placed(found: Found, reading: Reading) -> Finding:
    start, end = reading.place(found.start, found.end)
    return Finding(found.type, _ACTIONS[found.type], found.rule, start, end, found.last4)


def _cover(found: Found, low: str) -> str | None:
    if found.last4:
        return f"•••• {found.last4}"
    if found.type in _MASKS:
        return _MASKS[found.type] + re.sub("[^0-9]", "", low[found.start : found.end])[-4:]
    return "••••" if found.type in {"otp", "card"} else None
