"""The system under siege as real processes: simulator, servers, database, and who restarts them."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool

from e2e.stack import CRM_ACCOUNT, PASSWORD, ROOT, THREADSIDE, Process, free_port, request, wait_for
from faults.disk import SmallDisk
from faults.front import Front
from faults.postgres import Postgres
from faults.server import TAKEN
from tests.signed_in import person_token
from threadside.contracts.policy import Policy
from threadside.keys import query_keys
from threadside.sealing import Sealer
from threadside.store.uow import UnitOfWork
from threadside.workspace import policy

Database = Literal["sqlite", "postgresql"]

SERVERS: dict[Database, int] = {"sqlite": 1, "postgresql": 3}
POLICY = Policy(
    without_consent="allow",
    identity="off",
    quiet_hours="off",
    hours_off_acknowledged="Faults are injected at any hour.",
    caps="off",
    caps_off_acknowledged="The traffic is heavier than that of people.",
    line_seconds_between=0,
)
"""Nothing but an opt-out may keep a text back; opt-outs are confirmed."""
SEGMENTS_PER_SECOND = 12.0
BURST_S = 1.0
CARRIER_TIMEOUT_S = 4
CLOCK_FACTOR = 10.0
"""The carrier repeats webhooks after 5, 10, 20 … s of its own time, which runs so much faster."""


@dataclass
class Server:
    """One server process, on a port of its own, with a folder for crash orders."""

    name: str
    port: int
    orders: Path
    env: dict[str, str]
    log: Path
    process: Process | None = None
    starts: int = 0

    def start(self) -> None:
        """Start it, or start it again."""
        self.process = Process(
            self.name,
            [sys.executable, "-m", "faults.server", "--bind", f"127.0.0.1:{self.port}"],
            {**self.env, "CRASH_ORDERS": str(self.orders)},
            self.log,
        ).start()
        self.process.drain()
        self.starts += 1

    @property
    def dead(self) -> bool:
        """Whether its process has ended."""
        child = self.process.child if self.process else None
        return child is None or child.poll() is not None

    def answers(self) -> bool:
        """Whether it serves."""
        try:
            request("GET", f"http://127.0.0.1:{self.port}/healthz", timeout_s=2)
        except (OSError, urllib.error.URLError, ValueError):
            return False
        return True

    def kill_worker(self) -> bool:
        """Kill the process that serves and leave its manager, which starts another."""
        if self.dead or self.process is None or self.process.child is None:
            return False
        pid = self.process.child.pid
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            for child in children:
                os.kill(int(child), signal.SIGKILL)
        except OSError:
            return False
        return bool(children)

    def kill(self) -> None:
        """Kill manager and worker."""
        if self.process is not None:
            self.process.kill()


@dataclass
class System:
    """Everything that runs; `folder` is kept after the run. A context manager."""

    folder: Path
    database: Database
    seed: int
    people: Path
    disk: SmallDisk
    url: str = ""
    simulator_url: str = ""
    token: str = ""
    servers: list[Server] = field(default_factory=list)
    postgres: Postgres | None = None
    pictures_come: bool = True
    """Whether contacts can send pictures at present."""
    _simulator: Process | None = None
    _front: Front | None = None
    _ending: threading.Event = field(default_factory=threading.Event)
    _keeper: threading.Thread | None = None
    _engine: Engine | None = None

    def __enter__(self) -> "System":
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _start(self) -> None:
        ports = [free_port() for _ in range(SERVERS[self.database])]
        self._front = Front(ports)
        self._front.start()
        self.url = self._front.url
        ready = self._start_simulator()
        env = self._environment(ready["ca_file"])
        seeded = self._seed(env, ready["tls"].removeprefix("https://"))
        assert self._engine is not None
        self.token = person_token(self._engine, seeded["emails"]["rep"])
        for number, port in enumerate(ports, start=1):
            orders = self.folder / f"orders-{number}"
            orders.mkdir()
            log = self.folder / f"server-{number}.log"
            server = Server(f"server {number}", port, orders, env, log)
            server.start()
            self.servers.append(server)
        for server in self.servers:
            wait_for(server.answers, f"the first answer of {server.name}", timeout_s=60)
        self._keeper = threading.Thread(target=self._keep_up, name="keeper", daemon=True)
        self._keeper.start()

    def _start_simulator(self) -> dict[str, Any]:
        config = {
            "inbound_url": f"{self.url}/webhooks/vonage/inbound",
            "status_url": f"{self.url}/webhooks/vonage/status",
            "mo_callback_url": f"{self.url}/webhooks/vonage/sms/inbound",
            "dr_callback_url": f"{self.url}/webhooks/vonage/sms/receipt",
            "sms_webhook_method": "POST-JSON",
            "sms_signature": "md5hash",
        }
        self._simulator = Process(
            "simulator",
            [
                THREADSIDE, "simulate", "--http-port", "0", "--tls-port", "0",
                "--state-dir", str(self.folder / "simulator"), "--seed", str(self.seed),
                "--config", json.dumps(config),
            ],
            {},
            self.folder / "simulator.log",
        ).start()  # fmt: skip
        ready = self._simulator.first_line()
        self.simulator_url = ready["http"]
        self.sim("POST", "clock", {"factor": CLOCK_FACTOR})
        return ready

    def _environment(self, ca_file: str) -> dict[str, str]:
        data = self.disk.folder / "data"
        data.mkdir(parents=True)
        env = {
            "THREADSIDE_DATA_DIR": str(data),
            "THREADSIDE_PUBLIC_URL": self.url,
            "THREADSIDE_KEY": Sealer.new_key(),
            "THREADSIDE_CARRIER_CA_FILE": ca_file,
            "THREADSIDE_CARRIER_TIMEOUT_S": str(CARRIER_TIMEOUT_S),
            "THREADSIDE_MEDIA_HOSTS": '["127.0.0.1"]',
            "THREADSIDE_MEDIA_LOOPBACK": "true",
            "THREADSIDE_THREADS": "64",
            "THREADSIDE_MAX_SOCKETS": "16",
        }
        if self.database == "postgresql":
            self.postgres = Postgres(self.disk.folder / "postgres")
            self.postgres.start()
            env["THREADSIDE_DATABASE_URL"] = self.postgres.url
            url = self.postgres.url.replace("postgresql://", "postgresql+psycopg://")
        else:
            url = f"sqlite:///{data / 'threadside.db'}"
        self._engine = create_engine(url, poolclass=NullPool)
        return env

    def _seed(self, env: dict[str, str], carrier_host: str) -> dict[str, Any]:
        seeded: dict[str, Any] = json.loads(
            self._command(
                env, "seed", "--unattended", "--people", str(self.people), "--account", CRM_ACCOUNT,
                "--simulator", str(self.folder / "simulator"), "--carrier-host", carrier_host,
                "--password", PASSWORD,
            )
        )  # fmt: skip
        assert self._engine is not None
        keys = query_keys(Sealer.from_key(env["THREADSIDE_KEY"]))
        with UnitOfWork(self._engine, info=keys).write() as tx:
            policy.change(tx, seeded["workspace"], None, POLICY, "for injected faults")
        with self._engine.begin() as connection:
            connection.execute(text("UPDATE workspace SET hold_seconds = 0"))
            connection.execute(
                text("UPDATE line SET per_second = :pace, burst_seconds = :burst"),
                {"pace": SEGMENTS_PER_SECOND, "burst": BURST_S},
            )
        return seeded

    def _command(self, env: dict[str, str], *words: str) -> str:
        done = subprocess.run(
            [THREADSIDE, *words],
            cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise RuntimeError(f"threadside {words[0]} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def sim(self, method: str, path: str, body: object | None = None) -> Any:
        """A request to the simulator's controls, which no fault touches."""
        return request(method, f"{self.simulator_url}/_sim/{path}", body, timeout_s=60)

    def sql(self, statement: str, **values: object) -> list[Any]:
        """Read the database behind the servers' backs, over a connection of its own.

        Raises:
            sqlalchemy.exc.OperationalError: while the database is down.
        """
        assert self._engine is not None
        with self._engine.connect() as connection:
            return list(connection.execute(text(statement), values))

    def kill_one(self, dice: random.Random, label: str | None) -> str:
        """Kill a server: at a labelled point it reaches next, or right now. Says what was done."""
        server = dice.choice(self.servers)
        if label is not None:
            (server.orders / label).touch()
            try:
                wait_for(lambda: server.dead, "the crash", timeout_s=6)
            except AssertionError:
                (server.orders / label).unlink(missing_ok=True)
            else:
                return label
        if dice.random() < 0.3 and server.kill_worker():
            return "worker"
        server.kill()
        return "process"

    def crashes(self) -> Counter[str]:
        """How often each labelled point was where a server ended."""
        taken = [server.orders / TAKEN for server in self.servers]
        return Counter(label for log in taken if log.exists() for label in log.read_text().split())

    def heal(self) -> None:
        """No orders, no faults, the database up, every server answering."""
        self.sim("DELETE", "faults")
        for server in self.servers:
            for order in server.orders.iterdir():
                if order.name != TAKEN:
                    order.unlink(missing_ok=True)
        if self.postgres is not None:
            self.postgres.ensure_up()
        for server in self.servers:
            wait_for(server.answers, f"the answer of {server.name}", timeout_s=90, every_s=0.2)

    def _keep_up(self) -> None:
        """What a service manager does: a server that ended is started again."""
        while not self._ending.wait(0.2):
            for server in self.servers:
                if server.dead and not self._ending.is_set():
                    if server.process is not None:
                        server.process.kill()  # nobody of its group may be left
                    server.start()
                    time.sleep(0.1)

    def stop(self) -> None:
        """End everything."""
        self._ending.set()
        if self._keeper is not None:
            self._keeper.join(5)
        for server in self.servers:
            server.kill()
        if self._simulator is not None:
            self._simulator.stop()
        if self._front is not None:
            self._front.stop()
        if self._engine is not None:
            self._engine.dispose()
        if self.postgres is not None:
            self.postgres.stop()
