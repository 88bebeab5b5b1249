"""The outbox runner: threads that claim, post once, and record, in this process."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError

from threadside.errors import Refusal
from threadside.ids import new_id
from threadside.sending import agenda, outbox
from threadside.sending.claim import Claim, claim
from threadside.sending.port import Carrier, Outcome, OutgoingText, Unknown
from threadside.sending.settle import settle, sweep
from threadside.store.tables import Message
from threadside.store.uow import Tx, UnitOfWork

log = structlog.get_logger(__name__)

TICK_S = 1.0
SWEEP_S = 10.0
RECORD_AGAIN_S = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0, 8.0)
"""Together less than a claim's lease; after that the text is in doubt, and all may see it."""
SOONEST_S = 0.005
CarrierFor = Callable[[str], Carrier]
Attach = Callable[[Tx, OutgoingText], OutgoingText]
"""Gives a claimed text its media, in the claim's own transaction."""


def _nothing(_label: str) -> None:
    """The default of `at`: pass every labelled point."""


def _bare(tx: Tx, text: OutgoingText) -> OutgoingText:
    """The default of `attach`: for texts without media."""
    if tx.session.get_one(Message, text.client_ref).media_count:
        raise LookupError(f"nobody attaches the media of {text.client_ref}")
    return text


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
        attach: Attach = _bare,
        at: Callable[[str], None] = _nothing,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._uow = uow
        self._carrier_for = carrier_for
        self._attach = attach
        self._at = at
        self._sleep = sleep
        self._owner = new_id()
        self._ready = threading.Condition()
        self._poked = False
        self._looking = threading.Lock()
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
            self._poked = True
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
        while (claimed := self._claim()) is not None:
            self._deliver(claimed)
            count += 1
        return count

    def _work(self) -> None:
        while not self._stopping.is_set():
            # One looks for all. Were they all to wake for the same text, all but one would have
            # waited for a row only to find it taken.
            with self._looking:
                claimed = self._next()
            if claimed is not None:
                try:
                    self._deliver(claimed)
                except Exception:
                    log.exception("outbox_failed")

    def _next(self) -> Claim | None:
        """The next text, as soon as one may leave; None when it is time to end."""
        due = False
        while not self._stopping.is_set():
            with self._ready:
                self._poked = False
            try:
                wait = 0.0 if due else self._wait_s()
                if wait <= 0 and (claimed := self._claim()) is not None:
                    return claimed
            except Exception:
                log.exception("outbox_look_failed")
                wait = TICK_S
            with self._ready:
                woken = self._ready.wait_for(
                    lambda: self._poked or self._stopping.is_set(), max(SOONEST_S, wait)
                )
            due = not woken and 0 < wait < TICK_S
        return None

    def _wait_s(self) -> float:
        """Seconds until a text may leave; 0 when one may now."""
        with self._uow.read() as session:
            now = self._uow.clock()
            due = agenda.next_due(session, now)
        return TICK_S if due is None else min(TICK_S, max(0.0, (due - now).total_seconds()))

    def _claim(self) -> Claim | None:
        self._at("before_claim")
        with self._uow.write() as tx:
            outbox.release(tx)
            claimed = claim(tx, self._owner)
            if claimed is not None:
                claimed = replace(claimed, text=self._attach(tx, claimed.text))
        return claimed

    def _deliver(self, claimed: Claim) -> None:
        self._at("after_claim")
        if (early := (claimed.at - self._uow.clock()).total_seconds()) > 0:
            self._sleep(early)
        posted_at = self._uow.clock()
        outcome = self._post(claimed)
        self._at("after_post")
        self._record(claimed, outcome, posted_at)
        self._at("after_record")

    def _record(self, claimed: Claim, outcome: Outcome, posted_at: datetime) -> None:
        """Write down what the carrier said; it is not forgotten while the database is away."""
        for wait in (*RECORD_AGAIN_S, None):
            try:
                with self._uow.write() as tx:
                    settle(tx, claimed, outcome, posted_at)
            except (SQLAlchemyError, Refusal):
                if wait is None or self._stopping.is_set():
                    raise
                log.exception("outbox_record_failed", again_s=wait)
                self._stopping.wait(wait)
            else:
                return

    def _post(self, claimed: Claim) -> Outcome:
        try:
            return self._carrier_for(claimed.account_id).send(claimed.text)
        except Exception:
            # Whether the request left can't be known from here; a person or a receipt decides.
            log.exception("carrier_adapter_failed")
            return Unknown("adapter_error")

    def _sweep(self) -> None:
        while not self._stopping.wait(SWEEP_S):
            try:
                with self._uow.write() as tx:
                    sweep(tx)
                    outbox.release(tx)
            except Exception:
                log.exception("outbox_sweep_failed")
