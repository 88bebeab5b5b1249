"""`python -m faults`: real processes under injected faults; the last line is one JSON object.

Exits 1 when anything was lost, doubled, stuck, out of order, too fast, sent after an opt-out, or
shown wrong. docs/reliability.md defines the counts.
"""

import argparse
import signal
import sys
from pathlib import Path

from faults.report import Report, last_line, table
from faults.run import FOLDER, Size, run
from faults.system import SERVERS, Database


def main() -> int:
    """Read the arguments, run, print; the exit status."""
    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    parser.add_argument("--sends", type=int, default=1200, help="texts that reps press")
    parser.add_argument("--inbound", type=int, default=1200, help="texts that contacts write")
    parser.add_argument("--kills", type=int, default=20, help="servers killed with -9")
    parser.add_argument("--seed", type=int, default=1, help="of everything that happens by chance")
    parser.add_argument("--database", choices=[*SERVERS, "both"], default="both")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="for what the processes say")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ending what was started on the way
    size = Size(given.sends, given.inbound, given.kills, given.seed)
    chosen: list[Database] = list(SERVERS) if given.database == "both" else [given.database]
    reports: list[Report] = []
    for database in chosen:
        reports.append(run(database, size, _tell, given.folder))
        _tell(table(reports[-1]))
    _tell(last_line(reports))
    return int(any(report.counts.harmed for report in reports))


def _tell(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
