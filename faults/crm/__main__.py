"""`python -m faults.crm`: texts logged in a CRM that misbehaves; the last line is one JSON object.

Exits 1 when a text stands there not exactly once, on another record, or otherwise than it turned
out.
"""

import argparse
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from e2e.stack import ROOT
from faults.crm.clock import FACTOR
from faults.crm.run import run, told
from faults.crm.siege import Size
from tests.integration.databases import Database, Postgres, Sqlite, memory_folder, postgres_server

FOLDER = ROOT / "var" / "faults" / "crm"


def main() -> int:
    """Read the arguments, run, print; the exit status."""
    parser = argparse.ArgumentParser(prog="faults.crm", description=__doc__)
    parser.add_argument("--texts", type=int, default=200, help="to and fro")
    parser.add_argument(
        "--kills", type=int, default=12, help="of processes that serve, send and write"
    )
    parser.add_argument("--seed", type=int, default=1, help="of everything that happens by chance")
    parser.add_argument(
        "--factor",
        type=float,
        default=FACTOR,
        help="how fast the clock runs; busy machines need less",
    )
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="sqlite")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="for what the servers say")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    chosen = ["sqlite", "postgresql"] if given.database == "both" else [given.database]
    size = Size(given.texts, given.kills, given.seed, given.factor)
    harmed = False
    for name in chosen:
        folder = given.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with _kind(name) as kind:
            found = run(name, kind.clean(), folder, size)
        print(told(found), flush=True)
        harmed = harmed or found.harmed
    return int(harmed)


@contextmanager
def _kind(name: str) -> Iterator[Database]:
    if name == "sqlite":
        with memory_folder() as folder:
            yield Sqlite(folder)
    else:
        with postgres_server() as url:
            yield Postgres(url)


if __name__ == "__main__":
    sys.exit(main())
