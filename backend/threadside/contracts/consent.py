"""Consent as people read it, and what they may add to its ledger."""

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
    ZoneName,
)
from threadside.contracts.people import MemberRef
from threadside.contracts.timeline import NewPerson

Scope = Literal["conversational", "informational", "marketing"]
Strength = Literal["implied", "express", "written"]
Standing = Literal["none", "unverified", "given", "revoked", "held"]
"""none: nothing is known · unverified: somebody says so, without proof · given · revoked: they
opted out · held: a text of theirs has to be read by a person first"""
Told = Literal["phone", "email", "in_person", "letter", "web", "other"]


class ScopeCard(Output):
    """What they agreed to. `until` is when it ends by itself."""

    scope: Scope
    strength: Strength
    since: Instant
    until: Instant | None = None
    verified: bool = True


class OpenRevocation(Output):
    """A text that probably asks us to stop, or says the number is somebody else's.

    Nothing can be sent until a person says what it is, at the latest at `due_at`.
    """

    id: str
    kind: Literal["opt_out", "wrong_number"]
    message_id: str
    quote: str
    words: str = Field(description="Why it was held, in a sentence")
    opened_at: Instant
    due_at: Instant


class Question(Output):
    """Our question for consent, as long as they have not answered it; `id` is its line of the
    ledger."""

    id: str
    at: Instant
    words: str = Field(description="The text that was sent, exactly")
    message_id: str | None = None
    line: str = Field("", description="The name of our line it went from")
    author: MemberRef | None = Field(None, description="Who asked; null where a web form did")


class ConsentCard(Output):
    """Where consent stands for one phone, in one sentence and in parts."""

    phone: str
    standing: Standing
    words: str
    scopes: list[ScopeCard] = Field(default_factory=list)
    open: OpenRevocation | None = None
    asked_at: Instant | None = Field(None, description="When we last asked for consent by text")
    question: Question | None = Field(None, description="What we asked, while there is no answer")


class EvidenceRef(Output):
    """A file behind a line of the ledger. `GET /v1/consent/evidence/{id}` has it."""

    id: str
    name: str
    content_type: str
    bytes: int
    sha256: str


class ConsentLine(Output):
    """One line of the ledger in plain words, with what proves it."""

    id: str
    at: Instant
    kind: str
    scope: str
    method: str
    words: str = Field(description="What happened, e.g. `Kim Doe recorded consent by phone`")
    quote: str = Field("", description="Their own words, or those that were said")
    note: str = Field("", description="What the colleague added who wrote it down")
    obtained_at: Instant = Field(description="When it was given; `at` is when it was written down")
    verified: bool = Field(True, description="False: somebody says so, and nothing proves it")
    wording: str | None = Field(None, description="What they were shown or asked, exactly")
    source_url: str | None = None
    until: Instant | None = None
    author: MemberRef | None = None
    message_id: str | None = None
    evidence: list[EvidenceRef] = Field(default_factory=list)


class ConsentHistory(Output):
    """Everything known about consent of one phone, newest first."""

    card: ConsentCard
    items: list[ConsentLine]
    next_cursor: str | None = None


class ConsentQuery(Input):
    """Which phone, and from where on."""

    phone: E164
    person: Id | None = None
    before: Annotated[CleanText, Field(max_length=200)] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 30
    zone: ZoneName | None = None


class RecordConsent(Input):
    """Consent that was given outside of texts, as somebody attests.

    `person` or `new_person`, the one whom the page shows, names whose number it is; neither where
    only the number is known. `words` are what was said or signed. `written` needs evidence that was
    uploaded before. `basis` is for numbers of Canada, where a purchase or an inquiry on `basis_at`
    implies consent for a time.
    """

    client_key: ClientKey
    phone: E164
    person: Id | None = None
    new_person: NewPerson | None = None
    method: Literal["verbal", "paper"]
    scope: Scope = "informational"
    strength: Literal["express", "written"] = "express"
    words: Annotated[CleanText, Field(min_length=3, max_length=2000)]
    obtained_at: Instant | None = None
    basis: Literal["purchase", "inquiry"] | None = None
    basis_at: Instant | None = None
    evidence: Annotated[list[Id], Field(max_length=10)] = Field(default_factory=list)
    note: Annotated[CleanText, Field(max_length=1000)] = ""


class RecordOptOut(Input):
    """They asked to stop by another way than a text. Nobody here can undo it."""

    client_key: ClientKey
    phone: E164
    person: Id | None = None
    new_person: NewPerson | None = None
    channel: Told
    told_at: Instant | None = None
    words: Annotated[CleanText, Field(max_length=2000)] = ""
    note: Annotated[CleanText, Field(max_length=1000)] = ""


class RecordWrongNumber(Input):
    """The number is not this person's."""

    client_key: ClientKey
    phone: E164
    person: Id | None = None
    new_person: NewPerson | None = None
    note: Annotated[CleanText, Field(max_length=1000)] = ""


class SettleRevocation(Input):
    """What the text meant, said by a person who read it."""

    outcome: Literal["upheld", "dismissed"]
    note: Annotated[CleanText, Field(max_length=1000)] = ""


class SettleDoubt(Input):
    """Whose a number is that the CRM has another name for, said by a person who knows."""

    outcome: Literal["still_theirs", "not_theirs"]
    note: Annotated[CleanText, Field(max_length=1000)] = ""


class AskConsent(Input):
    """Send the one text that asks for consent, from this line.

    Exactly one of `person` and `new_person` names who gets it.
    """

    client_key: ClientKey
    phone: E164
    person: Id | None = None
    new_person: NewPerson | None = None
    line: Id


class FormAnswer(Input):
    """What a visitor sent from a form on a customer's site.

    `wording` is the text that stood beside the box, `page` the address and `page_copy` the page
    as they saw it. The box `agreed` must have been ticked by them.
    """

    phone: Annotated[CleanText, Field(min_length=3, max_length=64)]
    agreed: Literal[True]
    wording: Annotated[CleanText, Field(min_length=10, max_length=4000)]
    version: int = Field(ge=1, le=2**31 - 1)
    page: Annotated[CleanText, Field(max_length=2000)]
    page_copy: Annotated[CleanText, Field(max_length=500_000)] = ""
    name: Annotated[CleanText, Field(max_length=200)] = ""
    zone: Annotated[CleanText, Field(max_length=64)] = ""


class FormThanks(Output):
    """What to show to the visitor. `confirm` when they have to answer a text first."""

    words: str
    confirm: bool
