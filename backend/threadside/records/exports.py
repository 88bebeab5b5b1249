"""Exports that somebody asked for: made behind the scenes, kept for a week to be downloaded."""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.audit import who
from threadside.audit.anchors import AnchorFolder
from threadside.errors import NotFound
from threadside.ids import new_id
from threadside.jobs import queue
from threadside.media.port import MediaStore
from threadside.records import bundle
from threadside.store.tables import Export
from threadside.store.uow import Tx, UnitOfWork

logger = structlog.get_logger(__name__)

MAKE, FORGET = "make_export", "forget_exports"
AGAIN: Final = timedelta(minutes=10)
GIVE_UP: Final = timedelta(hours=1)
KEPT: Final = timedelta(days=7)
MADE: Final = "export.made"


def ask(tx: Tx, workspace_id: str, phone: str, member_id: str | None, reason: str = "") -> Export:
    """Have everything about a phone (E.164) put together; it is ready within a minute or so.

    `reason` is what it is wanted for, as the audit log keeps it.
    """
    made = Export(
        id=new_id(), workspace_id=workspace_id, phone=phone, member_id=member_id, state="asked",
        reason="", at=tx.now,
    )  # fmt: skip
    tx.session.add(made)
    queue.defer(tx, MAKE, {"workspace": workspace_id, "export": made.id})
    about = {"export": made.id} | ({"reason": reason} if reason else {})
    audit.record(tx, workspace_id, "export.asked", about, phone=phone)
    return made


def listed(session: Session, workspace_id: str, most: int = 50) -> Sequence[Export]:
    """The newest first."""
    return session.scalars(
        select(Export)
        .where(Export.workspace_id == workspace_id)
        .order_by(Export.at.desc(), Export.id.desc())
        .limit(most)
    ).all()


def find(session: Session, workspace_id: str, export_id: str) -> Export:
    """One of this workspace.

    Raises:
        NotFound: when there is none.
    """
    found = session.scalar(
        select(Export).where(Export.workspace_id == workspace_id, Export.id == export_id)
    )
    if found is None:
        raise NotFound("export")
    return found


def download(tx: Tx, store: MediaStore, workspace_id: str, export_id: str) -> Iterator[bytes]:
    """The bytes of one that is ready, which is recorded: an export holds what people said.

    Raises:
        NotFound: when there is none, or none that is ready.
    """
    found = find(tx.session, workspace_id, export_id)
    if found.state != "ready" or found.bytes is None:
        raise NotFound("export")
    audit.record(tx, workspace_id, "export.downloaded", {"export": found.id}, phone=found.phone)
    return store.read(_key(found), 0, found.bytes)


def made(tx: Tx, order: bundle.Order, sha256: str, export_id: str | None = None) -> None:
    """Record that an export was made: of whom, by whom, which bytes."""
    about = {"sha256": sha256} | ({"export": export_id} if export_id else {})
    audit.record(tx, order.workspace_id, MADE, about, phone=order.phone, actor=order.exporter)


class Maker:
    """Makes what was asked for, after the transaction of the job: reading takes its time."""

    def __init__(self, uow: UnitOfWork, store: MediaStore, anchors: AnchorFolder) -> None:
        self._sources = bundle.Sources(uow, store, anchors)
        self._uow = uow
        self._store = store

    def job(self, tx: Tx, payload: Mapping[str, Any]) -> None:
        """Begin, and look again in ten minutes whether it came to an end."""
        found = tx.session.get(Export, payload["export"])
        if found is None or found.state != "asked":
            return
        if found.at < tx.now - GIVE_UP:
            found.state, found.reason = "failed", "gave_up"
            return
        queue.defer(tx, MAKE, payload, run_at=tx.now + AGAIN)
        tx.after_commit(lambda: self.make(payload["workspace"], payload["export"]))

    def make(self, workspace_id: str, export_id: str) -> None:
        """Put it together and keep it; what fails is told in the list."""
        with self._uow.read() as session:
            asked = find(session, workspace_id, export_id)
        by = who.SYSTEM if asked.member_id is None else who.member(asked.member_id)
        order = bundle.Order(workspace_id, asked.phone, by)
        try:
            with tempfile.TemporaryFile() as file:
                bundle.write(self._sources, order, file)
                file.seek(0)
                data = file.read()
            self._store.put(_key(asked), data)
        except Exception as error:
            logger.exception("export_failed", export=export_id)
            self._end(workspace_id, export_id, state="failed", reason=type(error).__name__)
            return
        sha256 = hashlib.sha256(data).hexdigest()
        self._end(workspace_id, export_id, state="ready", sha256=sha256, bytes=len(data))

    def _end(self, workspace_id: str, export_id: str, **values: Any) -> None:
        with self._uow.write() as tx:
            row = find(tx.session, workspace_id, export_id)
            for name, value in values.items():
                setattr(row, name, value)
            row.ready_at = tx.now
            if row.state == "ready":
                by = who.SYSTEM if row.member_id is None else who.member(row.member_id)
                order = bundle.Order(workspace_id, row.phone, by)
                made(tx, order, str(row.sha256), row.id)

    def forget_job(self, tx: Tx, _payload: Mapping[str, Any]) -> None:
        """Delete what is over, after the transaction of the job."""
        tx.after_commit(self.forget)

    def forget(self) -> int:
        """Delete exports that nobody needs any more, bytes first; gives how many."""
        with self._uow.read() as session:
            over = session.scalars(
                select(Export).where(Export.at < self._uow.clock() - KEPT).limit(100)
            ).all()
        for row in over:
            self._store.delete(_key(row))
        if over:
            with self._uow.write() as tx:
                tx.session.execute(delete(Export).where(Export.id.in_([row.id for row in over])))
        return len(over)


def _key(row: Export) -> str:
    return f"{row.workspace_id}/exports/{row.id}.zip"
