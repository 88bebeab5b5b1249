"""Both ends of a socket without a network, read by an implementation that is not ours."""

import json
import threading
from typing import Any, cast

from wsproto.frame_protocol import FrameProtocol, Opcode

from threadside.live.connection import Connection
from threadside.live.guard import SharedSocket
from threadside.live.limits import Limits


class Sink:
    """Stands for the socket: keeps what is written. `room` bytes are taken without waiting."""

    def __init__(self) -> None:
        self.written = bytearray()
        self.closed = False
        self.room = 1_000_000
        self._rest = b""

    def send(self, data: bytes) -> int:
        if self.closed:
            raise BrokenPipeError
        self.written += self._rest + data
        self._rest = b""
        return len(data)

    def send_at_once(self, data: bytes) -> bool:
        if self.closed or self._rest or self.room == 0:
            return False
        self.written += data[: self.room]
        self._rest = data[self.room :]
        self.room -= len(data) - len(self._rest)
        return True

    @property
    def has_rest(self) -> bool:
        return bool(self._rest)

    def hang_up(self) -> None:
        self.closed = True

    def close(self) -> None:
        self.closed = True


class Client:
    """The far end of a connection, in place of `simple_websocket.Server`."""

    def __init__(self) -> None:
        self.sink = Sink()
        self.sock = cast(SharedSocket, self.sink)
        self.event = threading.Event()
        self.thread = threading.Thread(target=lambda: None)
        self.thread.start()
        self.connected = True
        self.closed_with: tuple[int, str] | None = None
        self._sent: list[str | bytes] = []

    def says(self, frame: dict[str, Any] | str | bytes) -> None:
        self._sent.append(json.dumps(frame) if isinstance(frame, dict) else frame)
        self.event.set()

    @property
    def unread(self) -> bool:
        return bool(self._sent)

    def receive(self, timeout: float | None = None) -> str | bytes | None:  # noqa: ARG002
        self.event.clear()
        return self._sent.pop(0) if self._sent else None

    def close(self, reason: int, message: str) -> None:
        self.closed_with = (reason, message)
        self.connected = False

    @property
    def heard(self) -> list[dict[str, Any]]:
        return [json.loads(text) for text in texts(bytes(self.sink.written))]

    def connection(self, limits: Limits | None = None) -> Connection:
        return Connection(self, limits or Limits())


def texts(wire: bytes) -> list[str]:
    """The text messages in what a server wrote."""
    protocol = FrameProtocol(client=True, extensions=[])
    protocol.receive_bytes(wire)
    found: list[str] = []
    part = ""
    for frame in protocol.received_frames():
        assert frame.opcode is Opcode.TEXT
        part += cast(str, frame.payload)
        if frame.message_finished:
            found.append(part)
            part = ""
    return found
