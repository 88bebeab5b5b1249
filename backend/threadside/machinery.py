"""What runs behind the requests in this process: the outbox runner, the jobs, the webhook inbox."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from threadside.audit import anchoring
from threadside.audit.anchors import PURPOSE as ANCHORS
from threadside.audit.anchors import AnchorFolder, Signer
from threadside.audit.mail import mailer
from threadside.carriers import vonage_media, vonage_sms, vonage_webhooks
from threadside.carriers.vonage import VonageCarrier
from threadside.carriers.vonage_reports import VonageReports
from threadside.carriers.vonage_sms_send import VonageSmsCarrier
from threadside.consent import expiry
from threadside.crm import changes, place, shown, strangers, turns
from threadside.crm.asking import Crms
from threadside.crm.hooks import Hooks
from threadside.crm.lookup import Lookups
from threadside.crm.reader import CrmReader
from threadside.crm.writer import CrmWriter
from threadside.crms import known as known_crms
from threadside.events import log
from threadside.insight import schedule
from threadside.jobs import queue
from threadside.jobs.runner import Handler, JobRunner
from threadside.linking.connections import PATIENCE_S, Connections
from threadside.linking.means import Means
from threadside.linking.transport import Transport
from threadside.media import attach, fetcher
from threadside.media import upkeep as media_upkeep
from threadside.media.addresses import Policy
from threadside.media.download import Downloader, HeadersFor, Limits
from threadside.media.sizes import LARGEST
from threadside.records import exports, retention
from threadside.runtime import Runtime
from threadside.sealing import Sealer
from threadside.sending import settle
from threadside.sending.accounts import CarrierAccounts
from threadside.sending.doubts import DoubtChecker
from threadside.sending.port import AccountAccess, Carrier
from threadside.sending.runner import OutboxRunner
from threadside.settings import Settings
from threadside.store.checkpoint import Checkpointer
from threadside.store.uow import Tx, UnitOfWork
from threadside.templates import versions
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
    media: fetcher.MediaFetcher
    checkpoints: Checkpointer
    connections: Connections
    lookups: Lookups
    crm_reader: CrmReader
    crm_writer: CrmWriter

    def start(self) -> None:
        """Begin to send and to work. Claims of a process that died become uncertain first."""
        embedded = self.held.uow.engine.dialect.name == "sqlite"
        with self.held.uow.write() as tx:
            if embedded:
                settle.abandon(tx)
                fetcher.abandon(tx)
                turns.abandon(tx)
            _plan_housekeeping(tx, timedelta())
            schedule.plan(tx)
            anchoring.plan(tx)
            retention.plan(tx)
        self.held.wakers.on("jobs", lambda _key: self.jobs.poke())
        self.held.wakers.on("outbox", lambda _key: self.outbox.poke())
        self.held.wakers.on("media", lambda _key: self.media.poke())
        self.held.wakers.on("crm", lambda _key: self.crm_reader.poke())
        self.held.wakers.on("crm", lambda _key: self.crm_writer.poke())
        self.jobs.start()
        self.outbox.start()
        self.doubts.start()
        self.media.start()
        self.crm_reader.start()
        self.crm_writer.start()
        if embedded:
            self.checkpoints.start()

    def stop(self) -> None:
        """Finish what is in hand."""
        self.outbox.stop()
        self.doubts.stop()
        self.media.stop()
        self.crm_reader.stop()
        self.crm_writer.stop()
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
        {"vonage": partial(_vonage, **network)},
        {"vonage": partial(VonageReports, **network)},
    )
    embedded = held.uow.engine.dialect.name == "sqlite"
    labelled: dict[str, Any] = {"at": at} if at else {}
    runner = OutboxRunner(
        held.uow,
        accounts.carrier,
        threads=settings.senders,
        attach=partial(attach.outgoing, public_url=settings.public_url),
        **labelled,
    )
    inbox = Inbox(held.uow)
    connections = _connections(held)
    opening = partial(connections.open, patience_s=PATIENCE_S)
    lookups = Lookups(held.uow, Crms(known_crms(), opening))
    return Machinery(
        held,
        accounts,
        inbox,
        # With one writer, a second thread of jobs would only stand in the way of the webhooks.
        JobRunner(
            held.uow,
            {**HANDLERS, **_of_this_process(held)},
            threads=1 if embedded else 4,
            batch=25 if embedded else 1,
            after_you=inbox.rush.let_pass,
        ),
        runner,
        DoubtChecker(held.uow, accounts.records, carrier_word.fold),
        fetcher.MediaFetcher(
            held.uow, held.media, _downloader(settings), held.scan, _media_headers(accounts)
        ),
        Checkpointer(held.uow.engine),
        connections,
        lookups,
        CrmReader(lookups, Hooks(held.sealer, hook_address(settings.public_url))),
        CrmWriter(
            held.uow,
            connections.open,
            known_crms(),
            turns.public_address(settings.public_url),
            **labelled,
        ),
    )


def _connections(held: Runtime) -> Connections:
    """The CRM accounts that were linked."""
    settings = held.settings
    transport = Transport(loopback=settings.crm_loopback, ca_file=settings.crm_ca_file)
    return Connections(Means(held.uow, held.sealer, known_crms(), transport))


def hook_address(public_url: str) -> Callable[[str], str]:
    """Where a CRM reaches a connection by its id."""
    return lambda connection_id: f"{public_url}/webhooks/crm/{connection_id}"


def _of_this_process(held: Runtime) -> dict[str, Handler]:
    """Jobs that reach beyond the database: they write files, and answer for this installation."""
    keeper = anchor_keeper(held.settings, held.uow, held.sealer)
    maker = exports.Maker(held.uow, held.media, AnchorFolder(held.settings.anchors))
    return {
        anchoring.ROUND: keeper.round,
        exports.MAKE: maker.job,
        exports.FORGET: maker.forget_job,
    }


def anchor_keeper(settings: Settings, uow: UnitOfWork, sealer: Sealer) -> anchoring.Anchoring:
    """What writes down the heads of the audit chains of this installation."""
    return anchoring.Anchoring(
        uow, AnchorFolder(settings.anchors), Signer(sealer.derive(ANCHORS)), mailer(settings)
    )


def _vonage(access: AccountAccess, **network: Any) -> Carrier:
    return (VonageSmsCarrier if access.api == "sms" else VonageCarrier)(access, **network)


def _downloader(settings: Settings) -> Downloader:
    policy = Policy(settings.media_hosts, loopback=settings.media_loopback)
    return Downloader(policy, Limits(LARGEST), ca_file=settings.carrier_ca_file)


def _media_headers(accounts: CarrierAccounts) -> Callable[[str], HeadersFor]:
    """Only Vonage hands out media, so far."""

    def of_account(account_id: str) -> HeadersFor:
        _, access = accounts.access(account_id)
        return partial(vonage_media.headers, access)

    return of_account


def _housekeeping(tx: Tx, _payload: Mapping[str, Any]) -> None:
    log.forget(tx, tx.now)
    upkeep.forget_ended(tx)
    parts.forget(tx)
    expiry.write_ended(tx)
    media_upkeep.forget(tx)
    changes.forget(tx)
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
    schedule.ROUND: schedule.begin_round,
    schedule.COUNT: schedule.count,
    schedule.REPORT: schedule.report,
    retention.ROUND: retention.begin_round,
    retention.SWEEP: retention.sweep,
    shown.SHOW: shown.show,
    changes.FOLD: changes.fold,
    place.SETTLE: place.settle_some,
    strangers.STRANGER: strangers.note,
    versions.TURN: versions.turn,
}
"""Every job by its name. A test checks that each deferred name has a handler."""
