"""Approved wording, what of it fits beside a person, and proposals of new wording."""

from typing import Annotated, Literal

from pydantic import Field

from threadside.contracts.common import (
    CleanText,
    CrmName,
    Id,
    Input,
    Instant,
    Output,
    RecordType,
    Short,
)
from threadside.contracts.people import MemberRef

TemplateState = Literal["draft", "in_review", "approved", "retired"]


class Template(Output):
    """An approved text with merge fields such as `{{first_name|there}}`."""

    id: str
    version: int
    name: str
    group: str
    body: str
    fields: list[str]
    state: TemplateState
    tags: list[str] = Field(default_factory=list)
    purpose: Literal["conversational", "informational", "marketing"] = "conversational"
    language: str = Field("und", description="A BCP 47 tag; `und` where nobody said")


class Templates(Output):
    """All usable templates. `version` changes whenever any of them does."""

    version: str
    items: list[Template]


class TemplatesBesideQuery(Input):
    """Beside whom, and beside which record of which CRM."""

    person: Id | None = None
    crm: CrmName | None = None
    account: Short | None = None
    type: RecordType | None = None
    id: Short | None = None


class SuggestedTemplate(Output):
    """A template that fits, and why, e.g. `Like what Anna wrote: “another day”`."""

    template_id: str
    why: str


class SentTemplate(Output):
    """When a template went to this person last, and whose text that was."""

    template_id: str
    at: Instant
    by: MemberRef | None


class TemplatesBeside(Output):
    """What of the templates is to be shown first beside a person. Nothing of it is ever sent by
    itself.

    `suggested` are at most three, the best first; `recent` are the ones that this member used last,
    the newest first; `sent` are those that this person got.
    """

    suggested: list[SuggestedTemplate]
    recent: list[str]
    sent: list[SentTemplate]


class NewProposal(Input):
    """A text of one's own as a template: the words as they are to read, with merge fields."""

    message: Id
    name: Annotated[CleanText, Field(max_length=200)]
    body: Annotated[CleanText, Field(max_length=2000)]
    folder: Annotated[CleanText, Field(max_length=200)] = ""
    note: Annotated[CleanText, Field(max_length=4000)] = Field(
        "", description="A word to whoever reviews it"
    )


class Proposal(Output):
    """What became of a proposal of this member's. `words` is what was said about it last: a
    reason for sending it back, for approving or retiring it."""

    template_id: str
    name: str
    state: Literal["draft", "in_review", "sent_back", "approved", "retired"]
    state_words: str = Field(description="E.g. `Waits for review`")
    at: Instant
    words: str


class Proposals(Output):
    """The newest first, at most twenty."""

    items: list[Proposal]
