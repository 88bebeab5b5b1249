"""The writer: threads that write into linked CRMs what was texted, in this process.

Everything that matters stands in rows (`turns.py`, `outcomes.py`), so a process may end at any
point. In memory is only who is left in peace for a while: a CRM that is away is asked by one entry
at a time, ever more seldom, and not by every one that waits.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import structlog

from threadside.crm import opt_outs, outcomes, turns
from threadside.crm.outcomes import Done, Outcome
from threadside.crm.turns import Address, Claim, Linked
from threadside.linking.port import Crm, Open
from threadside.linking.problems import Garbled, NeedsSignIn, Throttled, Unavailable
from threadside.network import allow_network
from threadside.store.tables import CrmEntry, CrmOptOut
from threadside.store.uow import UnitOfWork

log = structlog.get_logger(__name__)

TICK_S: Final = 2.0
LONGEST_PEACE: Final = timedelta(minutes=2)


def _nothing(_label: str) -> None:
    """The default of `at`: pass every labelled point."""


@dataclass
class _Peace:
    """Who is left alone until when, and how often that was in vain."""

    until: dict[str, datetime] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)


class CrmWriter:
    """Writes what is due until stopped.

    `open` gives a connection's `Api`, `crms` the adapters by their ids. `at` is called at labelled
    points (crm_claimed, crm_answered, crm_settled), where a test may end the process.
    """

    def __init__(
        self,
        uow: UnitOfWork,
        open_api: Open,
        crms: Mapping[str, Crm],
        address: Address,
        *,
        threads: int = 2,
        at: Callable[[str], None] = _nothing,
    ) -> None:
        self._uow = uow
        self._open = open_api
        self._crms = crms
        self._address = address
        self._at = at
        self._peace = _Peace()
        self._ready = threading.Condition()
        self._poked = False
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, name=f"crm-{n}", daemon=True)
            for n in range(threads)
        ]

    def start(self) -> None:
        """Begin to write."""
        for thread in self._threads:
            thread.start()

    def poke(self) -> None:
        """There is something to write: look now."""
        with self._ready:
            self._poked = True
            self._ready.notify_all()

    def stop(self, timeout_s: float = 5.0) -> None:
        """End after the entry in hand; one that takes longer is looked for by the next process."""
        self._stopping.set()
        with self._ready:
            self._ready.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout_s)

    def write_due(self) -> int:
        """Do everything that is due in the calling thread; gives how many requests that took."""
        count = 0
        for linked in self._writable():
            while not self._stopping.is_set() and self._one(linked):
                count += 1
        return count

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                self.write_due()
            except Exception:
                log.exception("crm_writer_failed")
            with self._ready:
                self._ready.wait_for(lambda: self._poked or self._stopping.is_set(), TICK_S)
                self._poked = False

    def _writable(self) -> list[Linked]:
        """The connections where something is due."""
        with self._uow.read() as session:
            now = self._uow.clock()
            return [
                each
                for each in turns.linked(session, now)
                if each.crm in self._crms
                and (
                    turns.due(session, CrmEntry, each.id, now)
                    or turns.due(session, CrmOptOut, each.id, now)
                )
            ]

    def _one(self, linked: Linked) -> bool:
        """Do one thing in a CRM; False when there is none, or it is left in peace."""
        if self._peace.until.get(linked.id, self._uow.clock()) > self._uow.clock():
            return False
        return self._opt_out(linked) or self._entry(linked)

    def _entry(self, linked: Linked) -> bool:
        with self._uow.write() as tx:
            claimed = turns.claim(tx, linked, self._address)
        if claimed is None:
            return False
        self._at("crm_claimed")
        asked_at = self._uow.clock()
        if asked_at > claimed.lease_until - turns.LEASE / 2:
            return True  # somebody else may take it over any moment: let them
        crm = self._crms[linked.crm]
        outcome = self._acted(crm, claimed)
        self._at("crm_answered")
        with self._uow.write() as tx:
            outcomes.settle(tx, claimed, outcome, asked_at=asked_at, search_lag_s=crm.search_lag_s)
        self._at("crm_settled")
        self._heard(linked, outcome)
        return True

    def _acted(self, crm: Crm, claimed: Claim) -> Outcome:
        allow_network()
        try:
            return outcomes.act(crm, self._open(claimed.linked.id), claimed)
        except Exception:
            log.exception("crm_adapter_failed", crm=crm.id, action=claimed.action)
            return Garbled("adapter_failed")

    def _opt_out(self, linked: Linked) -> bool:
        with self._uow.write() as tx:
            claimed = opt_outs.claim(tx, linked)
        if claimed is None:
            return False
        self._at("crm_claimed")
        crm = self._crms[linked.crm]
        allow_network()
        try:
            outcome = opt_outs.act(self._uow, crm, self._open(linked.id), claimed)
        except Exception:
            log.exception("crm_adapter_failed", crm=crm.id, action="set_opt_out")
            outcome = Garbled("adapter_failed")
        self._at("crm_answered")
        with self._uow.write() as tx:
            opt_outs.settle(tx, claimed, outcome)
        self._heard(linked, outcome)
        return True

    def _heard(self, linked: Linked, outcome: Outcome) -> None:
        """Leave a CRM alone that is away or too busy; see to what waited once it answers."""
        now, peace = self._uow.clock(), self._peace
        match outcome:
            case Throttled():
                wait = timedelta(seconds=outcome.retry_after_s)
                peace.until[linked.id] = now + min(wait, LONGEST_PEACE)
            case Unavailable() | NeedsSignIn():
                peace.times[linked.id] = times = peace.times.get(linked.id, 0) + 1
                if times > 1:  # the first may be chance
                    wait = min(outcomes.backoff(times - 1), LONGEST_PEACE)
                    peace.until[linked.id] = now + wait
            case Done() if peace.times.pop(linked.id, 0) > 1:
                with self._uow.write() as tx:
                    outcomes.hasten(tx, linked.id)
