"""Webhooks that are being taken at this moment, and what lets them go first.

Requests and the folding-in share one interpreter and, on SQLite, one writer. A carrier that waits
too long for its answer repeats the webhook (Vonage: after five seconds), which makes a rush
longer; a text that is folded in a little later harms nobody.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 4
PATIENCE_S = 0.1
"""Between two rounds of jobs in a rush, so that what was taken is shown however long it lasts."""


class Rush:
    """Counts the webhooks between their last byte and their answer."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taking = 0

    @contextmanager
    def taking(self) -> Iterator[None]:
        """While one webhook is verified, stored and answered."""
        with self._changed:
            self._taking += 1
        try:
            yield
        finally:
            with self._changed:
                self._taking -= 1
                if self._taking < MANY:
                    self._changed.notify_all()

    def let_pass(self) -> None:
        """Return once there is no rush, or after `PATIENCE_S`."""
        with self._changed:
            self._changed.wait_for(lambda: self._taking < MANY, PATIENCE_S)
