"""What `/_sim/` reads."""

import uuid
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from threadside.simulator.fields import Number, WebAddress, bare_number
from threadside.simulator.media.kinds import Kind


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


class FileOrder(BaseModel):
    """A file a contact sends along: one uploaded before (`media_id`), one somewhere else (`url`),
    or one the simulator makes, of `size` bytes if that matters."""

    model_config = ConfigDict(extra="forbid")

    type: Kind = "image"
    media_id: str | None = None
    url: WebAddress | None = None
    size: int = Field(default=0, ge=0, le=50_000_000)
    name: str | None = Field(default=None, min_length=1, max_length=200)
    caption: Text = ""


class InboundOrder(BaseModel):
    """A contact's message: `from` is their number, `to` one of our lines, plus signs optional."""

    model_config = ConfigDict(extra="forbid")

    sender: Sender = Field(alias="from")
    to: Annotated[Number, Field(pattern=r"^[0-9]{3,15}$")]
    text: Text | None = None
    media: tuple[FileOrder, ...] = Field(default=(), max_length=10)
    channel: Literal["sms", "mms"] | None = None
    """`mms` as soon as there is a file; a text alone may come as one too."""
    message_uuid: uuid.UUID = Field(default_factory=uuid.uuid4)
    parts: tuple[Annotated[int, Field(ge=1, le=255)], ...] = Field(default=(), max_length=500)
    """SMS API only: the parts of a long text that arrive, in this order."""
    concat_fields: bool = True

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.text is None and not self.media:
            raise ValueError("give `text`, `media` or both")
        if self.media and self.channel == "sms":
            raise ValueError("files come by `mms`")
        return self


class OptOutOrder(BaseModel):
    """Opt a contact out of a line, or in again."""

    model_config = ConfigDict(extra="forbid")

    line: Number
    contact: Number
    opted_out: bool = True


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
    """Which entries: of one reference, to one number, in one status, after a `seq`.

    `wait` holds the answer back, so many real seconds at most, until there is one.
    """

    model_config = ConfigDict(extra="forbid")

    client_ref: str | None = None
    to: Number | None = None
    status: str | None = None
    after: int = Field(default=0, ge=0)
    wait: float = Field(default=0.0, ge=0, le=25)


class WebhooksQuery(BaseModel):
    """Which events; `limit` keeps the newest."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["inbound", "status"] | None = None
    state: Literal["pending", "acknowledged", "refused", "expired", "no_address"] | None = None
    message_uuid: str | None = None
    client_ref: str | None = None
    limit: int = Field(default=1000, ge=1, le=50_000)
