"""Zoho CRM: contacts and leads with what they belong to, and texts as notes.

Sources: github.com/zoho/crm-oas, v8.0 (record, related_records, notes, fields, org);
zoho.com/crm/developer/docs/api/v8: "Search Records", "Get Records", "API Limits". Nothing found is
204 with an empty body; a refused note may be 202 with the reason in the body.
"""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final, Literal

from threadside.crms.zoho import notices
from threadside.crms.zoho import related as beside
from threadside.crms.zoho.answers import asked, data, done, unless_gone
from threadside.crms.zoho.names import DOMAINS, KINDS, LINK, MODULES, NAMES, TABS
from threadside.linking.defaults import Addressed, number_of, unless_hidden
from threadside.linking.port import Api, Hook, Region, Request, Window
from threadside.linking.problems import Garbled, Gone, Refused
from threadside.linking.reading import dig, has_key, key, listed, text
from threadside.linking.values import (
    MOST_FOUND,
    MOST_PEOPLE,
    PEOPLE,
    Account,
    Batch,
    Change,
    Entry,
    Field,
    Member,
    RecordType,
    Ref,
    Related,
    RemotePhone,
    RemoteRecord,
)

_V8: Final = "/crm/v8"
_MOST_FIELDS: Final = 50
_MOST_TITLE: Final = 120


class Zoho(Addressed):
    """One organization of one data center. The search index lags behind the records; what was
    merged is told as deleted."""

    id = "zoho"
    name = "Zoho CRM"
    link = LINK
    windows = (Window(10, 1.0),)
    types: Sequence[RecordType] = ("contact", "lead", "company", "deal", "ticket")
    hooks = True
    opt_out: Literal["field"] = "field"
    names = NAMES
    ids = re.compile(r"\d{1,24}")
    hosts = tuple(f".{api}" for _, _, api in DOMAINS.values())

    def signed(self, secret: str) -> Mapping[str, str]:
        """Zoho's own scheme."""
        return {"Authorization": f"Zoho-oauthtoken {secret}"}

    def base_url(self, region: Region | None, token: Mapping[str, Any], host: str) -> str:
        """The data center that the token is for, else the region's."""
        if "api_domain" in token or region is None:
            return self.own_host(token.get("api_domain"))
        return region.api

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:
        """The organization, by the number in its pages' addresses."""
        org = next(iter(listed(api.call("GET", f"{_V8}/org").json, "org")), {})
        number = re.sub(r"\D", "", text(org.get("domain_name"))) or key(org.get("zgid"))
        if not number:
            raise Garbled("other_fields", "an organization without a number")
        return Account(number, text(org.get("company_name")) or number, api.base_url)

    def fields(self, api: Api) -> Sequence[Field]:
        """The contact's; what a lead does not have is left out of a lead."""
        params = {"module": MODULES["contact"]}
        answer = api.call("GET", f"{_V8}/settings/fields", params=params).json
        return tuple(
            Field(
                name,
                text(each.get("field_label")) or name,
                KINDS.get(text(each.get("data_type")), "text"),
            )
            for each in listed(answer, "fields")
            if (name := text(each.get("api_name")))
        )

    def record(self, api: Api, ref: Ref) -> RemoteRecord:
        """A converted lead says which contact it became."""
        with self.expecting(ref):
            found = asked(api, self.path_of(ref), self._asked(api, ref.type))
        if not found:
            raise Gone(ref)
        if found[0].get("$converted") is True:
            contact = key(dig(found[0], "$converted_detail.contact"))
            raise Gone(ref, Ref("contact", contact) if contact else None)
        return self.one(api, ref, found[0])

    def people(self, api: Api, ref: Ref) -> Sequence[Member]:
        """A deal's contact and its contact roles, an account's contacts, the contact of a case."""
        if ref.type in PEOPLE:
            return super().people(api, ref)
        if ref.type == "company":
            members = [Member(each) for each in self._related(api, ref, "Contacts")]
            if not members:
                self.record(api, ref)
            return members
        pointer = "Contact_Name" if ref.type == "deal" else "Related_To"
        with self.expecting(ref):
            found = asked(api, self.path_of(ref), {"fields": pointer})
        if not found:
            raise Gone(ref)
        main = key(dig(found[0], f"{pointer}.id"))
        roles = self._roles(api, ref) if ref.type == "deal" else {}
        ids = list(dict.fromkeys([main, *roles] if main else roles))[:MOST_PEOPLE]
        if not ids:
            return ()
        params = {**self._asked(api, "contact"), "ids": ",".join(ids)}
        found = asked(api, f"{_V8}/{MODULES['contact']}", params)
        records = {each.ref.id: each for each in self.all(api, "contact", found)}
        return [
            Member(records[number], roles.get(number, ""), number == main)
            for number in ids
            if number in records
        ]

    def related(self, api: Api, ref: Ref) -> Sequence[Related] | None:
        """A contact's open deals and latest cases; a lead has none yet."""
        if ref.type != "contact":
            return ()
        return beside.of_contact(api, self.path_of(ref), lambda one: self.url_of(api, one))

    def by_phone(self, api: Api, e164: str, national: str) -> Sequence[RemoteRecord]:
        """In all phone fields, by the digits with the country's code and without."""
        found: dict[Ref, RemoteRecord] = {}
        for kind in PEOPLE:
            for digits in (national, e164.lstrip("+")):
                params = {**self._asked(api, kind), "phone": digits, "per_page": MOST_PEOPLE}
                ask = partial(asked, api, f"{_V8}/{MODULES[kind]}/search", params)
                read = self.all(api, kind, unless_hidden(kind, ask))
                found |= {each.ref: each for each in read}
        return list(found.values())

    def search(self, api: Api, said: str) -> Sequence[RemoteRecord] | None:
        """By any field of contacts, then of leads: names, e-mail addresses, the account's name."""
        read: list[RemoteRecord] = []
        for kind in PEOPLE:
            params = {**self._asked(api, kind), "word": said, "per_page": MOST_FOUND}
            ask = partial(asked, api, f"{_V8}/{MODULES[kind]}/search", params)
            read += self.all(api, kind, unless_hidden(kind, ask))
        return read

    def crawl(self, api: Api, cursor: str | None) -> Batch:
        """Contacts, then leads, 200 at a time; beyond the first 2,000 only a page token goes on."""
        said, _, token = (cursor or "contact:").partition(":")
        kind: RecordType = "lead" if said == "lead" else "contact"
        params: dict[str, str | int] = {**self._asked(api, kind), "per_page": 200}
        if token:
            params["page_token"] = token
        answer = api.call("GET", f"{_V8}/{MODULES[kind]}", params=params).json
        records = tuple(self.all(api, kind, data(answer)))
        following = text(dig(answer, "info.next_page_token"))
        if following and dig(answer, "info.more_records") is True:
            return Batch(records, f"{kind}:{following}")
        return Batch(records, "lead:" if kind == "contact" else None)

    def write(self, api: Api, entry: Entry) -> str:
        """A note on the person: a note has one record."""
        parent = {"module": {"api_name": MODULES[entry.who.type]}, "id": self.id_of(entry.who)}
        note = {**_words(entry), "Parent_Id": parent}
        with self.placing(api, entry):
            answer = done(api.call("POST", f"{_V8}/Notes", json={"data": [note]}).json)
        return self.written(dig(answer, "details.id"))

    def find(self, api: Api, entry: Entry) -> str | None:
        """Among the person's newest 200 notes."""
        params: dict[str, str | int] = {"fields": "id,Note_Content", "per_page": 200}
        with self.expecting(entry.who):
            found = asked(api, f"{self.path_of(entry.who)}/Notes", params)
        for each in found:
            if has_key(each.get("Note_Content"), entry.key):
                return key(each.get("id")) or None
        return None

    def rewrite(self, api: Api, remote_id: str, entry: Entry) -> None:
        """Title and text. A note that is gone is refused as invalid: asked for, it is not there."""
        path = self.entry_path(remote_id)
        try:
            done(api.call("PUT", path, json={"data": [_words(entry)]}).json)
        except Refused as no:
            unless_gone(api, path, entry, no)

    def erase(self, api: Api, remote_id: str, entry: Entry) -> None:
        """For good."""
        path = self.entry_path(remote_id)
        try:
            done(api.call("DELETE", path).json)
        except Refused as no:
            try:
                unless_gone(api, path, entry, no)
            except Gone:
                return

    def set_opt_out(self, api: Api, ref: Ref, phone: RemotePhone, opted_out: bool) -> None:
        """The checkbox that was mapped: Zoho has none of its own for texts."""
        if name := api.mapping.opt_out:
            with self.expecting(ref):
                path = self.path_of(ref)
                done(api.call("PUT", path, json={"data": [{name: opted_out}]}).json)

    def watch(self, api: Api, url: str, secret: str) -> Hook | None:
        """For a day, then again."""
        return notices.subscribe(api, url, secret)

    def changes(self, request: Request, hook_secret: str, app_secret: str) -> Sequence[Change]:
        """What was told with our token."""
        return notices.changes(request.body, hook_secret)

    def limits(self, answer_headers: Mapping[str, str], status: int) -> float | None:
        """ "API Limits": credits of 24 rolling hours. Their header comes only when more than half
        are used; 429 names no time."""
        said = super().limits(answer_headers, status)
        used_up = number_of(answer_headers, "x-api-credits-remaining") == 0
        return 900.0 if said is None and used_up else said

    def url_of(self, api: Api, ref: Ref) -> str:
        """In the data center's own pages."""
        return f"{_pages(api.base_url, api.account)}/{TABS[ref.type]}/{ref.id}"

    def new_contact_page(self, base_url: str, account: str, e164: str = "") -> str:
        """The form that "Create Contact" opens; its address takes no values (help.zoho.com, CRM,
        "Creating contacts")."""
        return f"{_pages(base_url, account)}/{TABS['contact']}/create"

    def path_of(self, ref: Ref) -> str:
        """A record of a module."""
        return f"{_V8}/{MODULES[ref.type]}/{self.id_of(ref)}"

    def entry_path(self, remote_id: str) -> str:
        """A note."""
        return f"{_V8}/Notes/{self.id_of(Ref('contact', remote_id))}"

    def _asked(self, api: Api, kind: RecordType) -> dict[str, str | int]:
        names = [name.partition(".")[0] for name in NAMES[kind].asked(api.mapping)]
        return {"fields": ",".join(list(dict.fromkeys(names))[:_MOST_FIELDS])}

    def _related(self, api: Api, ref: Ref, name: str) -> list[RemoteRecord]:
        params = {**self._asked(api, "contact"), "per_page": MOST_PEOPLE}
        with self.expecting(ref):
            found = asked(api, f"{self.path_of(ref)}/{name}", params)
        return self.all(api, "contact", found[:MOST_PEOPLE])

    def _roles(self, api: Api, ref: Ref) -> dict[str, str]:
        params: dict[str, str | int] = {"fields": "Contact_Role", "per_page": MOST_PEOPLE}
        return {
            number: text(dig(each, "Contact_Role.name"))
            for each in asked(api, f"{self.path_of(ref)}/Contact_Roles", params)
            if (number := key(each.get("id")))
        }


def _pages(base_url: str, org: str) -> str:
    """Where an organization's pages are, by where its API answers."""
    ends = {api: pages for _, pages, api in DOMAINS.values()}
    host = base_url.rpartition("/")[2].removeprefix("www.")
    return f"https://crm.{ends.get(host, 'zoho.com')}/crm/org{org}/tab"


def _words(entry: Entry) -> dict[str, str]:
    return {"Note_Title": entry.subject[:_MOST_TITLE], "Note_Content": entry.body}


CRM = Zoho()
