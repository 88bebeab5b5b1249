"""The stream against bare simple-websocket: one push, one event to 200 sockets, memory, idle cost.

    python -m bench.live

Both kinds of socket are open in one server process and measured in turn, so what disturbs the
one disturbs the other. The client is one thread with epoll: its own cost is the same for both.
"""

import http.client
import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from wsproto.frame_protocol import FrameProtocol

from bench.measure import percentile, resident_mib
from tests.builders import Builders
from threadside.sealing import Sealer
from threadside.store.engine import open_engine
from threadside.store.migrate import upgrade
from threadside.store.uow import UnitOfWork

SOCKETS = 200
PER_MEMBER = 20
PUSHES = 300
FAN_OUTS = 40
IDLE_S = 5.0
AIM = 3.0


class Stream:
    """A WebSocket that only listens."""

    def __init__(self, port: int, path: str, first: dict[str, Any] | None) -> None:
        self.sock = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._frames = FrameProtocol(client=True, extensions=[])
        key = b64encode(os.urandom(16)).decode()
        self.sock.sendall(
            f"GET {path} HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            answer += self.sock.recv(1)
        assert answer.startswith(b"HTTP/1.1 101"), answer
        if first is not None:
            self.says(first)
            while not self.hears("ready"):
                pass

    def says(self, frame: dict[str, Any]) -> None:
        """Send one frame."""
        self.sock.sendall(self._frames.send_data(json.dumps(frame), fin=True))

    def hears(self, kind: str) -> bool:
        """Read what has arrived; whether a frame of this type was among it."""
        self._frames.receive_bytes(self.sock.recv(65_536))
        found = False
        for frame in self._frames.received_frames():
            heard = json.loads(str(frame.payload))["type"]
            found = found or heard == kind
            if heard == "ping":
                self.says({"type": "pong"})
        return found

    def close(self) -> None:
        """Leave without a word."""
        self.sock.close()


class Trigger:
    """Makes the server push, and says when each socket got it."""

    def __init__(self, port: int, path: str, streams: list[Stream]) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._path = path
        self._streams = {stream.sock.fileno(): stream for stream in streams}

    def pull(self) -> list[float]:
        """Milliseconds from the moment the frames could leave to each arrival, in order."""
        waiting = dict(self._streams)
        arrived: list[float] = []
        with select.epoll() as poll:
            for number in waiting:
                poll.register(number, select.EPOLLIN)
            self._connection.request("POST", self._path)
            while waiting:
                for number, _ in poll.poll(30):
                    if waiting[number].hears("event"):
                        arrived.append(time.monotonic())
                        poll.unregister(number)
                        del waiting[number]
        left = float(self._connection.getresponse().read())
        return [(moment - left) * 1000 for moment in arrived]

    def close(self) -> None:
        """End the connection that pulls."""
        self._connection.close()


def run() -> dict[str, Any]:
    """All measurements; times in milliseconds, memory in KiB a socket, CPU in percent of a core."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        workspace, tokens, process, port = stack.enter_context(_server(Path(folder)))
        emit = f"/bench/emit/{workspace}"

        def ours(number: int) -> Stream:
            first = {"type": "hello", "token": tokens[number // PER_MEMBER]}
            return stack.enter_context(closing(Stream(port, "/v1/stream", first)))

        def bare(_number: int) -> Stream:
            return stack.enter_context(closing(Stream(port, "/bench/stream", None)))

        one = _in_turn(stack, port, {emit: [ours(0)], "/bench/push": [bare(0)]}, PUSHES, warm_up=50)
        before = resident_mib(process.pid)
        our_streams = [ours(number) for number in range(1, SOCKETS)]
        between = resident_mib(process.pid)
        idle = _cpu_percent(process.pid, IDLE_S)
        bare_streams = [bare(number) for number in range(1, SOCKETS)]
        after = resident_mib(process.pid)
        many = _in_turn(
            stack, port, {emit: our_streams, "/bench/push": bare_streams}, FAN_OUTS, warm_up=5
        )
    return {
        "sockets": SOCKETS,
        "push_ms": _compared(
            [times[0] for times in one[emit]], [times[0] for times in one["/bench/push"]]
        ),
        "fan_out_last_ms": _compared(
            [times[-1] for times in many[emit]], [times[-1] for times in many["/bench/push"]]
        ),
        "kib_per_socket": {
            "stream": round((between - before) * 1024 / (SOCKETS - 1)),
            "bare": round((after - between) * 1024 / (SOCKETS - 1)),
        },
        "idle_server_mib": round(before),
        "idle_cpu_percent": round(idle, 2),
        "aim": f"push p99 <= {AIM:g} x bare",
    }


def _in_turn(
    stack: ExitStack, port: int, kinds: dict[str, list[Stream]], times: int, warm_up: int
) -> dict[str, list[list[float]]]:
    triggers = {
        path: stack.enter_context(closing(Trigger(port, path, streams)))
        for path, streams in kinds.items()
    }
    found: dict[str, list[list[float]]] = {path: [] for path in kinds}
    for turn in range(warm_up + times):
        for path, trigger in triggers.items():
            arrived = trigger.pull()
            if turn >= warm_up:
                found[path].append(arrived)
    return found


def _compared(ours: list[float], bare: list[float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        mine, limit = percentile(ours, share), percentile(bare, share)
        found |= {
            f"stream_{name}": round(mine, 2),
            f"bare_{name}": round(limit, 2),
            f"ratio_{name}": round(mine / limit, 2),
        }
    return found


def _cpu_percent(pid: int, seconds: float) -> float:
    begun = _cpu_s(pid)
    time.sleep(seconds)
    return (_cpu_s(pid) - begun) / seconds * 100


def _cpu_s(pid: int) -> float:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    ticks = 0
    for each in (str(pid), *children):
        fields = Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def _server(folder: Path) -> Iterator[tuple[str, list[str], "subprocess.Popen[bytes]", int]]:
    url = f"sqlite:///{folder / 'bench.db'}"
    engine = open_engine(Flask("bench"), url)
    upgrade(engine)
    build = Builders(UnitOfWork(engine))
    workspace = build.workspace()
    tokens = [build.token(build.member(workspace)) for _ in range(SOCKETS // PER_MEMBER + 1)]
    engine.dispose()
    environ = {
        **os.environ,
        "THREADSIDE_DATA_DIR": str(folder),
        "THREADSIDE_DATABASE_URL": url,
        "THREADSIDE_KEY": Sealer.new_key(),
        "THREADSIDE_RUNNER": "false",
        "THREADSIDE_THREADS": str(2 * SOCKETS + 80),
        "THREADSIDE_MAX_SOCKETS": str(SOCKETS + 20),
    }
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listener:
        handed = listener.fileno()
        command = [sys.executable, "-m", "bench.live_server", "--bind", f"fd://{handed}"]
        process = subprocess.Popen(
            command, env=environ, pass_fds=[handed], stderr=subprocess.DEVNULL
        )
        port = listener.getsockname()[1]
    try:
        yield workspace.id, tokens, process, port
    finally:
        process.terminate()
        process.wait(30)


def table(found: dict[str, Any]) -> str:
    """The measurements for people."""
    lines = [f"{'':34}{'stream':>10}{'bare':>10}{'ratio':>8}"]
    for name, title in (
        ("push_ms", "one push"),
        ("fan_out_last_ms", f"one event, last of {SOCKETS - 1}"),
    ):
        for share in ("p50", "p99"):
            ours, bare, ratio = (found[name][f"{kind}_{share}"] for kind in _COLUMNS)
            lines.append(f"{title + ', ' + share + ' ms':34}{ours:>10}{bare:>10}{ratio:>8}")
    memory = found["kib_per_socket"]
    lines.append(f"{'memory a socket, KiB':34}{memory['stream']:>10}{memory['bare']:>10}")
    lines.append(f"{'idle server, MiB':34}{found['idle_server_mib']:>10}")
    lines.append(f"{'200 idle sockets, % of a core':34}{found['idle_cpu_percent']:>10}")
    return "\n".join(lines)


_COLUMNS = ("stream", "bare", "ratio")

if __name__ == "__main__":
    print(table(run()))
