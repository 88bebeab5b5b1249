"""The process that writes into the CRM and is killed: a writer with its threads, and no more.

    python -m faults.crm.worker CONFIG

`CONFIG` is a JSON file: database, CRM, orders, the clock. A file named like a labelled point in the
folder of orders ends the process there, as a power cut would; `token` in it is what requests are
signed with.
"""

import json
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask

from faults.crm.adapter import CRM_ID, DoubleCrm, Plain
from threadside.crm.writer import CrmWriter
from threadside.store.engine import open_engine
from threadside.store.uow import UnitOfWork

POINTS = ("crm_claimed", "crm_answered", "crm_settled")


@dataclass(frozen=True)
class FastClock:
    """A clock that runs `factor` times as fast since `began` (seconds since the epoch)."""

    began: float
    factor: float

    def __call__(self) -> datetime:
        gone = (time.time() - self.began) * self.factor
        return datetime.fromtimestamp(self.began, UTC) + timedelta(seconds=gone)


def main() -> None:
    """Write until killed."""
    config = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    orders = Path(config["orders"])
    clock = FastClock(config["began"], config["factor"])
    engine = open_engine(Flask("faults-crm"), config["database"], connections=4)

    def at(label: str) -> None:
        try:
            (orders / label).unlink()
        except FileNotFoundError:
            return
        os.kill(os.getpid(), signal.SIGKILL)

    def open_api(_connection: str) -> Plain:
        return Plain(config["crm"], (orders / "token").read_text(encoding="utf-8"))

    writer = CrmWriter(
        UnitOfWork(engine, clock=clock),
        open_api,
        {CRM_ID: DoubleCrm(config["search_lag_s"])},
        lambda _tx, media: media.id,
        at=at,
    )
    writer.start()
    print(json.dumps({"ready": True}), flush=True)
    while True:
        # Nobody wakes it from another process, and its own tick is long by this clock.
        writer.poke()
        threading.Event().wait(0.05)


if __name__ == "__main__":
    main()
