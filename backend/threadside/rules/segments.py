"""How many SMS segments a text costs, and how it could cost fewer (3GPP TS 23.038, 23.040).

The extension counts by `extension/src/sidebar/format/segments.ts`; both read `gsm7.json` and run
the vectors in `shared_schemas/vectors/segments.json`.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from threadside.rules.tables import load_json

Encoding = Literal["gsm7", "ucs2"]

UNICODE_CHARS_SHOWN: Final = 10

_TABLE: Final = load_json("gsm7.json")
_COSTS: Final[dict[str, int]] = {
    **dict.fromkeys(_TABLE["basic"], 1),
    **dict.fromkeys(_TABLE["extension"], 2),
}
_LIMITS: Final[dict[Encoding, dict[str, int]]] = _TABLE["limits"]
_REPLACEMENTS: Final[dict[str, str]] = _TABLE["replacements"]
_INVISIBLE: Final = {char: "" for char, plain in _REPLACEMENTS.items() if not plain}

# The classes are spelled out because `\s` means different sets in Python and in JavaScript.
SPACE: Final = "\\t-\\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_URL: Final = re.compile(
    rf"(?:https?://|www\.|(?:[a-z0-9-]{{1,63}}\.){{1,4}}[a-z]{{2,24}}/)[^{SPACE}]+",
    re.IGNORECASE | re.ASCII,
)
_AFTER_URL: Final = frozenset(_REPLACEMENTS) | frozenset(".,;:!?)]}>'\"")


@dataclass(frozen=True, slots=True)
class Segments:
    """What a text costs on the air.

    `units` are septets (gsm7) or UTF-16 code units (ucs2); `per_segment` is the room of each
    segment of this text; `remaining` is the room left in the last one; `unicode_chars` are the
    distinct characters that force ucs2, in order of appearance, at most ten.
    """

    encoding: Encoding
    units: int
    segments: int
    per_segment: int
    remaining: int
    unicode_chars: tuple[str, ...]


def count(text: str) -> Segments:
    """Count `text` as the carrier will: an empty text has no segments, never raises.

    Parts are packed greedily, since a cut may separate neither the escape from its extension
    character nor the halves of a surrogate pair; dividing by 153 or 67 undercounts.
    """
    chars = joined(text)
    foreign = dict.fromkeys(char for char in chars if char not in _COSTS)
    encoding: Encoding = "ucs2" if foreign else "gsm7"
    limits = _LIMITS[encoding]
    costs = [_utf16_units(char) if foreign else _COSTS[char] for char in chars]
    units = sum(costs)
    if units <= limits["single"]:
        segments, room = min(units, 1), limits["single"]
        used = units
    else:
        room = limits["part"]
        segments, used = _pack(costs, room)
    return Segments(
        encoding=encoding,
        units=units,
        segments=segments,
        per_segment=room,
        remaining=room - used,
        unicode_chars=tuple(map(_printable, foreign))[:UNICODE_CHARS_SHOWN],
    )


def forcing(text: str) -> tuple[str, ...]:
    """Every distinct character of `text` that forces UCS-2, in order of appearance, as it is."""
    return tuple(dict.fromkeys(char for char in joined(text) if char not in _COSTS))


def to_gsm(text: str) -> str | None:
    """The same words in GSM-7, or None when there is nothing to gain.

    Typographic quotes, dashes and spaces become their plain forms, invisible characters go, and
    decomposed accents are composed. None when the text is GSM-7 already or when any other
    character would remain. Inside web addresses only invisible characters are removed, since a
    plain quote there leads to another page. "…" grows to "...": compare the counts before
    offering it.
    """
    if not any(char not in _COSTS for char in text):
        return None
    plain: list[str] = []
    end = 0
    for start, stop in web_addresses(text):
        plain.append(_plain(text[end:start]))
        plain.append("".join(_INVISIBLE.get(char, char) for char in text[start:stop]))
        end = stop
    plain.append(_plain(text[end:]))
    result = "".join(plain)
    return result if all(char in _COSTS for char in result) else None


def joined(text: str) -> str:
    """`text` with each surrogate pair as the one character that it means; lone halves stay.

    JSON and JavaScript can deliver a pair as two code points, which UTF-16 sees as one character.
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _pack(costs: list[int], room: int) -> tuple[int, int]:
    segments, used = 1, 0
    for cost in costs:
        if used + cost > room:
            segments, used = segments + 1, 0
        used += cost
    return segments, used


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(_REPLACEMENTS.get(char, char) for char in composed)


def web_addresses(text: str) -> list[tuple[int, int]]:
    """Where web addresses stand in `text`, without the punctuation of the sentence around them."""
    spans = []
    for match in _URL.finditer(text):
        stop = match.end()
        # A closing quote or dash right behind an address belongs to the sentence.
        while stop > match.start() and text[stop - 1] in _AFTER_URL:
            stop -= 1
        spans.append((match.start(), stop))
    return spans


def _utf16_units(char: str) -> int:
    return 2 if ord(char) > 0xFFFF else 1


def _printable(char: str) -> str:
    return "\ufffd" if 0xD800 <= ord(char) <= 0xDFFF else char
