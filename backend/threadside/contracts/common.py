"""Types that every contract shares."""

from datetime import UTC, datetime
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer

Item = TypeVar("Item")


class Input(BaseModel):
    """What clients send: unknown fields are an error, so a typo is never silently ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


class Output(BaseModel):
    """What the server answers."""

    model_config = ConfigDict(frozen=True)


def _no_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("must not hold NUL characters")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError("must be valid Unicode text") from error
    return text


def _rfc3339(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


CleanText = Annotated[str, AfterValidator(_no_nul)]
Id = Annotated[
    str, Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
]
Short = Annotated[CleanText, Field(min_length=1, max_length=200)]
E164 = Annotated[str, Field(pattern=r"^\+[1-9][0-9]{6,14}$", examples=["+17205550142"])]
ClientKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$", examples=["p7bDkq2mR8x1"])]
"""Made at the press of a button and kept through retries, so that one press is one effect."""
Instant = Annotated[datetime, PlainSerializer(_rfc3339, return_type=str, when_used="json")]
Seq = Annotated[int, Field(ge=0, le=2**53)]

ZoneName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_+/-]{1,64}$", examples=["America/Denver"])]
"""The IANA zone of who reads: moments are put into words in it."""
CrmName = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$", examples=["hubspot"])]
RecordType = Literal["contact", "lead", "deal", "company", "ticket"]
Role = Literal["rep", "lead", "admin", "auditor"]


class RecordRef(Input):
    """A record of a CRM as its URL names it. `account` is the portal, org or host."""

    crm: CrmName
    account: Short
    type: RecordType
    id: Short


class Page(Output, Generic[Item]):
    """One page of a list, newest first unless said otherwise; `next_cursor` asks for the next."""

    items: list[Item]
    next_cursor: str | None = None


class Problem(Output):
    """RFC 9457. `code` is stable; `detail` is a sentence for the person who reads it."""

    type: str
    title: str
    status: int
    code: str
    detail: str
