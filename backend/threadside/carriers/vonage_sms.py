"""Vonage's webhooks of the SMS API: texts that arrive, part by part, and delivery receipts.

Which of the two APIs an account's webhooks come from is a switch in Vonage's dashboard, so a
number may change over from one day to the next. They come as a GET with a query, as a form or as
JSON, the last at times without a content type.

Sources: https://developer.vonage.com/en/api/sms (webhooks) and
https://developer.vonage.com/en/messaging/sms/guides/delivery-receipts.
"""

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from threadside.carriers import vonage_errors
from threadside.carriers import vonage_fields as fields
from threadside.sending.port import InboundText, Part, StatusReceipt, Unreadable

MOST_FIELDS: Final = 100
OURS: Final = frozenset({"messageId", "msisdn", "to", "text", "status", "sig", "api-key"})
"""A request with none of these is no webhook: Vonage calls an address once to see if it answers."""
MOST_PARTS: Final = 255
LARGEST_REFERENCE: Final = 0xFFFF
"""3GPP TS 23.040, 9.2.3.24.1 and 9.2.3.24.8: the total is one octet, the reference one or two."""

# `status` of a delivery receipt -> our delivery state.
STATES: Final[Mapping[str, str]] = {
    "accepted": "submitted",
    "buffered": "submitted",
    "delivered": "delivered",
    "expired": "undelivered",
    "failed": "undelivered",
    "rejected": "rejected",
}


def fields_of(query: str, body: bytes) -> Mapping[str, str]:
    """The fields of a webhook, whichever way they came: JSON, form, else the URL's query.

    Raises:
        Unreadable: for a body that is neither, or has absurdly many fields.
    """
    text = body.decode("utf-8", "replace").strip()
    if not text:
        return _pairs(query)
    found = _json(text) if text.startswith(("{", "[")) else _pairs(text)
    if found and not is_webhook(found):
        raise Unreadable("not_a_webhook")
    return found


def is_webhook(found: Mapping[str, str]) -> bool:
    """Whether there is anything in a request, or it only asks if somebody is there."""
    return bool(found.keys() & OURS)


def read_inbound(body: Mapping[str, Any]) -> InboundText:
    """A text, or a part of a long one. Senders may be short codes or names: kept as they are.

    Raises:
        Unreadable: when it is not a text with an id, a sender and a receiver.
    """
    if body.get("type", "text") not in ("text", "unicode"):
        raise Unreadable("not_a_text")
    uuid, sender, to = (fields.name(body.get(key)) for key in ("messageId", "msisdn", "to"))
    text = body.get("text")
    if not (uuid and sender and to and isinstance(text, str)):
        raise Unreadable("fields")
    return InboundText(
        carrier_uuid=uuid,
        line_phone=fields.e164(to),
        peer=fields.e164(sender),
        text=fields.clean(text),
        at=fields.utc_time(body.get("message-timestamp")),
        part=_part(body),
    )


def read_status(body: Mapping[str, Any]) -> StatusReceipt:
    """A delivery receipt. The status decides, `err-code` explains: `expired` comes with 0.

    Raises:
        Unreadable: when it names no message or no status.
    """
    uuid, status = fields.name(body.get("messageId")), fields.name(body.get("status"))
    if not (uuid and status):
        raise Unreadable("fields")
    state = STATES.get(status.lower())
    return StatusReceipt(
        carrier_uuid=uuid,
        client_ref=fields.name(body.get("client-ref")),
        status=status,
        state=state,
        error_code=_reason(status.lower(), body.get("err-code"))
        if state in {"rejected", "undelivered"}
        else None,
        at=fields.utc_time(body.get("message-timestamp")),
        network=fields.name(body.get("network-code")),
    )


def _reason(status: str, err_code: object) -> str:
    if status == "expired":
        return "carrier_expired"
    return vonage_errors.of_sms_receipt(err_code)


def _part(body: Mapping[str, Any]) -> Part | None:
    """None where what is said of parts makes no sense: then it is shown as a text of its own."""
    if str(body.get("concat", "")).lower() != "true":
        return None
    reference, total, number = (
        fields.count(body.get(f"concat-{key}")) for key in ("ref", "total", "part")
    )
    if reference is None or total is None or number is None:
        return None
    if not (1 < total <= MOST_PARTS and 0 < number <= total and reference <= LARGEST_REFERENCE):
        return None
    return Part(reference, total, number)


def _pairs(text: str) -> Mapping[str, str]:
    try:
        return dict(
            parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="replace")
        )
    except ValueError as error:
        raise Unreadable("too_many_fields") from error


def _json(text: str) -> Mapping[str, str]:
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("not_a_webhook") from error
    if not isinstance(parsed, dict) or len(parsed) > MOST_FIELDS:
        raise Unreadable("not_a_webhook")
    return {name: _word(value) for name, value in parsed.items()}


def _word(value: object) -> str:
    """A value as it stands in the words that are signed."""
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value)
