"""A long text as several short ones, cut where a reader would pause.

The extension splits by `extension/src/sidebar/format/split.ts`; both read `sentences.json` and run
the vectors in `shared_schemas/vectors/split.json`.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from threadside.rules.segments import SPACE, count, joined, web_addresses
from threadside.rules.tables import load_json

# A part of one segment has at most 160 characters (3GPP TS 23.040).
_MOST_PER_SEGMENT: Final = 160

_TABLE: Final = load_json("sentences.json")
_BEFORE_A_NAME: Final = frozenset(_TABLE["before_a_name"].split())
_BEFORE_A_NUMBER: Final = frozenset(_TABLE["before_a_number"].split())
_INSIDE: Final = frozenset(_TABLE["inside"].split())
_BEFORE_AN_AMOUNT: Final = re.compile(_TABLE["before_an_amount"], re.IGNORECASE | re.ASCII)
_UNIT: Final = re.compile(_TABLE["before_a_unit"], re.IGNORECASE | re.ASCII)

# All white space but the no-break spaces.
_BREAK: Final = "\\t-\\r \u0085\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000"
_TOKEN: Final = re.compile(rf"[^{_BREAK}]+")
_WORD: Final = re.compile(rf"[^{SPACE}]")
_NEW_LINE: Final = re.compile("[\n\r\u0085\u2028\u2029]")
_SENTENCE_END: Final = re.compile("([.!?…]+)[\"'”’)\\]»]*$")
_OPENING: Final = "\"'“‘(«[¿¡"
_INITIALS: Final = re.compile(r"(?:[A-HJ-ZÀ-Þ]|(?:[A-ZÀ-Þ]\.)+[A-ZÀ-Þ])\.$")
_LIST_NUMBER: Final = re.compile(r"\(?(?:[0-9]{1,2}|[a-z])[.)]$")
_NUMBER_AHEAD: Final = re.compile(r"[(+]?[0-9]")
_NUMBER_BEHIND: Final = re.compile(r"[0-9]\)?[-–.]?$")

# Few enough to fit behind a counter, each of two UTF-16 units.
_WHOLE_CLUSTER: Final = 20
_ZERO_WIDTH_JOINER: Final = "\u200d"


class _Token:
    """A run without white space: where it stands, and what may follow it."""

    __slots__ = ("end", "glued", "last", "start", "url")

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end
        self.url = False  # holds a web address
        self.last = False  # the last of its sentence
        self.glued = False  # of one piece with what follows


def split(text: str, max_segments: int = 1, *, counters: bool = False) -> tuple[str, ...]:
    """The parts of `text`, in order, each of at most `max_segments` in its own encoding.

    Cut between sentences; where one sentence is too long, between words, but within no phone
    number, amount or name behind a title; where a word is too long, between the characters a
    reader sees (after UAX #29). A web address is never cut and may exceed the limit by itself. The
    parts hold every character but the white space at the cuts; a blank text has none. With
    `counters` several parts begin with "(1/3) ", within the limit. Raises ValueError when
    `max_segments` is below one.
    """
    if max_segments < 1:
        raise ValueError("a part has at least one segment")
    whole = joined(text)
    tokens = _tokens(whole) if _WORD.search(whole) else []
    parts = _cut(whole, tokens, max_segments, "")
    if not counters or len(parts) < 2:
        return tuple(parts)
    digits = 1
    while True:
        parts = _cut(whole, tokens, max_segments, f"({'9' * digits}/{'9' * digits}) ")
        if len(str(len(parts))) <= digits:
            return tuple(f"({n}/{len(parts)}) {part}" for n, part in enumerate(parts, 1))
        digits += 1


def _cut(text: str, tokens: list[_Token], max_segments: int, prefix: str) -> list[str]:
    def fits(start: int, end: int) -> bool:
        return count(prefix + text[start:end]).segments <= max_segments

    ends = [token.end for token in tokens]
    levels = (
        [token.end for token in tokens if token.last],
        [token.end for token in tokens if not token.glued],
        ends,
    )
    reach = _MOST_PER_SEGMENT * max_segments
    parts: list[str] = []
    index = start = 0
    while index < len(tokens):
        start = max(start, tokens[index].start)
        end = next(filter(None, (_furthest(level, start, reach, fits) for level in levels)), None)
        if end is None and tokens[index].url:
            end = tokens[index].end
        elif end is None:
            letters = _clusters(text, start, min(tokens[index].end, start + reach + 1))
            # One that is longer than a segment is cut between code points.
            end = _furthest(letters, start, reach, fits) or start + _WHOLE_CLUSTER
        parts.append(text[start:end])
        start, index = end, bisect_right(ends, end)
    return parts


def _furthest(
    ends: Sequence[int], start: int, reach: int, fits: Callable[[int, int], bool]
) -> int | None:
    """The last of `ends` up to which the text from `start` fits: more text never costs less."""
    low, high = bisect_right(ends, start), bisect_right(ends, start + reach)
    found = bisect_left(range(low, high), True, key=lambda at: not fits(start, ends[at])) + low
    return ends[found - 1] if found > low else None


def _tokens(text: str) -> list[_Token]:
    tokens = [_Token(*match.span()) for match in _TOKEN.finditer(text)]
    starts = [token.start for token in tokens]
    for start, _end in web_addresses(text):
        tokens[bisect_right(starts, start) - 1].url = True
    first, ended = True, False
    for token, after in pairwise(tokens):
        word, ahead = text[token.start : token.end], text[after.start : after.end]
        # An emoji behind a sentence belongs to it.
        ended = (ended and _wordless(word)) or _ends_sentence(word, ahead, first=first)
        new_line = _NEW_LINE.search(text, token.end, after.start) is not None
        token.last = new_line or (ended and not _wordless(ahead))
        token.glued = not token.last and _of_one_piece(word, ahead)
        first, ended = token.last, ended and not token.last
    if tokens:
        tokens[-1].last = True
    return tokens


def _ends_sentence(word: str, ahead: str, *, first: bool) -> bool:
    end = _SENTENCE_END.search(word)
    if end is None:
        return False
    if end[1] != ".":
        return True
    if (first and _LIST_NUMBER.match(word)) or _INITIALS.match(word.lstrip(_OPENING)):
        return False
    name = _abbreviated(word)
    if name in _BEFORE_A_NAME:
        return False
    if name in _BEFORE_A_NUMBER:
        return not _NUMBER_AHEAD.match(ahead)
    return name not in _INSIDE or _capital(ahead)


def _of_one_piece(word: str, ahead: str) -> bool:
    if word.endswith("."):
        name = _abbreviated(word)
        if name in _BEFORE_A_NAME or name in _BEFORE_A_NUMBER:
            return True
    if _NUMBER_AHEAD.match(ahead):
        return bool(_NUMBER_BEHIND.search(word) or _BEFORE_AN_AMOUNT.search(word))
    return bool(_NUMBER_BEHIND.search(word) and _UNIT.match(ahead))


def _abbreviated(word: str) -> str:
    return word.lstrip(_OPENING).removesuffix(".").lower()


def _capital(word: str) -> bool:
    letter = word.lstrip(_OPENING)[:1]
    return letter != letter.lower()


def _wordless(word: str) -> bool:
    return not any(unicodedata.category(char)[0] in "LN" for char in word)


def _clusters(text: str, start: int, end: int) -> list[int]:
    """The ends of the characters that a reader sees between `start` and `end` (after UAX #29)."""
    ends: list[int] = []
    flags = 0
    for at in range(start + 1, end):
        char, before = text[at], text[at - 1]
        flags = flags + 1 if _is_flag(before) else 0
        if before == _ZERO_WIDTH_JOINER or _extends(char) or (_is_flag(char) and flags % 2):
            continue
        ends.append(at)
    return [*ends, end]


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _extends(char: str) -> bool:
    return (
        char == _ZERO_WIDTH_JOINER
        or "\u1160" <= char <= "\u11ff"  # the vowels and finals of Korean syllables
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= char <= "\U000e007f"  # the tags of subdivision flags
        or unicodedata.category(char)[0] == "M"
    )
