"""The whole system as real processes on free ports: simulator, server, sample CRM.

Used by the demo, the end-to-end tests and the measurements.
"""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from sqlalchemy import create_engine, select

from tests.signed_in import person_token
from threadside.store.tables import Workspace
from threadside.store.uow import UnitOfWork
from threadside.workspace import policy

ROOT = Path(__file__).resolve().parents[1]
PEOPLE = ROOT / "e2e" / "sample_crm" / "data.json"
PASSWORD = "threadside"
THREADSIDE = str(Path(sys.executable).with_name("threadside"))
CRM_ACCOUNT = "acme"
LINE = "+17205550100"

Found = TypeVar("Found")


def free_port() -> int:
    """A TCP port on loopback that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def epoch_ms(moment: str) -> float:
    """A moment as the API (RFC 3339) or SQLite (UTC without an offset) writes it."""
    at = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.timestamp() * 1000


def wait_for(
    look: Callable[[], Found | None], what: str, *, timeout_s: float = 20.0, every_s: float = 0.02
) -> Found:
    """Look until there is something; raises AssertionError naming `what` when there never is."""
    deadline = time.monotonic() + timeout_s
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not happen within {timeout_s:g} s")
        time.sleep(every_s)


def request(
    method: str,
    url: str,
    body: object | None = None,
    *,
    token: str | None = None,
    timeout_s: float = 20.0,
) -> Any:
    """A JSON request; raises urllib's HTTPError for statuses from 400 on."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"} if data is not None else {}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    asked = urllib.request.Request(url, data, headers, method=method)
    with urllib.request.urlopen(asked, timeout=timeout_s) as answer:
        text = answer.read()
    return json.loads(text) if text else None


@dataclass
class Process:
    """One child process whose first line of output is JSON, or that answers on a URL."""

    name: str
    argv: list[str]
    env: Mapping[str, str]
    log: Path
    child: subprocess.Popen[str] | None = None

    def start(self) -> "Process":
        """Run it; its errors go to the log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("a", encoding="utf-8") as errors:
            self.child = subprocess.Popen(
                self.argv,
                cwd=ROOT,
                env={**os.environ, **self.env},
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
            )
        return self

    def first_line(self) -> dict[str, Any]:
        """What it says when it is ready."""
        assert self.child is not None
        assert self.child.stdout is not None
        line = self.child.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended at once:\n{self.log.read_text()[-2000:]}")
        self.drain()
        ready: dict[str, Any] = json.loads(line)
        return ready

    def drain(self) -> None:
        """Read on what it says until it ends, so that it never waits for a reader."""
        threading.Thread(target=self._drain, daemon=True).start()

    def _drain(self) -> None:
        assert self.child is not None
        assert self.child.stdout is not None
        with self.child.stdout as said:
            for _ in said:
                pass

    def kill(self) -> None:
        """End it at once with all its children, as a power cut would."""
        if self.child is not None:
            self._signal(signal.SIGKILL)
            self.child.wait(10)

    def stop(self) -> None:
        """Ask it to end, and wait."""
        if self.child is None:
            return
        self._signal(signal.SIGTERM)
        try:
            self.child.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()

    def _signal(self, number: int) -> None:
        assert self.child is not None
        try:
            os.killpg(self.child.pid, number)
        except ProcessLookupError:
            return


@dataclass
class Stack:
    """A running system in `folder`; a context manager."""

    folder: Path
    people: Path = PEOPLE
    shown: Path | None = None
    """What the CRM shows, where that is not what was seeded."""
    server_argv: list[str] = field(default_factory=list)
    fill: Callable[[Path], object] | None = None
    """Adds more to the seeded SQLite file before the server starts."""
    unattended: bool = True
    """Whether machines may text at any hour; a demonstration goes by the rules."""
    extra_env: dict[str, str] = field(default_factory=dict)
    host: str = "127.0.0.1"
    """What browsers call the server; passkeys need a name."""
    server_url: str = ""
    simulator_url: str = ""
    crm_url: str = ""
    seeded: dict[str, Any] = field(default_factory=dict)
    _processes: list[Process] = field(default_factory=list)
    server: Process | None = None

    def __enter__(self) -> "Stack":
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _start(self) -> None:
        port = free_port()
        self.server_url = f"http://{self.host}:{port}"
        state = self.folder / "simulator"
        config = {
            "inbound_url": f"{self.server_url}/webhooks/vonage/inbound",
            "status_url": f"{self.server_url}/webhooks/vonage/status",
        }
        simulator = self._python(
            "simulator",
            "-m", "threadside.simulator", "--http-port", "0", "--tls-port", "0",
            "--state-dir", str(state), "--config", json.dumps(config),
        )  # fmt: skip
        ready = simulator.first_line()
        self.simulator_url = ready["http"]
        carrier_host = ready["tls"].removeprefix("https://")
        self.extra_env |= {
            "THREADSIDE_DATA_DIR": str(self.folder / "data"),
            "THREADSIDE_PUBLIC_URL": self.server_url,
            "THREADSIDE_CARRIER_CA_FILE": ready["ca_file"],
            "THREADSIDE_MEDIA_HOSTS": json.dumps([urlsplit(self.simulator_url).hostname]),
            "THREADSIDE_MEDIA_LOOPBACK": "1",
        }
        self.fill_in(state, carrier_host)
        if self.fill is not None:
            self.fill(self.folder / "data" / "threadside.db")
        self.start_server()
        crm = self._python(
            "crm", "-m", "e2e.sample_crm", "--port", "0", "--account", CRM_ACCOUNT,
            "--data", str(self.shown or self.people),
        )  # fmt: skip
        self.crm_url = crm.first_line()["url"].rstrip("/")

    def fill_in(self, state: Path, carrier_host: str) -> None:
        """What is there before the server starts first."""
        self.seeded = json.loads(
            self.command(
                "seed", *(["--unattended"] if self.unattended else []),
                "--people", str(self.people), "--account", CRM_ACCOUNT,
                "--simulator", str(state), "--carrier-host", carrier_host,
                "--password", PASSWORD,
            )
        )  # fmt: skip

    def command(self, *words: str) -> str:
        """Run `threadside …` against this system's database; gives its output."""
        done = subprocess.run(
            [THREADSIDE, *words],
            cwd=ROOT,
            env={**os.environ, **self.extra_env},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"threadside {words[0]} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def start_server(self) -> None:
        """Start the server, or start it again after `server.kill()`."""
        bind = self.server_url.removeprefix("http://")
        argv = self.server_argv or [THREADSIDE, "serve"]
        self.server = Process(
            "server", [*argv, "--bind", bind], self.extra_env, self.folder / "server.log"
        ).start()
        self.server.drain()
        self._processes.append(self.server)
        self.wait_until_up()

    def wait_until_up(self) -> None:
        """Until the server answers."""
        wait_for(self._answers, "the server's answer", timeout_s=30)

    def _answers(self) -> bool:
        assert self.server is not None
        assert self.server.child is not None
        if self.server.child.poll() is not None:
            raise RuntimeError(f"the server ended:\n{self.server.log.read_text()[-3000:]}")
        try:
            with urllib.request.urlopen(f"{self.server_url}/healthz", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            return False

    def token(self, role: str = "rep") -> str:
        """A token of a member of that role who signed in."""
        engine = create_engine(f"sqlite:///{self.folder / 'data' / 'threadside.db'}")
        try:
            return person_token(engine, self.seeded["emails"][role])
        finally:
            engine.dispose()

    @contextmanager
    def decided(self, **settings: Any) -> Iterator[None]:
        """The workspace's policy with these settings, until the block ends."""
        engine = create_engine(f"sqlite:///{self.folder / 'data' / 'threadside.db'}")
        work = UnitOfWork(engine)
        try:
            with work.write() as tx:
                workspace_id = tx.session.scalars(select(Workspace.id)).one()
                before, _ = policy.current(tx.session, workspace_id)
                changed = before.model_copy(update=settings)
                policy.change(tx, workspace_id, None, changed, "A journey tries this policy")
            yield
            with work.write() as tx:
                policy.change(tx, workspace_id, None, before, "A journey has tried the other one")
        finally:
            engine.dispose()

    def api(self, method: str, path: str, body: object | None = None, *, token: str) -> Any:
        """A REST request to the server."""
        return request(method, f"{self.server_url}{path}", body, token=token)

    def sim(self, method: str, path: str, body: object | None = None) -> Any:
        """A request to the simulator's controls."""
        return request(method, f"{self.simulator_url}/_sim/{path}", body)

    def ledger(self, *, to: str = "", after: int = 0) -> list[dict[str, Any]]:
        """What the carrier really accepted, oldest first; `to` is an E.164 number."""
        number = f"&to={to.removeprefix('+')}" if to else ""
        items: list[dict[str, Any]] = self.sim("GET", f"ledger?after={after}{number}")["items"]
        return items

    def text_us(self, sender: str, text: str, line: str = LINE) -> None:
        """A contact texts one of our lines."""
        self.sim("POST", "inbound", {"from": sender, "to": line, "text": text})

    def acknowledged_at(self) -> float:
        """When we had answered the newest inbound webhook, in ms since the epoch."""

        def answered() -> dict[str, Any] | None:
            items = self.sim("GET", "webhooks?kind=inbound&limit=1")["items"]
            return items[0] if items and items[0]["state"] == "acknowledged" else None

        attempt = wait_for(answered, "our answer to the carrier")["attempts"][-1]
        return epoch_ms(attempt["at"]) + float(attempt["elapsed_ms"])

    def hold(self, seconds: int) -> None:
        """From now on a press of Send can be undone for so many seconds."""
        self.sql("UPDATE workspace SET hold_seconds = ?", seconds)

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Read or change the database behind the server's back."""
        path = self.folder / "data" / "threadside.db"
        with closing(sqlite3.connect(path, timeout=10)) as connection, connection:
            return connection.execute(statement, values).fetchall()

    def _python(self, name: str, *words: str) -> Process:
        process = Process(
            name, [sys.executable, *words], self.extra_env, self.folder / f"{name}.log"
        ).start()
        self._processes.append(process)
        return process

    def stop(self) -> None:
        """End everything, the last started first."""
        for process in reversed(self._processes):
            process.stop()
        self._processes.clear()
