"""A server by the run's clock, its carrier made up, its CRM the double; ended at labelled points.

    CONFIG='{…}' python -m faults.crm.server --bind 127.0.0.1:8080

It serves presses and webhooks, folds them in, sends, and writes into the CRM by the client that
ships. `CONFIG` is JSON: settings, orders, the clock, a seed. A file named like a point
in the folder `orders` ends the process there, as a power cut would (`faults.server.crash_at`).
"""

import json
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from flask import Flask
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from faults import server
from faults.crm.adapter import CRM_ID, DoubleCrm
from faults.crm.clock import READ_S, WHOLE_S, FastClock
from faults.races.carrier import NotingCarrier
from threadside.app import MACHINERY, create_app
from threadside.crm import turns
from threadside.crm.asking import Crms
from threadside.crm.hooks import Hooks
from threadside.crm.lookup import Lookups
from threadside.crm.reader import CrmReader
from threadside.crm.writer import CrmWriter
from threadside.linking.connections import PATIENCE_S, Connections
from threadside.linking.means import Means
from threadside.linking.transport import Transport
from threadside.machinery import Machinery, hook_address
from threadside.runtime import EXTENSION, Runtime
from threadside.sending.runner import OutboxRunner
from threadside.settings import Settings

WRITING: Final = ("crm_claimed", "crm_answered", "crm_settled")
REFRESHING: Final = ("refreshing", "refreshed")
POINTS: Final = (*WRITING, *REFRESHING, *server.POINTS)
LOOKS_S: Final = 2.0
"""Nobody wakes one process from another; how often each looks, by the run's clock."""


def machinery(app: Flask, clock: FastClock, seed: int, at: Callable[[str], None]) -> Machinery:
    """The application's, with the carrier and the CRM of the run."""
    held: Runtime = app.extensions[EXTENSION]
    machines: Machinery = app.extensions[MACHINERY]
    transport = Transport(loopback=True, read_s=clock.wall(READ_S), whole_s=clock.wall(WHOLE_S))
    transport.check("http://127.0.0.1", own=False)  # it reads the authorities now
    known = {CRM_ID: DoubleCrm()}
    means = Means(held.uow, held.sealer, known, transport, wait=clock.wait, at=at)
    connections = Connections(means)
    opening = partial(connections.open, patience_s=PATIENCE_S)
    lookups = Lookups(held.uow, Crms(means.crms, opening))
    public_url = held.settings.public_url
    carrier = NotingCarrier(seed)
    return replace(
        machines,
        outbox=OutboxRunner(held.uow, lambda _account: carrier, threads=2, at=at),
        connections=connections,
        lookups=lookups,
        crm_reader=CrmReader(lookups, Hooks(held.sealer, hook_address(public_url))),
        crm_writer=CrmWriter(
            held.uow, connections.open, means.crms, turns.public_address(public_url), at=at
        ),
    )


def main() -> None:
    """Serve until killed."""
    config = json.loads(os.environ["CONFIG"])
    at = partial(server.crash_at, Path(config["orders"]))

    def before(_connection: Connection) -> None:
        at("before_commit")

    def after(_session: Session) -> None:
        at("after_commit")

    clock = FastClock(**config["clock"])
    settings = Settings(_env_file=None, **config["settings"])
    app = create_app(settings, clock=clock)
    event.listen(Engine, "commit", before)
    event.listen(Session, "after_commit", after)
    machines = machinery(app, clock, config["seed"], at)
    machines.start()
    host, port = sys.argv[sys.argv.index("--bind") + 1].split(":")
    serving = make_server(host, int(port), app, threaded=True)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    print(json.dumps({"ready": True}), flush=True)
    while True:
        clock.wait(LOOKS_S)
        for one in (machines.jobs, machines.outbox, machines.crm_writer, machines.crm_reader):
            one.poke()


if __name__ == "__main__":
    main()
