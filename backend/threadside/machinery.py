"""What runs behind the requests in this process: the outbox runner, the jobs, the webhook inbox."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from threadside.carriers import vonage_sms, vonage_webhooks
from threadside.carriers.vonage import VonageCarrier
from threadside.carriers.vonage_reports import VonageReports
from threadside.events import log
from threadside.jobs import queue
from threadside.jobs.runner import Handler, JobRunner
from threadside.runtime import Runtime
from threadside.sending import outbox
from threadside.sending.accounts import CarrierAccounts
from threadside.sending.doubts import DoubtChecker
from threadside.sending.runner import OutboxRunner
from threadside.store.checkpoint import Checkpointer
from threadside.store.uow import Tx
from threadside.threads import carrier_word, parts, receive
from threadside.webhooks.inbox import Inbox
from threadside.workspace import upkeep

HOUSEKEEPING = "housekeeping"


@dataclass(frozen=True)
class Machinery:
    """Started once per process that has work to do; a process that only answers starts nothing."""

    held: Runtime
    accounts: CarrierAccounts
    inbox: Inbox
    jobs: JobRunner
    outbox: OutboxRunner
    doubts: DoubtChecker
    checkpoints: Checkpointer

    def start(self) -> None:
        """Begin to send and to work. Claims of a process that died become uncertain first."""
        embedded = self.held.uow.engine.dialect.name == "sqlite"
        with self.held.uow.write() as tx:
            if embedded:
                outbox.abandon(tx)
            _plan_housekeeping(tx, timedelta())
        self.held.wakers.on("jobs", lambda _key: self.jobs.poke())
        self.held.wakers.on("outbox", lambda _key: self.outbox.poke())
        self.jobs.start()
        self.outbox.start()
        self.doubts.start()
        if embedded:
            self.checkpoints.start()

    def stop(self) -> None:
        """Finish what is in hand."""
        self.outbox.stop()
        self.doubts.stop()
        self.jobs.stop()
        self.checkpoints.stop()


def build(held: Runtime, *, at: Callable[[str], None] | None = None) -> Machinery:
    """The machinery of one process, not started. `at` sees the outbox's labelled points."""
    settings = held.settings
    network: dict[str, Any] = {
        "ca_file": settings.carrier_ca_file,
        "timeout_s": settings.carrier_timeout_s,
    }
    accounts = CarrierAccounts(
        held.uow,
        held.sealer,
        {"vonage": partial(VonageCarrier, **network)},
        {"vonage": partial(VonageReports, **network)},
    )
    embedded = held.uow.engine.dialect.name == "sqlite"
    runner = OutboxRunner(
        held.uow, accounts.carrier, threads=settings.senders, **({"at": at} if at else {})
    )
    return Machinery(
        held,
        accounts,
        Inbox(held.uow),
        # With one writer, a second thread of jobs would only stand in the way of the webhooks.
        JobRunner(held.uow, HANDLERS, threads=1 if embedded else 4, batch=25 if embedded else 1),
        runner,
        DoubtChecker(held.uow, accounts.records, carrier_word.fold),
        Checkpointer(held.uow.engine),
    )


def _housekeeping(tx: Tx, _payload: Mapping[str, Any]) -> None:
    log.forget(tx, tx.now)
    upkeep.forget_ended(tx)
    parts.forget(tx)
    _plan_housekeeping(tx, timedelta(hours=1))


def _plan_housekeeping(tx: Tx, wait: timedelta) -> None:
    due = tx.now + wait
    queue.defer(tx, HOUSEKEEPING, {}, run_at=due, dedupe=f"{HOUSEKEEPING} {due:%Y-%m-%dT%H}")


HANDLERS: Mapping[str, Handler] = {
    receive.INBOUND: partial(receive.inbound, reader=vonage_webhooks),
    receive.STATUS: partial(receive.status, reader=vonage_webhooks),
    receive.SMS_INBOUND: partial(receive.inbound, reader=vonage_sms),
    receive.SMS_RECEIPT: partial(receive.status, reader=vonage_sms),
    parts.RELEASE: parts.release,
    HOUSEKEEPING: _housekeeping,
}
"""Every job by its name. A test checks that each deferred name has a handler."""
