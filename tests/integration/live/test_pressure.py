"""Clients that are slow, stalled or silent, with times cut short; the stream alone."""

import json
import os
import socket
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from wsproto.frame_protocol import CloseReason, FrameProtocol, Opcode

from tests.integration.databases import Sqlite
from tests.integration.live.served import Served, closed_with, eventually, hello, serving

FRAME = 300_000


@pytest.fixture(scope="module")
def served(sqlite_database: Sqlite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    limits = {"hello_s": 0.5, "ping_s": 0.05, "unanswered_pings": 100}
    folder = tmp_path_factory.mktemp("pressure")
    with serving(
        sqlite_database, folder, limits=limits, small_buffers=True, threads=40, max_sockets=20
    ) as one:
        yield one


class RawClient:
    """A client that reads no faster than it is told to, through a small window."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._frames = FrameProtocol(client=True, extensions=[])
        self._part = ""
        self.heard: list[dict[str, Any]] = []
        self.closed_with: int | None = None

    def says(self, text: str) -> None:
        self._sock.sendall(self._frames.send_data(text, fin=True))

    def pings(self) -> None:
        self._sock.sendall(self._frames.ping(b"are you there"))

    def reads(self, size: int = 65_536) -> None:
        """Take what has arrived, up to `size` bytes; a torn frame raises here."""
        self._frames.receive_bytes(self._sock.recv(size))
        for frame in self._frames.received_frames():
            if frame.opcode is Opcode.CLOSE:
                assert isinstance(frame.payload, tuple)
                self.closed_with = int(frame.payload[0])
            elif frame.opcode is Opcode.TEXT:
                self._part += str(frame.payload)
                if frame.message_finished:
                    self.heard.append(json.loads(self._part))
                    self._part = ""

    def hears(self, kind: str) -> list[dict[str, Any]]:
        return [frame for frame in self.heard if frame["type"] == kind]


@contextmanager
def _raw(served: Served) -> Iterator[RawClient]:
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        sock.settimeout(20)
        sock.connect(("127.0.0.1", served.port))
        key = b64encode(os.urandom(16)).decode()
        sock.sendall(
            "GET /v1/stream HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            answer += sock.recv(1)
        assert answer.startswith(b"HTTP/1.1 101")
        client = RawClient(sock)
        client.says(hello(served.token))
        while not client.heard:
            client.reads()
        yield client


def test_a_slow_reader_gets_every_frame_whole_between_pings_and_pongs(served: Served) -> None:
    with _raw(served) as client:
        for _ in range(3):
            served.emit(size=FRAME)
            client.pings()
        reads = 0
        while len(client.hears("event")) < 3:
            client.reads(8192)
            reads += 1
            if reads % 20 == 0:
                client.pings()
        assert [len(frame["data"]["filler"]) for frame in client.hears("event")] == [FRAME] * 3
        while not client.hears("ping"):
            client.reads()


def test_a_stalled_reader_is_dropped_and_nobody_else_waits(served: Served) -> None:
    slow = served.get("/counters")["slow_consumers"]
    with _raw(served), served.joins() as other:
        for count in range(1, 41):
            served.emit(size=100_000)
            while json.loads(other.recv(timeout=5))["type"] != "event":
                pass
            if count % 10 == 0:
                other.send('{"type":"pong"}')
        eventually(
            lambda: served.get("/counters")["sockets"] == 1, "the stalled reader's socket ends"
        )
    assert served.get("/counters")["slow_consumers"] == slow + 1


def test_a_reader_that_wakes_up_late_is_told_why_it_was_dropped(served: Served) -> None:
    with _raw(served) as client:
        served.emit(size=FRAME)
        served.emit(count=30, size=100_000)
        while client.closed_with is None:
            client.reads()
        assert client.closed_with == 4408
        assert client.closed_with not in list(CloseReason)


def test_silence_instead_of_hello_ends_the_connection(served: Served) -> None:
    with served.opens() as client:
        assert closed_with(client) == 4401


def test_nonsense_ends_the_connection(served: Served) -> None:
    with served.opens() as client:
        client.send('{"type":"subscribe"}')
        assert closed_with(client) == 4400


def test_a_flood_of_frames_ends_the_connection(served: Served) -> None:
    with served.joins() as client:
        with suppress(ConnectionClosed):
            for _ in range(30):
                client.send('{"type":"pong"}')
        assert closed_with(client) == 4400


def test_a_client_that_leaves_without_a_word_is_forgotten(served: Served) -> None:
    with _raw(served):
        assert served.get("/counters")["sockets"] >= 1
    eventually(lambda: served.get("/counters")["sockets"] == 0, "its socket is given back")
