"""Webhooks that differ from the specification in ways that have been seen in the wild.

Sources: Vonage's SDK tests and documentation, which disagree with its OpenAPI and among each other.
"""

import copy
from collections.abc import Callable
from datetime import datetime
from typing import Any

from threadside.simulator.faults import FaultBook, Variant

Webhook = dict[str, Any]


def drifted(webhook: Webhook, faults: FaultBook, contact: str) -> Webhook:
    """The webhook as a `drift` fault in force deforms it; else as it is."""
    variants = faults.take_variants(contact)
    if not variants:
        return webhook
    deformed = copy.deepcopy(webhook)
    for variant in variants:
        _DEFORMS[variant](deformed)
    return deformed


def _total_count(webhook: Webhook) -> None:
    if "count_total" in webhook.get("sms", {}):
        webhook["sms"]["total_count"] = webhook["sms"].pop("count_total")


def _int_title(webhook: Webhook) -> None:
    if "error" in webhook:
        code = int(webhook["error"]["title"])
        webhook["error"]["title"] = code
        webhook["error"]["type"] = f"https://developer.nexmo.com/api-errors/messages-olympus#{code}"


def _timestamp_ms(webhook: Webhook) -> None:
    webhook["timestamp"] = webhook["timestamp"].replace("Z", ".010Z")


def _timestamp_words(webhook: Webhook) -> None:
    at = datetime.fromisoformat(webhook["timestamp"])
    webhook["timestamp"] = at.strftime("%Y-%m-%d %H:%M:%S UTC")


def _extra_objects(webhook: Webhook) -> None:
    webhook["wubwub"] = {"Prop0": {"id": "ab12cdhfgjk3"}}
    webhook["whatsapp"] = {"conversation": {"id": "1234567890", "origin": {"type": "referral"}}}


def _missing_optional(webhook: Webhook) -> None:
    for name in ("usage", "destination", "origin", "sms"):
        webhook.pop(name, None)


def _workflow_names(webhook: Webhook) -> None:
    if "workflow" in webhook:
        given = webhook["workflow"]
        webhook["workflow"] = {
            "id": given["workflow_id"],
            "item_number": given["items_number"],
            "total_items": given["items_total"],
        }


def _error_beside(webhook: Webhook) -> None:
    """An error of no meaning beside a status that is none."""
    if webhook.get("status") in {"submitted", "delivered"}:
        webhook["error"] = {
            "type": "https://developer.vonage.com/api-errors/messages#1000",
            "title": "1000",
            "detail": "Throttled - You have exceeded the submission capacity.",
            "instance": "bf0ca0bf927b3b52e3cb03217e1a1ddf",
        }


def _message_type(webhook: Webhook) -> None:
    if "text" in webhook:
        webhook["message_type"] = "text"


_DEFORMS: dict[Variant, Callable[[Webhook], None]] = {
    "total_count": _total_count,
    "int_title": _int_title,
    "timestamp_ms": _timestamp_ms,
    "timestamp_words": _timestamp_words,
    "extra_objects": _extra_objects,
    "missing_optional": _missing_optional,
    "workflow_names": _workflow_names,
    "error_beside": _error_beside,
    "message_type": _message_type,
}
