"""The outbox runner: threads that claim, post once, and record, in this process."""

import threading
from collections.abc import Callable

import structlog
from sqlalchemy.exc import SQLAlchemyError

from threadside.errors import Refusal
from threadside.ids import new_id
from threadside.sending import outbox
from threadside.sending.port import Carrier, Outcome, Unknown
from threadside.store.uow import UnitOfWork

log = structlog.get_logger(__name__)

TICK_S = 1.0
SWEEP_S = 10.0
RECORD_AGAIN_S = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0, 8.0)
"""Together less than a claim's lease; after that the text is in doubt, and all may see it."""
SOONEST_S = 0.02
BLOCKED_S = 0.2
"""A text is due and may not leave yet, as while an answer of its person waits to be folded in."""
CarrierFor = Callable[[str], Carrier]


def _nothing(_label: str) -> None:
    """The default of `at`: pass every labelled point."""


class OutboxRunner:
    """Sends what may be sent until stopped.

    `at` is called at four labelled points of each text (before_claim, after_claim, after_post,
    after_record), where a test may end the process.
    """

    def __init__(
        self,
        uow: UnitOfWork,
        carrier_for: CarrierFor,
        *,
        threads: int = 4,
        at: Callable[[str], None] = _nothing,
    ) -> None:
        self._uow = uow
        self._carrier_for = carrier_for
        self._at = at
        self._owner = new_id()
        self._ready = threading.Condition()
        self._poked = 0
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, name=f"outbox-{n}", daemon=True)
            for n in range(threads)
        ]
        self._threads.append(threading.Thread(target=self._sweep, name="outbox-sweep", daemon=True))

    def start(self) -> None:
        """Begin to send."""
        for thread in self._threads:
            thread.start()

    def poke(self) -> None:
        """There is something new in the outbox: look now."""
        with self._ready:
            self._poked += 1
            self._ready.notify()

    def stop(self, timeout_s: float = 20.0) -> None:
        """Finish the texts in hand, then end."""
        self._stopping.set()
        with self._ready:
            self._ready.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout_s)

    def send_due(self) -> int:
        """Send everything that may leave now in the calling thread; gives the number posted."""
        count = 0
        while self._send_one():
            count += 1
        return count

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                worked = self._due() and self._send_one()
            except Exception:
                log.exception("outbox_failed")
                worked = False
            if not worked:
                self._rest()

    def _due(self) -> bool:
        with self._uow.read() as session:
            due = outbox.next_due(session)
        return due is not None and due <= self._uow.clock()

    def _send_one(self) -> bool:
        self._at("before_claim")
        with self._uow.write() as tx:
            outbox.release(tx)
            claimed = outbox.claim(tx, self._owner)
        if claimed is None:
            return False
        self._at("after_claim")
        outcome = self._post(claimed)
        self._at("after_post")
        self._record(claimed, outcome)
        self._at("after_record")
        return True

    def _record(self, claimed: outbox.Claim, outcome: Outcome) -> None:
        """Write down what the carrier said; it is not forgotten while the database is away."""
        for wait in (*RECORD_AGAIN_S, None):
            try:
                with self._uow.write() as tx:
                    outbox.settle(tx, claimed, outcome)
            except (SQLAlchemyError, Refusal):
                if wait is None or self._stopping.is_set():
                    raise
                log.exception("outbox_record_failed", again_s=wait)
                self._stopping.wait(wait)
            else:
                return

    def _post(self, claimed: outbox.Claim) -> Outcome:
        try:
            return self._carrier_for(claimed.account_id).send(claimed.text)
        except Exception:
            # Whether the request left can't be known from here; a person or a receipt decides.
            log.exception("carrier_adapter_failed")
            return Unknown("adapter_error")

    def _rest(self) -> None:
        wait = TICK_S
        try:
            with self._uow.read() as session:
                due = outbox.next_due(session)
            if due is not None:
                left = (due - self._uow.clock()).total_seconds()
                wait = min(TICK_S, max(SOONEST_S, left)) if left > 0 else BLOCKED_S
        except Exception:
            log.exception("outbox_peek_failed")
        with self._ready:
            if not self._stopping.is_set() and self._poked == 0:
                self._ready.wait(wait)
            self._poked = max(0, self._poked - 1)

    def _sweep(self) -> None:
        while not self._stopping.wait(SWEEP_S):
            try:
                with self._uow.write() as tx:
                    outbox.sweep(tx)
                    outbox.release(tx)
            except Exception:
                log.exception("outbox_sweep_failed")
