"""What the outbox asks of a carrier. An adapter knows this file and the pure rules, no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol


@dataclass(frozen=True)
class AccountAccess:
    """What an adapter needs to speak for one carrier account. Secrets are in the clear here."""

    id: str
    api_host: str
    api_key: str
    application_id: str
    private_key: str
    signature_secret: str


@dataclass(frozen=True)
class OutgoingText:
    """One text: numbers in E.164, `client_ref` is our message id and comes back on receipts."""

    client_ref: str
    sender: str
    to: str
    text: str


@dataclass(frozen=True)
class Accepted:
    """The carrier has it, under this id."""

    carrier_uuid: str


@dataclass(frozen=True)
class NotAccepted:
    """The carrier surely does not have it.

    retry: try again later · throttle: too fast, wait `retry_after_s` · fail: this text will never
    go · pause: nothing from this account goes until an admin acts.
    """

    action: Literal["retry", "throttle", "fail", "pause"]
    code: str
    retry_after_s: float | None = None


@dataclass(frozen=True)
class Unknown:
    """The request left and no clear answer came: it may have been accepted."""

    code: str


Outcome = Accepted | NotAccepted | Unknown


class Carrier(Protocol):
    """One account at one carrier."""

    def send(self, text: OutgoingText) -> Outcome:
        """Submit `text` with exactly one request; never raises for what the network does."""
        ...


@dataclass(frozen=True)
class InboundText:
    """A text that arrived, as the carrier tells it."""

    carrier_uuid: str
    line_phone: str
    peer: str
    text: str
    at: datetime | None


@dataclass(frozen=True)
class StatusReceipt:
    """The carrier's word on a text of ours. `state` is one of our delivery states, or None for a
    word we do not know; `error_code` names the reason in our words."""

    carrier_uuid: str
    client_ref: str | None
    status: str
    state: str | None
    error_code: str | None
    at: datetime | None


class Unreadable(Exception):  # noqa: N818 - reads as the fact it states
    """A webhook is the carrier's and its body is not one that this version understands."""


class WebhookReader(Protocol):
    """Turns a carrier's webhook bodies into ours; raises Unreadable."""

    def read_inbound(self, body: Mapping[str, Any]) -> InboundText:
        """A text that arrived."""
        ...

    def read_status(self, body: Mapping[str, Any]) -> StatusReceipt:
        """The carrier's word on one of our texts."""
        ...
