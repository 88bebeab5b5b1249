"""The thread that reads CRMs in the background: what changed, who wrote, whether they call us, and
the crawl, in this order. Two processes share the work: each takes under a lease what the other does
not have."""

import threading
from collections.abc import Callable
from typing import Final

import structlog

from threadside.crm import crawl, reading, strangers, users
from threadside.crm.hooks import Hooks
from threadside.crm.lookup import Lookups

log = structlog.get_logger(__name__)

TICK_S: Final = 2.0


class CrmReader:
    """Does what is due, until stopped. A hint makes it look at once; without one it looks every
    two seconds."""

    def __init__(self, lookups: Lookups, hooks: Hooks) -> None:
        self._lookups = lookups
        self._hooks = hooks
        self._ready = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="crm-reader", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def poke(self) -> None:
        """There may be something to read: look now."""
        self._ready.set()

    def stop(self, timeout_s: float = 5.0) -> None:
        """End after what is in hand; what takes longer is read again by the next."""
        self._stopping.set()
        self._ready.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        self._lookups.close()

    def work_due(self) -> int:
        """Do everything that is due in the calling thread; gives how much that was."""
        count = 0
        while not self._stopping.is_set() and self._one():
            count += 1
        return count

    def _one(self) -> bool:
        tasks: tuple[Callable[[Lookups], bool], ...] = (
            strangers.look_for_due,
            reading.read_due,
            reading.poll_due,
            self._hooks.ask_due,
            users.ask_due,
            crawl.go_on,
        )
        return any(task(self._lookups) for task in tasks)

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._ready.clear()
            try:
                self.work_due()
            except Exception:
                log.exception("crm_reading_failed")
            self._ready.wait(TICK_S)
