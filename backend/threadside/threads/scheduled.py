"""Texts that go later: when they may go, going now after all, and giving way to an answer.

A scheduled text is a held one whose hold ends at its time. Whether the person may be texted is
decided when it leaves, as for every text.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from threadside.consent import house
from threadside.errors import Invalid, NotFound, Refusal
from threadside.rules.delivery import State
from threadside.sending import outbox
from threadside.store.tables import Message, TimelineItem
from threadside.store.uow import Tx

SOONEST: Final = timedelta(minutes=1)
SLACK: Final = timedelta(seconds=30)
"""Between the press and its arrival here, the time that was chosen comes nearer."""


def require_time(tx: Tx, workspace_id: str, send_at: datetime) -> None:
    """Whether a text may be scheduled for then.

    Raises:
        Invalid: `bad_time` for what is past, or further ahead than the policy allows.
    """
    days = house.house(tx.session, workspace_id).policy.schedule_days
    if not SOONEST - SLACK <= send_at - tx.now <= timedelta(days=days):
        raise Invalid("bad_time", days=days)


def send_now(tx: Tx, workspace_id: str, message_id: str) -> None:
    """Let a scheduled text go at once.

    Raises:
        NotFound: for a text that is not of this workspace.
        Refusal: `not_scheduled` (409) when it has left or was taken back.
    """
    known = select(Message.id).where(Message.workspace_id == workspace_id, Message.id == message_id)
    if tx.session.scalar(known) is None:
        raise NotFound("message")
    item, message = outbox.locked(tx, message_id)
    if message.state != State.HELD or message.send_at is None:
        raise Refusal("not_scheduled")
    message.send_at = None
    outbox.hasten(tx, item, message)


def give_way(tx: Tx, workspace_id: str, person_id: str) -> int:
    """Take back what was to go to a person later, since they have written; gives how many.

    What they wrote may have answered it, and only a person can tell.
    """
    waiting = tx.session.scalars(
        select(Message.id)
        .join(TimelineItem, TimelineItem.id == Message.id)
        .where(
            TimelineItem.workspace_id == workspace_id,
            TimelineItem.person_id == person_id,
            Message.state == State.HELD,
            Message.send_at.is_not(None),
        )
        .order_by(Message.id)
    ).all()
    count = 0
    for message_id in waiting:
        item, message = outbox.locked(tx, message_id)
        if message.state == State.HELD:
            outbox.take_back(tx, item, message, "answered")
            count += 1
    return count
