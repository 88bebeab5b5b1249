"""Folding in what the carrier told us: texts that arrived, and receipts for ours.

Each runs as a job in one transaction; a webhook receipt that is no longer pending is left alone.
"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from threadside.consent import ledger
from threadside.ids import new_id
from threadside.people import known
from threadside.rules import segments
from threadside.rules.intents import classify
from threadside.sending import outbox
from threadside.sending.port import InboundText, StatusReceipt, WebhookReader
from threadside.store.tables import (
    CarrierAccount,
    Line,
    Message,
    Person,
    Receipt,
    TimelineItem,
    WebhookReceipt,
    Workspace,
)
from threadside.store.uow import Tx
from threadside.threads import bind
from threadside.timeline import write

INBOUND = "fold_inbound"
STATUS = "fold_status"


def inbound(tx: Tx, payload: Mapping[str, Any], reader: WebhookReader) -> None:
    """Put a text that arrived into its thread, with everything that follows from it."""
    receipt = _pending(tx, payload)
    if receipt is None:
        return
    text = reader.read_inbound(json.loads(receipt.body))
    row = tx.session.execute(
        select(Line, Workspace)
        .join(CarrierAccount, CarrierAccount.id == Line.carrier_account_id)
        .join(Workspace, Workspace.id == Line.workspace_id)
        .where(Line.carrier_account_id == receipt.carrier_account_id, Line.phone == text.line_phone)
    ).first()
    if row is None:
        receipt.state, receipt.note = "unmatched", "unknown_line"
        return
    receipt.state = "done"
    line, workspace = row
    if not _arrived_before(tx, workspace.id, text):
        person = known.whose_text(tx, workspace.id, text.peer, workspace.region)
        _arrive(tx, text, line, person)


def status(tx: Tx, payload: Mapping[str, Any], reader: WebhookReader) -> None:
    """Fold a delivery receipt into its message, found by our own reference first."""
    receipt = _pending(tx, payload)
    if receipt is None:
        return
    word = reader.read_status(json.loads(receipt.body))
    message_id = _message_of(tx, receipt, word)
    if message_id is None:
        receipt.state, receipt.note = "unmatched", "unknown_text"
        return
    item, message = outbox.locked(tx, message_id)
    receipt.state = "done"
    tx.session.add(
        Receipt(
            id=new_id(),
            workspace_id=message.workspace_id,
            message_id=message.id,
            carrier_uuid=word.carrier_uuid,
            status=word.status,
            error_code=word.error_code,
            carrier_at=word.at,
            webhook_receipt_id=receipt.id,
        )
    )
    if message.carrier_uuid is None:
        message.carrier_uuid = word.carrier_uuid
    if word.state is not None:
        outbox.settle_by_receipt(tx, item, message, word.state, word.error_code)


def _pending(tx: Tx, payload: Mapping[str, Any]) -> WebhookReceipt | None:
    return tx.session.scalar(
        select(WebhookReceipt)
        .where(WebhookReceipt.id == payload["receipt"], WebhookReceipt.state == "pending")
        .with_for_update(key_share=True)
    )


def _arrived_before(tx: Tx, workspace_id: str, text: InboundText) -> bool:
    found = tx.session.scalar(
        select(Message.id).where(
            Message.workspace_id == workspace_id,
            Message.direction == "in",
            Message.carrier_uuid == text.carrier_uuid,
        )
    )
    return found is not None


def _arrive(tx: Tx, text: InboundText, line: Line, person: Person) -> None:
    thread = bind.thread(tx, line.workspace_id, line.id, text.peer, person.id)
    size = segments.count(text.text)
    item = TimelineItem(
        id=new_id(),
        workspace_id=line.workspace_id,
        person_id=person.id,
        thread_id=thread.id,
        kind="message",
        at=tx.now,
        seq=0,
        text=text.text,
        version=1,
    )
    message = Message(
        id=item.id,
        workspace_id=line.workspace_id,
        thread_id=thread.id,
        line_id=line.id,
        phone=text.peer,
        direction="in",
        state="received",
        state_rank=0,
        encoding=size.encoding,
        segments=size.segments,
        carrier_uuid=text.carrier_uuid,
    )
    tx.session.add(item)
    tx.session.flush()
    tx.session.add(message)
    thread.last_inbound_at = tx.now
    person.last_inbound_at = tx.now
    write.add(tx, item)
    tx.before_seal(lambda: _number(tx, item, thread))
    ledger.apply(tx, classify(text.text), item, message)


def _number(tx: Tx, item: TimelineItem, thread: Any) -> None:
    thread.last_inbound_seq = item.seq
    tx.session.flush()


def _message_of(tx: Tx, receipt: WebhookReceipt, word: StatusReceipt) -> str | None:
    query = (
        select(Message.id)
        .join(Line, Line.id == Message.line_id)
        .where(Line.carrier_account_id == receipt.carrier_account_id, Message.direction == "out")
    )
    for match in (Message.id == word.client_ref, Message.carrier_uuid == word.carrier_uuid):
        found = tx.session.scalar(query.where(match))
        if found is not None:
            return found
    return None
