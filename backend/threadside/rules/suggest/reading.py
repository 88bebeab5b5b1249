"""A text as what it is about: the stems of its words, and the topics that its phrases name.

Topics are a table of what people ask for and how it is said in English and Spanish
(`shared_schemas/topics.json`). "Can we do another day?" and a template called "Move a visit" share
no word, and one topic. Stems are Snowball's (snowballstem.org).
"""

import difflib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

import snowballstemmer

from threadside.rules.names import every_word
from threadside.rules.tables import load_json

Language = Literal["en", "es"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "es")
_SNOWBALL: Final = {"en": "english", "es": "spanish"}
MOST_WORDS: Final = 200
"""Of one text; what stands behind is not looked at."""
_TYPO_FROM: Final = 5
"""Letters: a shorter word with one wrong is often another word."""
_TYPO: Final = 0.86
"""How alike a mistyped word has to be (difflib's ratio): one wrong letter of eight."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic, and the words from `start` to before `end` that name it."""

    topic: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Read:
    """`words` as they were written, without case and accents; of each its stem, empty for one that
    says nothing by itself; the topics in the order in which they are named."""

    language: Language
    words: tuple[str, ...]
    stems: tuple[str, ...]
    hits: tuple[Hit, ...]


def read(text: str, language: str = "und") -> Read:
    """Read a text. `language` is a BCP 47 tag; of all but English and Spanish the words decide."""
    words = tuple(every_word(text)[:MOST_WORDS])
    meant = known(language) or _guessed(words)
    stems = tuple(_mended(stem, meant) for stem in _stems(words, meant))
    common = _common(meant)
    own = tuple("" if word in common else stem for word, stem in zip(words, stems, strict=True))
    return Read(meant, words, own, tuple(_hits(stems, meant)))


def topics_of(text: str, language: str = "und") -> tuple[str, ...]:
    """The topics of a text, each once."""
    return tuple(dict.fromkeys(hit.topic for hit in read(text, language).hits))


def known(tag: str) -> Language | None:
    """The language of a tag, where texts of it are understood."""
    base = tag.partition("-")[0]
    return next((each for each in LANGUAGES if each == base), None)


def _guessed(words: tuple[str, ...]) -> Language:
    """The one whose everyday words and phrases are more; English for as many."""
    found = {
        each: sum(word in _common(each) for word in words)
        + 2 * len(_hits(_stems(words, each), each))
        for each in LANGUAGES
    }
    return "es" if found["es"] > found["en"] else "en"


def _hits(stems: tuple[str, ...], language: Language) -> list[Hit]:
    """The longest phrase at each place, and every topic that it names."""
    phrases, longest = _phrases(language)
    found: list[Hit] = []
    at = 0
    while at < len(stems):
        most = min(longest.get(stems[at], 0), len(stems) - at)
        size = next((n for n in range(most, 0, -1) if stems[at : at + n] in phrases), 0)
        found.extend(Hit(topic, at, at + size) for topic in phrases.get(stems[at : at + size], ()))
        at += size or 1
    return found


@cache
def _phrases(language: Language) -> tuple[dict[tuple[str, ...], tuple[str, ...]], dict[str, int]]:
    """Topics by the stems of their phrases, and the longest phrase's length by its first stem."""
    made: dict[tuple[str, ...], tuple[str, ...]] = {}
    longest: dict[str, int] = {}
    for topic, said in load_json("topics.json")["topics"].items():
        for phrase in said[language]:
            key = _stems(tuple(every_word(phrase)), language)
            made[key] = tuple(dict.fromkeys((*made.get(key, ()), topic)))
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return made, longest


@cache
def _vocabulary(language: Language) -> dict[str, tuple[str, ...]]:
    """The stems of topics that a typo may hide, by their first letter."""
    by_letter: dict[str, set[str]] = {}
    for phrase in _phrases(language)[0]:
        for stem in phrase:
            if len(stem) >= _TYPO_FROM:
                by_letter.setdefault(stem[0], set()).add(stem)
    return {letter: tuple(sorted(stems)) for letter, stems in by_letter.items()}


@cache
def _common(language: Language) -> frozenset[str]:
    return frozenset(load_json("topics.json")["common"][language].split())


@lru_cache(maxsize=20_000)
def _mended(stem: str, language: Language) -> str:
    """The stem of a topic that was meant, where one is nearly the same."""
    near = _vocabulary(language).get(stem[:1], ()) if len(stem) >= _TYPO_FROM else ()
    if stem in near:
        return stem
    return next(iter(difflib.get_close_matches(stem, near, n=1, cutoff=_TYPO)), stem)


def _stems(words: tuple[str, ...], language: Language) -> tuple[str, ...]:
    return tuple(_stem(word, language) for word in words)


@lru_cache(maxsize=50_000)
def _stem(word: str, language: Language) -> str:
    # A stemmer keeps the word it works on: one for each call is what threads may share.
    return str(snowballstemmer.stemmer(_SNOWBALL[language]).stemWord(word))
