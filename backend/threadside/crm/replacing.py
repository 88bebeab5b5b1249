"""Entries that belong elsewhere, or nowhere: what stands in the CRM is erased, and written anew."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, delete, literal, select, update

from threadside.contracts.common import RecordRef
from threadside.crm import shown
from threadside.store.tables import CrmEntry, CrmEntryMessage, Record, TimelineItem
from threadside.store.uow import Tx
from threadside.timeline import crm_log
from threadside.timeline.crm_log import PEOPLE, Target


def move(tx: Tx, row: CrmEntry, to: Record) -> None:
    """Have an entry stand on another record of the same account.

    One that may exist in the CRM is erased there, and its texts get an entry with another key: the
    CRM may still find the older one for a while. On a deal, company or ticket it is still for the
    contact or lead that it was for, unless its person has another.
    """
    opened = RecordRef(crm=to.crm, account=to.account, type=to.type, id=to.remote_id)
    items = list(tx.session.scalars(_items(row.id)))
    connection = next(
        (one for one in crm_log.connections(tx, row.workspace_id) if one.id == row.connection_id),
        None,
    )
    if to.type in PEOPLE:
        target: Target | None = Target(to.id, (to.type, to.remote_id))
    elif items and connection is not None:
        target = crm_log.find_target(tx, connection, items[0], opened)
    else:
        target = None
    there = target is not None and target.who == (row.who_type, row.who_id)
    unwritten = row.remote_id is None and row.doubted_at is None
    if target is not None and (unwritten or (there and target.about is None)):
        row.record_id = target.record_id  # or the CRM itself has moved it, merging records
        row.who_type, row.who_id = target.who
        row.about_type, row.about_id = target.about or (None, None)
        shown.tell(tx, row)  # its link leads to the other record
        return
    tx.session.flush()
    erase(tx, [row.id])
    for item in items:
        if connection is not None and target is not None:
            crm_log.enter(tx, connection, item, target=target)


def erase(tx: Tx, entry_ids: Sequence[str]) -> None:
    """Have entries deleted in the CRM; their texts are free for others."""
    tx.session.flush()
    tx.session.execute(
        delete(CrmEntryMessage)
        .where(CrmEntryMessage.entry_id.in_(entry_ids))
        .execution_options(synchronize_session=False)
    )
    tx.session.execute(
        update(CrmEntry)
        .where(CrmEntry.id.in_(entry_ids))
        .values(**_to_erase(tx))
        .execution_options(synchronize_session=False)
    )
    for row in [one for one in tx.session if isinstance(one, CrmEntry)]:
        tx.session.expire(row)
    tx.wake("crm")


def _items(entry_id: str) -> Any:
    return (
        select(TimelineItem)
        .join(CrmEntryMessage, CrmEntryMessage.message_id == TimelineItem.id)
        .where(CrmEntryMessage.entry_id == entry_id)
        .order_by(TimelineItem.at, TimelineItem.id)
    )


def _to_erase(tx: Tx) -> dict[str, Any]:
    writing = CrmEntry.state == "writing"
    return {
        "erase": True,
        "wanted": CrmEntry.wanted + 1,
        "attempts": 0,
        "state": case((writing, "writing"), else_="pending"),
        "next_at": case((writing, CrmEntry.next_at), else_=literal(tx.now, CrmEntry.next_at.type)),
    }
