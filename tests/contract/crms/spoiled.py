"""Answers as no API promises them, and what may come of one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from tests.contract.crms.double import Said
from threadside.linking.problems import CrmProblem, Garbled, Unavailable
from threadside.linking.reading import MOST_ROWS, MOST_TEXT

_PAGE = b"<!doctype html><title>Sign in</title>"
BAD_ANSWERS: Mapping[str, tuple[Said, type[CrmProblem]]] = {
    "500": (Said(500, {"message": "sorry"}), Unavailable),
    "502 HTML": (Said(502, _PAGE, content_type="text/html"), Unavailable),
    "503 empty": (Said(503), Unavailable),
    "200 HTML": (Said(200, _PAGE, content_type="text/html"), Garbled),
    "200 cut off": (Said(200, b'{"data": [{"id": 1, "prop'), Garbled),
    "200 too deep": (Said(200, b"[" * 100_000 + b"]" * 100_000), Garbled),
    "200 empty": (Said(200), CrmProblem),
    "204": (Said(204), CrmProblem),
}


def _leaves(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: walk(each) for name, each in value.items()}
        return [walk(each) for each in value] if isinstance(value, list) else change(value)

    return walk


def _lists(change: Callable[[list[Any]], Any]) -> Callable[[Any], Any]:
    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: walk(each) for name, each in value.items()}
        return change([walk(each) for each in value]) if isinstance(value, list) else value

    return walk


def _inner(change: Callable[[dict[str, Any]], Any]) -> Callable[[Any], Any]:
    def walk(value: Any, depth: int = 0) -> Any:
        if isinstance(value, dict):
            kept = {name: walk(each, depth + 1) for name, each in value.items()}
            return change(kept) if depth > 1 else kept
        return [walk(each, depth + 1) for each in value] if isinstance(value, list) else value

    return walk


SPOILS: Mapping[str, Callable[[Any], Any]] = {
    "nothing but null": lambda _: None,
    "a list": lambda whole: [whole],
    "a number": lambda _: 7,
    "an empty object": lambda _: {},
    "null everywhere": _leaves(lambda _: None),
    "numbers everywhere": _leaves(lambda _: 10**40),
    "true everywhere": _leaves(lambda _: True),
    "lists everywhere": _leaves(lambda _: [None, {}, 1]),
    "objects everywhere": _leaves(lambda _: {"id": {"id": []}}),
    "endless text everywhere": _leaves(lambda _: "x\u0000\ud800" * 40_000),
    "markup everywhere": _leaves(lambda _: "'><script>/../"),
    "fractions everywhere": _leaves(lambda _: 1.5e300),
    "lists that are null": _lists(lambda _: None),
    "lists that are objects": _lists(lambda found: {"0": found}),
    "lists within lists": _lists(lambda found: [found, found]),
    "lists with strangers": _lists(lambda found: [None, 7, "x", [], *found]),
    "a thousand of each": _lists(lambda found: found * (1000 if len(str(found)) < 2000 else 20)),
    "objects that are text": _inner(lambda _: "x"),
    "objects that are lists": _inner(lambda found: [found]),
    "objects that are null": _inner(lambda _: None),
}


def bounded(value: Any) -> bool:
    """Whether everything in a result can be kept: no text beyond the bound, none that a database
    refuses, no endless list."""
    if isinstance(value, str):
        value.encode()
        return len(value) <= 4 * MOST_TEXT and "\x00" not in value
    if is_dataclass(value):
        return all(bounded(getattr(value, each.name)) for each in fields(value))
    if isinstance(value, Mapping):
        return all(bounded(each) for each in value.values()) and len(value) <= MOST_ROWS
    if isinstance(value, Sequence):
        return len(value) <= 5 * MOST_ROWS and all(bounded(each) for each in value)
    return value is None or isinstance(value, bool | int | float | date)
