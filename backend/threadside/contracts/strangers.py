"""A number that nobody knows: who it may be, by a name that a rep types, and saying so."""

from typing import Annotated

from pydantic import Field

from threadside.contracts.common import E164, CleanText, Id, Input, Instant, Output, RecordRef
from threadside.contracts.people import PersonRef

MOST_FOUND = 20
"""People that one search offers."""


class SearchPeople(Input):
    """What a rep types of a name, a company, an e-mail address or a number."""

    said: Annotated[CleanText, Field(min_length=1, max_length=100)]


class FoundPerson(Output):
    """Somebody whose the number may be: known here (`person`), a contact or lead of a linked CRM
    (`record`), or both. `title` is their role, `owner` the colleague who has them; of a CRM's
    record all text is the CRM's. `why` says what was found, in a few words.
    """

    person: Id | None
    record: RecordRef | None
    crm_name: str
    name: str
    title: str
    company: str
    owner: str
    phone: str
    last_texted_at: Instant | None
    why: str
    url: str | None


class FoundPeople(Output):
    """At most twenty, the likeliest first. `more`: there are others, so type on. `silent` are
    linked CRMs that have not answered, by what people call them."""

    items: list[FoundPerson]
    more: bool
    silent: list[str] = Field(default_factory=list)


class LinkNumber(Input):
    """A number that nobody has is this person's, or belongs to that record of a linked CRM."""

    phone: E164
    person: Id | None = None
    record: RecordRef | None = None


class LinkedNumber(Output):
    """Whose it is now. `texts` is how many came along."""

    person: PersonRef
    texts: int


class UnlinkNumber(Input):
    """The number is not this person's after all: what came along with it leaves them."""

    phone: E164
    person: Id
