"""How linked accounts are set up, as their CRMs said within the hour: what the options of a field
are called, which is the same for every record and not worth a request for each.

In memory, of one process. A definition that can't be read never stops what was asked for: what was
known before is taken, else values stand as the CRM keeps them.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from threadside.linking.problems import CrmProblem
from threadside.linking.reading import MOST_ROWS, MOST_TEXT, dig, rows, text

Choices = Mapping[str, Mapping[str, str]]
"""What options are called: a field's name → the CRM's own value → its label."""

FRESH_S: Final = 3600.0
AGAIN_S: Final = 60.0
"""After a reading that failed."""
MOST_KEPT: Final = 200
MOST_OPTIONS: Final = 1000
"""Of one field; HubSpot's longest, the countries and zones, have a few hundred."""


@dataclass(frozen=True)
class _Kept:
    choices: Choices
    until: float


class Definitions:
    """One for a process; for any thread. `clock` counts seconds and never goes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], _Kept] = OrderedDict()

    def get(self, connection: str, name: str, read: Callable[[], Choices]) -> Choices:
        """What `read` gives, or gave less than an hour ago. `name` says what it is of."""
        which = (connection, name)
        with self._lock:
            known = self._kept.get(which)
            if known is not None and self._clock() < known.until:
                self._kept.move_to_end(which)
                return known.choices
        try:
            now, for_s = read(), FRESH_S
        except CrmProblem:
            now, for_s = known.choices if known is not None else {}, AGAIN_S
        with self._lock:
            self._kept[which] = _Kept(now, self._clock() + for_s)
            self._kept.move_to_end(which)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return now


def options(found: Any, value: str, label: str, most: int = MOST_OPTIONS) -> Mapping[str, str]:
    """The options of a field, by where they keep their value and their label."""
    return {
        text(dig(each, value)): said
        for each in rows(found, most)
        if (said := text(dig(each, label)))
    }


def named(
    found: Iterable[Mapping[str, Any]],
    wanted: Iterable[str],
    name: str,
    read: Callable[[Mapping[str, Any]], Mapping[str, str]],
) -> Choices:
    """The choices of the wanted fields among those that a CRM described, `name` being where each
    has its own; fields without options are left out."""
    asked = set(wanted)
    return {
        field: said
        for each in found
        if (field := text(each.get(name))) in asked and (said := read(each))
    }


def spelled(value: Any, labels: Mapping[str, str]) -> str:
    """A value in the words of its options. Several of them come as a list, or with semicolons
    between; what has no label stands as it is."""
    said = text(value)
    if said in labels:
        return labels[said]
    if isinstance(value, list):
        parts = [text(each) for each in value[:MOST_ROWS]]
    else:
        parts = said.split(";")
        if not labels or any(part not in labels for part in parts):
            return said
    return ", ".join(labels.get(part, part) for part in parts if part)[:MOST_TEXT]
