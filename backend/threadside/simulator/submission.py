"""Reading the body of `POST /v1/messages`: a text to carry, or the refusal Vonage would give.

Source: Messages API OpenAPI 1.11.0, schemas `OutboundSMSText` and `OutboundMMS…`. Channels other
than SMS and MMS are not provisioned on the simulator's account.
"""

import json
import re
from dataclasses import dataclass, replace
from typing import Any, Literal

from threadside.simulator.account import Account
from threadside.simulator.content import MESSAGE_TYPES, is_web_address, read_content
from threadside.simulator.media.fetching import Attachment
from threadside.simulator.parts import count_parts
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
_MOST_FAILOVERS = 10
_TTL_SECONDS = {"sms": (20, 604_800), "mms": (300, 259_200)}


@dataclass(frozen=True, slots=True)
class Submission:
    """A message the API accepts. Numbers without plus; `text` is the captions for files."""

    channel: str
    to: str
    sender: str
    text: str
    client_ref: str | None = None
    webhook_url: str | None = None
    attachments: tuple[Attachment, ...] = ()
    api: Literal["messages", "sms"] = "messages"
    encoding: str = "auto"
    wants_receipts: bool = True
    webhook_version: Literal["v1", "v0.1"] | None = None
    application_id: str | None = None
    """Whose token sent it; None for key and secret."""
    failover: "tuple[Submission, ...]" = ()

    def of_application(self, application_id: str | None) -> "Submission":
        """The same, sent by this application; also what it would fail over to."""
        return replace(
            self,
            application_id=application_id,
            failover=tuple(one.of_application(application_id) for one in self.failover),
        )

    @property
    def media_url(self) -> str | None:
        """The address of the first file, if it has any."""
        return self.attachments[0].url if self.attachments else None

    @property
    def parts(self) -> int:
        """How many messages it is carried and charged in."""
        return count_parts(self.text, self.encoding) if self.channel == "sms" else 1


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
    if not isinstance(channel, str) or channel not in MESSAGE_TYPES:
        raise RefusedError(UNSUPPORTED_CHANNEL)
    if not isinstance(message_type, str) or message_type not in MESSAGE_TYPES[channel]:
        raise RefusedError(INVALID_MESSAGE_TYPE)
    to, sender = body.get("to"), body.get("from")
    if not isinstance(to, str) or not _RECIPIENT.fullmatch(to):
        raise RefusedError(INVALID_RECIPIENT)
    if not isinstance(sender, str) or not _SENDER.fullmatch(sender):
        raise RefusedError(INVALID_SENDER)
    if not account.may_send(sender):
        raise RefusedError(INVALID_SENDER)
    client_ref = body.get("client_ref")
    if client_ref is not None and (
        not isinstance(client_ref, str) or not 0 < len(client_ref) <= _CLIENT_REF_LIMIT
    ):
        raise RefusedError(INVALID_CLIENT_REFERENCE)
    wrong = _wrong_options(body, channel)
    content = read_content(body, message_type, account.text_limit)
    if wrong or content.wrong:
        raise RefusedError(invalid_params(*wrong, *content.wrong))
    return Submission(
        channel,
        to,
        sender,
        content.text,
        client_ref,
        body.get("webhook_url"),
        content.attachments,
        encoding=body.get("sms", {}).get("encoding_type", "auto"),
        webhook_version=body.get("webhook_version"),
        failover=tuple(_read_next(one, body, account) for one in body.get("failover", [])),
    )


def _read_next(body: dict[str, Any], first: dict[str, Any], account: Account) -> Submission:
    """A message to fail over to; reference and addresses are those of the first unless it has its
    own."""
    shared = {
        name: first[name]
        for name in ("client_ref", "webhook_url", "webhook_version")
        if name in first
    }
    return read_submission(shared | body, account)


def _is_failover(messages: object) -> bool:
    return (
        isinstance(messages, list)
        and 0 < len(messages) <= _MOST_FAILOVERS
        and all(isinstance(one, dict) and "failover" not in one for one in messages)
    )


def _wrong_options(body: dict[str, Any], channel: str) -> list[InvalidParameter]:
    wrong: list[InvalidParameter] = []
    ttl, (shortest, longest) = body.get("ttl"), _TTL_SECONDS[channel]
    if ttl is not None and (type(ttl) is not int or not shortest <= ttl <= longest):
        wrong.append(InvalidParameter("ttl", f"must be between {shortest} and {longest}"))
    if body.get("webhook_url") is not None and not is_web_address(body["webhook_url"]):
        wrong.append(InvalidParameter("webhook_url", "must be a valid URL"))
    if body.get("webhook_version", "v1") not in ("v1", "v0.1"):
        wrong.append(InvalidParameter("webhook_version", "must be v1 or v0.1"))
    options = body.get("sms", {})
    if not isinstance(options, dict):
        wrong.append(InvalidParameter("sms", "must be an object"))
    elif options.get("encoding_type", "auto") not in ("text", "unicode", "auto"):
        wrong.append(InvalidParameter("sms.encoding_type", "invalid value"))
    if "failover" in body and not _is_failover(body["failover"]):
        wrong.append(InvalidParameter("failover", "must be a list of messages"))
    return wrong
