"""What the outbox asks of a carrier. An adapter knows this file and the pure rules, no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, Protocol

from threadside.rules.failures import ErrorClass, error_class


@dataclass(frozen=True)
class AccountAccess:
    """What an adapter needs to speak for one carrier account. Secrets are in the clear here."""

    id: str
    api_host: str
    api_key: str
    application_id: str
    private_key: str
    signature_secret: str
    api_secret: str = ""
    """Of the account itself; without it, the carrier's records can't be asked for."""
    old_signature_secret: str = ""
    """Holds beside the present one while the secret of webhooks is being changed."""
    api: str = "messages"
    """By which of the carrier's APIs texts go out (`store.tables.lines.APIS`)."""
    sms_signature: str = "any"
    """How webhooks of the SMS API must be signed (`store.tables.lines.SMS_SIGNATURES`)."""

    @property
    def signature_secrets(self) -> tuple[str, ...]:
        """Every secret that a webhook may be signed with; an empty one never holds."""
        return tuple(s for s in (self.signature_secret, self.old_signature_secret) if s)


@dataclass(frozen=True)
class OutgoingMedia:
    """A picture or file of a text, for the carrier to fetch at `url` without signing in.

    `kind` is image, video, audio, pdf or vcard; `content_type` says more exactly what it is.
    """

    kind: str
    content_type: str
    url: str


@dataclass(frozen=True)
class OutgoingText:
    """One text: numbers in E.164, `client_ref` is our message id and comes back on receipts.

    With `media` the text is what is said about them, and may be empty.
    """

    client_ref: str
    sender: str
    to: str
    text: str
    media: tuple[OutgoingMedia, ...] = ()


Action = Literal["retry", "throttle", "fail", "pause"]


@dataclass(frozen=True)
class Accepted:
    """The carrier has it, under this id.

    Where each part of a long text has an id of its own, `parts` are those that were taken, and
    `refused` is the reason why the others were not, if so.
    """

    carrier_uuid: str
    parts: tuple[str, ...] = ()
    refused: str | None = None


@dataclass(frozen=True)
class NotAccepted:
    """The carrier surely does not have it.

    retry: try again later · throttle: too fast, wait `retry_after_s` · fail: this text will never
    go · pause: nothing from this account goes until an admin acts. `code` is a reason of
    `rules.failures`.
    """

    action: Action
    code: str
    retry_after_s: float | None = None


_ACTIONS: Final[Mapping[ErrorClass, Action]] = {
    "retry": "retry",
    "retry_long": "retry",
    "throttle": "throttle",
    "account": "pause",
}


def not_accepted(reason: str, retry_after_s: float | None = None) -> NotAccepted:
    """A refusal with what its class asks for; what is no matter of time or of the account fails."""
    kind = error_class(reason)
    action = _ACTIONS.get(kind, "fail") if kind else "fail"
    return NotAccepted(action, reason, retry_after_s)


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
class Part:
    """Which part of a long text this is: `number` of `total`, counted from 1.

    `reference` is a small counter of the sender's phone, used again after at most 65,536 texts
    (3GPP TS 23.040, 9.2.3.24.1 and 9.2.3.24.8).
    """

    reference: int
    total: int
    number: int


@dataclass(frozen=True)
class InboundMedia:
    """Something that came with a text. `url` is where the sender's carrier says it is: not to be
    trusted. `kind` is image, video, audio, vcard or file, `name` the file's own, if it has one."""

    kind: str
    url: str
    name: str | None = None


@dataclass(frozen=True)
class InboundText:
    """A text that arrived, as the carrier tells it.

    `part` is None for a whole text. `mark` is what people should know of it: `truncated` (the
    carrier has cut it short), `media` (something is attached that can't be had).
    """

    carrier_uuid: str
    line_phone: str
    peer: str
    text: str
    at: datetime | None
    part: Part | None = None
    mark: str | None = None
    media: tuple[InboundMedia, ...] = ()


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
    network: str | None = None
    """The code of the network that the phone is on (MCC and MNC), where the carrier tells it."""
    segments: int | None = None
    """How many segments the carrier counted, where it tells that."""


class NoRecords(Exception):  # noqa: N818 - reads as the fact it states
    """The carrier's records could not be had now: no access, no answer, or not one we can read."""


class Records(Protocol):
    """What a carrier has on file about one account's texts."""

    def find(
        self, client_ref: str, to: str, since: datetime, until: datetime
    ) -> StatusReceipt | None:
        """The record of the text with this reference, sent to `to` between the two moments.

        None proves something only when the carrier's records of that time are complete.

        Raises:
            NoRecords: when the carrier does not tell.
        """
        ...


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
