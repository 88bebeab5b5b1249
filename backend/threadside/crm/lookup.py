"""Reading a record when somebody opens it: once for all who do, and bounded in time.

The CRM is asked by threads of its own, outside any transaction; whoever waits does so for
`wait_s` at most. What comes later is kept all the same and told to every screen.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from concurrent.futures import wait as wait_for
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final, TypeVar

import structlog
from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from threadside.contracts.common import RecordRef
from threadside.crm import cache, keep, linked, related
from threadside.crm.asking import Asked, Crms
from threadside.crm.linked import Link, remote
from threadside.linking.problems import CrmProblem
from threadside.store.tables import CrmRecord
from threadside.store.uow import Tx, UnitOfWork

log = structlog.get_logger(__name__)

Answered = TypeVar("Answered")
FRESH: Final = timedelta(seconds=5)
"""Read so short a while ago, a record is not read again: a burst of openings asks once."""
ON_THE_WAY: Final = timedelta(seconds=20)
"""A request that has not ended by then belongs to a process that died."""
THREADS: Final = 4
LOOK_S: Final = 0.05


class Lookups:
    """Reads records of linked CRMs for requests and jobs of this process."""

    def __init__(self, uow: UnitOfWork, crms: Crms, *, threads: int = THREADS) -> None:
        """`threads` is how many requests to one account may be on their way at once."""
        self.uow = uow
        self.crms = crms
        self._threads = threads
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._opening = threading.Lock()
        self._moment = threading.Event()

    def _pool(self, link_id: str) -> ThreadPoolExecutor:
        """Each account has threads of its own: one that is slow holds up no other."""
        with self._opening:
            if link_id not in self._pools:
                self._pools[link_id] = ThreadPoolExecutor(self._threads, thread_name_prefix="crm")
            return self._pools[link_id]

    def close(self, *, wait: bool = False) -> None:
        """Take no more requests. What is on its way ends by itself, with `wait` before this."""
        with self._opening:
            pools = list(self._pools.values())
        for pool in pools:
            pool.shutdown(wait=wait, cancel_futures=not wait)

    def together(
        self,
        works: Sequence[tuple[Link, Callable[[], Answered]]],
        wait_s: float,
        *,
        apart: str = "",
    ) -> list[Answered | None]:
        """Do these at once, each with its account's threads; None where one failed or took longer
        than `wait_s`. `apart` names threads of their own, so that they hold up nothing else; what
        has not begun by then is not done."""
        begun = [self._pool(f"{link.id}{apart}").submit(work) for link, work in works]
        for late in wait_for(begun, wait_s).not_done:
            late.cancel()
        ended = [each.done() and not each.cancelled() and not each.exception() for each in begun]
        return [each.result() if well else None for each, well in zip(begun, ended, strict=True)]

    def refresh(self, workspace_id: str, ref: RecordRef, wait_s: float) -> bool:
        """Read a record of a linked CRM, unless it was read a moment ago. Whether it means other
        people than before, as far as that is known after `wait_s`."""
        with self.uow.read() as session:
            link = linked.of_record(session, workspace_id, ref)
            row = cache.row(session, workspace_id, ref)
            known = row is not None and _just_read(row, self.uow.clock())
        if link is None or link.state not in linked.ASKED or known:
            return False
        reading = self._pool(link.id).submit(self._read_or_watch, link, ref, wait_s)
        try:
            return reading.result(wait_s)
        except TooLate:
            return False

    def _read_or_watch(self, link: Link, ref: RecordRef, wait_s: float) -> bool:
        with self.uow.write() as tx:
            mine = claim(tx, link, ref)
        if mine:
            return self.read(link, ref)
        for _ in range(int(wait_s / LOOK_S)):
            self._moment.wait(LOOK_S)
            with self.uow.read() as session:
                if not _on_the_way(session, link.workspace_id, ref):
                    return True
        return False

    def read(self, link: Link, ref: RecordRef) -> bool:
        """Ask the CRM for a record and keep what it says; whether it means other people now."""
        try:
            asked = self.crms.read(link, remote(ref))
            with self.uow.write() as tx:
                changed = settle(tx, link, ref, asked)
        except Exception:
            log.exception("record_not_kept", crm=link.crm)
            with self.uow.write() as tx:
                keep.failed(tx, link, ref, "garbled")
            return False
        with suppress(RuntimeError):  # closed meanwhile: whoever opens it next asks
            self._pool(link.id).submit(self.relate, link, asked)
        return changed

    def relate(self, link: Link, asked: Asked, *, anew: bool = False) -> None:
        """Ask what goes on with whom a record means, after it was read. What fails leaves what is
        known; `anew` asks though it was read a moment ago."""
        who = asked.person
        if who is None:
            return
        ref = link.key(who)
        try:
            with self.uow.read() as session:
                row = cache.row(session, link.workspace_id, ref)
            if not (anew or related.is_due(row, self.uow.clock())):
                return
            found = self.crms.ask(link, lambda crm, api: crm.related(api, who))
            if found is not None:
                with self.uow.write() as tx:
                    related.keep(tx, link, ref, found)
        except CrmProblem as problem:
            log.info("related_not_read", crm=link.crm, why=problem.code)
        except Exception:
            log.exception("related_not_kept", crm=link.crm)


def claim(tx: Tx, link: Link, ref: RecordRef) -> bool:
    """Whether this process is to ask for the record: nobody else does, or just did."""
    _, cached = keep.row_of(tx, link, remote(ref))
    if _just_read(cached, tx.now):
        return False
    tx.session.flush()
    taken = tx.session.execute(
        update(CrmRecord)
        .where(
            CrmRecord.record_id == cached.record_id,
            or_(CrmRecord.asked_at.is_(None), CrmRecord.asked_at <= tx.now - ON_THE_WAY),
        )
        .values(asked_at=tx.now)
        .returning(CrmRecord.record_id)
    ).first()
    return taken is not None


def settle(tx: Tx, link: Link, ref: RecordRef, asked: Asked) -> bool:
    """Keep what came of asking; whether the record means other people now."""
    if asked.problem is not None:
        keep.failed(tx, link, ref, asked.problem)
        return False
    for old, into in asked.passed:
        keep.gone(tx, link, link.key(old), into)
    if asked.record is None:
        keep.gone(tx, link, link.key(asked.ref), None)
        return bool(asked.passed)
    return keep.record(tx, link, asked.record, asked.members) or bool(asked.passed)


def _just_read(row: CrmRecord, now: datetime) -> bool:
    if row.stale or row.problem or row.fetched_at is None:
        return False
    return row.fetched_at > now - FRESH


def _on_the_way(session: Session, workspace_id: str, ref: RecordRef) -> bool:
    row = cache.row(session, workspace_id, ref)
    return row is not None and row.asked_at is not None
