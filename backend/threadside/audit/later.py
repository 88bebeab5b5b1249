"""What is recorded a moment later: that somebody read, was refused, or could not sign in.

All happen where nothing is written: reading stays one read, a refusal undoes its transaction, and
an unknown address takes as long as a wrong password. They wait in memory for a few seconds and are
then written together. A process that dies at once loses those seconds, which is why changes are
never recorded this way.
"""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy import select

from threadside.audit import log, who
from threadside.store.tables import (
    AuditEntry,
    AuditPayload,
    Member,
    PolicyVersion,
    User,
    Workspace,
)
from threadside.store.uow import Tx, UnitOfWork

logger = structlog.get_logger(__name__)

EVERY_S: Final = 5.0
MOST: Final = 20_000
"""More than this waits for the writer only when the database is gone; the oldest stay."""
READ, REFUSED, FAILED = "read.thread", "text.refused", "sign_in.failed"


@dataclass(frozen=True)
class Read:
    """A member saw a person's conversation in this hour (UTC)."""

    workspace_id: str
    member_id: str
    person_id: str
    hour: datetime


@dataclass(frozen=True)
class _Refused:
    workspace_id: str
    about: Mapping[str, Any]
    phone: str
    person_id: str | None
    actor: str


class Notebook:
    """Takes notes without waiting, and writes them down every few seconds once started."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._mutex = threading.Lock()
        self._reads: dict[Read, None] = {}
        self._known: dict[Read, None] = {}
        self._refused: list[_Refused] = []
        self._failed: list[tuple[str, str]] = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="audit-later", daemon=True)

    def read(self, workspace_id: str, member_id: str, person_id: str) -> None:
        """A member was shown a person's texts: once for each hour, however often."""
        hour = self._uow.clock().replace(minute=0, second=0, microsecond=0)
        seen = Read(workspace_id, member_id, person_id, hour)
        with self._mutex:
            if seen not in self._known and len(self._reads) < MOST:
                self._reads[seen] = None

    def refused(
        self,
        workspace_id: str,
        about: Mapping[str, Any],
        *,
        phone: str,
        person_id: str | None,
        actor: str,
    ) -> None:
        """A press of Send was refused: `about` says why (`texts.judged`)."""
        with self._mutex:
            if len(self._refused) < MOST:
                self._refused.append(_Refused(workspace_id, about, phone, person_id, actor))

    def failed_sign_in(self, email: str, by: str = "password") -> None:
        """Somebody gave a wrong password or code; whether there is such an address is looked up
        later."""
        with self._mutex:
            if len(self._failed) < MOST:
                self._failed.append((email, by))

    def flush(self) -> None:
        """Write down what waits. What could not be written waits on."""
        with self._mutex:
            reads, refused, failed = self._reads, self._refused, self._failed
            self._reads, self._refused, self._failed = {}, [], []
        if not reads and not refused and not failed:
            return
        try:
            with self._uow.write() as tx:
                _write_reads(tx, reads)
                for each in refused:
                    log.record(
                        tx,
                        each.workspace_id,
                        REFUSED,
                        each.about,
                        phone=each.phone,
                        person_id=each.person_id,
                        actor=each.actor,
                    )
                for email, by in failed:
                    _write_failure(tx, email, by)
        except Exception:
            with self._mutex:
                self._reads = reads | self._reads
                self._refused = refused + self._refused
                self._failed = failed + self._failed
            raise
        with self._mutex:
            if len(self._known) > MOST:
                self._known.clear()
            self._known |= reads

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what waits and end."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(EVERY_S)

    def _work(self) -> None:
        while True:
            ended = self._stopping.wait(EVERY_S)
            try:
                self.flush()
            except Exception:
                logger.exception("audit_notes_wait")
            if ended:
                return


def _write_reads(tx: Tx, reads: Iterable[Read]) -> None:
    wanted: dict[str, list[Read]] = {}
    for read in reads:
        wanted.setdefault(read.workspace_id, []).append(read)
    for workspace_id, its in wanted.items():
        if not _reads_are_logged(tx, workspace_id):
            continue
        first = min(read.hour for read in its)
        known = _known(tx, workspace_id, first)
        for read in its:
            actor = who.member(read.member_id)
            if (actor, read.person_id, read.hour) not in known:
                hour = read.hour.strftime("%Y-%m-%dT%H:00Z")
                log.record(
                    tx, workspace_id, READ, {"hour": hour}, person_id=read.person_id, actor=actor
                )


def _known(tx: Tx, workspace_id: str, since: datetime) -> set[tuple[str, str | None, datetime]]:
    """What another process has written of these hours."""
    rows = tx.session.execute(
        select(AuditEntry.actor, AuditPayload.person_id, AuditPayload.payload)
        .join(
            AuditPayload,
            (AuditPayload.workspace_id == AuditEntry.workspace_id)
            & (AuditPayload.number == AuditEntry.number),
        )
        .where(
            AuditEntry.workspace_id == workspace_id,
            AuditEntry.kind == READ,
            AuditEntry.at >= since,
            AuditEntry.at < since + timedelta(days=2),
        )
    )
    return {(row.actor, row.person_id, _hour(row.payload["hour"])) for row in rows}


def _hour(written: str) -> datetime:
    return datetime.fromisoformat(written.replace("Z", "+00:00"))


def _reads_are_logged(tx: Tx, workspace_id: str) -> bool:
    body = tx.session.scalar(
        select(PolicyVersion.body)
        .join(
            Workspace,
            (Workspace.id == PolicyVersion.workspace_id)
            & (Workspace.policy_version == PolicyVersion.version),
        )
        .where(Workspace.id == workspace_id)
    )
    return bool((body or {}).get("read_log", True))


def _write_failure(tx: Tx, email: str, by: str) -> None:
    rows = tx.session.execute(
        select(Member.workspace_id, Member.user_id)
        .join(User, User.id == Member.user_id)
        .where(User.email == email.strip().lower().replace("\x00", ""), Member.active)
    )
    for row in rows:
        log.record(tx, row.workspace_id, FAILED, {"by": by}, actor=who.user(row.user_id))
