"""Identifiers: UUIDv7 as text, so that ids made later sort later (RFC 9562, section 5.7)."""

import os
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A UUIDv7 in its 36-character form.

    48 bits of milliseconds, then 12 bits of sub-millisecond counter (RFC 9562, section 6.2,
    method 3) so that ids of one process never sort against the order in which they were made.
    """
    global _last  # noqa: PLW0603 - the monotonic counter is the point of this module
    with _lock:
        ticks = time.time_ns() * 4096 // 1_000_000
        _last = max(ticks, _last + 1)
        ticks = _last
    millis, fraction = divmod(ticks, 4096)
    tail = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    return str(uuid.UUID(int=millis << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | tail))
