"""Virtual time for the simulator: it can be hurried, held still and moved forward.

It governs how long things wait (receipts, retries), limits, and when files and days end. Stamps
inside payloads and signatures stay in real time, because the system under test compares them with
its own clock.
"""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class VirtualClock:
    """Seconds since the simulator's start, running `factor` times as fast as real ones."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.changed = threading.Condition()
        self._monotonic = monotonic
        self._real = monotonic()
        self._began = datetime.now(UTC)
        self._virtual = 0.0
        self._factor = 1.0

    @property
    def factor(self) -> float:
        """Virtual seconds that pass in one real second; 0 holds the clock still."""
        return self._factor

    def now(self) -> float:
        """The present moment in virtual seconds."""
        with self.changed:
            return self._virtual + (self._monotonic() - self._real) * self._factor

    def wall(self) -> datetime:
        """The date and time it would be, had virtual seconds really passed (UTC)."""
        return self._began + timedelta(seconds=self.now())

    def advance(self, seconds: float) -> None:
        """Jump forward; everything that becomes due happens at once. Raises ValueError if < 0."""
        if seconds < 0:
            raise ValueError("the clock only moves forward")
        with self.changed:
            self._virtual += seconds
            self.changed.notify_all()

    def set_factor(self, factor: float) -> None:
        """Change the speed from now on. Raises ValueError if below zero."""
        if factor < 0:
            raise ValueError("the clock only moves forward")
        with self.changed:
            self._virtual, self._real = self.now(), self._monotonic()
            self._factor = factor
            self.changed.notify_all()

    def real_seconds_until(self, due: float) -> float | None:
        """How long to wait in real seconds; None when a held clock will not get there."""
        with self.changed:
            left = due - self.now()
            if left <= 0:
                return 0.0
            return left / self._factor if self._factor else None
