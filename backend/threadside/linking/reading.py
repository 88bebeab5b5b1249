"""What an API answered, read as the type it promised and bounded in size.

An answer is as hostile as a page: a value of another type is read as missing, never an exception,
and nothing is kept at any length. What an adapter can't do without is asked for by `must`.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any, Final

from threadside.linking.problems import Garbled

MOST_TEXT: Final = 500
"""Characters of a name, a label, a number, a mapped value."""
MOST_BODY: Final = 70_000
"""Characters of an entry's text: more than any CRM takes (HubSpot 65,536, Salesforce 32,000)."""
MOST_ROWS: Final = 500
"""Of one answer; more were not asked for."""
_NOTHING: Final[Mapping[str, Any]] = {}
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_YES: Final = {
    "true", "yes", "y", "1", "on", "x",
    "optout", "optedout", "unsubscribed", "stop", "donttext", "donottext",
}  # fmt: skip
_BREAK: Final = re.compile(r"<br\s*/?>|</p>", re.IGNORECASE)
_FEWEST_DIGITS: Final = 7
"""That two spellings of a number have in common at their ends."""


def text(value: Any, most: int = MOST_TEXT) -> str:
    """Text or a number as text, at most `most` characters. Without NUL, which PostgreSQL does not
    store, and half surrogates, which JSON can spell and UTF-8 can't."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, int) and value.bit_length() > 128:
        return ""
    cut = str(value)[:most].replace("\x00", "")
    return cut.encode("utf-8", "replace").decode("utf-8").strip()


def key(value: Any) -> str:
    """A record's id: text or a whole number that can stand in a path; else nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    said = text(value)
    return said if _ID.fullmatch(said) else ""


def row(value: Any) -> Mapping[str, Any]:
    """An object; anything else is an empty one."""
    return value if isinstance(value, Mapping) else _NOTHING


def rows(value: Any, most: int = MOST_ROWS) -> Iterator[Mapping[str, Any]]:
    """The objects of a list, at most `most`; anything else is none."""
    if isinstance(value, list):
        yield from (each for each in value[:most] if isinstance(each, Mapping))


def dig(value: Any, path: str) -> Any:
    """The value at a field's name, or below it where its name has dots (`Owner.Name`)."""
    here = row(value)
    if path in here:
        return here[path]
    for name in path.split("."):
        here = row(value)
        value = here.get(name)
    return value


def must(value: Any, *names: str) -> Mapping[str, Any]:
    """An object that has these fields.

    Raises:
        Garbled: when it is none, or lacks one.
    """
    if not isinstance(value, Mapping) or any(name not in value for name in names):
        raise Garbled("other_fields", f"expected an object with {', '.join(names) or 'fields'}")
    return value


def listed(value: Any, name: str) -> Sequence[Mapping[str, Any]]:
    """The objects of the list that has to be there under `name`.

    Raises:
        Garbled: when there is no list.
    """
    found = must(value, name)[name]
    if not isinstance(found, list):
        raise Garbled("other_fields", f"expected a list of {name}")
    return tuple(rows(found))


def parsed(body: bytes) -> Mapping[str, Any]:
    """The object that a webhook's body is.

    Raises:
        Garbled: when it is none.
    """
    try:
        return must(json.loads(body))
    except (ValueError, RecursionError) as error:
        raise Garbled("other_fields", "a body that is not JSON") from error


def truth(value: Any) -> bool:
    """Whether a field says yes, opted out, or the like, in whatever type it says so."""
    if isinstance(value, bool):
        return value
    return re.sub(r"[^a-z0-9]", "", text(value).casefold()) in _YES


def moment(value: Any) -> datetime | None:
    """A time: ISO 8601 (without a zone: UTC), or milliseconds since 1970."""
    said = text(value)
    try:
        if said.isdigit():
            return datetime.fromtimestamp(int(said[:16]) / 1000, UTC)
        at = datetime.fromisoformat(said)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def as_html(body: str) -> str:
    """Plain text for a field that the CRM shows as HTML."""
    return escape(body, quote=False).replace("\n", "<br>")


def has_key(body: Any, entry_key: str) -> bool:
    """Whether a written entry's text ends with this key, plain or as HTML."""
    lines = _BREAK.sub("\n", text(body, MOST_BODY)).split()
    return bool(lines) and bool(entry_key) and entry_key in lines


def same_number(one: str, other: str) -> bool:
    """Whether these may be one number, with its country's code or without: "(415) 555-2671" and
    "+14155552671"."""
    first, second = (re.sub(r"\D", "", each).lstrip("0") for each in (one, other))
    short, long = sorted((first, second), key=len)
    return len(short) >= _FEWEST_DIGITS and long.endswith(short)
