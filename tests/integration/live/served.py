"""A running server as tests see it: a process, an address, a signed-in member."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.builders import Builders
from tests.integration.databases import Database
from threadside.sealing import Sealer
from threadside.store.engine import prepare_sqlite
from threadside.store.uow import UnitOfWork


class Served:
    """One server on a database of its own."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, build: Builders) -> None:
        self.process = process
        self.port = port
        self.build = build
        self.somebody = build.member()
        self.token = build.token(self.somebody)

    @property
    def workspace_id(self) -> str:
        return self.somebody.workspace.id

    def get(self, path: str, timeout: float = 10.0) -> Any:
        """The JSON at `path`, asked for with the member's token."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            headers={"Authorization": f"Bearer {self.token}"},
        )
        with urllib.request.urlopen(request, timeout=timeout) as response:
            return json.load(response)

    def emit(self, count: int = 1, size: int = 0) -> None:
        """Commit events in the server's process."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/emit/{self.workspace_id}?count={count}&size={size}",
            method="POST",
        )
        with urllib.request.urlopen(request, timeout=20) as response:
            response.read()

    @contextmanager
    def opens(self, **options: Any) -> Iterator[ClientConnection]:
        """An upgraded socket that has said nothing yet."""
        url = f"ws://127.0.0.1:{self.port}/v1/stream"
        with connect(url, proxy=None, ping_interval=None, max_queue=None, **options) as client:
            yield client

    @contextmanager
    def joins(
        self, cursor: int | None = None, token: str | None = None
    ) -> Iterator[ClientConnection]:
        """A socket that said hello and was answered."""
        with self.opens() as client:
            client.send(hello(token or self.token, cursor))
            assert json.loads(client.recv(timeout=10))["type"] == "ready"
            yield client

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


def hello(token: str, cursor: int | None = None) -> str:
    """The first frame."""
    return json.dumps({"type": "hello", "token": token, "cursor": cursor})


def event(client: ClientConnection, timeout: float = 10.0) -> dict[str, Any]:
    """The next event, with pings answered on the way."""
    while True:
        frame: dict[str, Any] = json.loads(client.recv(timeout=timeout))
        if frame["type"] == "event":
            return frame
        assert frame["type"] == "ping"
        client.send('{"type":"pong"}')


def closed_with(client: ClientConnection, timeout: float = 10.0) -> int | None:
    """The code with which the server ends the connection; what it says before is read."""
    try:
        while True:
            client.recv(timeout=timeout)
    except ConnectionClosed:
        return client.close_code


def eventually(holds: Callable[[], bool], promise: str, within_s: float = 10.0) -> None:
    """Wait until a condition holds; fail with the promise that was not kept."""
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline, f"not kept within {within_s} s: {promise}"
        time.sleep(0.02)


@contextmanager
def serving(
    database: Database,
    folder: Path,
    *,
    limits: dict[str, Any] | None = None,
    small_buffers: bool = False,
    **settings: Any,
) -> Iterator[Served]:
    """Start a server and stop it; requests wait in the listening socket until it is up."""
    url = database.clean()
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine)
    asked = {
        "settings": {
            "data_dir": str(folder),
            "database_url": url,
            "key": Sealer.new_key(),
            "runner": False,
            **settings,
        },
        "limits": limits,
    }
    with (
        socket.create_server(("127.0.0.1", 0), backlog=512) as listener,
        (folder / "server.log").open("wb") as log,
    ):
        if small_buffers:  # a write then blocks as it would on a slow line
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16_384)
        process = subprocess.Popen(
            [
                sys.executable,
                *("-m", "tests.integration.live.serve"),
                json.dumps({**asked, "fd": listener.fileno()}),
            ],
            pass_fds=[listener.fileno()],
            env={name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        served = Served(process, listener.getsockname()[1], Builders(UnitOfWork(engine)))
    try:
        yield served
    finally:
        if process.poll() is None:
            served.stop()
        assert process.returncode == 0, (folder / "server.log").read_text()
        engine.dispose()
        database.drop(url)
