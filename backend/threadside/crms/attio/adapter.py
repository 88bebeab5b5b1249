"""Attio: people with their companies and deals, and texts as notes.

Sources: docs.attio.com: REST API reference (records, notes, webhooks, self), "Filtering and
sorting", "Webhooks".

Nothing of it was seen running. Its documents have no way to change a note: a changed text is a new
note, and the old one is deleted, so a note is known by our key and not by its own id. Assumed: a
deleted or merged record is not found; the first associated person is who a deal is about; the order
by `created_at` stays while pages are turned. There is none for opt-outs unless
one was made.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Literal

from threadside.crms.attio import deals, webhooks
from threadside.crms.attio.names import KINDS, LINK, NAMES, OBJECTS, PAGES, TEAMS, flat
from threadside.linking.defaults import Rest, numbers, unless_hidden
from threadside.linking.port import Api, Hook, Request, Window
from threadside.linking.problems import Garbled, Gone
from threadside.linking.reading import dig, has_key, key, listed, must, rows, text
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

_PAGE: Final = 200
_NOTES: Final = 50
_MOST_PAGES: Final = 6


class Attio(Rest):
    """One workspace. Every attribute holds a list of values; numbers are kept as E.164."""

    id = "attio"
    name = "Attio"
    link = LINK
    windows = (Window(20, 1.0),)
    types: Sequence[RecordType] = ("contact", "company", "deal")
    entry = "note"
    hooks = True
    opt_out: Literal["field"] = "field"
    new_contact = "https://app.attio.com/{account}/people"
    names = NAMES
    ids = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:
        """The workspace, by its name in the pages' addresses."""
        found = must(api.call("GET", "/v2/self").json, "workspace_slug")
        slug = key(found["workspace_slug"])
        if not slug or found.get("active") is False:
            raise Garbled("other_fields", "a token without a workspace")
        return Account(slug, text(found.get("workspace_name")) or slug, api.base_url)

    def fields(self, api: Api) -> Sequence[Field]:
        """The person's attributes."""
        answer = api.call("GET", "/v2/objects/people/attributes", params={"limit": _PAGE}).json
        return tuple(
            Field(name, text(each.get("title")) or name, KINDS.get(text(each.get("type")), "text"))
            for each in listed(answer, "data")
            if (name := text(each.get("api_slug"))) and each.get("is_archived") is not True
        )

    def record(self, api: Api, ref: Ref) -> RemoteRecord:
        """A deal with its owner's name."""
        read = self._read(api, ref.type, [self._one(api, ref)])
        if not read or read[0].ref != ref:
            raise Garbled("other_fields", "another record's answer")
        path = "/v2/workspace_members/{id}"
        names = ("data.first_name", "data.last_name", "data.email_address")
        return self.owned(api, read[0], path, *names)

    def people(self, api: Api, ref: Ref) -> Sequence[Member]:
        """A company's team, a deal's associated people."""
        if ref.type == "contact":
            return super().people(api, ref)
        team = dig(self._one(api, ref), f"values.{TEAMS[ref.type]}")
        ids = list(
            dict.fromkeys(
                number
                for each in rows(team, MOST_PEOPLE)
                if self.ids.fullmatch(number := key(each.get("target_record_id")))
            )
        )
        if not ids:
            return ()
        body = {"filter": {"record_id": {"$in": ids}}, "limit": MOST_PEOPLE}
        found = {each.ref.id: each for each in self._query(api, body)}
        main = ids[0] if ref.type == "deal" else ""
        return [Member(found[each], primary=each == main) for each in ids if each in found]

    def related(self, api: Api, ref: Ref) -> Sequence[Related] | None:
        """A person's open deals; there are no tickets."""
        person = self._one(api, ref)
        return unless_hidden("deal", lambda: deals.of_person(
            api, person, self.ids, lambda one: self.url_of(api, one)
        ))  # fmt: skip

    def by_phone(self, api: Api, e164: str, national: str) -> Sequence[RemoteRecord]:
        """By the whole number and by its end, in every attribute that holds numbers."""
        names = dict.fromkeys(["phone_numbers", *api.mapping.phones])
        either = [{name: {"$contains": said}} for name in names for said in (e164, national)]
        return self._query(api, {"filter": {"$or": either}, "limit": MOST_PEOPLE})

    def crawl(self, api: Api, cursor: str | None) -> Batch:
        """Two hundred people, the oldest first."""
        skip = int(cursor) if cursor and re.fullmatch(r"[0-9]{1,9}", cursor) else 0
        sorts = [{"attribute": "created_at", "direction": "asc"}]
        found = self._query(api, {"limit": _PAGE, "offset": skip, "sorts": sorts})
        return Batch(tuple(found), str(skip + len(found)) if found else None)

    def write(self, api: Api, entry: Entry) -> str:
        """A note on the person: a note has one record."""
        self._note(api, entry)
        return self.written(entry.key)

    def find(self, api: Api, entry: Entry) -> str | None:
        """Among the person's newest three hundred notes."""
        found = next(self._notes(api, entry), None)
        return entry.key if found else None

    def rewrite(self, api: Api, remote_id: str, entry: Entry) -> None:
        """The new one first: at no moment is there none."""
        old = list(self._notes(api, entry))
        if not old:
            raise Gone(entry.who)
        self._note(api, entry)
        self._delete(api, old)

    def erase(self, api: Api, remote_id: str, entry: Entry) -> None:
        """Whatever has its key."""
        try:
            self._delete(api, list(self._notes(api, entry)))
        except Gone:
            return

    def set_opt_out(self, api: Api, ref: Ref, phone: RemotePhone, opted_out: bool) -> None:
        """The checkbox that was mapped."""
        if name := api.mapping.opt_out:
            body = {"data": {"values": {name: opted_out}}}
            with self.expecting(ref):
                api.call("PATCH", self.path_of(ref), json=body)

    def watch(self, api: Api, url: str, secret: str) -> Hook | None:
        """Of people, whose object has an id of its own in each workspace."""
        return webhooks.subscribe(api, url)

    def changes(self, request: Request, hook_secret: str, app_secret: str) -> Sequence[Change]:
        """Each event about a person."""
        people = webhooks.verify(request, hook_secret)
        return webhooks.changes(request, people)

    def url_of(self, api: Api, ref: Ref) -> str:
        """In the workspace's own pages."""
        return f"https://app.attio.com/{api.account}/{PAGES[ref.type]}/{ref.id}"

    def path_of(self, ref: Ref) -> str:
        """A record of an object."""
        return f"/v2/objects/{OBJECTS[ref.type]}/records/{self.id_of(ref)}"

    def _one(self, api: Api, ref: Ref) -> Mapping[str, Any]:
        with self.expecting(ref):
            return must(must(api.call("GET", self.path_of(ref)).json, "data")["data"], "id")

    def _query(self, api: Api, body: Mapping[str, Any]) -> list[RemoteRecord]:
        answer = api.call("POST", "/v2/objects/people/records/query", json=body).json
        return self._read(api, "contact", listed(answer, "data")[: int(body["limit"])])

    def _read(
        self, api: Api, kind: RecordType, found: Sequence[Mapping[str, Any]]
    ) -> list[RemoteRecord]:
        read = []
        for each in found:
            for record in self.all(api, kind, [flat(each)]):
                names = api.mapping.phones or tuple(self.names[kind].phones)
                phones = numbers(
                    RemotePhone(text(one.get("phone_number")), "Phone", name)
                    for name in names
                    for one in rows(dig(each, f"values.{name}"), MOST_PHONES)
                )
                read.append(replace(record, phones=phones))
        return read

    def _note(self, api: Api, entry: Entry) -> None:
        body = {
            "parent_object": "people",
            "parent_record_id": self.id_of(entry.who),
            "title": entry.subject,
            "format": "plaintext",
            "content": entry.body,
            "created_at": entry.at.isoformat(),
        }
        with self.expecting(entry.who):
            answer = api.call("POST", "/v2/notes", json={"data": body}).json
        self.written(dig(answer, "data.id.note_id"))

    def _notes(self, api: Api, entry: Entry) -> Iterator[str]:
        """The ids of the notes with this key."""
        params: dict[str, str | int] = {
            "parent_object": "people", "parent_record_id": self.id_of(entry.who), "limit": _NOTES,
        }  # fmt: skip
        for turned in range(_MOST_PAGES):
            with self.expecting(entry.who):
                answer = api.call("GET", "/v2/notes", params={**params, "offset": turned * _NOTES})
            found = listed(answer.json, "data")
            for each in found:
                number = key(dig(each, "id.note_id"))
                if number and has_key(each.get("content_plaintext"), entry.key):
                    yield number
            if len(found) < _NOTES:
                return

    def _delete(self, api: Api, notes: Sequence[str]) -> None:
        for number in notes:
            with self.gone_already():
                api.call("DELETE", f"/v2/notes/{number}")


CRM = Attio()
