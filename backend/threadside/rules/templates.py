"""Merge fields in approved wording: `{{first_name}}`, and `{{first_name|there}}` with a fallback.

The extension renders by `extension/src/sidebar/format/template.ts`; both run the vectors in
`shared_schemas/vectors/templates.json`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# Spelled out, since `\s` and `\w` mean different sets in Python and in JavaScript.
_FIELD: Final = re.compile(
    r"\{\{ *([A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*) *(?:\|([^{}|\r\n]*))?\}\}"
)
_CONTROL: Final = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029]+")
_DIRECTION: Final = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]+")
_BLANK: Final = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_EDGES: Final = re.compile(rf"^[{_BLANK}]+|[{_BLANK}]+\Z")


@dataclass(frozen=True, slots=True)
class Field:
    """A merge field: its lower-case name, the fallback or None, and the characters it stood in."""

    name: str
    fallback: str | None
    source: str


Part = str | Field


@dataclass(frozen=True, slots=True)
class Rendered:
    """A filled template.

    `missing` names the fields without a value and without a fallback; they stay in `text` as they
    were written, so that nobody sends a hole unseen. `used` names the fields that a value filled.
    """

    text: str
    missing: tuple[str, ...]
    used: tuple[str, ...]


def parse(body: str) -> tuple[Part, ...]:
    """Literal text and fields in order. Anything that is not a well-formed field is literal."""
    parts: list[Part] = []
    end = 0
    for match in _FIELD.finditer(body):
        if match.start() > end:
            parts.append(body[end : match.start()])
        fallback = None if match[2] is None else _clean(match[2])
        parts.append(Field(match[1].lower(), fallback, match[0]))
        end = match.end()
    if end < len(body):
        parts.append(body[end:])
    return tuple(parts)


def fields(body: str) -> tuple[str, ...]:
    """The distinct field names of `body`, lower case, in order of appearance."""
    return tuple(dict.fromkeys(part.name for part in parse(body) if isinstance(part, Field)))


def render(body: str, values: Mapping[str, str | None]) -> Rendered:
    """Fill `body` from `values`, whose keys are lower-case field names.

    One pass: a value that looks like a field is not expanded, so a CRM's content cannot pull in
    other fields. Line breaks and control characters of a value become one space, direction marks
    go; a value that is empty after that counts as absent. A fallback may be empty.
    """
    text: list[str] = []
    missing: dict[str, None] = {}
    used: dict[str, None] = {}
    for part in parse(body):
        if isinstance(part, str):
            text.append(part)
        elif value := _clean(values.get(part.name) or ""):
            text.append(value)
            used[part.name] = None
        elif part.fallback is not None:
            text.append(part.fallback)
        else:
            text.append(part.source)
            missing[part.name] = None
    return Rendered("".join(text), tuple(missing), tuple(used))


def _clean(value: str) -> str:
    return _EDGES.sub("", _CONTROL.sub(" ", _DIRECTION.sub("", value)))
