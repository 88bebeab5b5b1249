"""The outbox as a queue: texts are put in, held, released, taken back, withdrawn, and lapse.

How one leaves it is the business of `claim.py`, what came of it that of `settle.py`. Whoever
changes a text's place locks the outbox's row first, then the message's.
"""

from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, or_, select, union_all, update
from sqlalchemy.orm import aliased

from threadside.errors import Refusal
from threadside.rules.delivery import State
from threadside.sending import agenda, pace
from threadside.sending.agenda import PERSON, REPLY, REPLY_WITHIN
from threadside.sending.states import move
from threadside.store.tables import Message, Outbox, SendingPause, Thread, TimelineItem
from threadside.store.uow import Tx
from threadside.timeline import write

KEEP_TRYING: Final = timedelta(hours=4)
AT_ONCE: Final = 50
OWED: Final = "opt_out_confirmation"


def put(
    tx: Tx,
    message: Message,
    member_id: str | None,
    priority: int | None = None,
    send_before: datetime | None = None,
) -> None:
    """Put a held message into the outbox; lower `priority` leaves first.

    Without one it is a person's text, and more urgent when it answers somebody who has just
    written. A machine's text has no member. After `send_before` it lapses.
    """
    tx.session.add(
        Outbox(
            message_id=message.id,
            workspace_id=message.workspace_id,
            line_id=message.line_id,
            phone=message.phone,
            member_id=member_id,
            state="held",
            priority=_urgency(tx, message) if priority is None else priority,
            attempt=0,
            available_at=message.undo_until or tx.now,
            send_before=send_before or (message.send_at or tx.now) + KEEP_TRYING,
        )
    )
    tx.wake("outbox")


def _urgency(tx: Tx, message: Message) -> int:
    if message.send_at is not None:
        return PERSON
    heard = tx.session.get_one(Thread, message.thread_id).last_inbound_at
    return REPLY if heard is not None and tx.now - heard <= REPLY_WITHIN else PERSON


def locked(tx: Tx, message_id: str) -> tuple[TimelineItem, Message]:
    """A text of ours that nobody else changes until `tx` ends.

    The outbox's row is locked before the message's, here and everywhere, so that an undo, a
    receipt and the carrier's answer never wait for each other crosswise. Rows are locked
    without their keys (FOR NO KEY UPDATE), so that nobody waits who only refers to them.
    """
    tx.session.execute(
        select(Outbox.message_id)
        .where(Outbox.message_id == message_id)
        .with_for_update(key_share=True)
    )
    row = tx.session.execute(
        select(TimelineItem, Message)
        .join(Message, Message.id == TimelineItem.id)
        .where(Message.id == message_id)
        .with_for_update(key_share=True, of=Message)
    ).one()
    return row[0], row[1]


def hasten(tx: Tx, item: TimelineItem, message: Message) -> None:
    """End the hold of a text, which is `locked`, now."""
    message.undo_until = tx.now
    _wait_until(tx, message.id, tx.now)
    write.changed(tx, item)
    tx.wake("outbox")


def _wait_until(tx: Tx, message_id: str, moment: datetime) -> None:
    tx.session.execute(
        update(Outbox)
        .where(Outbox.message_id == message_id)
        .values(available_at=moment, send_before=moment + KEEP_TRYING)
    )


def take_back(tx: Tx, item: TimelineItem, message: Message, code: str | None = None) -> None:
    """Undo: cancel a text, which is `locked`, while it is still held; `code` says why, if not
    because its author wished it.

    Raises:
        Refusal: `already_sent` (409) when it has left the hold.
    """
    if message.state != State.HELD:
        raise Refusal("already_sent")
    tx.session.execute(update(Outbox).where(Outbox.message_id == message.id).values(state="done"))
    move(tx, item, message, State.CANCELED, code)


def going_to(workspace_id: str, phone: str) -> str:
    """What is named, for `one_at_a_time`, by who decides whether anything leaves to a phone.

    A claim that judged before an opt-out was visible must not commit after it. The outbox's row
    keeps the two apart only if the opt-out has seen it: one that is pressed, or that comes back
    from the carrier, while the opt-out's transaction is open, it has not.
    """
    return f"to {workspace_id} {phone}"


def withdraw(
    tx: Tx, workspace_id: str, phone: str, code: str, *, purpose: str | None = None
) -> int:
    """Fail every text to `phone` that has not been claimed yet; gives how many.

    One that is at the carrier now is marked: should it come back, it is not sent again, whatever
    may be sent by then (`taken_back_meanwhile`). With `purpose` those of a machine's texts that
    are for it, else all but the one that confirms an opt-out, which is owed whatever else is taken
    back.
    """
    meant = Message.purpose == purpose if purpose else Message.purpose.is_distinct_from(OWED)
    rows = tx.session.execute(
        with_message()
        .where(
            Outbox.workspace_id == workspace_id,
            Outbox.phone == phone,
            Outbox.state.in_(("held", "waiting")),
            meant,
        )
        .order_by(Outbox.message_id)
        .with_for_update(key_share=True, of=(Outbox, Message))
    ).all()
    for outbox, message, item in rows:
        outbox.state = "done"
        move(tx, item, message, "failed", code)
    tx.session.execute(
        update(Outbox)
        .where(
            Outbox.workspace_id == workspace_id,
            Outbox.phone == phone,
            Outbox.state == "claimed",
            Outbox.message_id.in_(select(Message.id).where(Message.phone == phone, meant)),
        )
        .values(send_before=Outbox.claimed_at)
        .execution_options(synchronize_session=False)
    )
    return len(rows)


def taken_back_meanwhile(outbox: Outbox) -> bool:
    """Whether a text was withdrawn while it was at the carrier: it may not leave again."""
    return outbox.claimed_at is not None and outbox.send_before <= outbox.claimed_at


def release(tx: Tx) -> None:
    """Queue the held texts whose time to undo has ended; let the overdue ones lapse."""
    rows = tx.session.execute(_released(), {"now": tx.now}).all()
    for outbox, message, item in rows:
        if outbox.send_before < tx.now:
            outbox.state = "done"
            move(tx, item, message, "lapsed", _why_late(tx, outbox))
            continue
        if message.send_at is not None:
            item.at = tx.now  # in the story it stands where it left, not where it was written
        outbox.state = "waiting"
        move(tx, item, message, "queued")


def _why_late(tx: Tx, outbox: Outbox) -> str:
    if tx.session.get(SendingPause, outbox.workspace_id) is not None:
        return "sending_paused"
    return "daily_limit" if pace.day_is_over(tx, outbox.line_id) else "expired"


@cache
def _released() -> Any:
    held, late = aliased(Outbox), aliased(Outbox)
    # Two lists, each by its own index: a queue of thousands is not looked through.
    found = union_all(
        select(held.message_id).where(
            held.state == agenda.HELD, agenda.due(held), held.available_at <= agenda.NOW
        ),
        select(late.message_id).where(_unclaimed(late), late.send_before < agenda.NOW),
    )
    return (
        with_message()
        .where(
            Outbox.message_id.in_(found),
            # Asked of the row once more when it is locked: another process may have released it.
            _unclaimed(Outbox),
            or_(
                and_(Outbox.state == "held", Outbox.available_at <= agenda.NOW),
                Outbox.send_before < agenda.NOW,
            ),
        )
        .order_by(Outbox.available_at, Outbox.message_id)
        .limit(AT_ONCE)
        .with_for_update(key_share=True, of=(Outbox, Message), skip_locked=True)
    )


def _unclaimed(outbox: Any) -> ColumnElement[bool]:
    # Unlike `agenda.due`, in words that do not lead SQLite to the index by state.
    return and_(outbox.state != agenda.DONE, outbox.state.not_in(("claimed", "uncertain")))


def with_message() -> Select[Outbox, Message, TimelineItem]:
    """The outbox's rows, each with its text."""
    return (
        select(Outbox, Message, TimelineItem)
        .join(Message, Message.id == Outbox.message_id)
        .join(TimelineItem, TimelineItem.id == Outbox.message_id)
    )
