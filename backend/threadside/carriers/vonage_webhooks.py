"""Vonage's webhooks of the Messages API: texts that arrive, and its word on ours.

Both shapes are read: v1, and v0.1, which nests numbers (`"to": {"type": "sms", "number": …}`) and
comes where an account, an application or a request asks for it. What varies between Vonage's own
examples is read either way: titles that are numbers, counts under two names, objects of other
channels, times with a space.

Source: https://developer.vonage.com/en/api/messages (webhooks).
"""

from collections.abc import Mapping
from typing import Any, Final

from threadside.carriers import vonage_errors
from threadside.carriers import vonage_fields as fields
from threadside.sending.port import InboundText, StatusReceipt, Unreadable

# `status` of a status webhook -> our delivery state.
STATES: Final[Mapping[str, str]] = {
    "submitted": "submitted",
    "delivered": "delivered",
    "read": "delivered",
    "rejected": "rejected",
    "undeliverable": "undelivered",
}
CHANNELS: Final = ("sms", "mms")
MEDIA: Final = ("image", "audio", "video", "file", "vcard")


def read_inbound(body: Mapping[str, Any]) -> InboundText:
    """A text, or a media message with the words that came with it.

    Senders may be short codes or names: kept as they are.

    Raises:
        Unreadable: when it is not a text message with an id, a sender and a receiver.
    """
    if isinstance(body.get("to"), dict):
        body = _flat(body)
    channel, kind = body.get("channel"), body.get("message_type", "text")
    if channel not in CHANNELS or not _known_kind(channel, kind):
        raise Unreadable("not_a_text")
    uuid, sender, to = (fields.name(body.get(key)) for key in ("message_uuid", "from", "to"))
    text, mark = _words(body) if channel == "mms" else (body.get("text"), _cut_short(body))
    if not (uuid and sender and to and isinstance(text, str)):
        raise Unreadable("fields")
    return InboundText(
        carrier_uuid=uuid,
        line_phone=fields.e164(to),
        peer=fields.e164(sender),
        text=fields.clean(text),
        at=fields.time(body.get("timestamp")),
        mark=mark,
    )


def read_status(body: Mapping[str, Any]) -> StatusReceipt:
    """A delivery receipt. The status decides, an `error` explains.

    Raises:
        Unreadable: when it names no message or no status.
    """
    uuid, status = fields.name(body.get("message_uuid")), fields.name(body.get("status"))
    if not (uuid and status):
        raise Unreadable("fields")
    state = STATES.get(status)
    return StatusReceipt(
        carrier_uuid=uuid,
        client_ref=fields.name(body.get("client_ref")),
        status=status,
        state=state,
        error_code=_reason(status, body.get("error"))
        if state in {"rejected", "undelivered"}
        else None,
        at=fields.time(body.get("timestamp")),
    )


def _known_kind(channel: object, kind: object) -> bool:
    return kind == "text" or (channel == "mms" and kind in MEDIA)


def _reason(status: str, error: object) -> str:
    if not isinstance(error, dict):
        return "network" if status == "undeliverable" else "unknown"
    code = error.get("title") if "title" in error else error.get("code")  # v0.1 says code
    return vonage_errors.of_status(code)


def _cut_short(body: Mapping[str, Any]) -> str | None:
    """Vonage joins long texts itself and says how many of their parts it has."""
    told = body.get("sms")
    if not isinstance(told, dict):
        return None
    have, total = fields.count(told.get("num_messages")), fields.count(told.get("total_count"))
    return "truncated" if have is not None and total is not None and have < total else None


def _words(body: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The text and the captions of a media message, one below the other, and its mark."""
    listed = body.get("content")
    attached = [body.get(kind) for kind in MEDIA] + (listed if isinstance(listed, list) else [])
    media = [each for each in attached if isinstance(each, dict) and each.get("url")]
    said = [body.get("text"), *(each.get("caption") for each in media)]
    words = list(dict.fromkeys(each for each in said if isinstance(each, str) and each))
    if not words and not media:
        return None, None
    return "\n".join(words), "media" if media else None


def _flat(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """A v0.1 body in the shape of v1. People without a number have an `id`: not for us."""
    to, sender, message = body.get("to"), body.get("from"), body.get("message")
    content = message.get("content") if isinstance(message, dict) else None
    if not (isinstance(to, dict) and isinstance(sender, dict) and isinstance(content, dict)):
        raise Unreadable("fields")
    kind = content.get("type", "text")
    flat = {
        "message_uuid": body.get("message_uuid"),
        "timestamp": body.get("timestamp"),
        "channel": to.get("type"),
        "to": to.get("number"),
        "from": sender.get("number"),
        "message_type": kind,
        "text": content.get("text"),
    }
    return flat | {kind: content.get(kind)} if kind in MEDIA else flat
