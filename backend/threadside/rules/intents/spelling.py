"""Words as they were meant: abbreviations written out, slips of the finger undone.

Only words that requests to stop are made of are repaired, and only where what was typed is one
slip away (a letter left out, doubled, swapped with its neighbour, or the key beside it) and is no
word of its own: "shop", "step" and "spot" stay what they are.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from threadside.rules.tables import load_json

_TABLE: Final[dict[str, Any]] = load_json("intents/spelling.json")
ABBREVIATIONS: Final[dict[str, str]] = _TABLE["abbreviations"]
PAIRS: Final[dict[str, str]] = _TABLE["pairs"]
"""Two words that have a shorter form ("do not": "dont")."""

_REPAIRED: Final[list[str]] = _TABLE["repaired"]
_MEANT: Final[dict[str, str]] = _TABLE["meant"]
_REAL: Final = frozenset[str](_TABLE["real"])
_BESIDE: Final = {
    "q": "wa", "w": "qes", "e": "wsdr", "r": "edft", "t": "rfgy", "y": "tghu", "u": "yhji",
    "i": "ujko", "o": "iklp0", "p": "ol0", "a": "qwsz", "s": "awedxz", "d": "serfcx",
    "f": "drtgvc", "g": "ftyhbv", "h": "gyujnb", "j": "huikmn", "k": "jiolm", "l": "kop",
    "z": "asx", "x": "zsdc", "c": "xdfv", "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip
_VOWELS: Final = "aeiou"
_LONG_RUN: Final = re.compile(r"([a-z])\1{2,}")
_PARTS: Final = "|".join(sorted(_TABLE["glued"], key=len, reverse=True))
_GLUED: Final = re.compile(rf"(?=\w{{5,40}}\Z)(?:{_PARTS}){{2,8}}")
_PART: Final = re.compile(rf"({_PARTS})(?=(?:{_PARTS})*\Z)")


def _slips(word: str) -> Iterator[str]:
    for place, letter in enumerate(word):
        if place:
            yield word[:place] + word[place + 1 :]
        yield word[:place] + letter + word[place:]
        if place + 1 < len(word):
            yield word[:place] + word[place + 1] + letter + word[place + 2 :]
        if letter in _VOWELS and len(word) > 5:
            yield from (word[:place] + vowel + word[place + 1 :] for vowel in _VOWELS)
        for beside in _BESIDE[letter]:
            yield word[:place] + beside + word[place + 1 :]
            if place:
                yield word[:place] + beside + word[place:]
                yield word[: place + 1] + beside + word[place + 1 :]


def _corrections() -> dict[str, str]:
    found: dict[str, str] = {}
    for word in _REPAIRED:
        for slip in _slips(word):
            if slip not in _REAL and slip not in _REPAIRED:
                found.setdefault(slip, _MEANT.get(word, word))
    return found | _MEANT


CORRECTIONS: Final = _corrections()
"""What was typed → the word that was meant."""


def words(token: str) -> tuple[str, ...]:
    """The words that one typed word stands for, usually itself."""
    meant = ABBREVIATIONS.get(token)
    if meant is None:
        token = _LONG_RUN.sub(r"\1", token)
        meant = ABBREVIATIONS.get(token) or CORRECTIONS.get(token, token)
    if meant == token and meant not in _REAL and _GLUED.fullmatch(meant):
        return tuple(part for piece in _PART.findall(meant) for part in words(piece))
    return tuple(meant.split())


def joined(tokens: list[str]) -> list[str]:
    """Tokens with pairs that have a shorter form written in it ("do not": "dont")."""
    found: list[str] = []
    for token in tokens:
        short = PAIRS.get(f"{found[-1]} {token}") if found else None
        if short is None:
            found.append(token)
        else:
            found[-1:] = short.split()
    return found
