"""The server, ending as in a power cut at a labelled point when somebody ordered it.

    CRASH_ORDERS=/folder python -m faults.server --bind 127.0.0.1:8080

A file named like the point in the folder `CRASH_ORDERS` is the order: the first thread to reach the
point takes the file away, notes it in `taken.log` and ends the whole process group. The points are
the four of a text's way out (`sending.runner`) and the two sides of every commit.
"""

import os
import signal
import sys
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from threadside.app import create_app
from threadside.settings import Settings
from threadside.wsgi import serve

TAKEN = "taken.log"
POINTS = (
    "before_claim", "after_claim", "after_post", "after_record", "before_commit", "after_commit",
)  # fmt: skip


def crash_at(orders: Path, label: str) -> None:
    """End the process group, the process manager included, if that was ordered for this point."""
    try:
        (orders / label).unlink()
    except FileNotFoundError:
        return
    with (orders / TAKEN).open("a", encoding="utf-8") as log:
        log.write(f"{label}\n")
    os.killpg(0, signal.SIGKILL)


def main() -> None:
    """Serve until stopped or killed."""
    at = partial(crash_at, Path(os.environ["CRASH_ORDERS"]))

    def before(_connection: Connection) -> None:
        at("before_commit")

    def after(_session: Session) -> None:
        at("after_commit")

    event.listen(Engine, "commit", before)
    event.listen(Session, "after_commit", after)
    serve(Settings(), sys.argv[sys.argv.index("--bind") + 1], make=partial(create_app, at=at))


if __name__ == "__main__":
    main()
