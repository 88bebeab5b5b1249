"""Things that are due later by the virtual clock, carried out by a handful of threads."""

import heapq
import itertools
import logging
import queue
import threading
from collections.abc import Callable

from threadside.simulator.clock import VirtualClock

_log = logging.getLogger(__name__)

Action = Callable[[], None]

_WORKERS = 32


class Schedule:
    """Runs each action once when its moment has come; later actions may overtake slow ones."""

    def __init__(self, clock: VirtualClock, workers: int = _WORKERS) -> None:
        self._clock = clock
        self._order = itertools.count()
        self._waiting: list[tuple[float, int, int, Action]] = []
        self._due: queue.SimpleQueue[tuple[int, Action] | None] = queue.SimpleQueue()
        self._generation = 0
        self._running = False
        self._threads = [
            threading.Thread(target=self._work, name=f"simulator-deliver-{n}", daemon=True)
            for n in range(workers)
        ]
        self._threads.append(
            threading.Thread(target=self._watch, name="simulator-schedule", daemon=True)
        )

    @property
    def waiting(self) -> int:
        """How many actions are not due yet."""
        with self._clock.changed:
            now = self._clock.now()
            return sum(due > now for due, *_ in self._waiting)

    def start(self) -> None:
        """Start the threads; a schedule is started once."""
        self._running = True
        for thread in self._threads:
            thread.start()

    def stop(self, grace_s: float = 1.0) -> None:
        """Forget what is waiting and let the threads end; one stuck in an action is left behind."""
        self.clear()
        with self._clock.changed:
            self._running = False
            self._clock.changed.notify_all()
        for _ in self._threads:
            self._due.put(None)
        for thread in self._threads:
            thread.join(grace_s)

    def after(self, delay_s: float, action: Action) -> None:
        """Run `action` when `delay_s` virtual seconds have passed."""
        with self._clock.changed:
            if delay_s <= 0:
                self._due.put((self._generation, action))
                return
            due = self._clock.now() + delay_s
            heapq.heappush(self._waiting, (due, next(self._order), self._generation, action))
            if self._waiting[0][0] == due:
                self._clock.changed.notify_all()

    def clear(self) -> None:
        """Forget every action that has not begun."""
        with self._clock.changed:
            self._waiting.clear()
            self._generation += 1

    def _watch(self) -> None:
        with self._clock.changed:
            while self._running:
                wait_s = self._pass_on_what_is_due()
                self._clock.changed.wait(wait_s)

    def _pass_on_what_is_due(self) -> float | None:
        while self._waiting:
            wait_s = self._clock.real_seconds_until(self._waiting[0][0])
            if wait_s is None or wait_s > 0:
                return wait_s
            _, _, generation, action = heapq.heappop(self._waiting)
            self._due.put((generation, action))
        return None

    def _work(self) -> None:
        while (item := self._due.get()) is not None:
            generation, action = item
            if generation != self._generation:
                continue
            try:
                action()
            except Exception:  # noqa: BLE001 - a broken action must not take its thread with it
                _log.exception("a scheduled action failed")
