"""Makes the socket under a WebSocket safe to share between the writer and the receiver.

simple-websocket writes with `socket.send`, which may write a part, and answers pings from a
thread of its own: a pong then lands inside a half-written frame. Here every write is whole or
the last one. Compression is not negotiated: it costs up to 100 KiB a socket, and frames are small.
"""

import socket
import struct
import threading
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SOCKET_KEYS = ("gunicorn.socket", "werkzeug.socket")
SLICE_BYTES = 64 * 1024
"""Written at a time, so that the deadline is looked at in between."""
INBOUND_BYTES_PER_S = 512 * 1024
"""Above what the frame limits allow; who sends more is cut off before it fills memory."""


class SharedSocket:
    """A connected socket whose `send` writes all of its bytes, one caller at a time.

    A write that makes no progress for `stall_s`, or is not done after `write_s`, breaks the
    socket: what was written is torn, so nothing may follow it.
    """

    def __init__(self, sock: socket.socket, stall_s: float, write_s: float) -> None:
        self._sock = sock
        self._write_s = write_s
        self._lock = threading.Lock()
        self._broken = False
        self._rest = b""
        self._window_ends = 0.0
        self._received = 0
        seconds, microseconds = divmod(int(stall_s * 1_000_000), 1_000_000)
        sock.setsockopt(
            socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", seconds, microseconds)
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)

    def send(self, data: bytes) -> int:
        """Write all of `data`.

        Raises:
            OSError: when the other side is gone or too slow; the socket is then shut down.
        """
        with self._lock:
            if self._broken:
                raise BrokenPipeError("an earlier write was torn")
            try:
                rest, self._rest = self._rest, b""
                self._write(memoryview(rest + data))
            except OSError:
                self._broken = True
                self.hang_up()
                raise
        return len(data)

    def send_at_once(self, data: bytes) -> bool:
        """Write without waiting; False when nothing was written and `data` is still to be sent.

        Of a write that the kernel took in part the rest precedes the next `send`; see `has_rest`.
        """
        if not self._lock.acquire(blocking=False):
            return False
        try:
            if self._broken or self._rest:
                return False
            written = self._sock.send(data, socket.MSG_DONTWAIT)
            self._rest = data[written:]
        except OSError:  # full, or gone: the thread that may wait finds out which
            return False
        finally:
            self._lock.release()
        return True

    @property
    def has_rest(self) -> bool:
        """Whether a part of a frame waits for the next `send`, be it an empty one."""
        return bool(self._rest)

    def _write(self, rest: memoryview) -> None:
        deadline = time.monotonic() + self._write_s
        while rest:
            rest = rest[self._sock.send(rest[:SLICE_BYTES]) :]
            if rest and time.monotonic() > deadline:
                raise TimeoutError("the reader is too slow")

    def recv(self, size: int) -> bytes:
        """Read like a socket; to a flood of bytes it answers as if the other side had left."""
        data = self._sock.recv(size)
        now = time.monotonic()
        if now >= self._window_ends:
            self._window_ends, self._received = now + 1.0, 0
        self._received += len(data)
        return data if self._received <= INBOUND_BYTES_PER_S else b""

    def hang_up(self) -> None:
        """End both directions; a thread blocked in `recv` wakes."""
        try:
            self._sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it has ended already


class SocketGuard:
    """WSGI middleware: on `Upgrade: websocket` hands on a `SharedSocket`, without extensions."""

    def __init__(self, app: "WSGIApplication", stall_s: float = 5.0, write_s: float = 15.0) -> None:
        self._app = app
        self._stall_s = stall_s
        self._write_s = write_s

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
            for key in SOCKET_KEYS:
                if key in environ:
                    environ[key] = SharedSocket(environ[key], self._stall_s, self._write_s)
        return self._app(environ, start_response)
