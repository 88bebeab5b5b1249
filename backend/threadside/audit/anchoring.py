"""Once a day, each chain is checked against its anchors and its new head is written down.

The job only says that it is time: the work is done after its commit, since reading a long chain
must not hold the database's writer, and an e-mail must not be sent inside a transaction. What did
not come to its end is due again within the hour.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from threadside.audit import check, log, who
from threadside.audit.anchors import AnchorFolder, AnchorForged, Signer
from threadside.audit.mail import Mail
from threadside.ids import new_id
from threadside.jobs import queue
from threadside.rules.chain import PROBLEMS, Anchor, Fault, canonical
from threadside.store.dialect import one_state
from threadside.store.tables import AuditAnchor, AuditHead, PolicyVersion, Workspace
from threadside.store.uow import Tx, UnitOfWork

logger = structlog.get_logger(__name__)

ROUND: Final = "audit_anchor"
BROKEN: Final = "chain.broken"
"""The kind of entry that says so; it waits for a person (`insight.attention`)."""
FORGED: Final = "anchor_forged"
EVERY: Final = timedelta(hours=1)
DAY: Final = timedelta(hours=23)
"""Somewhat less than a day, so that hourly looking does not let it slip to the next."""


class Anchoring:
    """Checks and anchors the chains of this installation."""

    def __init__(
        self, uow: UnitOfWork, folder: AnchorFolder, signer: Signer, mail: Mail | None
    ) -> None:
        self._uow = uow
        self._folder = folder
        self._signer = signer
        self._mail = mail

    def round(self, tx: Tx, _payload: Mapping[str, Any]) -> None:
        """The job: anchor what is due once this is committed, and look again in an hour."""
        plan(tx, EVERY)
        tx.after_commit(self.run)

    def run(self) -> int:
        """Anchor every chain that has grown and was not anchored for a day; gives how many."""
        with self._uow.read() as session:
            due = _due(session, self._uow.clock())
        for workspace_id in due:
            self.anchor(workspace_id)
        return len(due)

    def anchor(self, workspace_id: str) -> Fault | None:
        """Check one chain since its last anchor, and all anchors; alarm, or write down its head.

        A chain that does not hold is not anchored: the last good head stays the last.
        """
        fault, head = self._look(workspace_id)
        if fault is not None or head is None:
            if fault is not None:
                self._alarm(workspace_id, fault)
            return fault
        line = self._signer.line(workspace_id, head, self._uow.clock())
        self._folder.add(line)
        with self._uow.write() as tx:
            tx.session.add(
                AuditAnchor(
                    id=new_id(),
                    workspace_id=workspace_id,
                    number=head.number,
                    hash=head.hash,
                    place=str(self._folder.path(workspace_id)),
                    at=tx.now,
                )
            )
        self._send(workspace_id, line)
        return None

    def _look(self, workspace_id: str) -> tuple[Fault | None, Anchor | None]:
        try:
            elsewhere = self._folder.anchors(workspace_id)
        except AnchorForged:
            return Fault(0, FORGED), None
        with self._uow.read() as session:
            one_state(session)
            known = [*check.known_anchors(session, workspace_id), *elsewhere]
            found = check.anchored(session, workspace_id, known)
            if found is not None:
                return found, None
            since = max(known, key=lambda anchor: anchor.number, default=None)
            report = check.database(session, workspace_id, elsewhere, since)
        last = report.entries + (since.number if since else 0)
        return report.fault, Anchor(last, report.hash) if last else None

    def _alarm(self, workspace_id: str, fault: Fault) -> None:
        logger.error("audit_chain_broken", workspace=workspace_id, number=fault.number,
                     problem=fault.problem)  # fmt: skip
        about = {"number": fault.number, "problem": fault.problem}
        with self._uow.write() as tx:
            log.record(tx, workspace_id, BROKEN, about, actor=who.SYSTEM)

    def _send(self, workspace_id: str, line: Mapping[str, Any]) -> None:
        with self._uow.read() as session:
            to = _address(session, workspace_id)
        if self._mail is None or not to:
            return
        try:
            self._mail(to, f"Threadside audit anchor {line['number']}", canonical(line).decode())
        except OSError as error:
            # The file has it; tomorrow's head covers today's entries as well.
            logger.warning("anchor_not_mailed", error=type(error).__name__)


def plan(tx: Tx, wait: timedelta = timedelta()) -> None:
    """See to it that there is a next round."""
    due = tx.now + wait
    queue.defer(tx, ROUND, {}, run_at=due, dedupe=f"{ROUND} {due:%Y-%m-%dT%H}")


def in_words(about: Mapping[str, Any]) -> str:
    """What an alarm says was found, for the log and the command line."""
    return PROBLEMS.get(about["problem"], "the file of anchors was changed")


def _due(session: Session, now: datetime) -> list[str]:
    newest = (
        select(
            AuditAnchor.workspace_id,
            func.max(AuditAnchor.at).label("at"),
            func.max(AuditAnchor.number).label("number"),
        )
        .group_by(AuditAnchor.workspace_id)
        .subquery()
    )
    rows = session.execute(
        select(AuditHead.workspace_id, AuditHead.number, newest.c.at, newest.c.number.label("last"))
        .outerjoin(newest, newest.c.workspace_id == AuditHead.workspace_id)
        .where(AuditHead.number > 0)
        .order_by(AuditHead.workspace_id)
    )
    return [
        row.workspace_id
        for row in rows
        if row.at is None or (row.at < now - DAY and row.number != row.last)
    ]


def _address(session: Session, workspace_id: str) -> str:
    body = session.scalar(
        select(PolicyVersion.body)
        .join(
            Workspace,
            (Workspace.id == PolicyVersion.workspace_id)
            & (Workspace.policy_version == PolicyVersion.version),
        )
        .where(Workspace.id == workspace_id)
    )
    return str((body or {}).get("anchor_email", ""))
