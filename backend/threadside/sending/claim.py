"""Claiming: which text leaves next, decided and committed before the carrier is called.

A text is posted at most once per claim, and a claimed row is never claimed again. Everything that
can be checked is checked in the claim's own transaction: whose turn it is, the verdict, every
limit. A claim locks the account first and the rest of its limits last (`pace.py`); of the outbox
it takes only rows that nobody holds, so it never waits for one while it holds the account.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import Row, bindparam, select

from threadside.rules.verdict import Override
from threadside.sending import agenda, pace
from threadside.sending.agenda import Head
from threadside.sending.outbox import KEEP_TRYING, going_to
from threadside.sending.port import OutgoingText
from threadside.sending.states import move, tell
from threadside.store.dialect import alone_or_not_now
from threadside.store.tables import (
    CarrierAccount,
    Line,
    Message,
    Outbox,
    TemplateVersion,
    TimelineItem,
)
from threadside.store.uow import Tx
from threadside.verdict.judge import Draft, judge

LEASE: Final = timedelta(seconds=60)


FAILURES: Final = {
    "opted_out": "opted_out",
    "opted_out_person": "opted_out",
    "opted_out_erased": "opted_out",
    "line_unregistered": "registration",
    "wrong_number": "wrong_number",
    "wrong_number_open": "to_be_read",
    "revocation_open": "to_be_read",
    "number_doubted": "number_doubted",
    "dead_number": "bad_number",
    "no_consent": "no_consent",
    "no_marketing_consent": "no_consent",
    "hours_unknown_place": "unknown_place",
    "cannot_tell": "unchecked",
}
"""What a text fails for that the verdict stops at the claim; every other stop is `refused`."""
WAITS: Final = {"quiet_hours": "quiet_hours"}
"""What a text waits for that the verdict puts off; everything else is a limit of ours."""
LOOK_AGAIN: Final = timedelta(minutes=1)
"""When a text that waits for nobody knows how long is looked at again."""


@dataclass(frozen=True)
class Claim:
    """A text that this thread alone may post, once, at the moment `at`."""

    account_id: str
    line_id: str
    text: OutgoingText
    attempt: int
    at: datetime


def claim(tx: Tx, owner: str) -> Claim | None:
    """Take the text whose turn it is among those that may leave now, or none.

    A text that the verdict stops fails, and uses up no limit.
    """
    tx.session.flush()
    account, turns = _account(tx)
    skipped: set[str] = set()
    while account is not None:
        head = next(
            (one for one in agenda.free(turns, tx.now) if one.sender.line_id not in skipped), None
        )
        if head is None:
            return None
        row = tx.session.execute(
            _whose_turn(), {"line": head.sender.line_id, "now": tx.now}
        ).first()
        # Somebody holds it, as who takes it back at this moment, or closes its number; or it is
        # too late for it, and it lapses with those that `release` has not come to yet.
        if row is None or row[0].send_before < tx.now or not _undisputed(tx, row[0]):
            skipped.add(head.sender.line_id)
        elif _allowed(tx, row):
            return _taken(tx, owner, account, head, row)
        else:
            turns = agenda.heads(tx.session, tx.now, account.id)
    return None


def _account(tx: Tx) -> tuple[CarrierAccount | None, list[Head]]:
    """The account whose turn it is, locked, and the turns of its lines."""
    turns = agenda.heads(tx.session, tx.now)
    first = next(agenda.free(turns, tx.now), None)
    if first is None:
        return None, []
    account = pace.lock_account(tx, first.account_id)
    if account.next_free_at != first.limits.account.next_free_at:
        # Another process was served while we waited for it: whose turn it is has changed.
        return account, agenda.heads(tx.session, tx.now, account.id)
    return account, [head for head in turns if head.account_id == account.id]


def _undisputed(tx: Tx, outbox: Outbox) -> bool:
    """Whether nobody is closing this number. No waiting: who closes it may wait for our row."""
    return alone_or_not_now(tx.session, going_to(outbox.workspace_id, outbox.phone))


def _allowed(tx: Tx, row: Row[Outbox, Message, TimelineItem, str]) -> bool:
    """Ask for the verdict once more, with the text as it would leave now.

    What it stops fails, what it puts off waits in the queue until then; neither is sent.
    """
    outbox, message, item, _ = row
    verdict = judge(
        tx.session,
        outbox.workspace_id,
        member_id=outbox.member_id,
        phone=outbox.phone,
        line_id=outbox.line_id,
        now=tx.now,
        person_id=item.person_id,
        draft=Draft(
            text=item.text,
            media=message.media_count > 0,
            purpose=message.purpose,
            message_id=message.id,
            overrides=[Override(**each) for each in message.overrides or ()],
            marketing=_is_marketing(tx, message),
        ),
    )
    if verdict.state == "go":
        return True
    if verdict.state == "stop":
        outbox.state = "done"
        move(tx, item, message, "failed", FAILURES.get(verdict.code, "refused"))
    else:
        _put_off(outbox, verdict.until or tx.now + LOOK_AGAIN)
        tell(tx, item, message, WAITS.get(verdict.code, "limit"))
    tx.session.flush()
    return False


def _is_marketing(tx: Tx, message: Message) -> bool:
    """Whether it began from a wording that was approved as marketing."""
    if message.template_id is None:
        return False
    used = (message.template_id, message.template_version)
    return tx.session.get_one(TemplateVersion, used).purpose == "marketing"


def _put_off(outbox: Outbox, until: datetime) -> None:
    outbox.available_at = until
    outbox.send_before = max(outbox.send_before, until + KEEP_TRYING)


def _taken(
    tx: Tx,
    owner: str,
    account: CarrierAccount,
    head: Head,
    row: Row[Outbox, Message, TimelineItem, str],
) -> Claim | None:
    outbox, message, item, sender = row
    at = pace.use_up(tx, account, head.limited, message.segments)
    if at is None:  # a limit was used up or closed meanwhile
        return None
    outbox.state = "claimed"
    outbox.attempt += 1
    outbox.lease_owner = owner
    outbox.lease_until = tx.now + LEASE
    outbox.claimed_at = tx.now
    if account.api == "sms" and message.segments > 1:
        message.parts = message.segments  # before their receipts, which may overtake the answer
    move(tx, item, message, "submitting")
    text = OutgoingText(message.id, sender, message.phone, item.text)
    return Claim(account.id, head.sender.line_id, text, outbox.attempt, at)


@cache
def _whose_turn() -> Any:
    return (
        select(Outbox, Message, TimelineItem, Line.phone)
        .join(Message, Message.id == Outbox.message_id)
        .join(TimelineItem, TimelineItem.id == Outbox.message_id)
        .join(Line, Line.id == Outbox.line_id)
        .where(Outbox.line_id == bindparam("line"), agenda.claimable())
        .order_by(*agenda.TURN)
        .limit(1)
        .with_for_update(key_share=True, of=(Outbox, Message), skip_locked=True)
    )
