"""A text as the patterns read it: plain characters, with the place of each in the original."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# Only ends that both languages' patterns see alike remain: space and line feed.
_ASCII_SPACES: Final = str.maketrans({"\t": " ", "\v": "\n", "\f": "\n", "\r": " "})
_SIGNS: Final = {
    **dict.fromkeys("‘’‚‛′", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("•·∙‧", "."),
    "→": ">",
}
_SENTENCE: Final = re.compile(r"[.!?]+ |\n")
_BEFORE: Final = 90
_AFTER: Final = 70


@dataclass(frozen=True, slots=True)
class Reading:
    """`plain` keeps the case, `low` does not; both have the same length.

    `places` holds the index in the original of each of their characters; None where it is its own.
    """

    plain: str
    low: str
    places: list[int] | None
    length: int

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that `start` to `end`, not empty, was read from."""
        if self.places is None:
            return start, end
        # One character of the original can be read as several ("½" as "1/2").
        while end < len(self.places) and self.places[end] == self.places[end - 1]:
            end += 1
        # Marks and invisible characters behind the last character belong to it.
        return self.places[start], self.places[end] if end < len(self.places) else self.length

    def before(self, start: int) -> str:
        """The sentence up to `start`, on one line."""
        window = self.low[max(0, start - _BEFORE) : start]
        ends = [match.end() for match in _SENTENCE.finditer(window)]
        return window[ends[-1] if ends else 0 :]

    def after(self, end: int) -> str:
        """The sentence from `end` on."""
        window = self.low[end : end + _AFTER]
        stop = _SENTENCE.search(window)
        return window[: stop.start()] if stop else window

    def around(self, start: int, end: int) -> str:
        """What stands near, whatever the sentences, on one line."""
        return self.low[max(0, start - _BEFORE) : end + _AFTER].replace("\n", " ")


def read(text: str) -> Reading:
    """`text` in compatibility characters without marks and invisible ones (UAX #15, NFKD)."""
    if text.isascii():
        plain = text.translate(_ASCII_SPACES)
        return Reading(plain, plain.lower(), None, len(text))
    pieces: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        piece = _plain(char)
        pieces.append(piece)
        places.extend([at] * len(piece))
    plain = "".join(pieces)
    return Reading(plain, plain.lower(), places, len(text))


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char in _SIGNS:
        return _SIGNS[char]
    return "".join(map(_letter, unicodedata.normalize("NFKD", char)))


def _letter(char: str) -> str:
    if char.isascii():
        return char.translate(_ASCII_SPACES)
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"}:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category in {"Zs", "Zl", "Zp"} or char == "\u0085":
        return " " if category == "Zs" else "\n"
    # A letter that would change its length in lower case is none of any pattern's.
    return "-" if category == "Pd" or char == "−" else char if len(char.lower()) == 1 else "?"
