"""What a linked CRM says of the open record, and what a rep may do about whom it means."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from threadside.contracts.common import E164, Id, Input, Instant, Output, RecordRef
from threadside.contracts.people import PersonRef

ContextState = Literal[
    "fresh", "stale", "loading", "gone", "merged", "needs_sign_in", "slow", "unavailable",
    "throttled", "none",
]  # fmt: skip
"""fresh: read a moment ago · stale: read before, may be older than the CRM's · loading: never read
yet · gone: deleted there · merged: another took its place · needs_sign_in, slow, unavailable,
throttled: why it can't be read now · none: this CRM is not linked"""


RelatedKind = Literal["deal", "ticket", "order"]


class ContextField(Output):
    """A line of the card: `label` is in the CRM's words, `at` when it was read there."""

    label: str
    value: str
    url: str | None = None
    at: Instant


class MergeValue(Output):
    """What a merge field means here, where that is from, and when it was read there."""

    name: str
    value: str
    source: str
    at: Instant


class RelatedItem(Output):
    """What goes on with the person: an open deal, one of the latest tickets, the last order.

    All text is the CRM's. `amount` is a decimal number as text, `currency` its ISO 4217 code; each
    is empty where the CRM does not say. `at` is when it was read there.
    """

    kind: RelatedKind
    title: str
    stage: str
    amount: str
    currency: str
    closes_on: date | None
    changed_at: Instant | None
    url: str | None
    at: Instant


class ContextCard(Output):
    """The record as its CRM has it. All text is the CRM's: shown as text and nothing else.

    What `state` means stands in `words`. `POST /v1/records/refresh` reads it anew.
    """

    state: ContextState = "none"
    words: str = ""
    crm_name: str = ""
    fetched_at: Instant | None = None
    url: str | None = Field(None, description="Where the CRM shows it")
    merged_into: RecordRef | None = None
    opted_out: bool = False
    fields: list[ContextField] = Field(default_factory=list)
    values: list[MergeValue] = Field(
        default_factory=list,
        description="With those of each value that can be written so: `visit|date`, `visit|time`,"
        " `amount|money`, `name|first_name`",
    )
    language: str | None = Field(None, description="The language that they speak, as a tag")
    related: list[RelatedItem] = Field(default_factory=list)


class RefreshRecord(RecordRef):
    """Read a record in its CRM now; it is answered within three seconds, whatever the CRM does."""


class Refreshed(Output):
    """`people_changed`: whom the record means is not what it was; fetch the snapshot again."""

    context: ContextCard
    people_changed: bool


class SearchNumber(Input):
    """Who has this number in the linked CRMs?"""

    phone: E164


class FoundRecord(Output):
    """A contact or lead that has the number. `people` are those here that it means already."""

    record: RecordRef
    crm_name: str
    name: str
    title: str
    company: str
    url: str | None
    people: list[PersonRef]


class NewContact(Output):
    """Where a CRM makes a contact; nothing is made there by us."""

    crm_name: str
    url: str


class FoundRecords(Output):
    """`complete` is False while a CRM did not answer; `create` leads to the CRMs' own pages;
    `not_customer` is what a colleague said of the number."""

    items: list[FoundRecord]
    complete: bool
    not_customer: bool = False
    create: list[NewContact] = Field(default_factory=list)


class NotThem(Input):
    """The record does not mean this person. `person` is who it means instead, if anybody here is;
    what was logged of the wrong one on it moves away."""

    record: RecordRef
    not_person: Id
    person: Id | None = None


class LinkPerson(Input):
    """This person is that record of the CRM. What was logged on `instead_of` moves there."""

    person: Id
    record: RecordRef
    instead_of: RecordRef | None = None


class MarkCustomer(Input):
    """Whether a number that nobody knows may be a customer's. Marked ones are not listed."""

    phone: E164
    customer: bool


class Unmatched(Output):
    """Somebody who wrote and whom nobody knows. `found` are the CRM's records with the number."""

    person_id: Id
    phone: str
    display: str
    last_inbound_at: Instant | None
    searched_at: Instant | None
    found: list[FoundRecord]


class UnmatchedPage(Output):
    """The newest first, at most fifty."""

    items: list[Unmatched]
    create: list[NewContact] = Field(default_factory=list)


class ShownValues(Input):
    """The merge values of a CRM that stand in a text, as the rep saw them, by their names."""

    record: RecordRef
    values: Annotated[dict[str, str], Field(max_length=40)]


class ValueChange(Output):
    """A value that is not what the rep saw; an empty `new` is missing in the CRM."""

    name: str
    old: str
    new: str
