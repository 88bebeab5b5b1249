"""Texts that may not leave before a person has decided something, and keep their place meanwhile.

A parked text waits where it is, held or queued, with its time put off so far that no machine
comes to it. Taking it back and withdrawing it work as ever.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import Row, select

from threadside.sending.outbox import KEEP_TRYING
from threadside.store.tables import Message, Outbox
from threadside.store.uow import Tx

PUT_OFF: Final = timedelta(days=3650)


def park(tx: Tx, workspace_id: str, phone: str) -> int:
    """Put off what waits to go to a phone; gives how many."""
    found = [row for row in _waiting(tx, workspace_id, phone) if not _is_parked(tx, row[0])]
    for outbox, _ in found:
        outbox.available_at = tx.now + PUT_OFF
        outbox.send_before = outbox.available_at + KEEP_TRYING
    tx.session.flush()
    return len(found)


def unpark(tx: Tx, workspace_id: str, phone: str) -> int:
    """Let what was put off go at its own time, or now where that is past; gives how many."""
    found = [row for row in _waiting(tx, workspace_id, phone) if _is_parked(tx, row[0])]
    for outbox, message in found:
        outbox.available_at = max(message.send_at or tx.now, tx.now)
        outbox.send_before = outbox.available_at + KEEP_TRYING
    tx.session.flush()
    tx.wake("outbox")
    return len(found)


def _waiting(tx: Tx, workspace_id: str, phone: str) -> list[Row[Outbox, Message]]:
    rows = tx.session.execute(
        select(Outbox, Message)
        .join(Message, Message.id == Outbox.message_id)
        .where(
            Outbox.workspace_id == workspace_id,
            Outbox.phone == phone,
            Outbox.state.in_(("held", "waiting")),
        )
        .order_by(Outbox.message_id)
        .with_for_update(key_share=True, of=Outbox)
    )
    return list(rows.all())


def _is_parked(tx: Tx, outbox: Outbox) -> bool:
    return outbox.available_at > tx.now + PUT_OFF / 2
