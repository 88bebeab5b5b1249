"""Frames as they stand on the wire, made once and shared by all sockets they go to.

A server's frames are not masked (RFC 6455, section 5.1) and no extension is negotiated, so the
bytes of an event are the same for every socket.
"""

import json
import struct
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from threadside.contracts.common import Instant, Output

_FINAL_TEXT = 0x81
_instant: TypeAdapter[datetime] = TypeAdapter(Instant)


class Frame(NamedTuple):
    """What a socket is offered: up to `seq` all is told once `wire` is written.

    `wire` is None where the member may not see the event; `resets` drops what waits before it.
    """

    seq: int
    wire: bytes | None
    resets: bool = False


def text_frame(text: str) -> bytes:
    """One unfragmented, unmasked text frame (RFC 6455, section 5.2)."""
    body = text.encode()
    size = len(body)
    if size < 126:
        return struct.pack("!BB", _FINAL_TEXT, size) + body
    if size < 1 << 16:
        return struct.pack("!BBH", _FINAL_TEXT, 126, size) + body
    return struct.pack("!BBQ", _FINAL_TEXT, 127, size) + body


def model_frame(model: Output) -> bytes:
    """The text frame of a contract."""
    return text_frame(model.model_dump_json())


def event_frame(seq: int, at: datetime, payload: Mapping[str, Any]) -> bytes:
    """The frame of a logged event, shaped as `contracts.events.Event`.

    The payload is written as it was stored: it was checked when it was emitted, and an older
    process must pass on what a newer one has logged.
    """
    head = {"type": "event", "seq": seq, "at": _instant.dump_python(at, mode="json")}
    return text_frame(
        json.dumps({**head, "data": payload}, ensure_ascii=False, separators=(",", ":"))
    )
