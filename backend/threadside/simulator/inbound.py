"""What a contact sends to the business, and how a webhook says it.

Source: Messages API OpenAPI 1.11.0, inbound `sms` and `mms`.
"""

from dataclasses import dataclass
from typing import Any, Literal

from threadside.simulator.account import Account
from threadside.simulator.media.kinds import Kind
from threadside.simulator.parts import count_parts
from threadside.simulator.payloads import timestamp


@dataclass(frozen=True, slots=True)
class InboundFile:
    """A file a contact sends: `url` is what the webhook says, `media_id` ours, if we hold it."""

    kind: Kind
    url: str
    name: str
    caption: str = ""
    media_id: str | None = None


@dataclass(frozen=True, slots=True)
class Inbound:
    """A contact's message to a line; numbers without plus."""

    sender: str
    to: str
    text: str
    message_uuid: str
    files: tuple[InboundFile, ...] = ()
    channel: Literal["sms", "mms"] = "sms"
    parts: tuple[int, ...] = ()
    """Of a long text by the SMS API: which parts arrive, in which order; empty: all of them."""
    concat_fields: bool = True
    """Whether its parts say that they belong together."""


def keyword(text: str) -> str:
    """The first word in capitals, as Vonage gives it beside the text."""
    words = text.split(maxsplit=1)
    return words[0].upper() if words else ""


def inbound_webhook(
    inbound: Inbound, account: Account, version: Literal["v1", "v0.1"] = "v1"
) -> dict[str, Any]:
    """An SMS, or an MMS: its text, or its first file and, of several, all in `content`."""
    if version == "v0.1":
        return _older(inbound)
    webhook: dict[str, Any] = {
        "channel": inbound.channel,
        "message_uuid": inbound.message_uuid,
        "to": inbound.to,
        "from": inbound.sender,
        "timestamp": timestamp(),
    }
    if inbound.channel == "sms":
        webhook |= {
            "text": inbound.text,
            "sms": {
                "num_messages": str(count_parts(inbound.text)),
                "keyword": keyword(inbound.text),
            },
        }
    else:
        webhook |= _mms(inbound)
    return webhook | {
        "usage": {"currency": account.currency, "price": "0.0000"},
        "origin": {"network_code": account.network_code},
    }


def _mms(inbound: Inbound) -> dict[str, Any]:
    if not inbound.files:
        return {"message_type": "text", "text": inbound.text}
    first = inbound.files[0]
    caption = first.caption or inbound.text
    described = {"url": first.url, "name": first.name} | ({"caption": caption} if caption else {})
    typed = {"message_type": first.kind, first.kind: described}
    if len(inbound.files) == 1:
        return typed
    return typed | {"content": [{"type": one.kind, "url": one.url} for one in inbound.files]}


def _older(inbound: Inbound) -> dict[str, Any]:
    content: dict[str, Any] = {"type": "text", "text": inbound.text}
    if inbound.files:
        first = inbound.files[0]
        content = {"type": first.kind, first.kind: {"url": first.url, "name": first.name}}
    return {
        "message_uuid": inbound.message_uuid,
        "to": {"type": inbound.channel, "number": inbound.to},
        "from": {"type": inbound.channel, "number": inbound.sender},
        "timestamp": timestamp(),
        "direction": "inbound",
        "message": {"content": content},
    }
