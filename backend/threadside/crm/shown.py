"""What reps see of an entry, kept on its texts and told to every screen once it changes."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select

from threadside.jobs import queue
from threadside.store.tables import (
    CrmConnection,
    CrmEntry,
    CrmEntryMessage,
    CrmRecord,
    Message,
    TimelineItem,
)
from threadside.store.uow import Tx
from threadside.timeline import write

SHOW: Final = "crm_entry_shown"
WORST_FIRST: Final = ("failed", "gone", "pending", "written")
"""Of several linked CRMs a rep sees the one with a problem."""
LONGEST_URL: Final = 2000


def tell(tx: Tx, row: CrmEntry) -> None:
    """An entry stands otherwise than before: have its texts show it. Changes that come before the
    job runs are one."""
    queue.defer(
        tx, SHOW, {"workspace": row.workspace_id, "entry": row.id}, dedupe=f"{SHOW} {row.id}"
    )


def of(row: CrmEntry) -> str | None:
    """The state of an entry as people see it: one that stands in the CRM is in it, whatever is
    still to be added. None for one that is not to be there."""
    if row.state == "dropped" or row.erase or row.wanted == 0:
        return None
    if row.state in ("pending", "writing"):
        return "pending" if row.remote_id is None else "written"
    return row.state


def show(tx: Tx, payload: Mapping[str, Any]) -> None:
    """Write onto an entry's texts how they stand in the CRM, and announce those where that is
    news."""
    its = select(CrmEntryMessage.message_id).where(CrmEntryMessage.entry_id == payload["entry"])
    rows = tx.session.execute(
        select(Message, TimelineItem)
        .join(TimelineItem, TimelineItem.id == Message.id)
        .where(Message.id.in_(its))
        .order_by(Message.id)
        .with_for_update(key_share=True, of=Message)
    ).all()
    standing = _standing(tx, [message.id for message, _ in rows])
    for message, item in rows:
        told = standing.get(message.id)
        if message.crm != told:
            message.crm = told
            write.shown_anew(tx, item)


def _standing(tx: Tx, message_ids: list[str]) -> dict[str, dict[str, str]]:
    """How each text stands, the worst of its entries."""
    rows = tx.session.execute(
        select(CrmEntryMessage.message_id, CrmEntry, CrmConnection.crm, CrmRecord.facts)
        .join(CrmEntry, CrmEntry.id == CrmEntryMessage.entry_id)
        .join(CrmConnection, CrmConnection.id == CrmEntry.connection_id)
        .outerjoin(CrmRecord, CrmRecord.record_id == CrmEntry.record_id)
        .where(CrmEntryMessage.message_id.in_(message_ids))
        .order_by(CrmEntry.id)
    ).all()
    found: dict[str, dict[str, str]] = {}
    for message_id, entry, crm, facts in rows:
        state = of(entry)
        before = found.get(message_id)
        if state is None or (before and _rank(before["state"]) <= _rank(state)):
            continue
        problem = {"problem": entry.problem} if state == "failed" and entry.problem else {}
        found[message_id] = {"crm": crm, "state": state, **problem, **_url(facts)}
    return found


def _rank(state: str) -> int:
    return WORST_FIRST.index(state)


def _url(facts: Any) -> dict[str, str]:
    url = facts.get("url") if isinstance(facts, Mapping) else None
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        return {}
    return {"url": url} if len(url) <= LONGEST_URL else {}
