"""Storing webhooks before they are answered, many to one commit.

An opt-out takes effect in the same commit: once it is acknowledged nothing leaves to whoever sent
it.

A commit that survives a power cut costs a disk flush; under a burst every webhook that waits
shares the next one.
"""

import threading
from concurrent.futures import Future
from dataclasses import dataclass, replace

import structlog

from threadside.consent import intake
from threadside.errors import Refusal
from threadside.ids import new_id
from threadside.jobs import queue
from threadside.store.dialect import insert_new
from threadside.store.tables import WebhookReceipt
from threadside.store.uow import Tx, UnitOfWork
from threadside.webhooks.rush import Rush

log = structlog.get_logger(__name__)

MOST_IN_ONE_COMMIT = 100
ANSWER_S = 10.0


@dataclass(frozen=True)
class Incoming:
    """A verified webhook. `job` folds it in; None keeps it for people to see.

    `text` is what somebody texted, where it is whole: it may ask us to stop.
    """

    account_id: str
    kind: str
    dedupe_key: str
    body: str
    state: str
    job: str | None
    job_key: str | None = None
    line_phone: str | None = None
    peer: str | None = None
    note: str | None = None
    text: str | None = None


class Inbox:
    """One thread that writes what all request threads have received."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.rush = Rush()
        self._uow = uow
        self._ready = threading.Condition()
        self._waiting: list[tuple[Incoming, Future[bool]]] = []
        self._thread: threading.Thread | None = None

    def store(self, incoming: Incoming) -> bool:
        """Keep a webhook; True when it is new. Returns once it is durable.

        Raises:
            Refusal: `busy` (503) when it could not be stored in time, so the carrier tries again.
        """
        done: Future[bool] = Future()
        with self._ready:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="inbox", daemon=True)
                self._thread.start()
            self._waiting.append((incoming, done))
            self._ready.notify()
        try:
            return done.result(ANSWER_S)
        except TimeoutError as error:
            raise Refusal("busy", status=503) from error

    def _work(self) -> None:
        while True:
            with self._ready:
                self._ready.wait_for(lambda: bool(self._waiting))
                batch = self._waiting[:MOST_IN_ONE_COMMIT]
                del self._waiting[:MOST_IN_ONE_COMMIT]
            self._commit(batch)

    def _commit(self, batch: list[tuple[Incoming, Future[bool]]], *, again: bool = True) -> None:
        try:
            with self._uow.write() as tx:
                results = [_insert(tx, incoming) for incoming, _ in batch]
        except Exception as error:  # noqa: BLE001 - told to whoever waits, or in the log
            if len(batch) > 1:  # one that can't be stored must not take the others with it
                for each in batch:
                    self._commit([each])
            elif batch[0][0].text is not None and not isinstance(error, Refusal):
                self._once_more(batch[0], again=again)
            else:
                batch[0][1].set_exception(error)
            return
        for (_, done), new in zip(batch, results, strict=True):
            done.set_result(new)

    def _once_more(self, waiting: tuple[Incoming, Future[bool]], *, again: bool) -> None:
        """What acts on an opt-out may have waited crosswise for another transaction."""
        incoming, done = waiting
        if again:
            self._commit([waiting], again=False)
            return
        # Kept all the same: until it is folded in, nothing leaves to whoever sent it.
        log.exception("opt_out_not_acted_on")
        self._commit([(replace(incoming, text=None), done)])


def _insert(tx: Tx, incoming: Incoming) -> bool:
    receipt_id = new_id()
    new = insert_new(
        tx.session,
        WebhookReceipt,
        [WebhookReceipt.dedupe_key],
        {
            "id": receipt_id,
            "carrier_account_id": incoming.account_id,
            "kind": incoming.kind,
            "dedupe_key": incoming.dedupe_key,
            "body": incoming.body,
            "line_phone": incoming.line_phone,
            "peer": incoming.peer,
            "state": incoming.state,
            "note": incoming.note,
            "received_at": tx.now,
        },
    )
    if new and incoming.job is not None:
        queue.defer(tx, incoming.job, {"receipt": receipt_id}, key=incoming.job_key)
        _acknowledge(tx, incoming)
    return new


def _acknowledge(tx: Tx, incoming: Incoming) -> None:
    if incoming.text and incoming.line_phone and incoming.peer:
        intake.acknowledge(
            tx, incoming.account_id, incoming.line_phone, incoming.peer, incoming.text
        )
