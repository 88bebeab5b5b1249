"""A text as a reader takes it: lower case, plain letters, nothing invisible; and the way back.

Patterns and word lists are compared with this form, so accents, typographic quotes, fullwidth or
mathematical letters and zero-width characters hide nothing.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[^\W_]+")
_BLANKS: Final = {code: " " for code in range(32) if code != 10} | {127: " "}
_PLAIN: Final = {
    **dict.fromkeys("‘’ʼ‛′´", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\n\u2028\u2029", "\n"),
    "ß": "ss",
    "œ": "oe",
    "æ": "ae",
    "。": ".",
    # Letters by category that nothing is drawn for.
    **dict.fromkeys("\u2800\u3164\uffa0\u115f\u1160", " "),
}
# U+FDFA alone would become eighteen characters.
_LONGEST: Final = 4


class Word(NamedTuple):
    """A run of letters and digits with its place in the folded text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Folded:
    """`plain` is the folded form of `text`; `at` gives for each of its characters the index in
    `text` that it came from; `words` are its words in order."""

    text: str
    plain: str
    at: Sequence[int]
    words: tuple[Word, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of `text` behind `plain[start:end]`, which is not empty."""
        return self.at[start], self.at[end - 1] + 1

    def source(self, start: int, end: int) -> str:
        """The characters of `text` behind `plain[start:end]`."""
        first, last = self.span(start, end)
        return self.text[first:last]


def fold(text: str) -> Folded:
    """Fold `text`; total, and linear in its length."""
    at: Sequence[int] = range(len(text))
    if text.isascii():
        plain = text.lower().translate(_BLANKS)
    else:
        pieces = [_fold_char(char) for char in text]
        plain = "".join(pieces)
        at = [index for index, piece in enumerate(pieces) for _ in piece]
    words = tuple(Word(found[0], *found.span()) for found in _WORD.finditer(plain))
    return Folded(text, plain, at, words)


def fold_plain(text: str) -> str:
    """The folded form of `text` alone."""
    if text.isascii():
        return text.lower().translate(_BLANKS)
    return "".join(map(_fold_char, text))


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of `text`."""
    return tuple(_WORD.findall(fold_plain(text)))


@lru_cache(maxsize=4_096)
def _fold_char(char: str) -> str:
    if (plain := _PLAIN.get(char)) is not None:
        return plain
    if invisible(char):
        return ""
    if unicodedata.category(char) in {"Zs", "Cc"}:
        return " "
    apart = unicodedata.normalize("NFKD", char).lower()
    kept = "".join(_PLAIN.get(each, each) for each in apart if not invisible(each))
    return kept if 0 < len(kept) <= _LONGEST else char


def invisible(char: str) -> bool:
    """Format characters and combining marks: they are not read as characters of their own."""
    return unicodedata.category(char) in {"Cf", "Mn", "Me"}
