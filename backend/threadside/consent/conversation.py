"""Conversations: consent that a text of theirs implies, for as long as they go on."""

from sqlalchemy import or_, select

from threadside.consent import book, closing
from threadside.store.tables import ConsentEvent, Message, TimelineItem
from threadside.store.uow import Tx


def begin(tx: Tx, item: TimelineItem, message: Message) -> None:
    """Write down that a conversation has begun, unless one is going on or the number is closed.

    Whoever texts first may be answered (CTIA Messaging Principles and Best Practices, 5.1.2): the
    text itself proves it, and stays where it is.
    """
    newest = tx.session.scalar(
        select(ConsentEvent.kind)
        .where(
            ConsentEvent.workspace_id == message.workspace_id,
            ConsentEvent.phone == message.phone,
            or_(ConsentEvent.scope == "conversational", ConsentEvent.kind == "disputed"),
        )
        .order_by(ConsentEvent.at.desc(), ConsentEvent.id.desc())
        .limit(1)
    )
    if newest == "granted" or closing.is_closed(tx, message.workspace_id, message.phone):
        return
    book.write(
        tx,
        message.workspace_id,
        message.phone,
        "granted",
        "inbound_text",
        actor="contact",
        scope="conversational",
        strength="implied",
        person_id=item.person_id,
        line_id=message.line_id,
        message_id=message.id,
    )
