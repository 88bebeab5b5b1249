"""`GET /v1/beside`: everything the sidebar needs to paint one record, in one answer."""

from typing import Annotated, Literal

from pydantic import Field

from threadside.contracts.common import (
    E164,
    CleanText,
    CrmName,
    Id,
    Input,
    Instant,
    Output,
    RecordType,
    Seq,
    Short,
    ZoneName,
)
from threadside.contracts.people import Line, LocalTime, PersonCard, PersonPhone, RecordCard
from threadside.contracts.timeline import TimelinePage

VerdictState = Literal["go", "wait", "stop"]


class VerdictReason(Output):
    """One reason with its evidence, in words."""

    code: str
    words: str


class Verdict(Output):
    """May this member text this phone from this line now, and why."""

    state: VerdictState
    code: str
    title: str
    detail: str
    reasons: list[VerdictReason]
    until: Instant | None = None


class BesideQuery(Input):
    """The record by its URL; numbers and name as the page shows them are hints only.

    `person`, `phone` and `line` pin a choice the rep made in the sidebar.
    """

    crm: CrmName
    account: Short
    type: RecordType
    id: Short
    phones: Annotated[list[Annotated[CleanText, Field(max_length=64)]], Field(max_length=12)] = (
        Field(default_factory=list)
    )
    name: Annotated[CleanText, Field(max_length=200)] | None = None
    person: Id | None = None
    phone: E164 | None = None
    line: Id | None = None
    zone: ZoneName | None = None


class VerdictQuery(Input):
    """Ask for one verdict again, for example after an opt-out arrived."""

    phone: E164
    line: Id
    person: Id | None = None
    zone: ZoneName | None = None


class ThreadRef(Output):
    """Where the composer writes: one line to one phone. `id` is null until the first text."""

    id: str | None
    line_id: str | None
    phone: str | None
    person_id: str | None


BesideState = Literal["person", "choose", "new", "no_number", "empty"]
"""person: one is meant · choose: several are possible · new: a number nobody here knows ·
no_number: people, but none with a textable number · empty: nothing to go by"""


class Beside(Output):
    """The snapshot at `seq`; apply stream events above it."""

    seq: Seq
    state: BesideState
    record: RecordCard
    people: list[PersonCard]
    person_id: str | None
    new_name: str | None = Field(description="The name on the page, when nobody here is known yet")
    page_phones: list[PersonPhone] = Field(description="Numbers read from the page, as understood")
    thread: ThreadRef
    local_time: LocalTime | None
    timeline: TimelinePage
    unread_after: Seq = Field(description="Items above this seq are new to this member")
    verdict: Verdict
    lines: list[Line]
    values: dict[str, str] = Field(description="Merge values of this person and member")
    templates_version: str
