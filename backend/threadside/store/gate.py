"""A fair queue in front of SQLite's single writer.

SQLite's busy handler retries at random, so under load some writers wait a second while others
pass; first come, first served keeps the longest wait near the average.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from threadside.errors import Refusal


class FifoGate:
    """A lock that is handed over in the order of asking."""

    def __init__(self, timeout_s: float = 10.0) -> None:
        self._timeout_s = timeout_s
        self._mutex = threading.Lock()
        self._held = False
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def pass_through(self) -> Iterator[None]:
        """Hold the gate for the duration of the block.

        Raises:
            Refusal: `busy` (503) when the wait takes longer than the timeout.
        """
        self._enter()
        try:
            yield
        finally:
            self._leave()

    def _enter(self) -> None:
        with self._mutex:
            if not self._held:
                self._held = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        if turn.wait(self._timeout_s):
            return
        with self._mutex:
            if not turn.is_set():
                self._waiting.remove(turn)
                raise Refusal("busy", status=503)

    def _leave(self) -> None:
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False
