import socket
import struct
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from threadside.live.guard import INBOUND_BYTES_PER_S, SharedSocket, SocketGuard

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    near, far = socket.socketpair()
    for end in (near, far):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    yield near, far
    near.close()
    far.close()


def _read(sock: socket.socket, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        found += sock.recv(min(1500, size - len(found)))
    return bytes(found)


def test_writes_of_two_threads_never_mix(pair: Pair) -> None:
    shared = SharedSocket(pair[0], stall_s=5, write_s=5)
    size, each = 50_000, 10
    writers = [
        threading.Thread(target=lambda c=c: [shared.send(c * size) for _ in range(each)])
        for c in (b"a", b"b", b"c")
    ]
    for writer in writers:
        writer.start()
    for _ in range(3 * each):
        block = _read(pair[1], size)
        assert block == block[:1] * size
    for writer in writers:
        writer.join()


def test_a_write_at_once_never_waits_and_its_rest_comes_first(pair: Pair) -> None:
    shared = SharedSocket(pair[0], stall_s=5, write_s=5)
    frames = [bytes([65 + n]) * 3_000 for n in range(26)]
    taken = 0
    while shared.send_at_once(frames[taken]):
        taken += 1
    assert 0 < taken < 26
    reader = threading.Thread(target=lambda: found.append(_read(pair[1], 26 * 3_000)))
    found: list[bytes] = []
    reader.start()
    for frame in frames[taken:]:
        shared.send(frame)
    reader.join()
    assert found == [b"".join(frames)]
    assert not shared.has_rest


def test_a_reader_that_stalls_breaks_the_socket_for_good(pair: Pair) -> None:
    shared = SharedSocket(pair[0], stall_s=0.05, write_s=5)
    with pytest.raises(BlockingIOError):
        shared.send(b"x" * 1_000_000)
    pair[1].recv(1_000_000)
    with pytest.raises(BrokenPipeError):
        shared.send(b"never inside a torn frame")


def test_a_reader_that_trickles_runs_out_of_time(pair: Pair) -> None:
    shared = SharedSocket(pair[0], stall_s=0.1, write_s=0.3)
    gone = threading.Event()

    def trickle() -> None:
        while not gone.wait(0.02):
            pair[1].recv(2000)

    reader = threading.Thread(target=trickle)
    reader.start()
    try:
        with pytest.raises(OSError, match=r"too slow|unavailable"):
            shared.send(b"x" * 10_000_000)
    finally:
        gone.set()
        reader.join()


def test_a_broken_socket_wakes_the_thread_that_reads(pair: Pair) -> None:
    shared = SharedSocket(pair[0], stall_s=0.05, write_s=5)
    read: list[bytes] = []
    receiver = threading.Thread(target=lambda: read.append(shared.recv(10)))
    receiver.start()
    with pytest.raises(BlockingIOError):
        shared.send(b"x" * 1_000_000)
    receiver.join(2)
    assert read == [b""]


def test_a_flood_reads_as_a_hang_up(pair: Pair) -> None:
    shared = SharedSocket(pair[0], stall_s=5, write_s=5)
    stop = threading.Event()

    def flood() -> None:
        while not stop.is_set():
            try:
                pair[1].send(b"x" * 4096)
            except OSError:
                return

    sender = threading.Thread(target=flood)
    sender.start()
    total = 0
    while data := shared.recv(65536):
        total += len(data)
    assert total <= INBOUND_BYTES_PER_S
    stop.set()
    shared.hang_up()
    sender.join()


def _through(environ: dict[str, Any]) -> dict[str, Any]:
    seen: dict[str, Any] = {}

    def app(inner: dict[str, Any], _start: object) -> list[bytes]:
        seen.update(inner)
        return []

    SocketGuard(app)(environ, lambda *_: lambda _: None)
    return seen


def test_an_upgrade_gets_the_shared_socket_and_no_extensions(pair: Pair) -> None:
    seen = _through(
        {
            "HTTP_UPGRADE": "WebSocket",
            "HTTP_SEC_WEBSOCKET_EXTENSIONS": "permessage-deflate",
            "gunicorn.socket": pair[0],
        }
    )
    assert isinstance(seen["gunicorn.socket"], SharedSocket)
    assert "HTTP_SEC_WEBSOCKET_EXTENSIONS" not in seen
    timeout = pair[0].getsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, 16)
    assert struct.unpack("ll", timeout) == (5, 0)


def test_other_requests_pass_untouched(pair: Pair) -> None:
    environ = {"gunicorn.socket": pair[0]}
    assert _through(environ) == environ
