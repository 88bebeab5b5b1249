"""How much a text resembles those with which people ended consent, or said that they are somebody
else, where no rule knows its words.

Rules find what somebody thought of. Beyond them a linear model for each of the two (logistic
regression) over words, pairs of neighbours and pairs with one word between them knows the rest by
resemblance. It says no more than "likely", so what it finds is held for a person.

The weights are made from the labelled texts: `make likeness` (tests/intent_likeness.py).
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, Literal, get_args

from threadside.rules.tables import load_json

FILE: Final = "intents/likeness.json"
Meaning = Literal["opt_out", "wrong_number"]
LEARNT: Final[tuple[Meaning, ...]] = get_args(Meaning)
"""What texts are compared with, the weightier first."""
LIKELY: Final[Mapping[Meaning, float]] = {"opt_out": 0.75, "wrong_number": 0.55}
"""From here on a text is held. docs/opt-out.md says how many this finds, and how many wrongly."""
LONGEST: Final = 120
"""Words of a text that are looked at; a text of four segments has about as many."""
NUMBER: Final = "0"
_FEWEST: Final = 16
"""Features a text is taken to have at least: one word that is known decides nothing alone."""


def scores(words: Sequence[str]) -> dict[Meaning, float]:
    """The probability of each meaning, 0 to 1, for these words with marks between them."""
    found = features(words)
    return {meaning: _score(found, *_models()[meaning]) for meaning in LEARNT}


def _score(found: Sequence[str], weights: Mapping[str, float], bias: float) -> float:
    known = [weights[each] for each in found if each in weights]
    return logistic(sum(known) * unit(len(known)) + bias) if known else 0.0


def features(words: Sequence[str]) -> list[str]:
    """What a text is judged by, each once, in the order of the text."""
    found: dict[str, None] = {}
    before, last = "", "^"
    for word in words[:LONGEST]:
        word = NUMBER if word[0].isdigit() else word  # noqa: PLW2901 - any number is one
        found[word] = None
        found[f"{last} {word}"] = None
        if before:
            found[f"{before} _ {word}"] = None
        before, last = last, word
    return list(found)


def unit(known: int) -> float:
    """What each of so many features counts, so that long texts weigh no more than short ones."""
    return 1 / math.sqrt(max(known, _FEWEST))


def logistic(total: float) -> float:
    """From minus infinity to infinity onto 0 to 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def _models() -> Mapping[Meaning, tuple[Mapping[str, float], float]]:
    table = load_json(FILE)
    return {each: (table[each]["weights"], table[each]["bias"]) for each in LEARNT}
