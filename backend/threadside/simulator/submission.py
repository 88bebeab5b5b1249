"""Reading the body of `POST /v1/messages`: a text to carry, or the refusal Vonage would give.

Source: Messages API OpenAPI 1.11.0, schemas `OutboundSMSText` and `OutboundMMS…`. Channels other
than SMS and MMS are not provisioned on the simulator's account, and neither is failover.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from threadside.simulator.account import Account
from threadside.simulator.problems import (
    INVALID_CLIENT_REFERENCE,
    INVALID_JSON,
    INVALID_MESSAGE_TYPE,
    INVALID_RECIPIENT,
    INVALID_SENDER,
    UNSUPPORTED_CHANNEL,
    InvalidParameter,
    RefusedError,
    invalid_params,
)

_RECIPIENT = re.compile(r"[1-9][0-9]{6,14}")
_SENDER = re.compile(r"[0-9]{3,15}|[0-9A-Za-z ]{3,11}")
_CLIENT_REF_LIMIT = 100
_CAPTION_LIMIT = 3000
_MESSAGE_TYPES = {
    "sms": {"text"},
    "mms": {"text", "image", "vcard", "audio", "video", "file"},
}
_TTL_SECONDS = {"sms": (20, 604_800), "mms": (300, 259_200)}


@dataclass(frozen=True, slots=True)
class Submission:
    """A message the API accepts. Numbers without plus; `text` is the caption for media."""

    channel: str
    to: str
    sender: str
    text: str
    client_ref: str | None
    webhook_url: str | None
    media_url: str | None


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object of a request; whatever its Content-Type says. Raises RefusedError (422)."""
    try:
        value = json.loads(body)
    except ValueError as error:
        raise RefusedError(INVALID_JSON) from error
    if not isinstance(value, dict):
        raise RefusedError(INVALID_JSON)
    return value


def read_submission(body: dict[str, Any], account: Account) -> Submission:
    """Check channel, type, recipient, sender, then the rest. Raises RefusedError (422)."""
    channel, message_type = body.get("channel"), body.get("message_type")
    if not isinstance(channel, str) or channel not in _MESSAGE_TYPES:
        raise RefusedError(UNSUPPORTED_CHANNEL)
    if not isinstance(message_type, str) or message_type not in _MESSAGE_TYPES[channel]:
        raise RefusedError(INVALID_MESSAGE_TYPE)
    to, sender = body.get("to"), body.get("from")
    if not isinstance(to, str) or not _RECIPIENT.fullmatch(to):
        raise RefusedError(INVALID_RECIPIENT)
    if not isinstance(sender, str) or not _SENDER.fullmatch(sender):
        raise RefusedError(INVALID_SENDER)
    if account.lines and sender not in account.lines:
        raise RefusedError(INVALID_SENDER)
    client_ref = body.get("client_ref")
    if client_ref is not None and (
        not isinstance(client_ref, str) or not 0 < len(client_ref) <= _CLIENT_REF_LIMIT
    ):
        raise RefusedError(INVALID_CLIENT_REFERENCE)
    wrong = _wrong_options(body, channel)
    text, media_url, wrong_content = _content(body, message_type, account.text_limit)
    wrong += wrong_content
    if wrong:
        raise RefusedError(invalid_params(*wrong))
    return Submission(channel, to, sender, text, client_ref, body.get("webhook_url"), media_url)


def _wrong_options(body: dict[str, Any], channel: str) -> list[InvalidParameter]:
    wrong: list[InvalidParameter] = []
    ttl, (shortest, longest) = body.get("ttl"), _TTL_SECONDS[channel]
    if ttl is not None and (type(ttl) is not int or not shortest <= ttl <= longest):
        wrong.append(InvalidParameter("ttl", f"must be between {shortest} and {longest}"))
    if body.get("webhook_url") is not None and not _is_web_address(body["webhook_url"]):
        wrong.append(InvalidParameter("webhook_url", "must be a valid URL"))
    if body.get("webhook_version", "v1") != "v1":
        wrong.append(InvalidParameter("webhook_version", "only v1 is simulated"))
    options = body.get("sms", {})
    if not isinstance(options, dict):
        wrong.append(InvalidParameter("sms", "must be an object"))
    elif options.get("encoding_type", "auto") not in ("text", "unicode", "auto"):
        wrong.append(InvalidParameter("sms.encoding_type", "invalid value"))
    if "failover" in body:
        wrong.append(InvalidParameter("failover", "is not simulated"))
    return wrong


def _content(
    body: dict[str, Any], message_type: str, text_limit: int
) -> tuple[str, str | None, list[InvalidParameter]]:
    if message_type == "text":
        text, media_url = body.get("text"), None
        name, longest, shortest = "text", text_limit, 1
    else:
        media = body.get(message_type)
        if not isinstance(media, dict) or not _is_web_address(media.get("url")):
            return "", None, [InvalidParameter(f"{message_type}.url", "is required.")]
        text, media_url = media.get("caption", ""), media["url"]
        name, longest, shortest = f"{message_type}.caption", _CAPTION_LIMIT, 0
    if not isinstance(text, str) or len(text) < shortest:
        return "", None, [InvalidParameter(name, "is required.")]
    if len(text) > longest or not _is_unicode(text):
        reason = f"must be at most {longest} characters of valid Unicode"
        return "", None, [InvalidParameter(name, reason)]
    return text, media_url, []


def _is_web_address(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def _is_unicode(text: str) -> bool:
    """A lone half of a surrogate pair is valid JSON but no character."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
