"""CAPITALS: read as shouting by people, and as spam by filters."""

import re
from typing import Final

from threadside.rules.content.folded import Folded, fold_words
from threadside.rules.content.hint import Hint, Setting
from threadside.rules.content.links import Link, inside
from threadside.rules.content.phrases import DATA

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_KEYWORDS: Final = frozenset(DATA["keywords"].split())
_ACRONYMS: Final = frozenset(DATA["acronyms"].split())
_NAMES: Final = frozenset(DATA["dates"]["names"].split())
_DIGIT: Final = re.compile("[0-9]")
_BEGINS: Final = re.compile(r"(?:^|[.!?\n])[\s\"'(¿¡“]*$")

Placed = tuple[str, int]
"""A word and where it starts in the original text."""

_LONG_WORD: Final = 4
_FEWEST_LETTERS: Final = 8
_SHARE: Final = 0.5
_RUN_WORDS: Final = 3
_RUN_LETTERS: Final = 10


def check(folded: Folded, links: tuple[Link, ...], setting: Setting) -> Hint | None:
    """`shouting`: half of the letters, or three words in a row, are in capitals. Reply keywords,
    the brand, codes with digits and addresses do not count, nor do capitals in other scripts'
    caseless letters. The mending writes them as sentences."""
    if sum(map(str.isupper, folded.text)) < _FEWEST_LETTERS:
        return None
    words = _words(folded, links, setting.brand)
    loud = [word for word in words if _is_loud(word[0])]
    letters = sum(len(text) for text, _start in loud)
    if len(loud) < 2 or not any(len(text) >= _LONG_WORD for text, _start in loud):
        return None
    if letters >= _FEWEST_LETTERS and letters >= _SHARE * _cased(words):
        spelled = [word for word in words if _is_loud(word[0]) or _is_letter(word[0])]
    else:
        loud = spelled = _runs(words)
    if not loud:
        return None
    spans = tuple((start, start + len(text)) for text, start in loud)
    return Hint("shouting", "warn", {}, spans, _calm(folded.text, spelled, setting.language))


def _words(folded: Folded, links: tuple[Link, ...], brand: str) -> list[Placed]:
    text = folded.text
    own = set(fold_words(brand))
    placed = [(found[0], found.start()) for found in _WORD.finditer(text)]
    return [
        (word, start)
        for word, start in placed
        if not (links and inside(links, start))
        and not (own and word.lower() in own)
        and not (word.isupper() and (word in _KEYWORDS or _beside_digit(text, word, start)))
    ]


def _beside_digit(text: str, word: str, start: int) -> bool:
    return bool(_DIGIT.match(text, start + len(word)) or (start and _DIGIT.match(text, start - 1)))


def _is_loud(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isupper() and word != "I"


def _cased(words: list[Placed]) -> int:
    return sum(len(text) for text, _start in words if text.upper() != text.lower())


def _runs(words: list[Placed]) -> list[Placed]:
    """The words of every run of three or more in capitals that is more than initials."""
    loud: list[Placed] = []
    run: list[Placed] = []
    for word in [*words, ("", 0)]:
        if _is_loud(word[0]):
            run.append(word)
            continue
        long = sum(len(text) >= _LONG_WORD for text, _start in run)
        letters = sum(len(text) for text, _start in run)
        if len(run) >= _RUN_WORDS and long >= 2 and letters >= _RUN_LETTERS:
            loud += run
        run = []
    return loud


def _calm(text: str, words: list[Placed], language: str) -> str:
    calm: list[str] = []
    end = 0
    for word, start in words:
        calm += text[end:start], _spoken(word, text[max(0, start - 20) : start], language)
        end = start + len(word)
    return "".join(calm) + text[end:]


def _spoken(word: str, before: str, language: str) -> str:
    if word in _ACRONYMS:
        return word
    plain = word.lower()
    name = language == "en" and (plain in _NAMES or plain.startswith(("i'", "i’")))
    return plain[:1].upper() + plain[1:] if name or _BEGINS.search(before) else plain
