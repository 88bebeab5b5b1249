"""Threads that run jobs in this process."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import structlog

from threadside.jobs import queue
from threadside.store.uow import Tx, UnitOfWork

log = structlog.get_logger(__name__)

Handler = Callable[[Tx, Mapping[str, Any]], None]
"""Does the work in the transaction that also ends the job: both happen or neither."""
TICK_S = 0.5
LONGEST_COMMIT_S = 0.01


class JobRunner:
    """Takes jobs and hands them to their handlers until stopped.

    A wake-up makes it look at once; without one it looks twice a second, so a lost hint costs
    half a second and never a job. Up to `batch` jobs share a commit: where several threads or
    processes run jobs it has to be 1, since each would hold rows that another waits for.
    `after_you` returns when nothing more urgent has to be let past.
    """

    def __init__(
        self,
        uow: UnitOfWork,
        handlers: Mapping[str, Handler],
        *,
        threads: int,
        batch: int,
        after_you: Callable[[], object] = lambda: None,
    ) -> None:
        self._uow = uow
        self._batch = batch
        self._after_you = after_you
        self._handlers = dict(handlers)
        self._ready = threading.Condition()
        self._poked = 0
        self._stopping = False
        self._threads = [
            threading.Thread(target=self._work, name=f"jobs-{n}", daemon=True)
            for n in range(threads)
        ]

    def start(self) -> None:
        """Begin to work."""
        for thread in self._threads:
            thread.start()

    def poke(self) -> None:
        """There may be a job: look now."""
        with self._ready:
            self._poked += 1
            self._ready.notify()

    def stop(self, timeout_s: float = 5.0) -> None:
        """Finish the jobs in hand and end the threads."""
        with self._ready:
            self._stopping = True
            self._ready.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout_s)

    def run_due(self) -> int:
        """Run everything that is due in the calling thread; gives the number of jobs run."""
        count = 0
        while ran := self._run_some(self._batch):
            count += ran
        return count

    def _work(self) -> None:
        while not self._stopping:
            try:
                self._after_you()
                worked = self._run_some(self._batch) > 0
            except Exception:
                log.exception("job_round_failed")
                worked = False
            if not worked:
                self._rest()

    def _rest(self) -> None:
        with self._ready:
            if not self._stopping and self._poked == 0:
                self._ready.wait(TICK_S)
            self._poked = max(0, self._poked - 1)

    def _run_some(self, most: int) -> int:
        """Run up to `most` jobs in one transaction; when one fails, none of them has happened and
        that one waits for its next attempt."""
        done: list[queue.DueJob] = []
        running: queue.DueJob | None = None
        try:
            with self._uow.write() as tx:
                until = time.monotonic() + LONGEST_COMMIT_S
                while len(done) < most and (not done or time.monotonic() < until):
                    running = queue.take(tx)
                    if running is None:
                        break
                    self._handlers[running.name](tx, running.payload)
                    queue.finish(tx, running.id)
                    done.append(running)
                running = None
        except Exception as error:
            if running is None and not done:
                raise
            if running is None and len(done) > 1:
                return self._run_some(1)  # the commit failed: find out for whose sake, one by one
            blamed = running or done[0]
            log.exception("job_failed", job=blamed.name)
            with self._uow.write() as tx:
                queue.fail(tx, blamed.id, f"{type(error).__name__}: {error}")
            return 1
        return len(done)
