"""Finding what is kept of a record by its key."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from threadside.contracts.common import RecordRef
from threadside.store.tables import CrmRecord, Record


def row(session: Session, workspace_id: str, ref: RecordRef) -> CrmRecord | None:
    """What a CRM said of a record; None when it was never asked."""
    return session.scalar(_by_key(workspace_id, ref))


def _by_key(workspace_id: str, ref: RecordRef) -> Select[CrmRecord]:
    return (
        select(CrmRecord)
        .join(Record, Record.id == CrmRecord.record_id)
        .where(
            Record.workspace_id == workspace_id,
            Record.crm == ref.crm,
            Record.account == ref.account,
            Record.type == ref.type,
            Record.remote_id == ref.id,
        )
    )
