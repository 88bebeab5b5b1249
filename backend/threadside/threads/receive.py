"""Folding in what the carrier told us: texts that arrived, and receipts for ours.

Each runs as a job in one transaction; a webhook receipt that is no longer pending is left alone.
"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from threadside.sending import outbox
from threadside.sending.port import StatusReceipt, WebhookReader
from threadside.store.tables import Line, Message, SentPart, WebhookReceipt
from threadside.store.uow import Tx
from threadside.threads import arrival, carrier_word, parts

INBOUND = "fold_inbound"
STATUS = "fold_status"
SMS_INBOUND = "fold_sms_inbound"
SMS_RECEIPT = "fold_sms_receipt"
"""One job for each kind of webhook; which reader it is folded in with, `machinery` says."""


def inbound(tx: Tx, payload: Mapping[str, Any], reader: WebhookReader) -> None:
    """Put a text that arrived into its thread, with everything that follows from it."""
    receipt = _pending(tx, payload)
    if receipt is None:
        return
    text = reader.read_inbound(json.loads(receipt.body))
    line = tx.session.scalar(
        select(Line).where(
            Line.carrier_account_id == receipt.carrier_account_id, Line.phone == text.line_phone
        )
    )
    if line is None:
        receipt.state, receipt.note = "unmatched", "unknown_line"
    elif text.part is not None:
        parts.take(tx, receipt, line, text, text.part)
    else:
        receipt.state = "done"
        if not arrival.known_already(tx, line.workspace_id, text.carrier_uuid):
            arrival.arrive(tx, text, line, heard_at=receipt.received_at)


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
    carrier_word.fold(tx, item, message, word, receipt.id)


def _pending(tx: Tx, payload: Mapping[str, Any]) -> WebhookReceipt | None:
    return tx.session.scalar(
        select(WebhookReceipt)
        .where(WebhookReceipt.id == payload["receipt"], WebhookReceipt.state == "pending")
        .with_for_update(key_share=True)
    )


def _message_of(tx: Tx, receipt: WebhookReceipt, word: StatusReceipt) -> str | None:
    query = (
        select(Message.id)
        .join(Line, Line.id == Message.line_id)
        .where(Line.carrier_account_id == receipt.carrier_account_id, Message.direction == "out")
    )
    of_its_parts = select(SentPart.message_id).where(SentPart.carrier_uuid == word.carrier_uuid)
    for match in (
        Message.id == word.client_ref,
        Message.carrier_uuid == word.carrier_uuid,
        Message.id.in_(of_its_parts),
    ):
        found = tx.session.scalar(query.where(match))
        if found is not None:
            return found
    return None
