"""A CRM by one file: an adapter for one that does not exist, in fewer than 60 lines, and the whole
suite on it."""
# ruff: noqa: ARG002 - whatever answers is handed what was asked

import inspect
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from tests.contract.crms.double import HOOK_SECRET, Asked, Double, Kept, Said, digits, route
from tests.contract.crms.suite import Contract
from threadside.linking.defaults import Addressed, Names, same
from threadside.linking.port import Api, Crm, Key, KeyField, Request
from threadside.linking.reading import has_key, key, listed, must, parsed, row, text
from threadside.linking.values import (
    Account,
    Batch,
    Change,
    Entry,
    Field,
    Mapped,
    Member,
    RecordType,
    Ref,
    RemotePhone,
    RemoteRecord,
)


class MadeUp(Addressed):
    """Ledger & Sons: people and deals, notes, an opt-out of its own making."""

    id, name, entry, hooks, opt_out = "madeup", "Made Up", "note", True, "field"
    link = Key((KeyField("key", "API key", secret=True),))
    types = ("contact", "deal")
    names: Mapping[RecordType, Names] = {
        "contact": Names(phones={"mobile": "Mobile", "phone": "Phone"}),
        "deal": Names(),
    }

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:
        me = must(api.call("GET", "/me").json, "id")
        return Account(text(me["id"]), text(me.get("name")), api.base_url)

    def fields(self, api: Api) -> Sequence[Field]:
        names = {text(each.get("name")) for each in listed(api.call("GET", "/fields").json, "rows")}
        return [Field(name, name) for name in sorted(names) if name]

    def url_of(self, api: Api, ref: Ref) -> str:
        return f"https://{api.account}.madeup.example/{ref.type}/{ref.id}"

    def path_of(self, ref: Ref) -> str:
        return f"/{ref.type}/{self.id_of(ref)}"

    def entry_path(self, remote_id: str) -> str:
        return self.path_of(Ref("contact", remote_id)).replace("contact", "note")

    def record(self, api: Api, ref: Ref) -> RemoteRecord:
        with self.expecting(ref):
            return self.one(api, ref, must(api.call("GET", self.path_of(ref)).json))

    def people(self, api: Api, ref: Ref) -> Sequence[Member]:
        if ref.type == "contact":
            return super().people(api, ref)
        with self.expecting(ref):
            found = listed(api.call("GET", f"{self.path_of(ref)}/people").json, "rows")[:50]
        members = zip(self.all(api, "contact", found), found, strict=False)
        return [Member(who, text(at.get("role")), at.get("main") is True) for who, at in members]

    def by_phone(self, api: Api, e164: str, national: str) -> Sequence[RemoteRecord]:
        answer = api.call("GET", "/contact", params={"digits": national}).json
        return self.all(api, "contact", listed(answer, "rows"))

    def crawl(self, api: Api, cursor: str | None) -> Batch:
        answer = must(api.call("GET", "/contact", params={"from": cursor or "0"}).json)
        found = self.all(api, "contact", listed(answer, "rows"))
        return Batch(tuple(found), text(answer.get("next")) or None)

    def write(self, api: Api, entry: Entry) -> str:
        with self.placing(api, entry):
            answer = api.call("POST", f"{self.path_of(entry.who)}/note", json={"say": entry.body})
        return self.written(row(answer.json).get("id"))

    def find(self, api: Api, entry: Entry) -> str | None:
        notes = listed(api.call("GET", f"{self.path_of(entry.who)}/note").json, "rows")
        return next((key(n.get("id")) for n in notes if has_key(n.get("say"), entry.key)), None)

    def rewrite(self, api: Api, remote_id: str, entry: Entry) -> None:
        with self.expecting(entry.who):
            api.call("PUT", self.entry_path(remote_id), json={"say": entry.body})

    def set_opt_out(self, api: Api, ref: Ref, phone: RemotePhone, opted_out: bool) -> None:
        if api.mapping.opt_out:
            api.call("PUT", self.path_of(ref), json={api.mapping.opt_out: opted_out})

    def changes(self, request: Request, hook_secret: str, app_secret: str) -> Sequence[Change]:
        same(request.headers.get("x-madeup", ""), hook_secret)
        told = parsed(request.body)
        what, ref = text(told.get("what")), Ref("contact", key(told.get("id")))
        return [Change(text(told.get("no")), "deleted" if what == "deleted" else "changed", ref)]


def test_an_adapter_takes_fewer_than_sixty_lines() -> None:
    lines = [line for line in inspect.getsource(MadeUp).splitlines() if line.strip()]
    assert len(lines) < 60


class MadeUpDouble(Double):
    """What its documents would say."""

    crm: Crm = MadeUp()
    account = "ledger"
    mapping = Mapped(opt_out="no_texts")
    groups = ("deal",)
    tells_merges = False

    def telling(self, what: str, ref: Ref, into: Ref | None = None) -> Request:
        body = {"what": what, "id": ref.id, "no": self.new_id("deal")}
        headers = {"x-madeup": HOOK_SECRET}
        return Request("POST", "https://texts.example/h", headers, json.dumps(body).encode())

    @route("GET", "/me")
    def me(self, asked: Asked) -> Said:
        return Said(200, {"id": "ledger", "name": "Ledger & Sons"})

    @route("GET", "/fields")
    def fields(self, asked: Asked) -> Said:
        return Said(200, {"rows": [{"name": "mobile"}, {"name": "no_texts"}]})

    @route("GET", r"/(contact|deal)/(\d+)")
    def one(self, asked: Asked, kind: Any, number: str) -> Said:
        found = self.kept(kind, number)
        return Said(200, self._row(found)) if found else self.not_found

    @route("PUT", r"/contact/(\d+)")
    def edit(self, asked: Asked, number: str) -> Said:
        self.records[Ref("contact", number)].opted_out = asked.body["no_texts"]
        return Said(204)

    @route("GET", r"/deal/(\d+)/people")
    def team(self, asked: Asked, number: str) -> Said:
        found = self.kept("deal", number)
        if found is None:
            return self.not_found
        team = sorted(found.members, key=lambda member: not member[2])
        rows = [{**self._row(self.records[ref]), "role": r, "main": main} for ref, r, main in team]
        return Said(200, {"rows": rows})

    @route("GET", "/contact")
    def list(self, asked: Asked) -> Said:
        found = self.living("contact")
        if wanted := asked.query.get("digits"):
            found = [each for each in found if any(wanted in digits(raw) for raw in each.phones)]
            return Said(200, {"rows": [self._row(each) for each in found]})
        some, following = self.pages(found, asked.query["from"])
        return Said(200, {"rows": [self._row(each) for each in some], "next": following})

    @route("GET", r"/contact/(\d+)/note")
    def notes(self, asked: Asked, number: str) -> Said:
        found = [each for each in self.entries.values() if each.who.id == number]
        return Said(200, {"rows": [{"id": each.id, "say": each.body} for each in found]})

    @route("POST", r"/contact/(\d+)/note")
    def write(self, asked: Asked, number: str) -> Said:
        if self.kept("contact", number) is None:
            return self.not_found
        return Said(201, {"id": self.log(Ref("contact", number), "", asked.body["say"])})

    @route("PUT", r"/note/(\d+)")
    def rewrite(self, asked: Asked, number: str) -> Said:
        if number not in self.entries:
            return self.not_found
        self.entries[number].body = asked.body["say"]
        return Said(204)

    @route("DELETE", r"/note/(\d+)")
    def erase(self, asked: Asked, number: str) -> Said:
        return Said(204) if self.entries.pop(number, None) else self.not_found

    def _row(self, found: Kept) -> dict[str, Any]:
        phones = dict(zip(("mobile", "phone"), found.phones, strict=False))
        return {"id": found.ref.id, "name": found.name, "no_texts": found.opted_out, **phones}


@pytest.fixture
def double() -> Iterator[Double]:
    with MadeUpDouble() as opened:
        yield opened


class TestMadeUp(Contract):
    """See `suite.py`."""
