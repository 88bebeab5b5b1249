"""How alike two texts are: the same words to one person again, or to many.

Carriers filter near-identical texts to many numbers (CTIA Messaging Principles and Best Practices
on repetitive messages), and people notice a copied answer.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from threadside.rules.content.folded import fold_plain, fold_words
from threadside.rules.content.hint import Hint, Level, Setting
from threadside.rules.content.phrases import DATA

ALIKE: Final = 0.9
"""From this similarity on, two texts count as near-identical."""
FEWEST_WORDS: Final = 5
"""Shorter texts are said again and again: "On my way", "Thank you!"."""
AROUND_HINT: Final = 3
AROUND_WARN: Final = 10
"""So many others got the wording within the hour."""
SHORT: Final = 16
"""Characters of a mark that are enough to know a wording by among those of an hour."""

_LINK: Final = re.compile(r"(?<!\w)(?:https?://|www\.)[^ \n]+")
_GREETING: Final = re.compile(
    rf"[^a-z0-9]*(?:{DATA['holes']['greetings']})"
    r"((?: [^\W\d_][\w'.-]*){1,3})(?= ?[,!.:;\n-]|[^\w ])"
)
_DATES: Final = frozenset(f"{DATA['dates']['names']} {DATA['dates']['words']}".split())
_DIGIT: Final = re.compile("[0-9]")


def similarity(a: str, b: str) -> float:
    """How alike two texts are, 0 to 1: the Dice coefficient of their pairs of neighbouring words,
    in which case, accents and punctuation do not count. Two texts without a word are alike."""
    return _dice(_pairs(a), _pairs(b))


def fingerprint(text: str, names: Sequence[str] = ()) -> str:
    """The words that stay when a text is sent to somebody else: without `names`, the name behind
    a greeting, numbers, amounts, dates, times and addresses. Equal for copies of one wording."""
    return _fingerprint(text, tuple(names))


def near_identical(a: str, b: str) -> bool:
    """The same wording: one fingerprint, or a similarity of at least 0.9."""
    return fingerprint(a) == fingerprint(b) or similarity(a, b) >= ALIKE


def mark(text: str) -> str:
    """A digest that copies of one wording have in common: 64 hexadecimal characters; empty for
    words that everybody says."""
    if not comparable(text) or not (wording := fingerprint(text)):
        return ""
    return hashlib.sha256(wording.encode()).hexdigest()


def comparable(text: str) -> bool:
    """Whether the text has words enough to be a copy of another one."""
    return len(_words(text)) >= FEWEST_WORDS


def check(text: str, setting: Setting) -> tuple[Hint | None, ...]:
    """`robotic_template_unedited`, else `same_as_previous`; and `copied_around`."""
    if not comparable(text):
        return ()
    again = None
    if _unedited(text, setting):
        again = Hint("robotic_template_unedited", "warn")
    elif any(_said_before(text, said) for said in setting.previous):
        again = Hint("same_as_previous", "warn")
    around = setting.copied.get(mark(text)[:SHORT], 0) if setting.copied else 0
    if around < AROUND_HINT:
        return (again,)
    level: Level = "warn" if around >= AROUND_WARN else "hint"
    return again, Hint("copied_around", level, {"times": around})


def _unedited(text: str, setting: Setting) -> bool:
    if setting.template is None or _words(text) != _words(setting.template):
        return False
    return any(near_identical(setting.template, said) for said in setting.previous)


def _said_before(text: str, said: str) -> bool:
    """Another time, amount or number makes it another message, however alike the words are."""
    return similarity(text, said) >= ALIKE and _numbers(text) == _numbers(said)


def _numbers(text: str) -> Counter[str]:
    return Counter(word for word in _words(text) if word in _DATES or _DIGIT.search(word))


@lru_cache(maxsize=512)
def _words(text: str) -> tuple[str, ...]:
    return fold_words(text)


@lru_cache(maxsize=512)
def _pairs(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(("", *_words(text), "")))


def _dice(a: Counter[tuple[str, str]], b: Counter[tuple[str, str]]) -> float:
    return 2 * (a & b).total() / (a.total() + b.total())


@lru_cache(maxsize=512)
def _fingerprint(text: str, names: tuple[str, ...]) -> str:
    plain = _without_links(text)
    if greeting := _GREETING.match(plain):
        plain = plain[: greeting.start(1)] + plain[greeting.end(1) :]
    left_out = {part for name in names for part in fold_words(_without_links(name))}
    return " ".join(_kept(plain, left_out))


def _without_links(text: str) -> str:
    return _LINK.sub(" ", fold_plain(text))


def _kept(plain: str, left_out: set[str]) -> Iterator[str]:
    for word in fold_words(plain):
        if word not in left_out and word not in _DATES and not _DIGIT.search(word):
            yield word
