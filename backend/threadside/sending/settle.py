"""What came of a claim: the carrier's answer, its later word, or nothing before the lease ended.

A text of which nobody knows whether it was taken is uncertain, and only the carrier's word or a
person settles that (`doubts.py`). What the carrier finds too much closes the limit that it names
for everybody who shares it, and not only for the text that met it.
"""

import random
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import update

from threadside.audit import texts
from threadside.rules.failures import STOPS_THE_LINE, error_class, of_several_parts
from threadside.sending import pace, sent_parts
from threadside.sending.claim import LEASE, Claim
from threadside.sending.outbox import KEEP_TRYING, taken_back_meanwhile, with_message
from threadside.sending.port import Accepted, NotAccepted, Outcome
from threadside.sending.states import guessed, move, pause_line, raise_to
from threadside.store.tables import Message, Outbox, TimelineItem
from threadside.store.uow import Tx

BACKOFF_BASE_S: Final = 5.0
BACKOFF_CAP_S: Final = 900.0
ON_TIME: Final = timedelta(milliseconds=50)
"""So late after its moment a text may leave without those behind it having to wait longer: the
headroom of a limit of one a second."""
FIRST_CHECK: Final = timedelta(minutes=15)
"""Vonage's records appear with a delay of minutes: before that, a record that is not there proves
nothing (https://developer.vonage.com/en/api/reports)."""


def settle(tx: Tx, claimed: Claim, outcome: Outcome, posted_at: datetime | None = None) -> None:
    """Record what came of a claim. A receipt that came first is never undone, and recording it
    twice, as after a commit whose answer was lost, is recording it once.

    `posted_at` is when the request was made, if that is known.
    """
    outbox, message, item = tx.session.execute(
        with_message()
        .where(Outbox.message_id == claimed.text.client_ref)
        .with_for_update(key_share=True, of=(Outbox, Message))
    ).one()
    if outbox.state == "waiting" or outbox.attempt != claimed.attempt:
        return
    if isinstance(outcome, NotAccepted):
        _refused(tx, outbox, message, item, outcome)
        return
    if isinstance(outcome, Accepted):
        message.carrier_uuid = message.carrier_uuid or outcome.carrier_uuid
        outbox.state = "done"
        by_part = message.parts or len(outcome.parts) > 1 or outcome.refused
        state, code = sent_parts.took(tx, message, outcome) if by_part else ("submitted", None)
        raise_to(tx, item, message, state, code)
        texts.accepted(tx, item, message)
    elif message.state in ("submitting", "uncertain"):
        _doubt(tx, outbox, message, item)
    else:
        outbox.state = "done"  # a receipt or a person has settled it meanwhile
    if posted_at is not None and posted_at - claimed.at > ON_TIME:
        pace.came_late(tx, claimed.line_id, posted_at, message.segments)


def by_receipt(tx: Tx, item: TimelineItem, message: Message, state: str, code: str | None) -> None:
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
    elif failed and code == "daily_limit":
        pace.close_day(tx, message.line_id)
    elif failed and error_class(code) == "throttle":
        # It had taken the request: what was too much is the line's.
        pace.slow_line(tx, message.line_id, timedelta(seconds=BACKOFF_BASE_S))


def _doubt(tx: Tx, outbox: Outbox, message: Message, item: TimelineItem) -> None:
    outbox.state = "uncertain"
    if outbox.doubted_at is None:
        outbox.doubted_at = tx.now
        outbox.check_at = tx.now + FIRST_CHECK
    raise_to(tx, item, message, "uncertain", "no_answer")


def sweep(tx: Tx) -> int:
    """Claims whose lease ended have lost their answer: they become uncertain, never queued."""
    rows = tx.session.execute(
        with_message()
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


def _refused(
    tx: Tx, outbox: Outbox, message: Message, item: TimelineItem, outcome: NotAccepted
) -> None:
    if message.state != "submitting":
        # The lease ended first; a person has been shown the doubt, and may have decided it.
        outbox.state = "done"
        if message.state == "uncertain" or guessed(message):
            raise_to(tx, item, message, "failed", outcome.code)
        return
    if outcome.action == "fail" or taken_back_meanwhile(outbox):
        outbox.state = "done"
        code = outcome.code if outcome.action == "fail" else "opted_out"
        move(tx, item, message, "failed", code)
        if outcome.action == "pause":
            pause_line(tx, outbox.workspace_id, outbox.line_id, outcome.code)
        return
    outbox.state = "waiting"
    outbox.lease_until = None
    wait = _wait(outbox.attempt, outcome)
    if outcome.action == "pause":
        # It waits for the line, not for a time: whoever lets the line go on lets it go.
        pause_line(tx, outbox.workspace_id, outbox.line_id, outcome.code)
    elif outcome.action == "retry" or wait > pace.LONGEST_PAUSE:
        outbox.available_at = tx.now + wait
    # What was too much keeps its place: it is the first to try the limit again, and its attempts
    # are those by which the waits double.
    move(tx, item, message, "queued")
    if outcome.action == "throttle":
        _slow_down(tx, outbox.line_id, outcome.code, wait)
    tx.wake("outbox")


def _slow_down(tx: Tx, line_id: str, code: str, wait: timedelta) -> None:
    if code == "daily_limit":
        pace.close_day(tx, line_id)
    else:
        pace.slow_account(tx, line_id, wait)


def _wait(attempt: int, outcome: NotAccepted) -> timedelta:
    if outcome.retry_after_s is not None:
        return timedelta(seconds=min(outcome.retry_after_s, KEEP_TRYING.total_seconds()))
    ceiling = min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2 ** (attempt - 1))
    return timedelta(seconds=random.uniform(ceiling / 2, ceiling))  # noqa: S311 - jitter
