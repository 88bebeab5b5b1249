"""What `/_sim/` reads and writes."""

import uuid
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from threadside.simulator.account import Number, bare_number
from threadside.simulator.clock import VirtualClock
from threadside.simulator.faults import Rule
from threadside.simulator.ledger import Accepted, Ledger
from threadside.simulator.schedule import Schedule
from threadside.simulator.webhooks import Delivery


def _encodable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("half of a surrogate pair is no character") from error
    return text


Text = Annotated[str, Field(max_length=10_000), AfterValidator(_encodable)]
Sender = Annotated[
    str,
    BeforeValidator(lambda value: bare_number(str(value))),
    Field(pattern=r"^[0-9A-Za-z ]{3,15}$"),
]
"""A number, a short code, or an alphanumeric sender."""


class InboundOrder(BaseModel):
    """A contact's text: `from` is their number, `to` one of our lines, plus signs optional."""

    model_config = ConfigDict(extra="forbid")

    sender: Sender = Field(alias="from")
    to: Annotated[Number, Field(pattern=r"^[0-9]{3,15}$")]
    text: Text
    message_uuid: uuid.UUID = Field(default_factory=uuid.uuid4)


class ClockOrder(BaseModel):
    """Move the clock forward, change its speed, or both (the move comes first)."""

    model_config = ConfigDict(extra="forbid")

    advance_s: float | None = Field(default=None, ge=0, le=366 * 86_400)
    factor: float | None = Field(default=None, ge=0, le=1_000_000)

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.advance_s is None and self.factor is None:
            raise ValueError("give `advance_s`, `factor` or both")
        return self


class ResetOrder(BaseModel):
    """`seed` starts the dice of later faults."""

    model_config = ConfigDict(extra="forbid")

    seed: int | None = None


class LedgerQuery(BaseModel):
    """Which entries: of one reference, to one number, after a `seq`."""

    model_config = ConfigDict(extra="forbid")

    client_ref: str | None = None
    to: Number | None = None
    after: int = Field(default=0, ge=0)


class WebhooksQuery(BaseModel):
    """Which events; `limit` keeps the newest."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["inbound", "status"] | None = None
    state: Literal["pending", "acknowledged", "refused", "expired", "no_address"] | None = None
    message_uuid: str | None = None
    client_ref: str | None = None
    limit: int = Field(default=1000, ge=1, le=50_000)


def ledger_entry(entry: Accepted, ledger: Ledger) -> dict[str, Any]:
    """One accepted message; `posts` counts every request with its reference, refused or not."""
    submission = entry.submission
    reference = submission.client_ref
    return {
        "seq": entry.seq,
        "message_uuid": entry.message_uuid,
        "client_ref": reference,
        "channel": submission.channel,
        "to": submission.to,
        "from": submission.sender,
        "text": submission.text,
        "media_url": submission.media_url,
        "accepted_at": entry.accepted_at.isoformat().replace("+00:00", "Z"),
        "status": entry.status,
        "parts": entry.parts,
        "posts": ledger.posts(reference).seen if reference is not None else 1,
    }


def fault_rule(rule: Rule) -> dict[str, Any]:
    """A rule in force: its fields, how often it was used, whether it is spent."""
    return {
        "id": rule.id,
        **rule.fault.model_dump(mode="json"),
        "used": rule.used,
        "spent": rule.spent,
    }


def webhook_event(delivery: Delivery) -> dict[str, Any]:
    """One event with all its attempts; `clock_s` are virtual seconds."""
    return {
        "id": delivery.id,
        "kind": delivery.kind,
        "url": delivery.url,
        "state": delivery.state,
        "message_uuid": delivery.message_uuid,
        "client_ref": delivery.client_ref,
        "body": delivery.body.decode(),
        "created_s": delivery.created_s,
        "status": delivery.attempts[-1].status if delivery.attempts else None,
        "attempts": [
            {
                "at": attempt.at.isoformat().replace("+00:00", "Z"),
                "clock_s": attempt.clock_s,
                "status": attempt.status,
                "error": attempt.error,
                "elapsed_ms": attempt.elapsed_ms,
                "signature": attempt.signature,
            }
            for attempt in list(delivery.attempts)
        ],
    }


def clock_state(clock: VirtualClock, schedule: Schedule) -> dict[str, Any]:
    """Virtual seconds since the start, speed, and how many receipts and retries wait."""
    return {"now_s": clock.now(), "factor": clock.factor, "waiting": schedule.waiting}
