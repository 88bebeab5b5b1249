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
from threadside.contracts.consent import ConsentCard
from threadside.contracts.people import Line, LocalTime, PersonCard, PersonPhone, RecordCard
from threadside.contracts.records import ContextCard
from threadside.contracts.timeline import TimelinePage

VerdictState = Literal["go", "wait", "stop"]


class Evidence(Output):
    """What a reason rests on: a text, a line of the ledger, a rule in force, a clock."""

    kind: Literal[
        "message", "consent", "rule", "local_time", "number", "line", "count", "policy", "text"
    ]
    words: str
    id: str | None = None
    at: Instant | None = None
    source: str | None = Field(None, description="Where a rule comes from")
    version: str | None = None


class Remedy(Output):
    """What would change the verdict. A client that knows the code offers it as a button."""

    code: Literal[
        "choose_line", "choose_number", "mend_in_crm", "ask_consent", "record_consent",
        "send_later", "override", "settle_revocation", "say_where", "call", "tell_admin",
        "edit_text", "wait", "still_theirs", "not_theirs", "nothing",
    ]  # fmt: skip
    words: str
    at: Instant | None = Field(None, description="For `send_later`: when it would go")


class VerdictReason(Output):
    """One reason: for the rep, for the admin, with its evidence and what would change it.

    stop: it can't go · wait: it goes later · note: worth knowing, changes nothing.
    """

    code: str
    weight: Literal["stop", "wait", "note"] = "stop"
    words: str
    admin: str = ""
    evidence: list[Evidence] = Field(default_factory=list)
    remedies: list[Remedy] = Field(default_factory=list)
    may_override: bool = False


class Verdict(Output):
    """May this member text this phone from this line now, and why.

    `press` goes with Send: it proves that a person had this composer open. It is good once and
    for ten minutes.
    """

    state: VerdictState
    code: str
    title: str
    detail: str
    reasons: list[VerdictReason]
    until: Instant | None = None
    until_words: str | None = Field(None, description="E.g. `8:00 AM in Pensacola`")
    press: str | None = None
    rules_version: str = ""


class Composing(Output):
    """What the checks of a draft need to know of the workspace and the conversation."""

    brand: str = ""
    link_domains: list[str] = Field(default_factory=list)
    warn_segments: int = 3
    max_segments: int = 10
    blocked_risks: list[str] = Field(default_factory=list)
    plain_words: dict[str, str] = Field(default_factory=dict)
    first_to_number: bool = False
    days_since_opt_out_line: int | None = None
    scope: Literal["none", "conversational", "informational", "marketing"] = "informational"
    opt_out_line: str = "Reply STOP to opt out."
    block_warnings: list[str] = Field(
        default_factory=list,
        description="Kinds of sensitive data that are refused here, by the policy",
    )
    copied: dict[str, int] = Field(
        default_factory=dict,
        description="How many others got a wording within the hour, from three on. A wording goes "
        "by the first 16 hexadecimal characters of the SHA-256 of its fingerprint "
        "(docs/hints.md); no words are told",
    )
    copied_today: dict[str, int] = Field(
        default_factory=dict,
        description="The same of the last day, from this line alone, as its cap counts them",
    )
    most_alike: int | None = Field(
        None, description="From so many `copied_today` on the press is refused; null without caps"
    )


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
    consent: ConsentCard | None = None
    composing: Composing = Field(default_factory=Composing)
    schedule_days: int = Field(30, description="How far ahead a text may be scheduled")
    lines: list[Line]
    values: dict[str, str] = Field(description="Merge values of this person and member")
    templates_version: str
    context: ContextCard = Field(
        default_factory=ContextCard, description="The record as its linked CRM has it"
    )
