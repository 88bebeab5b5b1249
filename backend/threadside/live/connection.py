"""One open socket: what waits to be written, what arrived, and its end.

The thread of the request owns the socket and may wait for it. The hub writes a frame itself where
that needs no waiting, since waking two hundred threads costs more than two hundred writes; else it
appends to the queue and wakes the owner. simple-websocket's receiver wakes it by the same event.
"""

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from simple_websocket.errors import ConnectionClosed
from wsproto.utilities import LocalProtocolError

from threadside.live.frames import Frame
from threadside.live.guard import SharedSocket
from threadside.live.limits import MALFORMED, SLOW_CONSUMER, Closing, Limits

_BATCH_BYTES = 64 * 1024


class WebSocket(Protocol):
    """What is used of `simple_websocket.Server`, which has no types of its own."""

    sock: SharedSocket
    event: threading.Event
    thread: threading.Thread
    connected: bool

    def receive(self, timeout: float | None = None) -> str | bytes | None: ...
    def close(self, reason: int, message: str) -> None: ...


class Connection:
    """A WebSocket with a bounded queue. `offer` and `end` may be called from any thread."""

    def __init__(
        self,
        ws: WebSocket,
        limits: Limits,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits
        self.sent = 0
        """Up to this seq the client has been told everything."""
        self._ws = ws
        self._socket = ws.sock
        self._wake = ws.event
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._queue: deque[Frame] = deque()
        self._queued_bytes = 0
        self._closing: Closing | None = None
        self._caught_up = False
        self._writing = False
        self._in_doubt = False
        self._allowance = float(limits.inbound_per_s)
        self._allowance_at = monotonic()

    def offer(self, frame: Frame) -> None:
        """Write a frame, or queue it; a full queue ends the connection as a slow consumer."""
        with self._lock:
            if self._closing or self._written_at_once(frame):
                return
            if frame.resets:
                self._clear()
            self._queue.append(frame)
            self._queued_bytes += len(frame.wire or b"")
            full = (
                len(self._queue) > self.limits.queue_frames
                or self._queued_bytes > self.limits.queue_bytes
            )
        if full:
            self.end(Closing(SLOW_CONSUMER, "too slow; reconnect with the cursor"))
        self._wake.set()

    def _written_at_once(self, frame: Frame) -> bool:
        if not self._caught_up or self._queue or self._writing or frame.resets:
            return False
        if frame.seq <= self.sent:
            return True
        if frame.wire is not None:
            if not self._ws.connected or not self._socket.send_at_once(frame.wire):
                return False
            if self._socket.has_rest:
                self._wake.set()
        self.sent = frame.seq
        return True

    def caught_up(self) -> None:
        """What came before the first event is written: events may now be written at once."""
        with self._lock:
            self._caught_up = True

    def doubt(self) -> None:
        """Have the owning thread look once more whether its client may still listen."""
        self._in_doubt = True
        self._wake.set()

    def settle(self) -> bool:
        """Whether it was asked to look since the last call. Call it after `wait`, and look then."""
        if not self._in_doubt:
            return False
        self._in_doubt = False  # only after it was found: one that comes now must not be lost
        return True

    def end(self, closing: Closing) -> None:
        """Ask the owning thread to close; the first reason stands, what is queued is dropped."""
        with self._lock:
            self._closing = self._closing or closing
            self._clear()
        self._wake.set()

    def wait(self, seconds: float) -> None:
        """Sleep until there is something to write or to read, or the time is over."""
        self._wake.wait(max(0.0, seconds))
        self._wake.clear()

    def received(self) -> list[str]:
        """The text frames that arrived since the last call.

        Call it before `flush`: it clears the wake-up that the two share.

        Raises:
            Closing: for more frames a second than allowed, and for binary ones.
            ConnectionClosed: when the client has left.
        """
        frames: list[str] = []
        while (frame := self._ws.receive(timeout=0)) is not None:
            self._allow()
            if not isinstance(frame, str):
                raise Closing(MALFORMED, "frames are JSON text")
            frames.append(frame)
        return frames

    def _allow(self) -> None:
        now = self._monotonic()
        most = float(self.limits.inbound_per_s)
        self._allowance = min(most, self._allowance + (now - self._allowance_at) * most) - 1.0
        self._allowance_at = now
        if self._allowance < 0:
            raise Closing(MALFORMED, f"more than {self.limits.inbound_per_s} frames a second")

    def flush(self) -> None:
        """Write what is queued, skipping what the client has been told before.

        Raises:
            Closing: when somebody asked for the end.
            OSError: when the client has left or stalls.
        """
        while (batch := self._take()) or self._socket.has_rest:
            self.write(batch)
        if self._closing:
            raise self._closing

    def _take(self) -> bytes:
        """The next frames to write; until it is called again nobody overtakes them."""
        parts: list[bytes] = []
        size = 0
        with self._lock:
            while self._queue and size < _BATCH_BYTES:
                frame = self._queue.popleft()
                self._queued_bytes -= len(frame.wire or b"")
                if frame.seq <= self.sent:
                    continue
                self.sent = frame.seq
                if frame.wire is not None:
                    parts.append(frame.wire)
                    size += len(frame.wire)
            self._writing = bool(parts)
        return b"".join(parts)

    def write(self, wire: bytes) -> None:
        """Write whole frames now, ahead of the queue. Only the owning thread may."""
        if not self._ws.connected:
            raise BrokenPipeError("the client has left")
        self._socket.send(wire)

    def close(self, closing: Closing) -> None:
        """Say goodbye, wait shortly for the answer, and leave nothing behind but a closed socket.

        The receiver must have ended before the descriptor is closed, or it would read from
        whichever connection gets the same number next.
        """
        with contextlib.suppress(ConnectionClosed, LocalProtocolError, OSError):
            self._ws.close(closing.code, closing.reason)
        self._ws.thread.join(self.limits.goodbye_s)
        self._socket.hang_up()
        self._ws.thread.join(self.limits.goodbye_s)
        self._socket.close()

    def _clear(self) -> None:
        self._queue.clear()
        self._queued_bytes = 0
