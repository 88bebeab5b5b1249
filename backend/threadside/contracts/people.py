"""Members, people, phones and lines as clients see them."""

from typing import Literal

from pydantic import Field

from threadside.contracts.common import Id, Instant, Output, RecordType, Role


class MemberRef(Output):
    """Who wrote, owns or looks: a colleague by name."""

    id: str
    name: str
    initials: str


class Workspace(Output):
    """The customer this session belongs to, with the settings a client needs."""

    id: str
    name: str
    region: str = Field(description="Where numbers without a country code are read, ISO 3166-1")
    hold_seconds: int = Field(description="Time to undo between Send and the carrier, 0 to 30")


class Me(Output):
    """The signed-in member."""

    member: MemberRef
    email: str
    role: Role
    may_send: bool
    workspace: Workspace


LineState = Literal["requested", "verifying", "live", "paused"]


class Line(Output):
    """A number we text from."""

    id: str
    name: str
    phone: str
    display: str
    state: LineState
    pause_reason: str | None = None
    mms: bool = Field(True, description="Whether media can go with a text")
    media_limit: int = Field(600_000, description="Of all media of one text, in bytes")


class PersonPhone(Output):
    """One number of a person. `problem` says in words why it can't be texted, if so."""

    raw: str
    e164: str | None
    display: str
    label: str
    problem: str | None = None
    shared_with: int = Field(0, description="How many other people use this number")
    former: bool = Field(False, description="The CRM has another number in its place by now")


class LocalTime(Output):
    """The person's clock: one zone, or none when their number does not say."""

    zone: str | None
    place: str | None
    ambiguous: bool = False


class PersonHint(Output):
    """Why the record means this person: `reason` is a code, `words` its sentence. `role` is what
    they are in a deal or ticket, in the CRM's words."""

    role: str = ""
    primary: bool = False
    reason: str = ""
    words: str = ""


class PersonCard(Output):
    """A person as a chooser or a header shows them."""

    id: str
    name: str
    first_name: str
    title: str
    company: str
    owner: MemberRef | None
    phones: list[PersonPhone]
    last_inbound_at: Instant | None
    last_outbound_at: Instant | None
    opted_out_at: Instant | None
    local_time: LocalTime | None
    version: int
    hint: PersonHint | None = None


class RecordKey(Output):
    """A CRM record, as told: what clients ask by is a `RecordRef`."""

    crm: str
    account: str
    type: RecordType
    id: str


class RecordCard(RecordKey):
    """The CRM record that is open. `name` is the heading of the chooser."""

    name: str | None
    known: bool = Field(description="False when this record was never linked to a person")


class PersonRef(Output):
    """A person by name."""

    id: Id
    name: str


class Unread(Output):
    """How many threads hold texts this member has not read; counting stops at 100."""

    count: int
    threads: list["UnreadThread"]


class UnreadThread(Output):
    """A thread with unread texts, newest first."""

    thread_id: str
    person: PersonRef
    phone: str
    last_inbound_at: Instant
