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
from typing import Final

from tests.intent_report import Row, Split, rows
from threadside.rules.intents import likeness
from threadside.rules.intents.folding import visible
from threadside.rules.intents.reading import read
from threadside.rules.tables import load_text, shared_folder

TAUGHT: Final[tuple[Split, ...]] = ("development", "taught")
ROUNDS: Final = 20
RATE: Final = 0.9
DECAY: Final = 1e-4
"""Of a weight each time it is looked at: keeps rare words from deciding alone."""
OF_A_WISH: Final = 0.7
"""What a mistake about a wish to end weighs against one about any other text, of which far more
arrive than the labelled texts have."""
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
    texts = [
        ([number[each] for each in one if each in number], _label(row))
        for one, row in zip(found, labelled, strict=True)
    ]
    weights, bias = learnt(texts, len(names))
    kept = {
        name: round(weight, 2)
        for name, weight in zip(names, weights, strict=True)
        if abs(weight) >= SMALLEST
    }
    table = {"made_of": made_of(), "bias": round(bias, 3), "weights": kept}
    path = shared_folder() / likeness.FILE
    path.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(texts)} texts, {len(kept)} weights: {path.name}\n")


def words(text: str) -> list[str]:
    """A text as the model reads it."""
    return read(visible(text)).marked.split()


def _label(row: Row) -> int:
    return int(row.label == "opt_out")


def learnt(texts: Sequence[Text], size: int) -> tuple[list[float], float]:
    """Weights and bias."""
    weights, seen = [0.0] * size, [1e-6] * size
    bias, dice, order = 0.0, random.Random(SEED), list(texts)
    for _ in range(ROUNDS):
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
    return weights, bias


if __name__ == "__main__":
    main()
