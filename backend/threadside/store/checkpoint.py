"""Moves what was committed from SQLite's write-ahead log into the database, beside the writers.

Left alone, the commit that fills a thousand pages pays for copying them all, a tenth of a second
and more (https://sqlite.org/wal.html, "Avoiding Excessively Large WAL Files"). A passive
checkpoint waits for nobody, and nobody waits for it.
"""

import threading

import structlog
from sqlalchemy import Engine

log = structlog.get_logger(__name__)

EVERY_S = 1.0
LONGEST_PAGES = 16_384
"""64 MiB: readers that never pause keep the log from starting over; then they are waited for."""


class Checkpointer:
    """A thread that keeps the log short until stopped."""

    def __init__(self, engine: Engine, every_s: float = EVERY_S) -> None:
        self._engine = engine
        self._every_s = every_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="checkpoints", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, timeout_s: float = 5.0) -> None:
        """End after the checkpoint in hand."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def run(self) -> int:
        """One checkpoint; gives the pages that are left in the log."""
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            _, pages, moved = cursor.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            if pages > LONGEST_PAGES:
                _, pages, moved = cursor.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()
            return int(pages) - int(moved)
        finally:
            connection.close()

    def _work(self) -> None:
        while not self._stopping.wait(self._every_s):
            try:
                self.run()
            except Exception:  # the log grows a little; the next turn tries again
                log.exception("checkpoint_failed")
