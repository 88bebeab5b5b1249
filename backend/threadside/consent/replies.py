"""What a machine answers by text: that an opt-out or opt-in was heard, and HELP. At most once.

Two machines must never talk to each other, so a number gets at most one automatic reply in ten
minutes. The confirmation of an opt-out waits for no earlier answer of another kind: it is owed, and
may only be sent within five minutes (47 CFR 64.1200(a)(12)).
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from threadside.audit import texts
from threadside.consent import closing
from threadside.consent.house import House, house
from threadside.ids import new_id
from threadside.rules import segments
from threadside.rules.registration import sender_kind
from threadside.sending import agenda, outbox
from threadside.store.dialect import insert_new, one_at_a_time
from threadside.store.tables import (
    AutoReply,
    CarrierAccount,
    ConsentEvent,
    Line,
    Message,
    Person,
    Thread,
    TimelineItem,
)
from threadside.store.uow import Tx
from threadside.timeline import write

OPT_OUT, OPT_IN, HELP = "opt_out_confirmation", "opt_in_confirmation", "help"
CONFIRM_WITHIN: Final = timedelta(minutes=5)
ANSWER_WITHIN: Final = timedelta(minutes=10)
ONE_IN: Final = timedelta(minutes=10)
HELP_AGAIN_AFTER: Final = timedelta(hours=24)


def answer(tx: Tx, cause: Message, purpose: str, heard_at: datetime) -> str | None:
    """Answer a text of theirs for `purpose`, unless something speaks against it; the answer's id.

    Why an answer was left out is kept as well. `heard_at` is when we were handed their text.
    """
    one_at_a_time(tx.session, f"auto reply {cause.workspace_id} {cause.phone}")
    here = house(tx.session, cause.workspace_id)
    left_out = _against(tx, cause, purpose, heard_at, here)
    message_id = None if left_out else _send(tx, cause, purpose, heard_at, here)
    values = {
        "cause_id": cause.id,
        "purpose": purpose,
        "workspace_id": cause.workspace_id,
        "phone": cause.phone,
        "message_id": message_id,
        "left_out": left_out,
        "at": tx.now,
    }
    insert_new(tx.session, AutoReply, [AutoReply.cause_id, AutoReply.purpose], values)
    return message_id


def _against(tx: Tx, cause: Message, purpose: str, heard_at: datetime, here: House) -> str | None:
    within = CONFIRM_WITHIN if purpose == OPT_OUT else ANSWER_WITHIN
    if heard_at + within <= tx.now:
        return "late"
    line, account = tx.session.execute(
        select(Line, CarrierAccount)
        .join(CarrierAccount, CarrierAccount.id == Line.carrier_account_id)
        .where(Line.id == cause.line_id)
    ).one()
    if line.state != "live":
        return "line_not_live"
    # On toll-free numbers the network itself answers STOP and UNSTOP, with Opt-Out Assist Vonage.
    if account.answers_opt_outs or (purpose != HELP and sender_kind(line.phone) == "us_toll_free"):
        return "carrier_answers"
    if purpose == HELP and closing.is_closed(tx, cause.workspace_id, cause.phone):
        return "opted_out"
    if purpose == OPT_OUT and not here.policy.opt_out_confirmation:
        return "policy"
    return _repeated(tx, cause, purpose)


def _repeated(tx: Tx, cause: Message, purpose: str) -> str | None:
    sent = tx.session.execute(
        select(AutoReply.purpose, AutoReply.at, AutoReply.cause_id)
        .where(
            AutoReply.workspace_id == cause.workspace_id,
            AutoReply.phone == cause.phone,
            AutoReply.message_id.is_not(None),
        )
        .order_by(AutoReply.at.desc())
        .limit(20)
    ).all()
    if any(each.cause_id == cause.id and each.purpose == purpose for each in sent):
        return "repeated"
    newest = next((each.at for each in sent if each.purpose == purpose), None)
    if purpose == OPT_OUT:
        if newest is not None and not _restored_since(tx, cause, newest):
            return "repeated"
        return "too_soon" if newest is not None and newest > tx.now - ONE_IN else None
    if purpose == HELP and newest is not None and newest > tx.now - HELP_AGAIN_AFTER:
        return "repeated"
    return "too_soon" if any(each.at > tx.now - ONE_IN for each in sent) else None


def _restored_since(tx: Tx, cause: Message, moment: datetime) -> bool:
    """Whether they opted in again after that: then an opt-out is a new one."""
    found = tx.session.scalar(
        select(ConsentEvent.id)
        .where(
            ConsentEvent.workspace_id == cause.workspace_id,
            ConsentEvent.phone == cause.phone,
            ConsentEvent.kind == "restored",
            ConsentEvent.at >= moment,
        )
        .limit(1)
    )
    return found is not None


def _send(tx: Tx, cause: Message, purpose: str, heard_at: datetime, here: House) -> str:
    words = {OPT_OUT: here.opt_out_words, OPT_IN: here.opt_in_words, HELP: here.help_words}
    within = CONFIRM_WITHIN if purpose == OPT_OUT else ANSWER_WITHIN
    thread = tx.session.get_one(Thread, cause.thread_id)
    return put(
        tx,
        thread,
        purpose,
        words[purpose],
        send_before=heard_at + within,
        priority=agenda.CONFIRMATION if purpose == OPT_OUT else agenda.OWED,
    )


def withdraw_confirmation(tx: Tx, workspace_id: str, phone: str) -> None:
    """They opted in again before we could confirm that they had opted out."""
    outbox.withdraw(tx, workspace_id, phone, "answered", purpose=OPT_OUT)


def put(
    tx: Tx,
    thread: Thread,
    purpose: str,
    text: str,
    *,
    member_id: str | None = None,
    send_at: datetime | None = None,
    send_before: datetime | None = None,
    priority: int = agenda.PERSON,
) -> str:
    """Queue a text of the workspace itself in a thread that is held; its id.

    Where a colleague asked for it, they are its author. With `send_at` it is held until then.
    """
    size = segments.count(text)
    item = TimelineItem(
        id=new_id(),
        workspace_id=thread.workspace_id,
        person_id=thread.person_id,
        thread_id=thread.id,
        kind="message",
        at=tx.now,
        seq=0,
        author_id=member_id,
        text=text,
        version=1,
    )
    message = Message(
        id=item.id,
        workspace_id=thread.workspace_id,
        thread_id=thread.id,
        line_id=thread.line_id,
        phone=thread.phone,
        direction="out",
        state="held",
        state_rank=0,
        encoding=size.encoding,
        segments=size.segments,
        origin="automation",
        purpose=purpose,
        undo_until=send_at or tx.now,
        send_at=send_at,
    )
    tx.session.add(item)
    tx.session.flush()
    tx.session.add(message)
    tx.session.flush()
    thread.last_outbound_at = tx.now
    tx.session.get_one(Person, thread.person_id).last_outbound_at = tx.now
    write.add(tx, item)
    outbox.put(tx, message, member_id, priority=priority, send_before=send_before)
    texts.pressed(tx, item.id)
    return item.id
