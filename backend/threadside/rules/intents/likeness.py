"""How much a text resembles those with which people ended consent, where no rule knows its words.

Rules find the requests that somebody thought of. Beyond them a linear model (logistic regression)
over words, pairs of neighbours and pairs with one word between them knows the rest by resemblance.
It says no more than "likely", so what it finds is held for a person.

The weights are made from the labelled texts: `make likeness` (tests/intent_likeness.py).
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from threadside.rules.tables import load_json

FILE: Final = "intents/likeness.json"
LIKELY: Final = 0.85
"""From here on a text is held. Of outsiders' opt-outs that no rule knows this finds four in ten,
and takes three in two hundred others, most of them written to look alike (docs/opt-out.md)."""
LONGEST: Final = 120
"""Words of a text that are looked at; a text of four segments has about as many."""
NUMBER: Final = "0"
_FEWEST: Final = 16
"""Features a text is taken to have at least: one word that is known decides nothing alone."""


def score(words: Sequence[str]) -> float:
    """The probability, 0 to 1, that these words, with marks between them, ask for an end."""
    weights, bias = _model()
    known = [weights[each] for each in features(words) if each in weights]
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
def _model() -> tuple[Mapping[str, float], float]:
    table = load_json(FILE)
    return table["weights"], table["bias"]
