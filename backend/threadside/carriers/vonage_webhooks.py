"""Vonage's webhooks of the Messages API: texts that arrive, and its word on ours.

Both shapes are read: v1, and v0.1, which nests numbers (`"to": {"type": "sms", "number": …}`) and
comes where an account, an application or a request asks for it. What varies between Vonage's own
examples is read either way: titles that are numbers, counts under two names, objects of other
channels, times with a space.

Source: https://developer.vonage.com/en/api/messages (webhooks).
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from threadside.carriers import vonage_errors
from threadside.carriers import vonage_fields as fields
from threadside.sending.port import InboundMedia, InboundText, StatusReceipt, Unreadable

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
MOST_MEDIA: Final = 20
LONGEST_URL: Final = 2000
LONGEST_FILE_NAME: Final = 300


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
    attached = _attached(body) if channel == "mms" else []
    text = _words(body, attached) if channel == "mms" else body.get("text")
    if not (uuid and sender and to and isinstance(text, str)):
        raise Unreadable("fields")
    media = _media(attached)
    return InboundText(
        carrier_uuid=uuid,
        line_phone=fields.e164(to),
        peer=fields.e164(sender),
        text=fields.clean(text),
        at=fields.time(body.get("timestamp")),
        mark="media" if _out_of_reach(attached, media) else _cut_short(body),
        media=media,
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
        network=_network(body.get("destination")),
        segments=_segments(body.get("sms")),
    )


def _known_kind(channel: object, kind: object) -> bool:
    return kind == "text" or (channel == "mms" and kind in MEDIA)


def _segments(sms: object) -> int | None:
    """`count_total` or `total_count`, as the specification and its examples disagree."""
    if not isinstance(sms, dict):
        return None
    told = fields.count(sms.get("count_total"))
    return fields.count(sms.get("total_count")) if told is None else told


def _network(destination: object) -> str | None:
    return fields.name(destination.get("network_code")) if isinstance(destination, dict) else None


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


def _attached(body: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """Each thing that came, with its kind. Where several came, `content` lists them all, the
    first of them again, and not always with its name."""
    listed = body.get("content")
    several = [
        (each["type"], each)
        for each in (listed if isinstance(listed, list) else [])
        if isinstance(each, dict) and each.get("type") in MEDIA
    ]
    alone = [(kind, body[kind]) for kind in MEDIA if isinstance(body.get(kind), dict)]
    return alone + several


def _media(attached: Sequence[tuple[str, Mapping[str, Any]]]) -> tuple[InboundMedia, ...]:
    """What can be asked for, each address once."""
    found: dict[str, InboundMedia] = {}
    for kind, each in attached:
        if (url := _url(each)) is not None:
            known = found.get(url)
            name = known.name if known else None
            found[url] = InboundMedia(kind, url, name or _file_name(each.get("name")))
    return tuple(found.values())[:MOST_MEDIA]


def _out_of_reach(
    attached: Sequence[tuple[str, Mapping[str, Any]]], media: Sequence[InboundMedia]
) -> bool:
    """Whether something came that has no address, or more than can be shown."""
    urls = {_url(each) for _, each in attached}
    return len(urls) > len(media)


def _url(each: Mapping[str, Any]) -> str | None:
    url = each.get("url")
    if isinstance(url, str) and 0 < len(url) <= LONGEST_URL and fields.clean(url) == url:
        return url
    return None


def _file_name(name: object) -> str | None:
    return fields.clean(name)[:LONGEST_FILE_NAME] if isinstance(name, str) else None


def _words(
    body: Mapping[str, Any], attached: Sequence[tuple[str, Mapping[str, Any]]]
) -> str | None:
    """The text and the captions of a media message, one below the other."""
    said = [body.get("text"), *(each.get("caption") for _, each in attached)]
    words = list(dict.fromkeys(each for each in said if isinstance(each, str) and each))
    return "\n".join(words) if words or attached else None


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
