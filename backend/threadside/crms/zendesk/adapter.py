"""Zendesk Support: users with their organizations and tickets, and texts as internal notes of the
person's ticket.

Sources: developer.zendesk.com, API reference: "Users", "User identities", "Search", "Tickets",
"Ticket comments", "Webhooks".

Nothing of it was seen running. A comment can't be changed: a changed text is a new note, and the
old one is redacted (black bars stay), so a note is known by its ticket and our key. Assumed: the
whole text of a comment can be redacted, which an agent has to be allowed to; a deleted or merged
user is not `active`; a search for `phone:` compares digits. A ticket of our own is opened for
somebody who has none that is open. Pages under a host of the customer's own need the account's
`acme.zendesk.com` to link.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Literal

from threadside.crms.zendesk import tickets, webhooks
from threadside.crms.zendesk.names import KINDS, LINK, NAMES, PLURAL, SINGULAR
from threadside.linking.defaults import Rest, numbers
from threadside.linking.definitions import Choices, named, options
from threadside.linking.port import Api, Hook, Region, Request, Window
from threadside.linking.problems import Garbled, Gone
from threadside.linking.reading import (
    dig,
    key,
    listed,
    must,
    same_number,
    text,
)  # fmt: skip
from threadside.linking.values import (
    MOST_PEOPLE,
    MOST_PHONES,
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

_V2: Final = "/api/v2"
_PAGE: Final = 100
_MOST_TICKETS: Final = 5
_SHUT: Final = frozenset({"closed", "deleted"})


class Zendesk(Rest):
    """One account, by its subdomain. A user has one phone and any number of identities that are
    phones."""

    id = "zendesk"
    name = "Zendesk"
    link = LINK
    windows = (Window(180, 60.0), Window(10, 1.0))
    types: Sequence[RecordType] = ("contact", "company", "ticket")
    entry = "note"
    hooks = True
    opt_out: Literal["field"] = "field"
    new_contact = "https://{account}.zendesk.com/agent/users/new"
    names = NAMES
    ids = re.compile(r"[1-9][0-9]{0,18}")
    hosts = (".zendesk.com",)

    def base_url(self, region: Region | None, token: Mapping[str, Any], host: str) -> str:
        """The account's host, as it was typed."""
        return self.own_host(f"https://{host.partition('://')[2] or host}")

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:
        """The subdomain. Who is not signed in is a user without an id."""
        if not key(dig(api.call("GET", f"{_V2}/users/me.json").json, "user.id")):
            raise Garbled("other_fields", "a token without a user")
        name = re.sub(r"^\w+://", "", api.base_url).partition(".")[0]
        return Account(name, name, api.base_url)

    def fields(self, api: Api) -> Sequence[Field]:
        """The user's own fields, active ones."""
        found = listed(api.call("GET", f"{_V2}/user_fields.json").json, "user_fields")
        own = (Field("phone", "Phone", "phone"), Field("name", "Name"), Field("alias", "Alias"))
        return (*own, *(
            Field(f"user_fields.{name}", text(each.get("title")) or name,
                  KINDS.get(text(each.get("type")), "text"))
            for each in found
            if (name := text(each.get("key"))) and each.get("active") is not False
        ))  # fmt: skip

    def record(self, api: Api, ref: Ref) -> RemoteRecord:
        """A user with all numbers, a ticket with its assignee's name."""
        record = self.one(api, ref, self._one(api, ref))
        if ref.type != "contact":
            return self.owned(api, record, f"{_V2}/users/{{id}}.json", "user.name", "user.email")
        path = f"{_V2}/users/{ref.id}/identities.json"
        more = [
            RemotePhone(text(each.get("value")), "Phone identity", "identities")
            for each in listed(api.call("GET", path).json, "identities")[:MOST_PHONES]
            if each.get("type") == "phone_number"
        ]
        if api.mapping.phones and "identities" not in api.mapping.phones:
            return record
        return replace(record, phones=numbers([*record.phones, *more]))

    def people(self, api: Api, ref: Ref) -> Sequence[Member]:
        """Who asked for a ticket; the users of an organization."""
        if ref.type == "contact":
            return super().people(api, ref)
        found = self._one(api, ref)
        self.one(api, ref, found)
        if ref.type == "ticket":
            who = Ref("contact", key(found.get("requester_id")))
            return (Member(self.record(api, who), primary=True),) if who.id else ()
        path = f"{_V2}/organizations/{self.id_of(ref)}/users.json"
        team = listed(api.call("GET", path, params={"per_page": MOST_PEOPLE}).json, "users")
        return [Member(each) for each in self.all(api, "contact", team[:MOST_PEOPLE])]

    def related(self, api: Api, ref: Ref) -> Sequence[Related] | None:
        """The latest tickets that a user asked for."""
        if ref.type != "contact":
            return ()
        return tickets.latest(api, self.id_of(ref), lambda one: self.url_of(api, one))

    def by_phone(self, api: Api, e164: str, national: str) -> Sequence[RemoteRecord]:
        """By the digits with the country's code and without. Who was found by another of their
        numbers is read once more."""
        found: dict[Ref, RemoteRecord] = {}
        for said in (e164.lstrip("+"), national):
            params: dict[str, str | int] = {"query": f'type:user phone:"{said}"', "per_page": 25}
            answer = api.call("GET", f"{_V2}/search.json", params=params).json
            users = [each for each in listed(answer, "results") if each.get("active") is not False]
            found |= {each.ref: each for each in self.all(api, "contact", users[:25])}
        unlike = [
            each for each in found.values()
            if not any(same_number(phone.raw, e164) for phone in each.phones)
        ]  # fmt: skip
        return [*(found | {each.ref: self.record(api, each.ref) for each in unlike[:5]}).values()]

    def crawl(self, api: Api, cursor: str | None) -> Batch:
        """A hundred end users, with the first number of each."""
        params: dict[str, str | int] = {"role": "end-user", "page[size]": _PAGE}
        if cursor:
            params["page[after]"] = cursor
        answer = api.call("GET", f"{_V2}/users.json", params=params).json
        found = tuple(self.all(api, "contact", listed(answer, "users")))
        more = dig(answer, "meta.has_more") is True
        return Batch(found, (text(dig(answer, "meta.after_cursor")) or None) if more else None)

    def write(self, api: Api, entry: Entry) -> str:
        """In the ticket it is about, else the person's newest open one, else a new one. An internal
        note is mailed to nobody."""
        number = next((each for each, shut in self._tickets(api, entry) if not shut), "")
        if not number:
            comment = {"body": entry.body, "public": False}
            ticket = {
                "subject": entry.subject,
                "requester_id": int(entry.who.id),
                "tags": ["texts"],
            }
            made = {"ticket": {**ticket, "comment": comment}}
            number = key(dig(api.call("POST", f"{_V2}/tickets.json", json=made).json, "ticket.id"))
        else:
            tickets.note(api, number, entry)
        return self.written(f"{number}-{entry.key}" if number else None)

    def find(self, api: Api, entry: Entry) -> str | None:
        """In the ticket it is about and the person's newest five."""
        for number, _ in self._tickets(api, entry):
            if any(tickets.comments(api, number, entry)):
                return f"{number}-{entry.key}"
        return None

    def rewrite(self, api: Api, remote_id: str, entry: Entry) -> None:
        """The new one first: at no moment is there none."""
        number = self.id_of(Ref("ticket", remote_id.partition("-")[0]))
        with self.expecting(entry.who):
            old = list(tickets.comments(api, number, entry))
            if not old:
                raise Gone(entry.who)
            tickets.note(api, number, entry)
            tickets.redact(api, number, old)

    def erase(self, api: Api, remote_id: str, entry: Entry) -> None:
        """Redacts the text; that there was one stays."""
        number = self.id_of(Ref("ticket", remote_id.partition("-")[0]))
        with self.gone_already():
            tickets.redact(api, number, list(tickets.comments(api, number, entry)))

    def set_opt_out(self, api: Api, ref: Ref, phone: RemotePhone, opted_out: bool) -> None:
        """The user's checkbox that was mapped."""
        if name := api.mapping.opt_out.removeprefix("user_fields."):
            said = {"user": {"user_fields": {name: opted_out}}}
            with self.expecting(ref):
                api.call("PUT", self.path_of(ref), json=said)

    def watch(self, api: Api, url: str, secret: str) -> Hook | None:
        """Of users; an admin's token, or it is refused."""
        return webhooks.subscribe(api, url)

    def changes(self, request: Request, hook_secret: str, app_secret: str) -> Sequence[Change]:
        """One event for each request."""
        webhooks.verify(request, hook_secret)
        return webhooks.changes(request.body)

    def choices(self, api: Api, kind: RecordType, wanted: Collection[str]) -> Choices:
        """Of a user's drop-downs, which hold a tag."""
        if kind != "contact" or not any(name.startswith("user_fields.") for name in wanted):
            return {}
        answer = api.call("GET", f"{_V2}/user_fields.json").json
        own = [
            {**each, "key": f"user_fields.{text(each.get('key'))}"}
            for each in listed(answer, "user_fields")
        ]
        tags = "custom_field_options"
        return named(own, wanted, "key", lambda it: options(it.get(tags), "value", "name"))

    def url_of(self, api: Api, ref: Ref) -> str:
        """The agents' pages."""
        return f"https://{api.account}.zendesk.com/agent/{PLURAL[ref.type]}/{ref.id}"

    def path_of(self, ref: Ref) -> str:
        """A resource."""
        return f"{_V2}/{PLURAL[ref.type]}/{self.id_of(ref)}.json"

    def _one(self, api: Api, ref: Ref) -> Mapping[str, Any]:
        with self.expecting(ref):
            answer = must(api.call("GET", self.path_of(ref)).json, SINGULAR[ref.type])
        found = must(answer[SINGULAR[ref.type]], "id")
        if found.get("active") is False or found.get("status") == "deleted":
            raise Gone(ref)
        return found

    def _tickets(self, api: Api, entry: Entry) -> Iterator[tuple[str, bool]]:
        """Ids, and whether a ticket takes notes no more."""
        if entry.about is not None and entry.about.type == "ticket":
            found = self._one(api, entry.about)
            yield entry.about.id, found.get("status") in _SHUT
        path = f"{_V2}/users/{self.id_of(entry.who)}/tickets/requested.json"
        params: dict[str, str | int] = {"sort_by": "updated_at", "sort_order": "desc"}
        with self.expecting(entry.who):
            answer = api.call("GET", path, params={**params, "per_page": _MOST_TICKETS}).json
        for each in listed(answer, "tickets")[:_MOST_TICKETS]:
            if self.ids.fullmatch(number := key(each.get("id"))):
                yield number, each.get("status") in _SHUT


CRM = Zendesk()
