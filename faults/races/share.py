"""Races shared among processes, each with a database of its own, to use every core."""

import multiprocessing
import tempfile
import time
from pathlib import Path

from faults.races.run import Outcome, race
from tests.integration.databases import Database

SERVERS = {"sqlite": 1, "postgresql": 2}
SEEDS_APART = 1000


def shared(database: str, kind: Database, races: int, seed: int, processes: int) -> Outcome:
    """Run `races` races on databases of one kind; the figures of all together."""
    share = [races // processes + (number < races % processes) for number in range(processes)]
    began = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        work = [
            (kind.clean(), count, seed + SEEDS_APART * number, SERVERS[database])
            for number, count in enumerate(share)
        ]
        outcomes = pool.starmap(_run, work)
    total = sum(outcomes[1:], outcomes[0])
    total.database, total.seed = database, seed
    total.seconds = round(time.monotonic() - began, 1)
    return total


def _run(url: str, count: int, seed: int, servers: int) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="threadside-races-") as folder:
        return race(url, Path(folder), count, seed, servers=servers)
