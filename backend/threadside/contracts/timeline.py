"""The timeline: messages, notes and events of one person, in one order."""

from typing import Annotated, Literal

from pydantic import Field

from threadside.contracts.common import (
    E164,
    CleanText,
    ClientKey,
    Id,
    Input,
    Instant,
    Output,
    RecordRef,
    Seq,
)
from threadside.contracts.people import MemberRef

Direction = Literal["in", "out"]
Origin = Literal["human", "automation", "ai_assisted"]
MessageState = Literal[
    "received", "held", "queued", "submitting", "uncertain", "submitted",
    "delivered", "undelivered", "rejected", "failed", "canceled", "lapsed",
]  # fmt: skip


class Failure(Output):
    """Why a text did not go, in words, and what to do next."""

    code: str
    words: str


class MessageItem(Output):
    """A text, in or out. `seq` is the event that made it; `version` rises with each change."""

    kind: Literal["message"] = "message"
    id: str
    seq: Seq
    at: Instant
    person_id: str
    thread_id: str
    line_id: str
    phone: str
    direction: Direction
    text: str
    state: MessageState
    state_words: str = Field(description="The state as a rep reads it, e.g. `Sent`")
    failure: Failure | None = None
    segments: int
    author: MemberRef | None
    origin: Origin | None
    client_key: str | None = None
    undo_until: Instant | None = None
    template_id: str | None = None
    version: int


class NoteItem(Output):
    """An internal note. It never leaves the workspace."""

    kind: Literal["note"] = "note"
    id: str
    seq: Seq
    at: Instant
    person_id: str
    text: str
    author: MemberRef | None
    client_key: str | None = None
    version: int


class EventItem(Output):
    """Something that happened and belongs in the story, in words (`Kim opted out`)."""

    kind: Literal["event"] = "event"
    id: str
    seq: Seq
    at: Instant
    person_id: str
    thread_id: str | None
    type: str
    words: str
    version: int


TimelineItem = Annotated[MessageItem | NoteItem | EventItem, Field(discriminator="kind")]


class TimelinePage(Output):
    """Items from oldest to newest; `next_cursor` reaches the older page before them."""

    items: list[TimelineItem]
    next_cursor: str | None = None


class TimelineQuery(Input):
    """Which page of a timeline."""

    before: Annotated[CleanText, Field(max_length=200)] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 30


class TemplateUse(Input):
    """Which approved wording a draft began with."""

    id: Id
    version: int = Field(ge=1, le=2**31 - 1)


class NewPerson(Input):
    """Someone the workspace has not met: as the CRM page shows them."""

    name: Annotated[CleanText, Field(max_length=200)]
    record: RecordRef | None = None


class SendMessage(Input):
    """One press of Send.

    `seen` is the `seq` of the newest item of this person on the rep's screen and `pending` the
    keys of the rep's own texts there that had no `seq` yet. Exactly one of `person` and
    `new_person` names who gets it.
    """

    client_key: ClientKey
    line: Id
    phone: E164
    text: Annotated[CleanText, Field(min_length=1, max_length=1600)]
    person: Id | None = None
    new_person: NewPerson | None = None
    template: TemplateUse | None = None
    seen: Seq = 0
    pending: Annotated[list[ClientKey], Field(max_length=50)] = Field(default_factory=list)


class NewNote(Input):
    """An internal note on a person."""

    client_key: ClientKey
    text: Annotated[CleanText, Field(min_length=1, max_length=4000)]


class MarkRead(Input):
    """Everything of this person up to `seq` has been on this member's screen."""

    seq: Seq


class ChoosePerson(Input):
    """Who is meant on this record; remembered for the whole workspace."""

    record: RecordRef
    person: Id
