"""What the stream of one process has done, for `/metrics`."""

import threading
from typing import Literal

Count = Literal[
    "sockets",
    "sockets_opened",
    "sockets_refused",
    "slow_consumers",
    "replays",
    "resets",
    "events",
    "pump_failures",
]


class Counters:
    """Numbers that many threads add to. `sockets` goes up and down, the others only up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[Count, int] = {
            "sockets": 0,
            "sockets_opened": 0,
            "sockets_refused": 0,
            "slow_consumers": 0,
            "replays": 0,
            "resets": 0,
            "events": 0,
            "pump_failures": 0,
        }

    def add(self, name: Count, by: int = 1) -> None:
        """Add `by` to a number."""
        with self._lock:
            self._counts[name] += by

    def snapshot(self) -> dict[Count, int]:
        """All numbers at one moment."""
        with self._lock:
            return dict(self._counts)
