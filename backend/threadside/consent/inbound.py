"""What a text of theirs does to what may be sent: opt-outs, opt-ins, doubts, questions for help.

It all happens in the transaction that shows the text. An opt-out has taken effect before, in the
one that acknowledged it (`intake.py`); here it gets its line in the ledger.
"""

from datetime import datetime

from sqlalchemy import select

from threadside.consent import (
    asking,
    book,
    closing,
    conversation,
    holds,
    house,
    replies,
    said,
    story,
    wrong,
)
from threadside.consent.closing import Stop
from threadside.consent.said import Ours
from threadside.rules.intents import TABLE_VERSION, Intent, classify
from threadside.store.tables import ConsentEvent, Message, TimelineItem
from threadside.store.uow import Tx

BY_CONTACT = "contact"


def heard(
    tx: Tx, item: TimelineItem, message: Message, *, heard_at: datetime, whole: bool = True
) -> None:
    """Let an inbound text, already stored, change what may be sent.

    Of a text with a gap (not `whole`) only a request to stop counts: it is no harm to heed it.
    `heard_at` is when it was handed to us.
    """
    ours = said.last(tx.session, item.person_id, message.thread_id)
    intent = classify(item.text, ours.text if ours else "")
    if whole and not intent.automatic and asking.answered(tx, ours, item, message):
        return
    if intent.action == "suppress":
        _stop(tx, intent, item, message, heard_at)
    elif intent.action == "hold":
        holds.open_(tx, intent, item, message)
    elif whole and not intent.automatic:
        _welcome(tx, intent, ours, item, message, heard_at)
        conversation.begin(tx, item, message)


def spoken_for(tx: Tx, message_id: str) -> bool:
    """Whether a text has changed what may be sent before. That it was in doubt does not count: the
    rest of it may leave none."""
    found = tx.session.scalar(
        select(ConsentEvent.id)
        .where(
            ConsentEvent.message_id == message_id,
            ConsentEvent.scope != "conversational",
            ConsentEvent.kind != "held",
        )
        .limit(1)
    )
    return found is not None


def _stop(tx: Tx, intent: Intent, item: TimelineItem, message: Message, heard_at: datetime) -> None:
    if intent.intent == "wrong_number":
        wrong.inbound(tx, intent, item, message)
        holds.overtaken(tx, message.workspace_id, message.phone, "wrong_number")
        return
    event = _line(tx, intent, item, message, "revoked", scope=intent.scope)
    if intent.scope == "marketing":
        closing.tell(tx, message.workspace_id, message.phone)
        _happened(tx, "no_marketing", item, message)
        return
    stop = Stop(
        "opt_out",
        item.text,
        keyword=intent.keyword or "",
        line_id=message.line_id,
        event_id=event.id,
    )
    closing.close(tx, message.workspace_id, message.phone, stop)
    holds.overtaken(tx, message.workspace_id, message.phone, "opt_out")
    if intent.keyword:
        _happened(tx, "opted_out", item, message, keyword=intent.keyword.upper())
    else:
        _happened(tx, "opted_out_in_words", item, message)
    if not intent.automatic:
        replies.answer(tx, message, replies.OPT_OUT, heard_at)


def _restore(
    tx: Tx, intent: Intent, item: TimelineItem, message: Message, heard_at: datetime
) -> None:
    """START lifts what their STOP closed. Nothing that was closed: nothing to restore, and a wrong
    number stays one."""
    workspace_id, phone = message.workspace_id, message.phone
    rules = house.house(tx.session, workspace_id).policy
    stands = book.sum_up(tx.session, workspace_id, phone, tx.now, rules)
    closed = closing.is_closed(tx, workspace_id, phone)
    narrower = stands.revoked_at is None and stands.marketing_revoked_at is not None and not closed
    _line(
        tx,
        intent,
        item,
        message,
        "restored",
        scope="marketing" if narrower else "all",
        settles=stands.marketing_revoked_by if narrower else stands.revoked_by,
    )
    closing.lift(tx, workspace_id, phone, "opt_out")
    keyword = (intent.keyword or "start").upper()
    if "wrong_number" in closing.reasons(tx, workspace_id, phone):
        _happened(tx, "opted_in_wrong_number", item, message, keyword=keyword)
        return
    _happened(tx, "opted_in", item, message, keyword=keyword)
    replies.withdraw_confirmation(tx, workspace_id, phone)
    if closed or stands.revoked_at is not None:
        replies.answer(tx, message, replies.OPT_IN, heard_at)


def _welcome(  # noqa: PLR0917 - one text and what is known of it
    tx: Tx,
    intent: Intent,
    ours: Ours | None,
    item: TimelineItem,
    message: Message,
    heard_at: datetime,
) -> None:
    if intent.because.startswith("context:") and ours is not None:
        asking.agreed(tx, ours, item, message)
    elif intent.action == "restore":
        _restore(tx, intent, item, message, heard_at)
    elif intent.action == "answer_help":
        _line(tx, intent, item, message, "help")
        _happened(tx, "asked_help", item, message, keyword=(intent.keyword or "help").upper())
        replies.answer(tx, message, replies.HELP, heard_at)
    elif intent.action == "ask_person":
        _happened(tx, "wants_in", item, message)


def _line(
    tx: Tx,
    intent: Intent,
    item: TimelineItem,
    message: Message,
    kind: str,
    *,
    scope: str = "all",
    settles: str | None = None,
) -> ConsentEvent:
    return book.write(
        tx,
        message.workspace_id,
        message.phone,
        kind,
        "keyword" if intent.keyword else "inbound_text",
        actor=BY_CONTACT,
        scope=scope,
        settles=settles,
        person_id=item.person_id,
        keyword=intent.keyword or "",
        words=item.text,
        rule=intent.because,
        rules_version=TABLE_VERSION,
        line_id=message.line_id,
        message_id=message.id,
    )


def _happened(tx: Tx, type_: str, item: TimelineItem, message: Message, **params: str) -> None:
    story.happened(
        tx,
        type_,
        workspace_id=message.workspace_id,
        person_id=item.person_id,
        thread_id=message.thread_id,
        **params,
    )
