"""What a CRM says, and what is written into it. All text is as it came: not to be trusted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

RecordType = Literal["contact", "lead", "deal", "company", "ticket"]
PEOPLE: Final[tuple[RecordType, ...]] = ("contact", "lead")
"""The types that are somebody; the others lead to some."""
MOST_PHONES: Final = 40
"""Of one record; what a CRM holds beyond is not read."""
MOST_PEOPLE: Final = 50
"""Of one deal, company or ticket."""
RelatedKind = Literal["deal", "ticket", "order"]
MOST_RELATED: Final[Mapping[RelatedKind, int]] = {"deal": 5, "ticket": 2, "order": 1}
"""Of one person, beside the thread."""
MOST_USERS: Final = 1000
"""Of one account."""
MOST_FOUND: Final = 20
"""By one search for what somebody types."""


@dataclass(frozen=True)
class Ref:
    """A record of one account: our word for its type, the CRM's own id."""

    type: RecordType
    id: str


@dataclass(frozen=True)
class RemotePhone:
    """A number as the CRM stores it. `field` is where, `label` what people call it there."""

    raw: str
    label: str = ""
    field: str = ""
    opted_out: bool = False


@dataclass(frozen=True)
class Owner:
    """The CRM's user who owns a record; a deleted one has an id and no name."""

    id: str
    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class RemoteRecord:
    """A record as the CRM has it at this moment. All text is as it came: not to be trusted.

    `country` (ISO 3166-1 alpha-2) and `state` are of the address. `opted_out` is the CRM's word on
    texting this person, where it has one (`Mapped.opt_out`). `fields` are those that the admin
    mapped, by the CRM's own names, as text. `facts` are shown and nothing else: stage, last order.
    """

    ref: Ref
    name: str
    url: str
    phones: tuple[RemotePhone, ...] = ()
    first_name: str = ""
    owner: Owner | None = None
    title: str = ""
    company: str = ""
    country: str = ""
    state: str = ""
    city: str = ""
    zone: str = ""
    language: str = ""
    opted_out: bool = False
    changed_at: datetime | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    facts: tuple["Fact", ...] = ()


@dataclass(frozen=True)
class Fact:
    """A line of the context card: `label` in the CRM's words, `url` where it leads, if anywhere."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class Related:
    """What goes on with a person: an open deal, one of the latest tickets, the last order.

    `stage` and `title` are in the CRM's words. `amount` is a plain decimal number, `currency` its
    ISO 4217 code; each is empty where the CRM does not say.
    """

    kind: RelatedKind
    id: str
    title: str
    stage: str = ""
    amount: str = ""
    currency: str = ""
    closes_on: date | None = None
    changed_at: datetime | None = None
    url: str = ""


@dataclass(frozen=True)
class Member:
    """A person of a deal, company or ticket, in the CRM's order. `role` in the CRM's words."""

    record: RemoteRecord
    role: str = ""
    primary: bool = False


@dataclass(frozen=True)
class Account:
    """Whose CRM this is. `id` is the portal, org or host that its pages' addresses name."""

    id: str
    name: str
    base_url: str


@dataclass(frozen=True)
class Batch:
    """Records of the crawl; `cursor` asks for the next ones, None after the last."""

    records: tuple[RemoteRecord, ...]
    cursor: str | None
    total: int | None = None


@dataclass(frozen=True)
class Change:
    """Something happened to a record: read it again. `key` is the same for a repeated telling.

    `into` is the record that a merged one became. `account` says whose it is where a CRM tells of
    every account at one address; empty: of the one that was linked.
    """

    key: str
    kind: Literal["changed", "deleted", "merged"]
    ref: Ref
    into: Ref | None = None
    at: datetime | None = None
    account: str = ""


@dataclass(frozen=True)
class Field:
    """A field of contacts or leads that an admin may map."""

    name: str
    label: str
    kind: Literal["text", "phone", "boolean", "date", "number", "choice", "owner"] = "text"


@dataclass(frozen=True)
class Entry:
    """What was texted, for the CRM to keep.

    `key` is in `body` as its last line, so that an entry whose writing had no clear end is found.
    `about` is the deal or ticket it belongs to, if any. `owner` is the CRM's user who texted.
    """

    key: str
    who: Ref
    subject: str
    body: str
    at: datetime
    direction: Literal["in", "out", "both"]
    about: Ref | None = None
    owner: str = ""


@dataclass(frozen=True)
class Mapped:
    """Which fields of the CRM mean what; an empty one is the adapter's own default.

    `phones` in the order in which they are tried; `preferred_name` is how somebody wants to be
    spoken to, before the first name; `values` are merge fields by the name that
    templates use → the CRM's field; `shown` are further lines of the context card.
    """

    phones: tuple[str, ...] = ()
    name: str = ""
    preferred_name: str = ""
    owner: str = ""
    zone: str = ""
    language: str = ""
    opt_out: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    shown: tuple[str, ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """Every field of the CRM that is mapped, once."""
        named = (*self.phones, self.name, self.preferred_name, self.owner, self.zone)
        named += (self.language, self.opt_out)
        return tuple(
            dict.fromkeys(name for name in (*named, *self.values.values(), *self.shown) if name)
        )
