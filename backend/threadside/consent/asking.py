"""Asking for consent by text, and what is answered.

One question to a number, ever, in thirty days. `YES` to it is express consent to what the question
said; for a form that was filled in on a web site it confirms that whoever did it has the number.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import select

from threadside.consent import book, closing, holds, house, story
from threadside.consent.closing import Stop
from threadside.consent.said import Ours
from threadside.rules.consent.answers import answer
from threadside.store.tables import ConsentEvent, Message, TimelineItem
from threadside.store.uow import Tx

PURPOSE: Final = "consent_request"
AGAIN_AFTER: Final = timedelta(days=30)
SCOPE: Final = "informational"
COPIED: Final = (
    "wording", "wording_version", "locale", "source_url", "ip", "user_agent", "signature",
    "seller", "disclosures", "obtained_zone",
)  # fmt: skip


def asked_lately(tx: Tx, workspace_id: str, phone: str) -> bool:
    """Whether we asked this number by text within thirty days."""
    found = tx.session.scalar(
        select(ConsentEvent.id)
        .where(
            ConsentEvent.workspace_id == workspace_id,
            ConsentEvent.phone == phone,
            ConsentEvent.kind == "asked",
            ConsentEvent.message_id.is_not(None),
            ConsentEvent.at > tx.now - AGAIN_AFTER,
        )
        .limit(1)
    )
    return found is not None


def answered(tx: Tx, ours: Ours | None, item: TimelineItem, message: Message) -> bool:
    """Take a plain yes or no to the question that was our last text; whether it was one."""
    if ours is None or ours.purpose != PURPOSE:
        return False
    said = answer(item.text)
    if said is None:
        return False
    asked = tx.session.scalar(
        select(ConsentEvent).where(
            ConsentEvent.workspace_id == message.workspace_id,
            ConsentEvent.message_id == ours.id,
            ConsentEvent.kind == "asked",
        )
    )
    rules = house.house(tx.session, message.workspace_id).policy
    stands = book.sum_up(tx.session, message.workspace_id, message.phone, tx.now, rules)
    if asked is None or stands.asked_id != asked.id:
        return False  # answered before, or closed since
    if said == "yes":
        _yes(tx, asked, item, message)
    else:
        _no(tx, asked, item, message)
    return True


def _yes(tx: Tx, asked: ConsentEvent, item: TimelineItem, message: Message) -> None:
    by_form = asked.method == "web_form"
    book.write(
        tx,
        message.workspace_id,
        message.phone,
        "confirmed" if by_form else "granted",
        "web_form" if by_form else "inbound_text",
        actor="contact",
        scope=asked.scope,
        strength=asked.strength,
        double_opt_in=by_form,
        settles=asked.id,
        person_id=item.person_id,
        words=item.text,
        line_id=message.line_id,
        message_id=message.id,
        **{name: getattr(asked, name) for name in COPIED},
    )
    closing.tell(tx, message.workspace_id, message.phone)
    _happened(tx, "agreed", item, message)


def agreed(tx: Tx, ours: Ours, item: TimelineItem, message: Message) -> None:
    """They said yes to a colleague's own question whether they want our texts.

    It gives nothing back that was taken back: that takes START.
    """
    if closing.is_closed(tx, message.workspace_id, message.phone):
        return
    book.write(
        tx,
        message.workspace_id,
        message.phone,
        "granted",
        "inbound_text",
        actor="contact",
        scope=SCOPE,
        strength="express",
        person_id=item.person_id,
        words=item.text,
        wording=ours.text,
        line_id=message.line_id,
        message_id=message.id,
    )
    closing.tell(tx, message.workspace_id, message.phone)
    _happened(tx, "agreed", item, message)


def _no(tx: Tx, asked: ConsentEvent, item: TimelineItem, message: Message) -> None:
    event = book.write(
        tx,
        message.workspace_id,
        message.phone,
        "revoked",
        "inbound_text",
        actor="contact",
        settles=asked.id,
        person_id=item.person_id,
        words=item.text,
        wording=asked.wording,
        line_id=message.line_id,
        message_id=message.id,
    )
    stop = Stop("opt_out", item.text, line_id=message.line_id, event_id=event.id)
    closing.close(tx, message.workspace_id, message.phone, stop)
    holds.overtaken(tx, message.workspace_id, message.phone, "opt_out")
    _happened(tx, "declined", item, message)


def _happened(tx: Tx, type_: str, item: TimelineItem, message: Message) -> None:
    story.happened(
        tx,
        type_,
        workspace_id=message.workspace_id,
        person_id=item.person_id,
        thread_id=message.thread_id,
    )
