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
from threadside.contracts.records import ShownValues

Direction = Literal["in", "out"]
Origin = Literal["human", "automation", "ai_assisted"]
MessageState = Literal[
    "received", "held", "queued", "submitting", "uncertain", "submitted",
    "delivered", "undelivered", "rejected", "failed", "canceled", "lapsed",
]  # fmt: skip


NextStep = Literal[
    "edit_and_resend", "other_number", "call", "tell_admin", "wait", "settle", "nothing"
]


class Failure(Output):
    """Why a text did not go, or why nobody knows yet whether it did, and what to do next."""

    code: str
    title: str = Field(description="In a few words, e.g. `Number can't receive texts`")
    words: str = Field(description="What happened and what helps, in a sentence or two")
    next: list[NextStep] = Field(
        description="What to offer, the best first. `settle`: `POST /v1/messages/{id}/settle`"
    )


class Mark(Output):
    """What to know of a text that arrived: parts are missing, it was cut short, media came."""

    code: Literal["parts_missing", "truncated", "media", "erased", "expired", "cached_values"]
    words: str


MediaKind = Literal["image", "video", "audio", "pdf", "vcard", "file"]


class MediaItem(Output):
    """A picture or file of a text. `GET /v1/media/{id}` has it when it is `ready`.

    pending: on its way from the carrier · failed: it could not be fetched, `words` says why ·
    blocked: a virus scan refused it.
    """

    id: str
    kind: MediaKind
    content_type: str
    bytes: int | None
    name: str
    width: int | None = None
    height: int | None = None
    thumbnail: bool = Field(False, description="`GET /v1/media/{id}/thumbnail` has one")
    state: Literal["pending", "ready", "failed", "blocked"]
    words: str | None = None


class UploadedMedia(MediaItem):
    """What was uploaded, as it would leave: shrunk, without the place a picture was taken.

    `link` is for lines without MMS: an address that lasts 30 days, to be put in the text.
    """

    link: str


class Place(Output):
    """Where a queued text stands. `ahead` counts texts that leave before it."""

    ahead: int
    leaves_at: Instant | None = Field(description="At the present pace; null when nobody knows")
    words: str


class CrmSync(Output):
    """Whether a text stands in the linked CRM.

    pending: it will · failed: it does not, a person has to look · gone: its record, or the entry,
    was deleted there. `crm` is which one; of several that are linked the one with a problem.
    """

    state: Literal["pending", "written", "failed", "gone"]
    crm: str
    words: str = Field(description="For a rep, e.g. `In HubSpot`")
    url: str | None = Field(None, description="The record in the CRM on which it stands")


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
    mark: Mark | None = None
    media: list[MediaItem] = Field(default_factory=list)
    segments: int
    author: MemberRef | None
    origin: Origin | None
    client_key: str | None = None
    undo_until: Instant | None = None
    send_at: Instant | None = Field(None, description="When it goes, or went, if not at once")
    template_id: str | None = None
    crm: CrmSync | None = Field(None, description="Null where no linked CRM is told of it")
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


class Override(Input):
    """Going past one refusal that the policy lets a person go past, and why."""

    code: Annotated[CleanText, Field(min_length=1, max_length=64)]
    reason: Annotated[CleanText, Field(min_length=5, max_length=500)]


class SendMessage(Input):
    """One press of Send.

    `seen` is the `seq` of the newest item of this person on the rep's screen and `pending` the
    keys of the rep's own texts there that had no `seq` yet. Exactly one of `person` and
    `new_person` names who gets it.
    """

    client_key: ClientKey
    line: Id
    phone: E164
    text: Annotated[CleanText, Field(max_length=1600)]
    media: Annotated[list[Id], Field(max_length=10)] = Field(default_factory=list)
    person: Id | None = None
    new_person: NewPerson | None = None
    template: TemplateUse | None = None
    send_at: Instant | None = Field(
        None,
        description="Not before; from a minute to the snapshot's `schedule_days` ahead. Held until"
        " then.",
    )
    seen: Seq = 0
    pending: Annotated[list[ClientKey], Field(max_length=50)] = Field(default_factory=list)
    record: RecordRef | None = Field(
        None, description="The CRM's record that is open, on which the text is logged"
    )
    press: Annotated[CleanText, Field(max_length=300)] | None = Field(
        None, description="The `press` of the verdict that stood above the composer"
    )
    overrides: Annotated[list[Override], Field(max_length=3)] = Field(default_factory=list)
    typed: Annotated[CleanText, Field(max_length=1600)] | None = Field(
        None, description="The text as typed, where what leaves was changed to cost less"
    )
    ai_assisted: bool = False
    shown_values: ShownValues | None = Field(
        None, description="What the text says that is a CRM's: read there again before it is held"
    )
    accept_values: Annotated[CleanText, Field(max_length=64)] | None = Field(
        None, description="The `accept` of a `values_changed` or `values_held`, to send as it is"
    )


class SettleDoubt(Input):
    """What a person found out about a text of which nobody knows whether it was sent."""

    outcome: Literal["sent", "not_sent"]


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
