"""What most CRMs have in common, so that an adapter says only what is its own."""

import re
from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from hmac import compare_digest
from typing import Any, Final, Literal, TypeVar
from urllib.parse import urlsplit

from threadside.clock import utc_now
from threadside.linking.definitions import Choices, spelled
from threadside.linking.port import Api, Crm, Hook, Region, Request, Window
from threadside.linking.problems import Forged, Garbled, Gone, Refused
from threadside.linking.reading import dig, key, moment, text, truth
from threadside.linking.values import (
    MOST_PHONES,
    PEOPLE,
    Change,
    Entry,
    Fact,
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

_LONGEST_WAIT_S: Final = 86_400.0
_Found = TypeVar("_Found")


@dataclass(frozen=True)
class Names:
    """Where a kind of record keeps what, by the CRM's own names; `Owner.Name` is a field of an
    object. `phones` and `facts` map to what people call them; of `name` all that are set are
    joined."""

    phones: Mapping[str, str] = field(default_factory=dict)
    name: tuple[str, ...] = ("name",)
    first_name: str = ""
    owner: str = ""
    owner_name: str = ""
    owner_email: str = ""
    title: str = ""
    company: str = ""
    country: str = ""
    state: str = ""
    city: str = ""
    zone: str = ""
    language: str = ""
    changed: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    def asked(self, mapping: Mapped) -> tuple[str, ...]:
        """Every field to ask for, the mapped ones first, once."""
        own = (*self.phones, *self.name, self.first_name, self.owner, self.owner_name)
        own += (self.owner_email, self.title, self.company, self.country, self.state, self.city)
        own += (self.zone, self.language, self.changed, *self.facts)
        return tuple(dict.fromkeys(name for name in (*mapping.asked, *own) if name))


class Rest(Crm):
    """A CRM with a bearer token, people only, no webhooks, and no place for opt-outs. What it does
    not say of `Crm` is each adapter's own: without it there is no object of it (mypy)."""

    windows: Sequence[Window] = (Window(5, 1.0),)
    types: Sequence[RecordType] = PEOPLE
    entry = "note"
    search_lag_s: float = 0.0
    hooks = False
    opt_out: Literal["number", "person", "field", "none"] = "none"
    new_contact: str = ""
    """Where people make a contact by hand: `{base}` is where the API answers, `{account}` whose."""
    names: Mapping[RecordType, Names] = {}
    """Where each type of record keeps what."""
    hosts: tuple[str, ...] = ()
    """Endings of the hosts at which its API may be; empty: any, it is the customer's own."""
    ids: re.Pattern[str] = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
    """What an id looks like: nothing else is put into an address or a query."""

    def signed(self, secret: str) -> Mapping[str, str]:
        """RFC 6750."""
        return {"Authorization": f"Bearer {secret}"}

    def enclosed(self, secret: str, body: Any) -> Any:
        """As it is."""
        return body

    def denies(self, asked: Any, answered: Callable[[], Any]) -> bool:
        """By its status alone (401)."""
        return False

    def new_contact_page(self, base_url: str, account: str, e164: str = "") -> str:
        """As `new_contact` says, nothing filled in."""
        return self.new_contact.replace("{base}", base_url).replace("{account}", account)

    def base_url(self, region: Region | None, token: Mapping[str, Any], host: str) -> str:
        """The region's, else what the customer typed."""
        return region.api if region is not None and region.api else host.rstrip("/")

    def own_host(self, said: Any) -> str:
        """The address that a token's answer names, when it is one of this CRM's hosts.

        Raises:
            Garbled: else: tokens must not be sent to a stranger.
        """
        try:
            parts = urlsplit(text(said))
            host, plain = parts.hostname or "", parts.port in (None, 443)
        except ValueError as error:
            raise Garbled("other_host", "an address that is none") from error
        if parts.scheme != "https" or not plain or "@" in parts.netloc:
            raise Garbled("other_host", "an address that is not https")
        if not any(host == end.lstrip(".") or host.endswith(end) for end in self.hosts):
            raise Garbled("other_host", "an address that is not this CRM's")
        return f"https://{host}"

    def fields(self, api: Api) -> Sequence[Field]:
        """None to map."""
        return ()

    def id_of(self, ref: Ref) -> str:
        """The id, safe to stand in an address.

        Raises:
            Gone: when it can't be one of this CRM's.
        """
        if not self.ids.fullmatch(ref.id):
            raise Gone(ref)
        return ref.id

    @contextmanager
    def expecting(self, ref: Ref) -> Iterator[None]:
        """Says that a record is gone where the CRM says that it was not found."""
        try:
            yield
        except Refused as no:
            if no.code != "not_found":
                raise
            raise Gone(ref) from no

    @contextmanager
    def placing(self, api: Api, entry: Entry) -> Iterator[None]:
        """Says which record is gone, the person or what it is about, where an entry was refused
        for that. CRMs call it not found, invalid, or a broken reference: so each is asked for."""
        try:
            yield
        except Refused as no:
            if no.code in ("not_found", "invalid"):
                for ref in (entry.who, entry.about):
                    if ref is not None:
                        self.record(api, ref)
            raise

    @contextmanager
    def gone_already(self) -> Iterator[None]:
        """Takes it for done where what was to be deleted was not found."""
        try:
            yield
        except Refused as no:
            if no.code != "not_found":
                raise

    def written(self, remote_id: Any) -> str:
        """The id of what was written.

        Raises:
            Garbled: when the CRM gave none: `find` tells.
        """
        if said := key(remote_id):
            return said
        raise Garbled("other_fields", "an entry without an id")

    def url_of(self, api: Api, ref: Ref) -> str:
        """Where people open a record."""
        return ""

    def all(
        self, api: Api, kind: RecordType, found: Iterable[Mapping[str, Any]], name: str = "id"
    ) -> list[RemoteRecord]:
        """Every record of an answer that has an id, under `name`."""
        return [
            self.read(api, Ref(kind, number), each)
            for each in found
            if (number := key(each.get(name)))
        ]

    def one(self, api: Api, ref: Ref, found: Mapping[str, Any], name: str = "id") -> RemoteRecord:
        """The record that was asked for.

        Raises:
            Garbled: when the answer is another's.
        """
        if key(found.get(name)) != ref.id:
            raise Garbled("other_fields", "another record's answer")
        return self.read(api, ref, found)

    def owned(self, api: Api, record: RemoteRecord, path: str, *names: str) -> RemoteRecord:
        """With the owner's name, of these fields of the answer at `path`; without it where the
        owner was deleted or may not be read."""
        if record.owner is None or record.owner.name or not self.ids.fullmatch(record.owner.id):
            return record
        try:
            answer = api.call("GET", path.format(id=record.owner.id)).json
        except Refused:
            return record
        *parts, email = (text(dig(answer, name)) for name in names)
        owner = Owner(record.owner.id, " ".join(part for part in parts if part), email)
        return replace(record, owner=owner)

    def read(self, api: Api, ref: Ref, values: Mapping[str, Any]) -> RemoteRecord:
        """A record out of a flat answer, by `names` and as the admin mapped it."""
        mapping, names = api.mapping, self.names[ref.type]

        def said(name: str) -> str:
            return text(dig(values, name)) if name else ""

        person = ref.type in PEOPLE
        phones = (mapping.phones or tuple(names.phones)) if person else tuple(names.phones)
        owner = key(dig(values, mapping.owner or names.owner))
        own_name = names.owner_name if (mapping.owner or names.owner) == names.owner else ""
        full = said(mapping.name if person else "") or " ".join(
            part for name in names.name if (part := said(name))
        )
        shown = {**names.facts, **{name: name for name in mapping.shown}}
        own = mapping.asked if person else ()
        choices = self.labels(api, ref.type, (*shown, *own))

        def spoken(name: str) -> str:
            return self.spoken(values, name, choices.get(name, {}))

        return RemoteRecord(
            ref=ref,
            name=full,
            url=self.url_of(api, ref),
            phones=numbers(
                RemotePhone(said(name), label=names.phones.get(name, name), field=name)
                for name in phones
            ),
            first_name=said(names.first_name),
            owner=Owner(owner, said(own_name), said(names.owner_email if own_name else ""))
            if owner
            else None,
            title=said(names.title),
            company=said(names.company),
            country=said(names.country),
            state=said(names.state),
            city=said(names.city),
            zone=said(mapping.zone or names.zone),
            language=said(mapping.language or names.language),
            opted_out=bool(mapping.opt_out)
            and (truth(dig(values, mapping.opt_out)) or truth(spoken(mapping.opt_out))),
            changed_at=moment(dig(values, names.changed)) if names.changed else None,
            fields={name: spoken(name) for name in own},
            facts=tuple(
                Fact(label, value) for name, label in shown.items() if (value := spoken(name))
            ),
        )

    def choices(self, api: Api, kind: RecordType, wanted: Collection[str]) -> Choices:
        """What the options of these fields are called, asked for about once an hour; nothing where
        records say it themselves."""
        return {}

    def spoken(self, values: Mapping[str, Any], name: str, labels: Mapping[str, str]) -> str:
        """A field as people read it; `labels` are those of its options."""
        return spelled(dig(values, name), labels)

    def labels(self, api: Api, kind: RecordType, names: Iterable[str]) -> Choices:
        """`choices`, as they were within the hour."""
        wanted = sorted(set(names))
        asked = f"{kind} {' '.join(wanted)}"
        return api.kept(asked, lambda: self.choices(api, kind, wanted)) if wanted else {}

    def people(self, api: Api, ref: Ref) -> Sequence[Member]:
        """A contact or lead is itself who it is about."""
        return (Member(self.record(api, ref), primary=True),) if ref.type in PEOPLE else ()

    def related(self, api: Api, ref: Ref) -> Sequence[Related] | None:
        """Nothing is known of deals or tickets."""
        return None

    def users(self, api: Api) -> Sequence[Owner] | None:
        """Entries belong to nobody."""
        return None

    def search(self, api: Api, said: str) -> Sequence[RemoteRecord] | None:
        """Only by number."""
        return None

    def changed_since(self, api: Api, cursor: str | None) -> tuple[Sequence[Change], str]:
        """Nothing is told."""
        return (), cursor or ""

    def set_opt_out(self, api: Api, ref: Ref, phone: RemotePhone, opted_out: bool) -> None:
        """There is no place for it."""

    def watch(self, api: Api, url: str, secret: str) -> Hook | None:
        """Set up by hand, or not at all."""
        return None

    def changes(self, request: Request, hook_secret: str, app_secret: str) -> Sequence[Change]:
        """Nothing that came was asked for."""
        raise Forged("not_signed")

    def limits(self, answer_headers: Mapping[str, str], status: int) -> float | None:
        """`Retry-After` (RFC 9110, 10.2.3): seconds or a date; header names are lower case."""
        said = answer_headers.get("retry-after", "").strip()
        if said.isascii() and said.isdigit():
            return min(float(said[:9]), _LONGEST_WAIT_S)
        try:
            at = parsedate_to_datetime(said)
        except (ValueError, TypeError):
            return None
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return min(max(0.0, (at - utc_now()).total_seconds()), _LONGEST_WAIT_S)


class Addressed(Rest):
    """One that has every entry at an address of its own."""

    @abstractmethod
    def entry_path(self, remote_id: str) -> str:
        """Where the API has an entry."""

    def erase(self, api: Api, remote_id: str, entry: Entry) -> None:
        """DELETE."""
        with self.gone_already():
            api.call("DELETE", self.entry_path(remote_id))


def unless_hidden(kind: RecordType, ask: Callable[[], Sequence[_Found]]) -> Sequence[_Found]:
    """What is asked of a type; nothing of one that the account does not have or its user may not
    see, as leads often are. Contacts have to be there."""
    try:
        return ask()
    except Refused as no:
        if kind == "contact" or no.code not in ("forbidden", "invalid", "not_found"):
            raise
        return ()


def numbers(found: Iterable[RemotePhone]) -> tuple[RemotePhone, ...]:
    """Those that are set, each once, at most `MOST_PHONES`."""
    once: dict[str, RemotePhone] = {}
    for phone in found:
        if phone.raw and phone.raw not in once:
            once[phone.raw] = phone
        if len(once) == MOST_PHONES:
            break
    return tuple(once.values())


def number_of(headers: Mapping[str, str], name: str) -> float | None:
    """A header that is a number of something, or None."""
    said = headers.get(name, "").strip()
    return float(said[:12]) if said.isascii() and said.replace(".", "", 1).isdigit() else None


def same(given: str, expected: str, code: str = "signature") -> None:
    """Compares what proves a webhook, in a time that says nothing about where they differ.

    Raises:
        Forged: when they differ, or when there is nothing to compare with.
    """
    if not expected or not given:
        raise Forged("not_signed")
    if not compare_digest(given.encode("utf-8", "replace"), expected.encode("utf-8", "replace")):
        raise Forged(code)
