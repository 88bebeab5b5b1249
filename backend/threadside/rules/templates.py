"""Merge fields in approved wording: `{{first_name}}`, and `{{first_name|there}}` with a fallback.

Between the name and the fallback may stand how the value is written, and that it is needed:
`{{visit|date|or:"soon"}}`, `{{deal.amount|money|required}}`. Values arrive written in every way
that they can be (`rules/merge_formats.py`), under `visit|date` and the like, so nothing here knows
languages or zones, and both sides write alike.

The extension renders by `extension/src/sidebar/format/template.ts`; both run the vectors in
`shared_schemas/vectors/templates.json`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# Spelled out, since `\s` and `\w` mean different sets in Python and in JavaScript.
_FIELD: Final = re.compile(
    r"\{\{ *([A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*) *((?:\|[^{}|\r\n]*){0,3})\}\}"
)
LOCK: Final = re.compile(r"\[\[((?:(?!\[\[|\]\])[\s\S])*)\]\]")
"""A part that is never changed (`rules/locks.py`)."""
FORMATS: Final = ("date", "time", "money", "first_name")
"""How a value may be written. Each is a word that can't be a bare fallback: `|or:"date"` can."""
REQUIRED: Final = "required"
_OR: Final = re.compile(r'or:[ ]*(?:"([^"]*)"|(.*))', re.DOTALL)
_CONTROL: Final = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029]+")
_DIRECTION: Final = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]+")
_BLANK: Final = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_EDGES: Final = re.compile(rf"^[{_BLANK}]+|[{_BLANK}]+\Z")


@dataclass(frozen=True, slots=True)
class Field:
    """A merge field: its lower-case name, the fallback or None, the characters it stood in, how its
    value is written (one of `FORMATS`, or empty), and whether no text goes without the value."""

    name: str
    fallback: str | None
    source: str
    format: str = ""
    required: bool = False

    @property
    def key(self) -> str:
        """What its value is called among the values: `visit`, or `visit|date`."""
        return f"{self.name}|{self.format}" if self.format else self.name


Part = str | Field


@dataclass(frozen=True, slots=True)
class Rendered:
    """A filled template.

    `missing` names the fields without a value and without a fallback; they stay in `text` as they
    were written, so that nobody sends a hole unseen. `used` are the keys of the values in it.
    """

    text: str
    missing: tuple[str, ...]
    used: tuple[str, ...]


def parse(body: str) -> tuple[Part, ...]:
    """Literal text and fields in order. Anything that is not a well-formed field is literal."""
    parts: list[Part] = []
    end = 0
    for match in _FIELD.finditer(body):
        field = _field(match[0], match[1].lower(), match[2])
        if field is None:
            continue
        if match.start() > end:
            parts.append(body[end : match.start()])
        parts.append(field)
        end = match.end()
    if end < len(body):
        parts.append(body[end:])
    return tuple(parts)


def _field(source: str, name: str, after: str) -> Field | None:
    """A field whose bars are understood: a format, `required`, a fallback, in this order and each
    at most once; None for anything else."""
    bars = [_clean(each) for each in after.split("|")[1:]]
    format_, required = "", False
    if bars and bars[0] in FORMATS:
        format_ = bars.pop(0)
    if bars and bars[0] == REQUIRED:
        required = bool(bars.pop(0))
    if len(bars) > 1 or (bars and (required or bars[0] in (*FORMATS, REQUIRED))):
        return None
    return Field(name, _fallback(bars[0]) if bars else None, source, format_, required)


def _fallback(said: str) -> str:
    quoted = _OR.fullmatch(said)
    if quoted is None:
        return said
    return _clean(quoted[2] if quoted[1] is None else quoted[1])


def written(field: Field) -> str:
    """A field as it is usually written; read again, it is the same field."""
    bars = [field.format] if field.format else []
    if field.required:
        bars.append(REQUIRED)
    if field.fallback is not None:
        plain = _fallback(field.fallback) == field.fallback
        plain = plain and field.fallback not in (*FORMATS, REQUIRED)
        quoted = field.fallback if '"' in field.fallback else f'"{field.fallback}"'
        bars.append(field.fallback if plain else f"or: {quoted}")
    return "{{" + "|".join([field.name, *bars]) + "}}"


def unlocked(body: str) -> str:
    """The wording without the brackets around its locked parts."""
    return LOCK.sub(lambda found: found[1], body)


def fields(body: str) -> tuple[str, ...]:
    """The distinct field names of `body`, lower case, in order of appearance."""
    return tuple(dict.fromkeys(part.name for part in parse(body) if isinstance(part, Field)))


def render(body: str, values: Mapping[str, str | None]) -> Rendered:
    """Fill `body` from `values`, whose keys are lower-case field names, or those with a format.

    One pass: a value that looks like a field is not expanded, so a CRM's content cannot pull in
    other fields. Line breaks and control characters of a value become one space, direction marks
    go; a value that is empty after that counts as absent. A fallback may be empty. The brackets of
    locked parts are not of the text.
    """
    text: list[str] = []
    missing: dict[str, None] = {}
    used: dict[str, None] = {}
    for part in parse(unlocked(body)):
        if isinstance(part, str):
            text.append(part)
        elif value := _clean(values.get(part.key) or ""):
            text.append(value)
            used[part.key] = None
        elif part.fallback is not None:
            text.append(part.fallback)
        else:
            text.append(part.source)
            missing[part.name] = None
    return Rendered("".join(text), tuple(missing), tuple(used))


def _clean(value: str) -> str:
    return _EDGES.sub("", _CONTROL.sub(" ", _DIRECTION.sub("", value)))
