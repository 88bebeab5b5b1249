"""Files that prove a line of the ledger. Their bytes are in the media store, by their SHA-256."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.contracts.consent import EvidenceRef
from threadside.errors import NotFound, Refusal
from threadside.ids import new_id
from threadside.store.tables import ConsentEvent, ConsentEvidence
from threadside.store.uow import Tx

LARGEST = 10 * 1024 * 1024


def add(
    tx: Tx,
    workspace_id: str,
    *,
    name: str,
    content_type: str,
    size: int,
    sha256: str,
    member_id: str | None = None,
    event: ConsentEvent | None = None,
) -> ConsentEvidence:
    """Keep note of a file whose bytes are in the store already; of a line's, or for one to come."""
    row = ConsentEvidence(
        id=new_id(),
        workspace_id=workspace_id,
        event_id=event.id if event else None,
        name=name,
        content_type=content_type,
        bytes=size,
        sha256=sha256,
        member_id=member_id,
        at=tx.now,
    )
    tx.session.add(row)
    tx.session.flush()
    if event is not None:
        _record(tx, event, row)
    return row


def unused(tx: Tx, workspace_id: str, ids: Sequence[str]) -> list[ConsentEvidence]:
    """The files of these ids, which prove nothing yet.

    Raises:
        NotFound: for one that is not of this workspace.
        Refusal: `evidence_taken` (409) for one that belongs to another line.
    """
    rows = tx.session.scalars(
        select(ConsentEvidence)
        .where(ConsentEvidence.workspace_id == workspace_id, ConsentEvidence.id.in_(ids))
        .order_by(ConsentEvidence.id)
        .with_for_update(key_share=True)
    ).all()
    if len(rows) != len(set(ids)):
        raise NotFound("evidence")
    if any(row.event_id is not None for row in rows):
        raise Refusal("evidence_taken")
    return list(rows)


def attach(tx: Tx, event: ConsentEvent, rows: Sequence[ConsentEvidence]) -> None:
    """From now on these files prove this line."""
    for row in rows:
        row.event_id = event.id
        _record(tx, event, row)
    tx.session.flush()


def get(session: Session, workspace_id: str, evidence_id: str) -> ConsentEvidence:
    """One file.

    Raises:
        NotFound: for one that is not of this workspace.
    """
    row = session.scalar(
        select(ConsentEvidence).where(
            ConsentEvidence.workspace_id == workspace_id, ConsentEvidence.id == evidence_id
        )
    )
    if row is None:
        raise NotFound("evidence")
    return row


def to_ref(row: ConsentEvidence) -> EvidenceRef:
    """A file as clients see it."""
    return EvidenceRef(
        id=row.id, name=row.name, content_type=row.content_type, bytes=row.bytes, sha256=row.sha256
    )


def _record(tx: Tx, event: ConsentEvent, row: ConsentEvidence) -> None:
    told = {"event": event.id, "evidence": row.id, "sha256": row.sha256, "bytes": row.bytes}
    audit.record(
        tx,
        event.workspace_id,
        "consent.evidence",
        told,
        phone=event.phone,
        person_id=event.person_id,
    )
