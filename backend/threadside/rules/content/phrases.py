"""Finding the words and phrases of `content.json` in a text, in one pass over its words.

The longest phrase at a place wins and takes its words away, so a harmless phrase ("glue gun")
shields what stands in it. An entry such as "gun(s)" stands for both forms.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Final, NamedTuple

from threadside.rules.content.folded import Folded, fold_words
from threadside.rules.tables import load_json

DATA: Final[dict[str, Any]] = load_json("content.json")
RISKS: Final[tuple[str, ...]] = tuple(DATA["risks"])

_FORMS: Final = re.compile(r"\((\w+)\)")
_JOINS: Final = frozenset(" -'/_\n")


class Found(NamedTuple):
    """A phrase of the list `kind`, and where it stands in the folded text."""

    kind: str
    start: int
    end: int


class Phrases:
    """Word lists by kind, compiled for looking up."""

    def __init__(self, lists: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for kind, entries in lists:
            for entry in entries:
                for words in _forms(entry):
                    self._by_first.setdefault(words[0], []).append((words, kind))
        for phrases in self._by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def find(self, folded: Folded) -> Iterator[Found]:
        """Every phrase in order, none overlapping; a phrase never reaches past punctuation."""
        index = 0
        while index < len(folded.words):
            for words, kind in self._by_first.get(folded.words[index].text, ()):
                if _stands(folded, index, words):
                    last = index + len(words) - 1
                    yield Found(kind, folded.words[index].start, folded.words[last].end)
                    index = last
                    break
            index += 1


def listed(name: str) -> list[str]:
    """The entries of a list of `content.json`, which are parted by bars."""
    return str(DATA[name]).split("|")


def _forms(entry: str) -> Iterator[tuple[str, ...]]:
    """Singular and plural; with an apostrophe, and without as many type it."""
    for form in {_FORMS.sub("", entry), _FORMS.sub(r"\1", entry)}:
        for spelled in {form, form.replace("'", "")}:
            if words := fold_words(spelled):
                yield words


def _stands(folded: Folded, index: int, words: tuple[str, ...]) -> bool:
    here = folded.words[index : index + len(words)]
    if len(here) < len(words) or any(
        word.text != wanted for word, wanted in zip(here, words, strict=True)
    ):
        return False
    return all(
        right.start - left.end <= 2 and _JOINS.issuperset(folded.plain[left.end : right.start])
        for left, right in pairwise(here)
    )
