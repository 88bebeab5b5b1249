"""How a reader's cost grows with a text's length: a ratio of one run, not a time."""

import time
from collections.abc import Callable

SHORT, LONG = 3_000, 30_000
ROOM = 5
"""Beside the ten times that length explains; what grows with the square takes a hundred times."""
NOISE_S = 0.002
"""Below it, a clock's grain and a busy machine say more than the reader does."""


def in_proportion(read: Callable[[str], object], piece: str) -> bool:
    """Whether 30,000 characters of `piece` cost about ten times what 3,000 do."""
    read((piece * SHORT)[:SHORT])
    short, long = (_cost(read, (piece * length)[:length]) for length in (SHORT, LONG))
    return long < ROOM * (LONG / SHORT) * max(short, NOISE_S)


def _cost(read: Callable[[str], object], text: str) -> float:
    costs = []
    for _ in range(3):
        began = time.process_time()
        read(text)
        costs.append(time.process_time() - began)
    return min(costs)
