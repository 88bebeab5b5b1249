"""The thread between a line and a phone."""

from sqlalchemy import select

from threadside.ids import new_id
from threadside.store.dialect import insert_new
from threadside.store.tables import Thread
from threadside.store.uow import Tx


def hold(tx: Tx, thread_id: str) -> Thread:
    """A thread that nobody else changes until `tx` ends."""
    return tx.session.scalars(
        select(Thread).where(Thread.id == thread_id).with_for_update(key_share=True)
    ).one()


def thread(tx: Tx, workspace_id: str, line_id: str, phone: str, person_id: str) -> Thread:
    """Find the thread of this pair or begin it, and bind it to the person who is meant now."""
    tx.session.flush()
    insert_new(
        tx.session,
        Thread,
        [Thread.line_id, Thread.phone],
        {
            "id": new_id(),
            "workspace_id": workspace_id,
            "line_id": line_id,
            "phone": phone,
            "person_id": person_id,
            "last_inbound_seq": 0,
            "last_at": tx.now,
            "created_at": tx.now,
        },
    )
    found = tx.session.scalars(
        select(Thread)
        .where(
            Thread.workspace_id == workspace_id, Thread.line_id == line_id, Thread.phone == phone
        )
        .with_for_update(key_share=True)
    ).one()
    found.person_id = person_id
    found.last_at = tx.now
    return found
