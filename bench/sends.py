"""Texts per second through the outbox, against a loop that only posts them: the same client, the
same simulator, the same run; and how much of a configured pace is used.

    python -m bench.sends
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select, update

from bench.measure import percentile
from faults.system import POLICY
from tests.builders import Builders
from threadside.carriers.vonage import VonageCarrier
from threadside.contracts.timeline import SendMessage
from threadside.ids import new_id
from threadside.keys import query_keys
from threadside.sealing import Sealer
from threadside.sending.port import AccountAccess, OutgoingText
from threadside.sending.runner import OutboxRunner
from threadside.store.engine import open_engine
from threadside.store.migrate import upgrade
from threadside.store.tables import CarrierAccount, Line, Message, Outbox
from threadside.store.uow import UnitOfWork
from threadside.threads import gesture, send
from threadside.workspace import policy

TEXTS = 400
WORKERS = (1, 4)
PACE = 30.0
"""Requests a second: Vonage's own figure."""
AIM = 4.0
UNLIMITED = 1_000_000.0


@dataclass(frozen=True)
class Carrier:
    """The simulator in a process of its own."""

    access: AccountAccess
    ca_file: Path

    def open(self) -> VonageCarrier:
        """A client for one thread, its key parsed once."""
        return VonageCarrier(self.access, ca_file=self.ca_file, timeout_s=10)


def run() -> dict[str, Any]:
    """Texts per second with so many workers, each beside as many threads that only post."""
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, simulator(Path(folder)) as carrier:
        machine = Machine(Path(folder), carrier)
        for workers in WORKERS:
            bare = posts(carrier, workers)
            real = machine.rate(workers)
            found[f"{workers}_workers"] = {
                "texts_per_s": round(real, 1),
                "bare_posts_per_s": round(bare, 1),
                "ratio": round(bare / real, 1),
                "aim": f"<= {AIM:g}, or {PACE:g} texts a second",
            }
        found["at_pace"] = {
            "per_s": PACE,
            "texts_per_s": round(machine.rate(4, per_second=PACE, texts=240), 1),
            "aim": f">= {0.9 * PACE:g}",
            "claim_p50_ms": round(percentile(machine.claims_ms, 0.5), 1),
        }
        machine.close()
    return found


@contextmanager
def simulator(folder: Path) -> Iterator[Carrier]:
    """A carrier that calls nobody back."""
    argv = ["--http-port", "0", "--tls-port", "0", "--state-dir", str(folder / "simulator")]
    child = subprocess.Popen(
        [sys.executable, "-m", "threadside.simulator", *argv], stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout is not None
        ready = json.loads(child.stdout.readline())
        account = json.loads((folder / "simulator" / "account.json").read_text("utf-8"))
        key = next(path for path in (folder / "simulator").iterdir() if "private" in path.name)
        access = AccountAccess(
            id=new_id(),
            api_host=ready["tls"].removeprefix("https://"),
            api_key=account["api_key"],
            application_id=account["application_id"],
            private_key=key.read_text("utf-8"),
            signature_secret=account["signature_secret"],
        )
        yield Carrier(access, Path(ready["ca_file"]))
    finally:
        child.terminate()
        child.wait(10)


def posts(carrier: Carrier, threads: int) -> float:
    """Requests per second of so many threads that do nothing else."""

    def post(number: int) -> None:
        client = carrier.open()
        for turn in range(number, TEXTS, threads):
            client.send(OutgoingText(new_id(), "+17205550100", phone(turn), "Hello"))

    return TEXTS / _together(post, threads)


def phone(number: int) -> str:
    """A recipient's number."""
    return f"+1720{number + 2_000_000:07d}"


class Machine:
    """A workspace on SQLite, as durable as in production, whose outbox posts to the simulator."""

    def __init__(self, folder: Path, carrier: Carrier) -> None:
        self._carrier = carrier
        engine = open_engine(Flask("bench"), f"sqlite:///{folder / 'sends.db'}")
        upgrade(engine)
        self._sealer = Sealer.from_key(Sealer.new_key())
        self._uow = UnitOfWork(engine, info=query_keys(self._sealer))
        self._build = Builders(self._uow)
        self._rep = self._build.member()
        self._line = self._build.line(
            self._rep.workspace,
            campaign_id=self._build.campaign(self._rep.workspace).id,
            per_second=UNLIMITED,
            burst_seconds=60.0,
        )
        self._people = [
            self._build.person(self._rep.workspace, f"Person {n}", phone(n)).id
            for n in range(TEXTS)
        ]
        self.claims_ms: list[float] = []
        with self._uow.write() as tx:
            policy.change(tx, self._rep.workspace.id, None, POLICY, "measured at any hour")

    def rate(self, workers: int, per_second: float = UNLIMITED, texts: int = TEXTS) -> float:
        """Texts per second from the first one claimed to the last one recorded."""
        self._press(texts)
        with self._uow.write() as tx:
            tx.session.execute(
                update(CarrierAccount).values(per_second=per_second, next_free_at=None)
            )
            tx.session.execute(update(Line).values(next_free_at=None))
        own = threading.local()
        began: dict[int, float] = {}

        def carrier_for(_account: str) -> VonageCarrier:
            if not hasattr(own, "carrier"):
                own.carrier = self._carrier.open()
            client: VonageCarrier = own.carrier
            return client

        def at(label: str) -> None:
            who = threading.get_ident()
            if label == "before_claim":
                began[who] = time.perf_counter()
            elif label == "after_claim":
                self.claims_ms.append((time.perf_counter() - began[who]) * 1000)

        runner = OutboxRunner(self._uow, carrier_for, threads=workers, at=at)
        start = time.perf_counter()
        runner.start()
        while self._left():
            time.sleep(0.05)
        took = time.perf_counter() - start
        runner.stop()
        return texts / took

    def close(self) -> None:
        """Close the database."""
        self._uow.engine.dispose()

    def _press(self, texts: int) -> None:
        workspace = self._rep.workspace
        sender = send.Sender(workspace.id, self._rep.id, workspace.region, 0, self._sealer)
        for number in range(texts):
            with self._uow.write() as tx:
                wish = SendMessage(
                    client_key=new_id(),
                    line=self._line.id,
                    phone=phone(number),
                    text="Hello",
                    person=self._people[number],
                    seen=2**53 - 1,
                    press=gesture.issue(
                        self._sealer,
                        gesture.Composer(workspace.id, self._rep.id, phone(number)),
                        tx.now,
                    ),
                )
                send.press(tx, sender, wish)

    def _left(self) -> int:
        with self._uow.read() as session:
            failed = session.scalar(
                select(func.count()).select_from(Message).where(Message.state == "failed")
            )
            assert not failed, "a text failed"
            return (
                session.scalar(
                    select(func.count()).select_from(Outbox).where(Outbox.state != "done")
                )
                or 0
            )


def _together(work: Any, threads: int) -> float:
    """Seconds that so many threads take."""
    running = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    began = time.perf_counter()
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
