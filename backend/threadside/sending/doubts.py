"""Texts of which nobody knows whether they were sent: asking the carrier's records, then a person.

The machine never sends such a text again. It asks the records 15 and 60 minutes after the doubt
began; when they know nothing then, the text is shown as one that may have been sent, and a person
says what became of it. A receipt ends the doubt at any time.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import func, select, update

from threadside.rules.delivery import State
from threadside.sending.outbox import locked
from threadside.sending.port import NoRecords, Records, StatusReceipt
from threadside.sending.states import NOT_SENT, raise_to, tell
from threadside.store.tables import Line, Message, Outbox, TimelineItem
from threadside.store.uow import Tx, UnitOfWork

log = structlog.get_logger(__name__)

TICK_S: Final = 15.0
AT_ONCE: Final = 20
LAST_CHECK: Final = timedelta(minutes=60)
"""After the doubt began. Vonage's records are complete within minutes."""
LEASE: Final = timedelta(minutes=10)
"""For one round of questions; a process that dies in it leaves them to the next."""
AGAIN: Final = timedelta(hours=1)
GIVE_UP: Final = timedelta(hours=24)
"""Records that could not be had are asked for hourly until then, while a person may decide."""
BEFORE: Final = timedelta(minutes=5)
AFTER: Final = timedelta(minutes=20)
"""The window around the claim in which the carrier must have received the text; the clocks of
both differ by seconds."""

RecordsFor = Callable[[str], Records | None]
"""The records of an account, or None where we have no access to them."""
Fold = Callable[[Tx, TimelineItem, Message, StatusReceipt], None]


@dataclass(frozen=True)
class Doubt:
    """A text to ask the records about."""

    message_id: str
    account_id: str
    phone: str
    claimed_at: datetime
    doubted_at: datetime


class DoubtChecker:
    """Asks the carrier's records about texts in doubt until stopped.

    `fold` takes a record in as it would a receipt.
    """

    def __init__(self, uow: UnitOfWork, records_for: RecordsFor, fold: Fold) -> None:
        self._uow = uow
        self._records_for = records_for
        self._fold = fold
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="doubts", daemon=True)

    def start(self) -> None:
        """Begin to ask."""
        self._thread.start()

    def stop(self, timeout_s: float = 5.0) -> None:
        """End after the question in hand; one that takes longer is asked again by the next."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def check_due(self) -> int:
        """Ask about every doubt that is due in the calling thread; gives how many."""
        count = 0
        while doubts := self._take():
            for doubt in doubts:
                if self._stopping.is_set():
                    return count
                self._check(doubt)
                count += 1
        return count

    def _work(self) -> None:
        while not self._stopping.wait(TICK_S):
            try:
                self.check_due()
            except Exception:
                log.exception("doubts_failed")

    def _take(self) -> list[Doubt]:
        with self._uow.read() as session:
            soonest = session.scalar(
                select(func.min(Outbox.check_at)).where(Outbox.state == "uncertain")
            )
        if soonest is None or soonest > self._uow.clock():
            return []
        with self._uow.write() as tx:
            rows = tx.session.execute(
                select(Outbox, Line.carrier_account_id)
                .join(Line, Line.id == Outbox.line_id)
                .where(Outbox.state == "uncertain", Outbox.check_at <= tx.now)
                .order_by(Outbox.check_at)
                .limit(AT_ONCE)
                .with_for_update(key_share=True, of=Outbox, skip_locked=True)
            ).all()
            for outbox, _ in rows:
                outbox.check_at = tx.now + LEASE
            return [
                Doubt(
                    outbox.message_id,
                    account_id,
                    outbox.phone,
                    outbox.claimed_at or tx.now,
                    outbox.doubted_at or tx.now,
                )
                for outbox, account_id in rows
            ]

    def _check(self, doubt: Doubt) -> None:
        word, told = self._ask(doubt)
        with self._uow.write() as tx:
            item, message = locked(tx, doubt.message_id)
            if message.state != State.UNCERTAIN:
                return
            if word is not None:
                self._fold(tx, item, message, word)
                return
            last = tx.now >= doubt.doubted_at + LAST_CHECK
            if last:
                tell(tx, item, message, "may_have_been_sent")
            tx.session.execute(
                update(Outbox)
                .where(Outbox.message_id == doubt.message_id)
                .values(check_at=_next_check(doubt, tx.now, last=last, told=told))
            )

    def _ask(self, doubt: Doubt) -> tuple[StatusReceipt | None, bool]:
        """What the records hold, and whether nothing is their last word."""
        try:
            records = self._records_for(doubt.account_id)
            if records is None:
                return None, True
            since, until = doubt.claimed_at - BEFORE, doubt.claimed_at + AFTER
            return records.find(doubt.message_id, doubt.phone, since, until), True
        except NoRecords as error:
            log.warning("records_not_told", why=str(error))
        except Exception:
            log.exception("records_failed")
        return None, False


def _next_check(doubt: Doubt, now: datetime, *, last: bool, told: bool) -> datetime | None:
    if not last:
        return doubt.doubted_at + LAST_CHECK
    if told or now >= doubt.doubted_at + GIVE_UP:
        return None
    return now + AGAIN


def decide(tx: Tx, item: TimelineItem, message: Message, *, sent: bool) -> bool:
    """A person says what became of a text in doubt, which is `locked`; False when there is none.

    The carrier's word, should it still come, stands above that.
    """
    if message.state != State.UNCERTAIN:
        return False
    tx.session.execute(
        update(Outbox).where(Outbox.message_id == message.id).values(state="done", check_at=None)
    )
    if sent:
        return raise_to(tx, item, message, "submitted")
    return raise_to(tx, item, message, "failed", NOT_SENT)
