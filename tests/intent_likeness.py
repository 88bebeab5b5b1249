"""`make likeness`: make the weights of `rules/intents/likeness.py`.

Logistic regression by stochastic gradient steps (AdaGrad; Duchi, Hazan and Singer 2011) over the
labelled texts, always in the same order, so the same texts give the same weights. The parts that
were written to be looked at once are left out.
"""

import hashlib
import json
import math
import random
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from tests.intent_report import Split, rows
from threadside.rules.intents import likeness
from threadside.rules.intents.folding import visible
from threadside.rules.intents.reading import read
from threadside.rules.tables import load_text, shared_folder

TAUGHT: Final[tuple[Split, ...]] = ("development", "taught")
ROUNDS: Final = 20
AVERAGED: Final = 12
"""The last so many, of which the mean is kept."""
RATE: Final = 0.9
DECAY: Final = 1e-4
"""Of a weight each time it is looked at: keeps rare words from deciding alone."""
OF_A_WISH: Final = 0.7
"""What a mistake about a text that means it weighs against one about any other text, of which far
more arrive than the labelled texts have."""
SEED: Final = 7
SMALLEST: Final = 0.3
"""Weights below this say nothing and are left out."""

Text = tuple[list[int], int]
"""The features of a text, by their numbers, and its label."""


def made_of() -> str:
    """What the weights are made of, in sixteen characters."""
    told = "".join(load_text(f"vectors/intents_corpus/{split}.jsonl") for split in TAUGHT)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def main() -> None:
    """Make and write them."""
    labelled = [row for split in TAUGHT for row in rows(split)]
    found = [likeness.features(words(row.text)) for row in labelled]
    counted = Counter(each for one in found for each in one)
    names = sorted(each for each, count in counted.items() if count > 1)
    number = {name: place for place, name in enumerate(names)}
    known = [[number[each] for each in one if each in number] for one in found]
    table: dict[str, Any] = {"made_of": made_of()}
    for meaning in likeness.LEARNT:
        labels = [int(row.label == meaning) for row in labelled]
        table[meaning] = _model(names, list(zip(known, labels, strict=True)))
    path = shared_folder() / likeness.FILE
    path.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    counted_weights = [len(table[meaning]["weights"]) for meaning in likeness.LEARNT]
    sys.stdout.write(f"{len(labelled)} texts, {counted_weights} weights: {path.name}\n")


def words(text: str) -> list[str]:
    """A text as the model reads it."""
    return read(visible(text)).marked.split()


def _model(names: Sequence[str], texts: Sequence[Text]) -> dict[str, Any]:
    weights, bias = learnt(texts, len(names))
    told = zip(names, weights, strict=True)
    kept = {name: round(weight, 2) for name, weight in told if abs(weight) >= SMALLEST}
    return {"bias": round(bias, 3), "weights": kept}


def learnt(texts: Sequence[Text], size: int) -> tuple[list[float], float]:
    """Weights and bias: the mean of those after each of the later rounds, since where a single one
    ends depends on the order of its texts (Polyak and Juditsky 1992)."""
    weights, seen = [0.0] * size, [1e-6] * size
    bias, dice, order = 0.0, random.Random(SEED), list(texts)
    mean, mean_bias = [0.0] * size, 0.0
    for turn in range(ROUNDS):
        dice.shuffle(order)
        for places, label in order:
            unit = likeness.unit(len(places))
            total = sum([weights[place] for place in places]) * unit + bias
            wrong = (label - likeness.logistic(total)) * (OF_A_WISH if label else 1.0)
            bias += 0.01 * wrong
            push = wrong * unit
            square = push * push
            for place in places:
                seen[place] += square
                weights[place] += RATE * push / math.sqrt(seen[place]) - DECAY * weights[place]
        if turn >= ROUNDS - AVERAGED:
            mean = [before + now / AVERAGED for before, now in zip(mean, weights, strict=True)]
            mean_bias += bias / AVERAGED
    return mean, mean_bias


if __name__ == "__main__":
    main()
