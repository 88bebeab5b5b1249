"""What Threadside asks of a CRM. An adapter knows this folder's values, problems and defaults, and
the pure floor, no more.

An adapter is one object without state: every call is handed an `Api` that signs in, waits, bounds
and checks for it. It never retries, sleeps, logs or keeps anything. `linking.defaults.Rest` and
`Addressed` are where most of them begin.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from threadside.linking.definitions import Choices
from threadside.linking.values import (
    Account,
    Batch,
    Change,
    Entry,
    Field,
    Mapped,
    Member,
    Owner,
    RecordType,
    Ref,
    Related,
    RemotePhone,
    RemoteRecord,
)


@dataclass(frozen=True)
class Answer:
    """A 2xx. `json` is None where the body is empty."""

    status: int
    json: Any
    headers: Mapping[str, str]


class Api(Protocol):
    """Requests to one linked account: signed in, at its pace, over a checked connection."""

    @property
    def account(self) -> str:
        """The portal, org or host."""
        ...

    @property
    def base_url(self) -> str:
        """Where the API answers, without a trailing slash."""
        ...

    @property
    def mapping(self) -> Mapped:
        """What the admin mapped."""
        ...

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        cost: int = 1,
    ) -> Answer:
        """One request. `path` is below `base_url`, or a whole address on the same host.

        Raises:
            NeedsSignIn, Throttled, Unavailable, Garbled: as they say.
            Refused: for any other 4xx; 404 and 410 as `not_found`.
        """
        ...

    def kept(self, name: str, read: Callable[[], Choices]) -> Choices:
        """What `read` gives, or gave within the hour: how the account is set up, which is the same
        for all of its records. `name` says what it is; nothing where it can't be read."""
        ...


@dataclass(frozen=True)
class Scope:
    """What is asked for at the sign-in, and why, in words for an admin. `{host}` in a name is the
    customer's input."""

    name: str
    why: str


@dataclass(frozen=True)
class Region:
    """A place where a CRM signs people in. `{host}` in an address is the customer's input."""

    code: str
    label: str
    authorize: str
    token: str
    revoke: str = ""
    api: str = ""
    """Where its API answers, when the answer to the sign-in does not say."""


@dataclass(frozen=True)
class OAuth:
    """Linked by signing in (OAuth 2, RFC 6749; PKCE, RFC 7636).

    `lives_s` is how long an access token lives where the answer does not say. `needs_host`: the
    customer says which of their hosts (sandbox, own domain) they mean.
    """

    regions: tuple[Region, ...]
    scopes: tuple[Scope, ...]
    client_auth: Literal["body", "basic"] = "body"
    pkce: bool = True
    extra: Mapping[str, str] = field(default_factory=dict)
    lives_s: int | None = None
    needs_host: bool = False
    rotates: bool = False


@dataclass(frozen=True)
class KeyField:
    """Something an admin types to link: the address is always asked for."""

    name: str
    label: str
    secret: bool = False
    example: str = ""


@dataclass(frozen=True)
class Key:
    """Linked by an address and a key; `fields` are what is asked for besides the address."""

    fields: tuple[KeyField, ...]


@dataclass(frozen=True)
class Window:
    """At most `requests` (or their cost) in any `seconds`."""

    requests: int
    seconds: float


@dataclass(frozen=True)
class Request:
    """A webhook as it arrived. `url` is the address that the CRM called, header names are lower
    case; `at` is when it came, where a signature ages (None: just now)."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    at: datetime | None = None


@dataclass(frozen=True)
class Hook:
    """Webhooks that were asked for: the secret that verifies them, and when they lapse."""

    secret: str
    expires_at: datetime | None = None


class Crm(Protocol):
    """One CRM. `id` is what records' keys and the extension call it.

    `entry` is what a written entry is called there ("communication", "task", "note"). `hooks` is
    whether it calls us; without, `changed_since` is asked every few minutes. `search_lag_s` is how
    long after a `write` its entry may be missing from what `find` looks through: before that, to
    find nothing proves nothing.
    """

    id: str
    name: str
    link: OAuth | Key
    windows: Sequence[Window]
    types: Sequence[RecordType]
    entry: str
    search_lag_s: float
    hooks: bool
    opt_out: Literal["number", "person", "field", "none"]

    def signed(self, secret: str) -> Mapping[str, str]:
        """The headers that sign a request with an access token or key."""
        ...

    def enclosed(self, secret: str, body: Any) -> Any:
        """The body of a request, with the key in it where the CRM takes it nowhere else."""
        ...

    def denies(self, asked: Any, answered: Callable[[], Any]) -> bool:
        """Whether a 2xx says that the token or key is taken no more, as RPC over HTTP does. `asked`
        is the body of the request, without the key; `answered` reads that of the answer.

        Raises:
            Garbled: when the answer can't be read.
        """
        ...

    def new_contact_page(self, base_url: str, account: str, e164: str = "") -> str:
        """Where people make a contact by hand, with the number filled in if the CRM takes it from
        an address; empty where there is no such page."""
        ...

    def base_url(self, region: Region | None, token: Mapping[str, Any], host: str) -> str:
        """Where the API answers, from the token's answer or what the customer typed.

        Raises:
            Garbled: when it names a host that is not this CRM's.
        """
        ...

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:
        """Whose CRM was linked; also the proof that the token or key works."""
        ...

    def fields(self, api: Api) -> Sequence[Field]:
        """The fields of contacts that an admin may map."""
        ...

    def record(self, api: Api, ref: Ref) -> RemoteRecord:
        """A record by its id.

        Raises:
            Gone: when it was deleted or merged.
        """
        ...

    def people(self, api: Api, ref: Ref) -> Sequence[Member]:
        """Who a deal, company or ticket is about; of a contact or lead, itself.

        Raises:
            Gone: as above.
        """
        ...

    def related(self, api: Api, ref: Ref) -> Sequence[Related] | None:
        """Open deals, the latest tickets and the last order of a contact or lead, the newest of
        each first, no more than `MOST_RELATED`; None where the CRM has nothing of the kind."""
        ...

    def users(self, api: Api) -> Sequence[Owner] | None:
        """The CRM's own users that may own an entry, `MOST_USERS` at most; None where entries have
        no owner."""
        ...

    def by_phone(self, api: Api, e164: str, national: str) -> Sequence[RemoteRecord]:
        """Contacts and leads with this number, however the CRM stores it. `national` is its
        digits without the country's code. May hold others: the caller compares."""
        ...

    def search(self, api: Api, said: str) -> Sequence[RemoteRecord] | None:
        """Contacts and leads by what somebody types of a name, a company or an e-mail address, as
        the CRM's own search has it and in its order, about `MOST_FOUND`; None where its API has no
        such search. `said` is one line of visible text, of 2 to 100 characters. May hold others: a
        person chooses. The search may know a record some minutes late."""
        ...

    def crawl(self, api: Api, cursor: str | None) -> Batch:
        """The next contacts and leads, for the index of numbers."""
        ...

    def changed_since(self, api: Api, cursor: str | None) -> tuple[Sequence[Change], str]:
        """What changed since the cursor, and the next one; None begins
        now."""
        ...

    def write(self, api: Api, entry: Entry) -> str:
        """Write an entry; gives the CRM's id of it. Called once a key, unless `find` says no."""
        ...

    def find(self, api: Api, entry: Entry) -> str | None:
        """The id of the entry with this key, when an earlier `write` had no clear end."""
        ...

    def rewrite(self, api: Api, remote_id: str, entry: Entry) -> None:
        """Change an entry that was written.

        Raises:
            Gone: when somebody deleted it there.
        """
        ...

    def erase(self, api: Api, remote_id: str, entry: Entry) -> None:
        """Delete an entry; one that is gone already is no error."""
        ...

    def set_opt_out(self, api: Api, ref: Ref, phone: RemotePhone, opted_out: bool) -> None:
        """Write whether this person (or number) may be texted, where the CRM has a place for it."""
        ...

    def watch(self, api: Api, url: str, secret: str) -> Hook | None:
        """Ask for webhooks at `url`; None where an admin has to set them up by hand."""
        ...

    def changes(self, request: Request, hook_secret: str, app_secret: str) -> Sequence[Change]:
        """What a webhook tells, after its signature was verified.

        Raises:
            Forged: when the signature does not hold.
            Garbled: when the body is not one of the CRM's.
        """
        ...

    def limits(self, answer_headers: Mapping[str, str], status: int) -> float | None:
        """Seconds until the CRM takes the next request, by its headers; None: it does not say.
        With a refusal (403, 429, 503) a number means that it was refused for its pace alone."""
        ...


Open = Callable[[str], Api]
"""Gives the `Api` of a connection by its id."""
