"""The stream's frames (`GET /v1/stream`, upgraded to a WebSocket).

The client's first frame is `Hello`; the server answers `Ready`, replays the events above the
cursor (or says `Reset` when there are too many), then pushes. Unknown event types are to be
ignored, so that the server may add some.
"""

from typing import Annotated, Literal

from pydantic import Field

from threadside.contracts.common import CleanText, Id, Input, Instant, Output, RecordRef, Seq
from threadside.contracts.people import PersonRef, RecordKey
from threadside.contracts.timeline import EventItem, MessageItem, NoteItem


class Hello(Input):
    """Sent by the client within five seconds; `cursor` is the last seq it has applied."""

    type: Literal["hello"]
    token: Annotated[CleanText, Field(min_length=1, max_length=200)]
    cursor: Seq | None = None


class Pong(Input):
    """The client's answer to a `Ping`."""

    type: Literal["pong"]


ClientFrame = Annotated[Hello | Pong, Field(discriminator="type")]


class MessageChanged(Output):
    """A text was written, arrived, or changed its state."""

    type: Literal["message"] = "message"
    item: MessageItem


class NoteAdded(Output):
    """A note was written."""

    type: Literal["note"] = "note"
    item: NoteItem


class TimelineEventAdded(Output):
    """Something else happened that belongs in the timeline."""

    type: Literal["timeline"] = "timeline"
    item: EventItem


class ConsentChanged(Output):
    """Whether this phone may be texted has changed: ask for the verdict again."""

    type: Literal["consent"] = "consent"
    phone: str
    opted_out: bool


class PersonChanged(Output):
    """A person, or whom a record means, has changed: fetch the snapshot again."""

    type: Literal["person"] = "person"
    person: PersonRef


class RecordChanged(Output):
    """What the CRM says of a record has changed, or is known to be old: if it is open, fetch the
    snapshot again, and read the record anew when its context is not fresh."""

    type: Literal["record"] = "record"
    record: RecordKey

    @classmethod
    def of(cls, ref: RecordRef) -> "RecordChanged":
        """The event of a record."""
        return cls(record=RecordKey(**ref.model_dump()))


class ReadMarked(Output):
    """A member has read a person's texts up to `seq_read` (on any of their screens)."""

    type: Literal["read"] = "read"
    member_id: Id
    person_id: Id
    seq_read: Seq


class WorkspaceChanged(Output):
    """Lines, templates, the library or settings changed: fetch what you show of them again."""

    type: Literal["workspace"] = "workspace"
    what: Literal["lines", "templates", "library", "settings", "members"]


EventData = Annotated[
    MessageChanged
    | NoteAdded
    | TimelineEventAdded
    | ConsentChanged
    | PersonChanged
    | RecordChanged
    | ReadMarked
    | WorkspaceChanged,
    Field(discriminator="type"),
]


class Ready(Output):
    """Accepted. `head` is the newest seq; what is newer than the cursor follows."""

    type: Literal["ready"] = "ready"
    head: Seq


class Event(Output):
    """One committed fact."""

    type: Literal["event"] = "event"
    seq: Seq
    at: Instant
    data: EventData


class Reset(Output):
    """Too much happened since the cursor: fetch snapshots and go on from `head`."""

    type: Literal["reset"] = "reset"
    head: Seq


class Ping(Output):
    """Every 20 s; also keeps an extension's service worker alive."""

    type: Literal["ping"] = "ping"
    head: Seq


ServerFrame = Annotated[Ready | Event | Reset | Ping, Field(discriminator="type")]
