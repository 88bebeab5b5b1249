"""Wrong numbers: whoever has it now never agreed to anything.

The number is closed, not the contact; what was agreed to for it is detached. Numbers change hands
at a rate of 35 million a year in the US, so it is due to be checked in the Reassigned Numbers
Database (47 CFR 64.1200(m)). Whoever it is gets no text about it.
"""

from typing import Final

from threadside.consent import book, closing, story
from threadside.consent.closing import Stop
from threadside.rules.intents import TABLE_VERSION, Intent
from threadside.store.tables import ConsentEvent, Message, Revocation, TimelineItem
from threadside.store.uow import Tx

CHECK_DUE: Final = "reassigned_number_check_due"


def inbound(tx: Tx, intent: Intent, item: TimelineItem, message: Message) -> None:
    """They said so themselves, and clearly."""
    event = book.write(
        tx,
        message.workspace_id,
        message.phone,
        "disputed",
        "inbound_text",
        actor="contact",
        person_id=item.person_id,
        words=item.text,
        basis=CHECK_DUE,
        rule=intent.because,
        rules_version=TABLE_VERSION,
        line_id=message.line_id,
        message_id=message.id,
    )
    _close(tx, event)
    _happened(tx, "wrong_number", event, item.person_id, message.thread_id)


def settled(tx: Tx, row: Revocation, message: Message, member_id: str, note: str) -> None:
    """A person read their text and says that it means so."""
    event = book.write(
        tx,
        row.workspace_id,
        row.phone,
        "disputed",
        "inbound_text",
        person_id=row.person_id,
        words=row.words,
        basis=CHECK_DUE,
        rule=row.rule,
        rules_version=TABLE_VERSION,
        note=note,
        line_id=message.line_id,
        message_id=message.id,
        member_id=member_id,
    )
    _close(tx, event)
    _happened(tx, "wrong_number_by", event, row.person_id, message.thread_id)


def recorded(
    tx: Tx, workspace_id: str, phone: str, *, person_id: str | None, member_id: str,
    note: str, client_key: str,
) -> ConsentEvent:  # fmt: skip
    """A colleague found out otherwise, as by a call."""
    event = book.write(
        tx,
        workspace_id,
        phone,
        "disputed",
        "told_us",
        person_id=person_id,
        basis=CHECK_DUE,
        note=note,
        client_key=client_key,
        member_id=member_id,
    )
    _close(tx, event)
    owners = story.owners(tx.session, workspace_id, phone)
    for each in [person_id] if person_id else owners:
        _happened(tx, "wrong_number_by", event, each, None)
    return event


def _close(tx: Tx, event: ConsentEvent) -> None:
    stop = Stop(
        "wrong_number",
        event.words,
        line_id=event.line_id,
        event_id=event.id,
        member_id=event.member_id,
    )
    closing.close(tx, event.workspace_id, event.phone, stop)


def _happened(
    tx: Tx, type_: str, event: ConsentEvent, person_id: str, thread_id: str | None
) -> None:
    story.happened(
        tx,
        type_,
        workspace_id=event.workspace_id,
        person_id=person_id,
        thread_id=thread_id,
        member_id=event.member_id,
        phone=event.phone,
    )
