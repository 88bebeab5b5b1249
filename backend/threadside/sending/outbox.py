"""The outbox machine: queue, release, claim, settle.

A text is posted at most once per claim, and a claimed row is never claimed again: when its
lease ends without a result, it is uncertain, and only the carrier's word or a person settles
that (`doubts.py`). Everything that can be checked is checked in the claim's own transaction.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from threadside.errors import Refusal
from threadside.rules.delivery import State
from threadside.rules.failures import STOPS_THE_LINE, of_several_parts
from threadside.rules.pacing import admit
from threadside.sending.port import Accepted, NotAccepted, Outcome, OutgoingText
from threadside.sending.states import guessed, move, pause_line, raise_to
from threadside.store.tables import (
    CarrierAccount,
    Line,
    Message,
    Outbox,
    TimelineItem,
    WebhookReceipt,
)
from threadside.store.uow import Tx
from threadside.timeline import write
from threadside.verdict.judge import judge

LEASE = timedelta(seconds=60)
KEEP_TRYING = timedelta(hours=4)
BACKOFF_BASE_S = 5.0
BACKOFF_CAP_S = 900.0
FIRST_CHECK = timedelta(minutes=15)
"""Vonage's records appear with a delay of minutes: before that, a record that is not there proves
nothing (https://developer.vonage.com/en/api/reports)."""


@dataclass(frozen=True)
class Claim:
    """A text that this thread alone may post, once."""

    account_id: str
    text: OutgoingText
    attempt: int


def put(tx: Tx, message: Message, member_id: str, priority: int = 0) -> None:
    """Put a held or queued message into the outbox; lower `priority` leaves first."""
    tx.session.add(
        Outbox(
            message_id=message.id,
            workspace_id=message.workspace_id,
            line_id=message.line_id,
            phone=message.phone,
            member_id=member_id,
            state="waiting",
            priority=priority,
            attempt=0,
            available_at=message.undo_until or tx.now,
            send_before=(message.send_at or tx.now) + KEEP_TRYING,
        )
    )
    tx.wake("outbox")


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


def withdraw(tx: Tx, workspace_id: str, phone: str, code: str) -> int:
    """Fail every text to `phone` that has not been claimed yet; gives how many."""
    rows = tx.session.execute(
        _with_message()
        .where(
            Outbox.workspace_id == workspace_id,
            Outbox.phone == phone,
            Outbox.state == "waiting",
        )
        .order_by(Outbox.message_id)
        .with_for_update(key_share=True, of=(Outbox, Message))
    ).all()
    for outbox, message, item in rows:
        outbox.state = "done"
        move(tx, item, message, "failed", code)
    return len(rows)


def release(tx: Tx) -> None:
    """Queue the held texts whose time to undo has ended; let the overdue ones lapse."""
    held = tx.session.execute(
        _with_message()
        .where(Outbox.state == "waiting", Outbox.available_at <= tx.now, Message.state == "held")
        .order_by(Outbox.available_at, Outbox.message_id)
        .limit(50)
        .with_for_update(key_share=True, of=(Outbox, Message), skip_locked=True)
    ).all()
    for _, message, item in held:
        if message.send_at is not None:
            item.at = tx.now  # in the story it stands where it left, not where it was written
        move(tx, item, message, "queued")
    late = tx.session.execute(
        _with_message()
        .where(Outbox.state == "waiting", Outbox.send_before < tx.now)
        .limit(50)
        .with_for_update(key_share=True, of=(Outbox, Message), skip_locked=True)
    ).all()
    for outbox, message, item in late:
        outbox.state = "done"
        move(tx, item, message, "lapsed", "expired")


def claim(tx: Tx, owner: str) -> Claim | None:
    """Take the next text that may leave now, or none.

    It waits while a text of the same person is acknowledged but not folded in, while an earlier
    text to them has not left, while its line is not live, and while the line's throughput is used
    up. The verdict is asked again here.
    """
    tx.session.flush()
    busy: set[str] = set()
    while True:
        row = tx.session.execute(_claimable(tx.now, busy)).first()
        if row is None:
            return None
        outbox, message, item, line = row
        if not _pace(tx, line, message.segments):
            busy.add(line.id)
            continue
        verdict = judge(
            tx.session,
            outbox.workspace_id,
            member_id=outbox.member_id,
            phone=outbox.phone,
            line_id=line.id,
            now=tx.now,
        )
        if verdict.state == "stop":
            outbox.state = "done"
            code = "opted_out" if verdict.code == "opted_out" else "refused"
            move(tx, item, message, "failed", code)
            tx.session.flush()
            continue
        outbox.state = "claimed"
        outbox.attempt += 1
        outbox.lease_owner = owner
        outbox.lease_until = tx.now + LEASE
        outbox.claimed_at = tx.now
        move(tx, item, message, "submitting")
        text = OutgoingText(message.id, line.phone, message.phone, item.text)
        return Claim(line.carrier_account_id, text, outbox.attempt)


def settle(tx: Tx, claimed: Claim, outcome: Outcome) -> None:
    """Record what came of a claim. A receipt that came first is never undone, and recording it
    twice, as after a commit whose answer was lost, is recording it once."""
    outbox, message, item = tx.session.execute(
        _with_message()
        .where(Outbox.message_id == claimed.text.client_ref)
        .with_for_update(key_share=True, of=(Outbox, Message))
    ).one()
    if outbox.state == "waiting" or outbox.attempt != claimed.attempt:
        return
    if isinstance(outcome, Accepted):
        message.carrier_uuid = message.carrier_uuid or outcome.carrier_uuid
        outbox.state = "done"
        raise_to(tx, item, message, "submitted")
    elif isinstance(outcome, NotAccepted) and message.state == "submitting":
        _not_accepted(tx, outbox, message, item, outcome)
    elif isinstance(outcome, NotAccepted):
        # The lease ended first; a person has been shown the doubt, and may have decided it.
        outbox.state = "done"
        if message.state == "uncertain" or guessed(message):
            raise_to(tx, item, message, "failed", outcome.code)
    elif message.state in ("submitting", "uncertain"):
        _doubt(tx, outbox, message, item)
    else:
        outbox.state = "done"  # a receipt or a person has settled it meanwhile


def settle_by_receipt(
    tx: Tx, item: TimelineItem, message: Message, state: str, code: str | None
) -> None:
    """Fold the carrier's word into a message; ends the doubt about an uncertain one.

    A failure that every text of the line would meet stops the line, as a refusal would.
    """
    failed = state in ("rejected", "undelivered")
    reason = of_several_parts(code, message.segments) if state == "rejected" else code
    if not raise_to(tx, item, message, state, reason):
        return
    tx.session.execute(
        update(Outbox)
        .where(Outbox.message_id == message.id, Outbox.state == "uncertain")
        .values(state="done")
    )
    if failed and code in STOPS_THE_LINE:
        pause_line(tx, message.workspace_id, message.line_id, code)


def sweep(tx: Tx) -> int:
    """Claims whose lease ended have lost their answer: they become uncertain, never queued."""
    rows = tx.session.execute(
        _with_message()
        .where(Outbox.state == "claimed", Outbox.lease_until < tx.now)
        .limit(100)
        .with_for_update(key_share=True, of=(Outbox, Message), skip_locked=True)
    ).all()
    for outbox, message, item in rows:
        if message.state == "submitting":
            _doubt(tx, outbox, message, item)
        else:
            outbox.state = "done"
    return len(rows)


def abandon(tx: Tx) -> int:
    """At the start of the only process: every claim of the one before has lost its owner."""
    tx.session.execute(
        update(Outbox).where(Outbox.state == "claimed").values(lease_until=tx.now - LEASE)
    )
    return sweep(tx)


def next_due(session: Session) -> datetime | None:
    """When the outbox should be looked at next: the earliest text that waits, else None."""
    rows = session.execute(
        select(func.min(Outbox.available_at), Line.next_free_at, Line.burst_seconds)
        .join(Line, Line.id == Outbox.line_id)
        .where(Outbox.state == "waiting", Line.state == "live")
        .group_by(Line.id, Line.next_free_at, Line.burst_seconds)
    )
    return min((_free(*row) for row in rows), default=None)


def _free(available_at: datetime, next_free_at: datetime | None, burst_s: float) -> datetime:
    if next_free_at is None:
        return available_at
    return max(available_at, next_free_at - timedelta(seconds=burst_s))


def _with_message() -> Select[Outbox, Message, TimelineItem]:
    return (
        select(Outbox, Message, TimelineItem)
        .join(Message, Message.id == Outbox.message_id)
        .join(TimelineItem, TimelineItem.id == Outbox.message_id)
    )


def _claimable(now: datetime, busy: set[str]) -> Select[Outbox, Message, TimelineItem, Line]:
    # Whichever of our lines they wrote to: an opt-out holds for all of them.
    unfolded = exists().where(
        WebhookReceipt.state == "pending",
        WebhookReceipt.peer == Outbox.phone,
        WebhookReceipt.carrier_account_id == CarrierAccount.id,
        CarrierAccount.workspace_id == Outbox.workspace_id,
    )
    # One that is held for later stands in nobody's way. One whose hold has ended does: another
    # process may be about to release it.
    earlier, earlier_message = aliased(Outbox), aliased(Message)
    overtaking = exists().where(
        earlier.line_id == Outbox.line_id,
        earlier.phone == Outbox.phone,
        earlier.message_id < Outbox.message_id,
        earlier.state.in_(("waiting", "claimed")),
        earlier_message.id == earlier.message_id,
        or_(earlier_message.state != "held", earlier.available_at <= now),
    )
    return (
        select(Outbox, Message, TimelineItem, Line)
        .join(Message, Message.id == Outbox.message_id)
        .join(TimelineItem, TimelineItem.id == Outbox.message_id)
        .join(Line, Line.id == Outbox.line_id)
        .where(
            Outbox.state == "waiting",
            Outbox.available_at <= now,
            Line.state == "live",
            Line.id.not_in(busy),
            Message.state == "queued",
            ~unfolded,
            ~overtaking,
        )
        .order_by(Outbox.priority, Outbox.available_at, Outbox.message_id)
        .limit(1)
        .with_for_update(key_share=True, of=(Outbox, Message), skip_locked=True)
    )


def _pace(tx: Tx, line: Line, segments: int) -> bool:
    """Use up the line's throughput, if there is enough left; locks the line's row."""
    tx.session.refresh(line, with_for_update={"key_share": True})
    admission = admit(line.next_free_at, tx.now, segments, line.per_second, line.burst_seconds)
    line.next_free_at = admission.next_free_at
    return admission.admitted


def _doubt(tx: Tx, outbox: Outbox, message: Message, item: TimelineItem) -> None:
    outbox.state = "uncertain"
    if outbox.doubted_at is None:
        outbox.doubted_at = tx.now
        outbox.check_at = tx.now + FIRST_CHECK
    raise_to(tx, item, message, "uncertain", "no_answer")


def _not_accepted(
    tx: Tx, outbox: Outbox, message: Message, item: TimelineItem, outcome: NotAccepted
) -> None:
    if outcome.action == "fail":
        outbox.state = "done"
        move(tx, item, message, "failed", outcome.code)
        return
    outbox.state = "waiting"
    outbox.lease_until = None
    if outcome.action == "pause":
        # It waits for the line, not for a time: whoever lets the line go on lets it go.
        pause_line(tx, outbox.workspace_id, outbox.line_id, outcome.code)
        outbox.available_at = tx.now
    else:
        outbox.available_at = tx.now + _wait(outbox.attempt, outcome)
    move(tx, item, message, "queued")
    tx.wake("outbox")


def _wait(attempt: int, outcome: NotAccepted) -> timedelta:
    if outcome.retry_after_s is not None:
        return timedelta(seconds=min(outcome.retry_after_s, KEEP_TRYING.total_seconds()))
    ceiling = min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2 ** (attempt - 1))
    return timedelta(seconds=random.uniform(ceiling / 2, ceiling))  # noqa: S311 - jitter
