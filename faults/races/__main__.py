"""`python -m faults.races`: sends against opt-outs; the last line is one JSON object.

Exits 1 when a text was posted that was claimed after its person's opt-out had been committed, or
when an opt-out was confirmed twice. docs/reliability.md says more.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from faults.races.share import SERVERS, shared
from tests.integration.databases import Database, Postgres, Sqlite, memory_folder, postgres_server


def main() -> int:
    """Read the arguments, run, print; the exit status."""
    parser = argparse.ArgumentParser(prog="faults.races", description=__doc__)
    parser.add_argument("--races", type=int, default=1000, help="people who opt out")
    parser.add_argument("--seed", type=int, default=1, help="of everything that happens by chance")
    parser.add_argument("--database", choices=[*SERVERS, "both"], default="both")
    parser.add_argument(
        "--processes", type=int, default=2, help="that share the races, each with its database"
    )
    given = parser.parse_args()
    chosen = list(SERVERS) if given.database == "both" else [given.database]
    harmed = False
    for database in chosen:
        with _kind(database) as kind:
            outcome = shared(database, kind, given.races, given.seed, given.processes)
        print(json.dumps(asdict(outcome), ensure_ascii=False), flush=True)
        harmed = harmed or outcome.harmed
    return int(harmed)


@contextmanager
def _kind(database: str) -> Iterator[Database]:
    """Databases without durability: who comes first does not depend on it."""
    if database == "sqlite":
        with memory_folder() as folder:
            yield Sqlite(folder)
    else:
        with postgres_server() as url:
            yield Postgres(url)


if __name__ == "__main__":
    sys.exit(main())
