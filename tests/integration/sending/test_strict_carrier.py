"""Several processes send to a carrier that counts: nothing is ever above a limit, and most of what
it allows is used, though here everything shares one interpreter (`bench/sends.py` has the rest)."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import Flask

from e2e.stack import wait_for
from tests.integration.desk import Desk, OpenDesk
from tests.integration.paced import limit_account, limit_campaign, limit_line
from tests.integration.sending.drain import queue
from tests.integration.sending.simulated import access
from threadside.carriers.vonage import VonageCarrier
from threadside.keys import query_keys
from threadside.sending.runner import OutboxRunner
from threadside.simulator import Simulator
from threadside.store.engine import open_engine
from threadside.store.tables import Line
from threadside.store.uow import UnitOfWork

NOTHING_OVER = {"account": 0, "number": 0, "campaign": 0, "brand": 0}
TEXTS = 14


@contextmanager
def processes(desk: Desk, simulator: Simulator, url: str, number: int) -> Iterator[None]:
    """Outboxes that share nothing but the database, in real time."""
    began, pressed = time.monotonic(), desk.clock.now
    own = threading.local()

    def carrier_for(_account: str) -> VonageCarrier:
        if not hasattr(own, "carrier"):
            own.carrier = VonageCarrier(access(simulator), ca_file=simulator.ca_file, timeout_s=5)
        carrier: VonageCarrier = own.carrier
        return carrier

    engines = [open_engine(Flask(f"process-{n}"), url, connections=6) for n in range(number)]
    runners = [
        OutboxRunner(
            UnitOfWork(
                engine,
                clock=lambda: pressed + timedelta(seconds=time.monotonic() - began),
                info=query_keys(desk.held.sealer),
            ),
            carrier_for,
            threads=3,
        )
        for engine in engines
    ]
    for runner in runners:
        runner.start()
    try:
        yield
    finally:
        for runner in runners:
            runner.stop()
        for engine in engines:
            engine.dispose()


def limits(simulator: Simulator, **values: Any) -> None:
    """What the carrier holds us to."""
    account = simulator.network.account
    simulator.network.account = account.changed({"limits": values})


def send_all(desk: Desk, simulator: Simulator, url: str) -> float:
    """Seconds from the first text that the carrier took to the last."""
    with processes(desk, simulator, url, 2):
        ledger = simulator.network.ledger
        wait_for(lambda: len(ledger.accepted()) == TEXTS, f"{TEXTS} texts", timeout_s=60)
    taken = sorted(entry.accepted_at for entry in simulator.network.ledger.accepted())
    return (taken[-1] - taken[0]).total_seconds()


def lines_of(desk: Desk, simulator: Simulator, *phones: str) -> list[Line]:
    """The desk's line and further ones, all known to the carrier."""
    made = [desk.line, *(desk.open_line(phone) for phone in phones)]
    numbers = [line.phone.removeprefix("+") for line in made]
    simulator.network.account = simulator.network.account.changed({"lines": numbers})
    return made


def test_the_requests_of_an_account(
    open_desk: OpenDesk, simulator: Simulator, database_url: str
) -> None:
    desk = open_desk(hold_seconds=0)
    lines = lines_of(desk, simulator, "+18505550111")
    limit_account(desk, 4.0)
    limits(simulator, requests_per_s=4.0, retry_after=False)
    for number in range(TEXTS):
        queue(desk, number, lines[number % 2])
    took = send_all(desk, simulator, database_url)
    assert simulator.network.ledger.over_limit() == NOTHING_OVER
    assert simulator.network.ledger.all_posts().seen == TEXTS
    assert (TEXTS - 1) / took >= 0.6 * 4


def test_the_segments_of_each_number_and_of_their_campaign(
    open_desk: OpenDesk, simulator: Simulator, database_url: str
) -> None:
    desk, per_second = open_desk(hold_seconds=0), 2.0
    lines = lines_of(desk, simulator, "+18505550111")
    for line in lines:
        limit_line(desk, line, per_second)
    limit_campaign(desk, 60 * 2 * per_second)
    limits(
        simulator,
        number_per_s=per_second,
        campaigns=[{"id": "C1", "segments_per_minute": 60 * 2 * per_second}],
    )
    for number in range(TEXTS):
        queue(desk, number, lines[number % 2])
    took = send_all(desk, simulator, database_url)
    assert simulator.network.ledger.over_limit() == NOTHING_OVER
    assert (TEXTS / 2 - 1) / took >= 0.6 * per_second
