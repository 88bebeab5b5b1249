"""Threads that run jobs in this process."""

import threading
from collections.abc import Callable, Mapping
from typing import Any

import structlog

from threadside.jobs import queue
from threadside.store.uow import Tx, UnitOfWork

log = structlog.get_logger(__name__)

Handler = Callable[[Tx, Mapping[str, Any]], None]
"""Does the work in the transaction that also ends the job: both happen or neither."""
TICK_S = 0.5


class JobRunner:
    """Claims jobs and hands them to their handlers until stopped.

    A wake-up makes it look at once; without one it looks twice a second, so a lost hint costs
    half a second and never a job.
    """

    def __init__(self, uow: UnitOfWork, handlers: Mapping[str, Handler], threads: int = 4) -> None:
        self._uow = uow
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
        while self._run_one():
            count += 1
        return count

    def _work(self) -> None:
        while not self._stopping:
            try:
                worked = self._run_one()
            except Exception:
                log.exception("job_claim_failed")
                worked = False
            if not worked:
                self._rest()

    def _rest(self) -> None:
        with self._ready:
            if not self._stopping and self._poked == 0:
                self._ready.wait(TICK_S)
            self._poked = max(0, self._poked - 1)

    def _run_one(self) -> bool:
        with self._uow.write() as tx:
            job = queue.claim(tx)
        if job is None:
            return False
        try:
            with self._uow.write() as tx:
                self._handlers[job.name](tx, job.payload)
                queue.finish(tx, job.id)
        except Exception as error:
            log.exception("job_failed", job=job.name, attempts=job.attempts)
            with self._uow.write() as tx:
                queue.fail(tx, job, f"{type(error).__name__}: {error}")
        return True
