"""Salesforce: contacts and leads with what they belong to, and texts as completed tasks.

Sources: developer.salesforce.com/docs: REST API ("sObject Rows", "sObject Describe"), Object
Reference (OpportunityContactRole, Task). No webhook without a package of one's own: changes are
asked for by `SystemModstamp`.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any, Final, Literal
from urllib.parse import quote

from threadside.crms.salesforce import queries
from threadside.crms.salesforce import related as beside
from threadside.crms.salesforce.names import ENTITIES, LINK, NAMES, canonical, kind_of
from threadside.linking.defaults import Addressed, unless_hidden
from threadside.linking.definitions import Choices, named, options
from threadside.linking.port import Api, Region, Window
from threadside.linking.problems import Garbled, Gone
from threadside.linking.reading import has_key, key, listed, must, row, rows, text
from threadside.linking.values import (
    MOST_PEOPLE,
    PEOPLE,
    Account,
    Batch,
    Change,
    Entry,
    Field,
    Member,
    Owner,
    RecordType,
    Ref,
    Related,
    RemotePhone,
    RemoteRecord,
)

_OBJECTS: Final = f"{queries.DATA}/sobjects"
_MOST_FIELDS: Final = 2000
_MOST_SUBJECT: Final = 255
_MOST_DESCRIPTION: Final = 32_000


class Salesforce(Addressed):
    """One org. An id has 15 characters or 18; all are kept with 18. A merged record stays behind
    deleted and names its master, a converted lead its contact."""

    id = "salesforce"
    name = "Salesforce"
    link = LINK
    windows = (Window(20, 1.0),)
    types: Sequence[RecordType] = ("contact", "lead", "company", "deal", "ticket")
    entry = "task"
    opt_out: Literal["field"] = "field"
    names = NAMES
    ids = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")
    hosts = (".salesforce.com", ".force.com", ".salesforce.mil")

    def base_url(self, region: Region | None, token: Mapping[str, Any], host: str) -> str:
        """The org's own address, which changes when the org is moved or renamed."""
        return self.own_host(token.get("instance_url"))

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:
        """The org, by the name that its hosts begin with, in Lightning and in Classic."""
        found = queries.query(api, ("Id", "Name"), "Organization", "LIMIT 1")
        org = row(found[0] if found else None)
        signed = re.search(r"/id/(\w{15,18})/", text(token.get("id")))
        number = canonical(key(org.get("Id")))
        if not number or (signed and canonical(signed[1]) != number):
            raise Garbled("other_account", "the token is of another org")
        base = text(token.get("instance_url")) or api.base_url
        domain = base.partition("://")[2].partition(".")[0]
        return Account(domain, text(org.get("Name")) or domain, api.base_url)

    def fields(self, api: Api) -> Sequence[Field]:
        """The contact's; what a lead does not have is left out of a lead."""
        answer = api.call("GET", f"{_OBJECTS}/Contact/describe").json
        return tuple(
            Field(name, text(each.get("label")) or name, kind_of(each))
            for each in listed(answer, "fields")
            if queries.FIELD.fullmatch(name := text(each.get("name")))
        )

    def record(self, api: Api, ref: Ref) -> RemoteRecord:
        """Looked for among the deleted too, so that a merged one says what it became."""
        number = self.id_of(ref)
        found = queries.select(api, ref.type, f"WHERE Id = '{number}' LIMIT 1", deleted=True)
        if not found:
            raise Gone(ref)
        if contact := canonical(key(found[0].get("ConvertedContactId"))):
            raise Gone(ref, Ref("contact", contact))
        if found[0].get("IsDeleted") is True:
            master = canonical(key(found[0].get("MasterRecordId")))
            raise Gone(ref, Ref(ref.type, master) if master else None)
        read = self.all(api, ref.type, found, "Id")
        if not read or canonical(read[0].ref.id) != canonical(number):
            raise Garbled("other_fields", "another record's answer")
        return read[0]

    def people(self, api: Api, ref: Ref) -> Sequence[Member]:
        """A deal's contact roles, an account's contacts, the contact of a case."""
        if ref.type in PEOPLE:
            return super().people(api, ref)
        number = self.id_of(ref)
        if ref.type == "company":
            where = f"WHERE AccountId = '{number}' ORDER BY Id LIMIT {MOST_PEOPLE}"
            found = self.all(api, "contact", queries.select(api, "contact", where), "Id")
            members = [Member(each) for each in found]
        else:
            members = self._roles(api, ref.type, number)
        if not members:
            self.record(api, ref)
        return members[:MOST_PEOPLE]

    def related(self, api: Api, ref: Ref) -> Sequence[Related] | None:
        """A contact's opportunities by its roles, and its cases; a lead has none yet."""
        if ref.type != "contact":
            return ()

        def stage(kind: RecordType, name: str) -> Mapping[str, str]:
            return self.labels(api, kind, (name,)).get(name, {})

        return beside.of_contact(api, self.id_of(ref), lambda one: self.url_of(api, one), stage)

    def users(self, api: Api) -> Sequence[Owner] | None:
        """Active ones."""
        return beside.users(api)

    def by_phone(self, api: Api, e164: str, national: str) -> Sequence[RemoteRecord]:
        """Contacts and leads; a converted lead is found as its contact."""
        read: list[RemoteRecord] = []
        for kind in PEOPLE:
            ask = partial(queries.with_number, api, kind, e164, national)
            read += self.all(api, kind, unless_hidden(kind, ask), "Id")
        return read

    def search(self, api: Api, said: str) -> Sequence[RemoteRecord] | None:
        """Contacts by their own fields and their account's, then leads that are not converted."""
        read: list[RemoteRecord] = []
        for kind in PEOPLE:
            ask = partial(queries.with_words, api, kind, said)
            read += self.all(api, kind, unless_hidden(kind, ask), "Id")
        return read

    def crawl(self, api: Api, cursor: str | None) -> Batch:
        """By id, contacts first: no cursor of Salesforce's, which would lapse after two days."""
        said, _, after = (cursor or "contact:").partition(":")
        kind: RecordType = "lead" if said == "lead" else "contact"
        where = [f"Id > '{after}'"] if self.ids.fullmatch(after) else []
        where += ["IsConverted = false"] if kind == "lead" else []
        tail = f"WHERE {' AND '.join(where)} " if where else ""
        ask = partial(queries.select, api, kind, f"{tail}ORDER BY Id LIMIT {queries.PAGE}")
        records = self.all(api, kind, unless_hidden(kind, ask), "Id")
        last = "lead:" if kind == "contact" else None
        return Batch(tuple(records), f"{kind}:{records[-1].ref.id}" if records else last)

    def changed_since(self, api: Api, cursor: str | None) -> tuple[Sequence[Change], str]:
        """All types, deleted and merged ones with them, 200 of each at a time."""
        since = queries.cursors(cursor)
        asked = {kind: queries.changed(api, kind, since.get(kind)) for kind in self.types}
        told = [each for found, _ in asked.values() for each in found]
        return told, json.dumps({kind: following for kind, (_, following) in asked.items()})

    def write(self, api: Api, entry: Entry) -> str:
        """A completed task on the person; one of a contact is on the deal or case, too."""
        body = {
            **_words(entry),
            "Status": "Completed",
            "ActivityDate": entry.at.date().isoformat(),
            "TaskSubtype": "Task",
            "WhoId": self.id_of(entry.who),
        }
        if entry.about is not None and entry.who.type == "contact":
            body["WhatId"] = self.id_of(entry.about)
        if entry.owner:
            body["OwnerId"] = entry.owner
        with self.placing(api, entry):
            answer = api.call("POST", f"{_OBJECTS}/Task", json=body)
        return self.written(row(answer.json).get("id"))

    def find(self, api: Api, entry: Entry) -> str | None:
        """Among the person's newest tasks; a long text can't be asked for in a query."""
        who = self.id_of(entry.who)
        tail = f"WHERE WhoId = '{who}' ORDER BY CreatedDate DESC LIMIT {queries.PAGE}"
        for each in queries.query(api, ("Id", "Description"), "Task", tail):
            if has_key(each.get("Description"), entry.key):
                return key(each.get("Id")) or None
        return None

    def rewrite(self, api: Api, remote_id: str, entry: Entry) -> None:
        """Subject and text; it stays on its day."""
        with self.expecting(entry.who):
            api.call("PATCH", self.entry_path(remote_id), json=_words(entry))

    def set_opt_out(self, api: Api, ref: Ref, phone: RemotePhone, opted_out: bool) -> None:
        """The checkbox that was mapped: Salesforce has none of its own for texts."""
        if name := api.mapping.opt_out:
            path = f"{_OBJECTS}/{ENTITIES[ref.type]}/{self.id_of(ref)}"
            with self.expecting(ref):
                api.call("PATCH", path, json={name: opted_out})

    def limits(self, answer_headers: Mapping[str, str], status: int) -> float | None:
        """ "API Request Limits and Allocations": what the org used of its last 24 hours, which
        frees up by the hour."""
        said = super().limits(answer_headers, status)
        info = answer_headers.get("sforce-limit-info", "")
        usage = re.search(r"api-usage=(\d{1,12})/(\d{1,12})", info)
        used_up = usage is not None and int(usage[1]) >= int(usage[2])
        return 3600.0 if said is None and used_up else said

    def url_of(self, api: Api, ref: Ref) -> str:
        """Lightning's page of the record."""
        return f"{api.base_url}/lightning/r/{ENTITIES[ref.type]}/{canonical(ref.id)}/view"

    def new_contact_page(self, base_url: str, account: str, e164: str = "") -> str:
        """Lightning's own, which takes values from its address (Lightning Aura Components Developer
        Guide, "Navigate to a Record Create Page with Default Field Values")."""
        page = f"{base_url}/lightning/o/Contact/new"
        return f"{page}?defaultFieldValues=MobilePhone={quote(e164, safe='')}" if e164 else page

    def choices(self, api: Api, kind: RecordType, wanted: Collection[str]) -> Choices:
        """Of picklists, in the language of the user who linked the org."""
        answer = must(api.call("GET", f"{_OBJECTS}/{ENTITIES[kind]}/describe").json, "fields")
        found = rows(answer["fields"], _MOST_FIELDS)
        values = "picklistValues"
        return named(found, wanted, "name", lambda it: options(it.get(values), "value", "label"))

    def entry_path(self, remote_id: str) -> str:
        """A task."""
        return f"{_OBJECTS}/Task/{self.id_of(Ref('contact', remote_id))}"

    def _roles(self, api: Api, kind: RecordType, number: str) -> list[Member]:
        deal = kind == "deal"
        tail = f"WHERE Id = '{number}' LIMIT 1"
        if deal:
            tail = f"WHERE OpportunityId = '{number}' ORDER BY IsPrimary DESC LIMIT {MOST_PEOPLE}"
        source = "OpportunityContactRole" if deal else "Case"
        own = ("Role", "IsPrimary") if deal else ()
        found = queries.select(api, "contact", tail, source=source, prefix="Contact.", own=own)
        return [
            Member(read, text(each.get("Role")), not deal or each.get("IsPrimary") is True)
            for each in found
            for read in self.all(api, "contact", rows([each.get("Contact")]), "Id")
        ]


def _words(entry: Entry) -> dict[str, str]:
    cut = entry.body[-_MOST_DESCRIPTION:]
    return {"Subject": entry.subject[:_MOST_SUBJECT], "Description": cut}


CRM = Salesforce()
