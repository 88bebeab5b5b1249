"""EspoCRM from 8 on, one's own server or its cloud: contacts and leads with what they belong to,
and texts as posts in the record's stream.

Sources: docs.espocrm.com, "API overview", "Search params", "CRUD operations", "Stream", "Webhooks".

Seen on a running server (9.0): the search by `phoneNumberNumeric`, `optOut` of a number, posts, the
signatures of webhooks. Taken from the descriptions alone: that a list's records may lack
`phoneNumberData` (then a person who was found by number is read once more), the names of roles,
deleting of posts, `App/user`, `Metadata`. Merging is told as a deletion.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Literal

from threadside.crms.espocrm import related as beside
from threadside.crms.espocrm import webhooks
from threadside.crms.espocrm.names import ENTITIES, KINDS, LINK, NAMES
from threadside.linking.defaults import Addressed, numbers
from threadside.linking.port import Api, Hook, Region, Request, Window
from threadside.linking.problems import Garbled, Gone
from threadside.linking.reading import dig, has_key, key, listed, must, row, rows, same_number, text
from threadside.linking.values import (
    MOST_PEOPLE,
    MOST_PHONES,
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

_V1: Final = "/api/v1"
_PAGE: Final = 200
_MOST_READ: Final = 10
"""People with one number that are read once more for all their numbers."""
_LAST: Final = 10
"""Digits that are looked for: a number is stored with its country's code or without."""


class EspoCrm(Addressed):
    """One instance. A person has a list of numbers, each with a type and an opt-out of its own.
    What the key's user may not see is not found."""

    id = "espocrm"
    name = "EspoCRM"
    link = LINK
    windows = (Window(10, 1.0),)
    types: Sequence[RecordType] = ("contact", "lead", "company", "deal", "ticket")
    entry = "note"
    hooks = True
    opt_out: Literal["number"] = "number"
    new_contact = "{base}/#Contact/create"
    names = NAMES

    def signed(self, secret: str) -> Mapping[str, str]:
        """An API user's key."""
        return {"X-Api-Key": secret}

    def base_url(self, region: Region | None, token: Mapping[str, Any], host: str) -> str:
        """Where its pages are, in a folder perhaps."""
        return re.sub(r"/(?:api/v1.*|client.*|index\.php)?$", "", host)

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:
        """The host; an instance has no other name."""
        answer = must(api.call("GET", f"{_V1}/App/user").json, "user")
        if not key(dig(answer, "user.id")):
            raise Garbled("other_fields", "a key without a user")
        host = api.base_url.partition("://")[2].partition("/")[0]
        return Account(host, text(dig(answer, "settings.applicationName")) or host, api.base_url)

    def fields(self, api: Api) -> Sequence[Field]:
        """The contact's, by their own names: labels are in the pages' language alone."""
        params = {"key": "entityDefs.Contact.fields"}
        found = row(api.call("GET", f"{_V1}/Metadata", params=params).json)
        return tuple(
            Field(name, name, KINDS.get(text(dig(each, "type")), "text"))
            for each_name, each in list(found.items())[:_PAGE]
            if (name := text(each_name)) and dig(each, "disabled") is not True
        )

    def record(self, api: Api, ref: Ref) -> RemoteRecord:
        """With every number."""
        with self.expecting(ref):
            found = must(api.call("GET", self.path_of(ref)).json, "id")
        if found.get("deleted") is True:
            raise Gone(ref)
        return self.one(api, ref, found)

    def people(self, api: Api, ref: Ref) -> Sequence[Member]:
        """The contacts of a deal with their roles, of an account, of a case; its own first."""
        if ref.type in PEOPLE:
            return super().people(api, ref)
        with self.expecting(ref):
            found = must(api.call("GET", self.path_of(ref)).json, "id")
            params: dict[str, str | int] = {"maxSize": MOST_PEOPLE}
            answer = api.call("GET", f"{self.path_of(ref)}/contacts", params=params).json
        main = key(found.get("contactId"))
        team = listed(answer, "list")[:MOST_PEOPLE]
        role = "opportunityRole" if ref.type == "deal" else "accountRole"
        roles = {key(each.get("id")): text(each.get(role)) for each in team}
        members = [
            Member(each, roles.get(each.ref.id, ""), each.ref.id == main)
            for each in self.all(api, "contact", team)
        ]
        return sorted(members, key=lambda member: not member.primary)

    def related(self, api: Api, ref: Ref) -> Sequence[Related] | None:
        """A contact's open opportunities and latest cases; a lead has none yet."""
        if ref.type != "contact":
            return ()
        return beside.of_contact(api, self.path_of(ref), lambda one: self.url_of(api, one))

    def by_phone(self, api: Api, e164: str, national: str) -> Sequence[RemoteRecord]:
        """By the end of the digits: nothing else of EspoCRM's finds every spelling."""
        where = ("contains", "phoneNumberNumeric", national[-_LAST:])
        found = [
            each
            for kind in PEOPLE
            for each in self._page(api, kind, MOST_PEOPLE, where=where, orderBy="id")
        ]
        return [
            self.record(api, each.ref) if place < _MOST_READ and len(each.phones) < 2 else each
            for place, each in enumerate(found)
        ]

    def crawl(self, api: Api, cursor: str | None) -> Batch:
        """Contacts, then leads, by their ids; of most the first number alone."""
        said, _, after = (cursor or "contact:").partition(":")
        kind: RecordType = "lead" if said == "lead" else "contact"
        where = ("greaterThan", "id", after) if self.ids.fullmatch(after) else None
        found = self._page(api, kind, _PAGE, where=where, orderBy="id", order="asc")
        last = "lead:" if kind == "contact" else None
        return Batch(tuple(found), f"{kind}:{found[-1].ref.id}" if found else last)

    def write(self, api: Api, entry: Entry) -> str:
        """A post on the person. EspoCRM has calls and e-mails, no texts."""
        parent = {"parentType": ENTITIES[entry.who.type], "parentId": self.id_of(entry.who)}
        body = {"type": "Post", **parent, "post": entry.body}
        with self.expecting(entry.who):
            answer = api.call("POST", f"{_V1}/Note", json=body)
        return self.written(row(answer.json).get("id"))

    def find(self, api: Api, entry: Entry) -> str | None:
        """Among the newest 200 posts of the person's stream."""
        params: dict[str, str | int] = {"filter": "posts", "maxSize": _PAGE}
        with self.expecting(entry.who):
            answer = api.call("GET", f"{self.path_of(entry.who)}/stream", params=params).json
        for each in listed(answer, "list"):
            if has_key(each.get("post"), entry.key):
                return key(each.get("id")) or None
        return None

    def rewrite(self, api: Api, remote_id: str, entry: Entry) -> None:
        """The text."""
        with self.expecting(entry.who):
            api.call("PUT", self.entry_path(remote_id), json={"post": entry.body})

    def set_opt_out(self, api: Api, ref: Ref, phone: RemotePhone, opted_out: bool) -> None:
        """On the number itself. What the answer says of it is what was before."""
        with self.expecting(ref):
            found = must(api.call("GET", self.path_of(ref)).json, "id")
            held = list(rows(found.get("phoneNumberData")))
            said = [
                {**each, "optOut": opted_out}
                if same_number(text(each.get("phoneNumber")), phone.raw)
                else each
                for each in held
            ]
            if said != held:
                api.call("PUT", self.path_of(ref), json={"phoneNumberData": said})

    def watch(self, api: Api, url: str, secret: str) -> Hook | None:
        """Of contacts and leads. They are sent every few minutes, by its own schedule."""
        return webhooks.subscribe(api, url)

    def changes(self, request: Request, hook_secret: str, app_secret: str) -> Sequence[Change]:
        """Each record of the list."""
        return webhooks.changes(webhooks.verify(request, hook_secret), request.body)

    def url_of(self, api: Api, ref: Ref) -> str:
        """On the instance itself."""
        return f"{api.base_url}/#{ENTITIES[ref.type]}/view/{ref.id}"

    def path_of(self, ref: Ref) -> str:
        """A record of an entity."""
        return f"{_V1}/{ENTITIES[ref.type]}/{self.id_of(ref)}"

    def entry_path(self, remote_id: str) -> str:
        """A post."""
        return f"{_V1}/Note/{self.id_of(Ref('contact', remote_id))}"

    def read(self, api: Api, ref: Ref, values: Mapping[str, Any]) -> RemoteRecord:
        """With all numbers of the list, where the answer has it; invalid ones are left out."""
        record = super().read(api, ref, values)
        held = values.get("phoneNumberData")
        if not isinstance(held, list):
            out = values.get("phoneNumberIsOptedOut") is True
            first = (replace(each, opted_out=out) for each in record.phones)
            return replace(record, phones=tuple(first))
        every = [
            RemotePhone(
                text(each.get("phoneNumber")),
                text(each.get("type")) or "Phone",
                "phoneNumber",
                each.get("optOut") is True,
            )
            for each in rows(held, MOST_PHONES)
            if each.get("invalid") is not True
        ]
        order = list(api.mapping.phones if ref.type in PEOPLE else ()) or ["phoneNumber"]
        own = {each.field: [each] for each in record.phones} | {"phoneNumber": every}
        phones = numbers(phone for name in order for phone in own.get(name, ()))
        return replace(record, phones=phones)

    def _page(
        self,
        api: Api,
        kind: RecordType,
        size: int,
        *,
        where: tuple[str, str, str] | None,
        **more: str,
    ) -> list[RemoteRecord]:
        params: dict[str, str | int] = {"maxSize": size, **more}
        if where is not None:
            names = ("type", "attribute", "value")
            params |= {f"where[0][{name}]": said for name, said in zip(names, where, strict=True)}
        answer = api.call("GET", f"{_V1}/{ENTITIES[kind]}", params=params).json
        return self.all(api, kind, listed(answer, "list")[:size])


CRM = EspoCrm()
