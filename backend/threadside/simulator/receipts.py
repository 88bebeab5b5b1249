"""The body of a status webhook, in either version of the Messages API.

Source: Messages API OpenAPI 1.11.0, `messageStatusSMS`; version 0.1 as in Vonage's older SDKs.
"""

import secrets
from typing import Any

from threadside.simulator.account import Account
from threadside.simulator.ledger import Accepted
from threadside.simulator.management.applications import Version
from threadside.simulator.outcomes import Receipt
from threadside.simulator.status_codes import describe


def status_webhook(
    entry: Accepted, receipt: Receipt, account: Account, timestamp: str, version: Version = "v1"
) -> dict[str, Any]:
    """One receipt; `usage` comes when the charge is made."""
    if version == "v0.1":
        return _older(entry, receipt, account, timestamp)
    submission = entry.submission
    webhook: dict[str, Any] = {
        "message_uuid": entry.message_uuid,
        "to": submission.to,
        "from": submission.sender,
        "timestamp": timestamp,
        "status": receipt.status,
        "channel": submission.channel,
    }
    if receipt.code is not None:
        webhook["error"] = {
            "type": f"https://developer.vonage.com/api-errors/messages#{receipt.code}",
            "title": str(receipt.code),
            "detail": describe(receipt.code),
            "instance": secrets.token_hex(16),
        }
    webhook |= _reference(entry) | _usage(entry, receipt, account)
    webhook["destination"] = {"network_code": account.network_code}
    if submission.channel == "sms":
        webhook["sms"] = {"count_total": str(entry.parts)}
        if receipt.partly:
            webhook["sms"]["segments"] = [{"timestamp": timestamp, "status": "delivered"}]
    if entry.workflow:
        webhook["workflow"] = {
            "workflow_id": entry.workflow.id,
            "items_number": str(entry.attempt),
            "items_total": str(len(entry.workflow.messages)),
        }
    return webhook


def _older(entry: Accepted, receipt: Receipt, account: Account, timestamp: str) -> dict[str, Any]:
    submission = entry.submission
    webhook: dict[str, Any] = {
        "message_uuid": entry.message_uuid,
        "to": {"type": submission.channel, "number": submission.to},
        "from": {"type": submission.channel, "number": submission.sender},
        "timestamp": timestamp,
        "status": receipt.status,
    }
    if receipt.code is not None:
        webhook["error"] = {"code": receipt.code, "reason": describe(receipt.code)}
    return webhook | _reference(entry) | _usage(entry, receipt, account)


def _reference(entry: Accepted) -> dict[str, Any]:
    reference = entry.submission.client_ref
    return {"client_ref": reference} if reference is not None else {}


def _usage(entry: Accepted, receipt: Receipt, account: Account) -> dict[str, Any]:
    if receipt.status != "submitted":
        return {}
    price = f"{account.charge(entry.parts):.4f}"
    return {"usage": {"currency": account.currency, "price": price}}
