"""Finding what is kept of a record by its key, and of what took its place."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from threadside.contracts.common import RecordRef
from threadside.store.tables import CrmRecord, Record

MOST_MERGES: Final = 5
"""How far records that were merged into one another are followed; circles end here as well."""


@dataclass(frozen=True)
class Heir:
    """The record that a merged one goes on as; `row` is what is known of it, if anything."""

    ref: RecordRef
    row: CrmRecord | None


def row(session: Session, workspace_id: str, ref: RecordRef) -> CrmRecord | None:
    """What a CRM said of a record; None when it was never asked."""
    return session.scalar(_by_key(workspace_id, ref))


def heir_of(
    session: Session, workspace_id: str, ref: RecordRef, cached: CrmRecord | None
) -> Heir | None:
    """What took the place of a record that was merged; None for one that was not. One statement
    for each time that it was."""
    found: Heir | None = None
    for _ in range(MOST_MERGES):
        if cached is None or not cached.merged_into:
            return found
        type_, _, id_ = cached.merged_into.partition(":")
        ref = ref.model_copy(update={"type": type_, "id": id_})
        cached = row(session, workspace_id, ref)
        found = Heir(ref, cached)
    return Heir(ref, None)


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
