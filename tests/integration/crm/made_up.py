# ruff: noqa: ARG002 - an adapter is handed what it may have no use for
"""A CRM of our own, in memory, that answers as it is told; and a workspace that linked it."""

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest

from tests.integration.desk import ANNA, Desk
from threadside.crm.asking import Crms
from threadside.crm.hooks import Hooks
from threadside.crm.lookup import Lookups
from threadside.crm.reader import CrmReader
from threadside.http.records import LOOKUPS
from threadside.ids import new_id
from threadside.linking.defaults import Rest
from threadside.linking.port import Api, Hook, Key, Request
from threadside.linking.problems import CrmProblem, Forged, Garbled, Gone
from threadside.linking.values import (
    Account,
    Batch,
    Change,
    Entry,
    Member,
    Owner,
    Ref,
    Related,
    RemotePhone,
    RemoteRecord,
)
from threadside.machinery import hook_address
from threadside.store.tables import CrmConnection, Person
from threadside.webhooks import crm as webhooks

KEY = {"x-secret": "open sesame"}


@dataclass
class Kept:
    """What the CRM holds, and what it was asked."""

    records: dict[Ref, RemoteRecord] = field(default_factory=dict)
    members: dict[Ref, list[Member]] = field(default_factory=dict)
    gone: dict[Ref, Ref | None] = field(default_factory=dict)
    problem: Exception | None = None
    wait: threading.Event | None = None
    asked: list[str] = field(default_factory=list)
    told: list[Change] = field(default_factory=list)
    batch: int = 2
    promised: Hook | None = None
    related: dict[Ref, Sequence[Related] | Exception] = field(default_factory=dict)
    users: Sequence[Owner] | None = None
    searches: bool = True


class MadeUp(Rest):
    """All behaviour of a CRM that lookups rest on."""

    link = Key(())
    new_contact = "{base}/contacts/new"

    def __init__(self, id_: str = "madeup", *, hooks: bool = True) -> None:
        self.id, self.name, self.hooks, self.holds = id_, id_.title(), hooks, Kept()

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:
        return Account("acme", "Acme", "https://acme.example")

    def record(self, api: Api, ref: Ref) -> RemoteRecord:
        self._asked(f"record {ref.type} {ref.id}")
        if ref in self.holds.gone:
            raise Gone(ref, self.holds.gone[ref])
        if ref not in self.holds.records:
            raise Gone(ref)
        return self.holds.records[ref]

    def people(self, api: Api, ref: Ref) -> Sequence[Member]:
        self._asked(f"people {ref.id}")
        return self.holds.members.get(ref, [])

    def related(self, api: Api, ref: Ref) -> Sequence[Related] | None:
        found = self.holds.related.get(ref)
        if found is None:
            return None
        self._asked(f"related {ref.id}")
        if isinstance(found, Exception):
            raise found
        return found

    def users(self, api: Api) -> Sequence[Owner] | None:
        if self.holds.users is not None:
            self._asked("users")
        return self.holds.users

    def by_phone(self, api: Api, e164: str, national: str) -> Sequence[RemoteRecord]:
        self._asked(f"phone {national}")
        near = national[-4:]
        return [
            one
            for one in self.holds.records.values()
            if any(near in "".join(filter(str.isdigit, p.raw)) for p in one.phones)
        ]

    def search(self, api: Api, said: str) -> Sequence[RemoteRecord] | None:
        self._asked(f"search {said}")
        if not self.holds.searches:
            return None
        found = self.holds.records.values()
        return [one for one in found if said.casefold() in f"{one.name} {one.company}".casefold()]

    def crawl(self, api: Api, cursor: str | None) -> Batch:
        self._asked(f"crawl {cursor}")
        every = list(self.holds.records.values())
        begin = int(cursor or 0)
        end = begin + self.holds.batch
        return Batch(
            tuple(every[begin:end]), str(end) if end < len(every) else None, total=len(every)
        )

    def changed_since(self, api: Api, cursor: str | None) -> tuple[Sequence[Change], str]:
        self._asked(f"changes {cursor}")
        return list(self.holds.told), str(len(self.holds.told))

    def write(self, api: Api, entry: Entry) -> str:
        raise AssertionError("a lookup writes nothing")

    def rewrite(self, api: Api, remote_id: str, entry: Entry) -> None:
        raise AssertionError("a lookup writes nothing")

    def erase(self, api: Api, remote_id: str, entry: Entry) -> None:
        raise AssertionError("a lookup writes nothing")

    def watch(self, api: Api, url: str, secret: str) -> Hook | None:
        self._asked(f"watch {url}")
        return replace(self.holds.promised, secret=secret) if self.holds.promised else None

    def changes(self, request: Request, hook_secret: str, app_secret: str) -> Sequence[Change]:
        if request.headers.get("x-secret") != hook_secret:
            raise Forged("not_signed")
        try:
            told = json.loads(request.body)
            return [Change(key, kind, Ref(type_, id_)) for key, kind, type_, id_ in told]
        except (ValueError, TypeError) as error:
            raise Garbled("not_json") from error

    def _asked(self, what: str) -> None:
        self.holds.asked.append(what)
        if self.holds.wait is not None:
            self.holds.wait.wait(10)
        if self.holds.problem is not None:
            raise self.holds.problem


class Office:
    """A workspace that linked the made-up CRM."""

    def __init__(self, desk: Desk, crm: MadeUp, *, threads: int = 4) -> None:
        self.desk, self.crm, self.holds = desk, crm, crm.holds
        self.crms = {crm.id: crm}
        opened = cast(Api, object())
        self.lookups = Lookups(
            desk.uow, Crms(cast(Any, self.crms), lambda _connection: opened), threads=threads
        )
        desk.app.extensions[LOOKUPS] = self.lookups
        hooks = Hooks(desk.held.sealer, hook_address("https://texts.example"))
        self.reader = CrmReader(self.lookups, hooks)
        self.connection = self.link(crm)

    def link(self, crm: MadeUp, **values: Any) -> CrmConnection:
        """A linked account of a CRM."""
        self.crms[crm.id] = crm
        made = CrmConnection(
            **{
                "id": new_id(), "workspace_id": self.desk.workspace.id, "crm": crm.id,
                "account": "acme", "name": crm.name, "base_url": "https://acme.example",
                "linked_by": self.desk.rep.id, "linked_at": self.desk.clock(), "mapping": {},
                "polled_at": self.desk.clock(), **values,
            }
        )  # fmt: skip
        made.hook_sealed = self.desk.held.sealer.seal(
            KEY["x-secret"], f"crm_connection.hook:{made.id}"
        )
        self.desk.build.add(made)
        return made

    def set(self, **values: Any) -> None:
        """Change the connection."""
        with self.desk.uow.write() as tx:
            row = tx.session.get_one(CrmConnection, self.connection.id)
            for name, value in values.items():
                setattr(row, name, value)

    def contact(self, id_: str, name: str, *phones: str, **values: Any) -> RemoteRecord:
        """A contact in the CRM."""
        crm = values.pop("crm", self.crm)
        ref = Ref(values.pop("type", "contact"), id_)
        numbers = tuple(RemotePhone(raw, "Mobile", "mobile") for raw in phones)
        made = RemoteRecord(
            **{
                "ref": ref, "name": name, "url": f"https://acme.example/c/{id_}",
                "phones": numbers, **values,
            }
        )  # fmt: skip
        crm.holds.records[ref] = made
        return made

    def change(self, id_: str, **values: Any) -> RemoteRecord:
        """Somebody edits a contact in the CRM."""
        if "numbers" in values:
            phones = values.pop("numbers")
            values["phones"] = tuple(RemotePhone(raw, "Mobile", "mobile") for raw in phones)
        ref = Ref("contact", id_)
        self.holds.records[ref] = replace(self.holds.records[ref], **values)
        return self.holds.records[ref]

    def deal(self, id_: str, name: str, *members: Member, **values: Any) -> Ref:
        """A deal in the CRM with who it is about."""
        ref = Ref("deal", id_)
        url = f"https://acme.example/d/{id_}"
        self.holds.records[ref] = RemoteRecord(ref=ref, name=name, url=url, **values)
        self.holds.members[ref] = list(members)
        return ref

    def key(self, id_: str, type_: str = "contact", crm: str = "") -> dict[str, str]:
        """A record as the page's address names it."""
        return {"crm": crm or self.crm.id, "account": "acme", "type": type_, "id": id_}

    def beside(self, id_: str, type_: str = "contact", **query: Any) -> Any:
        """What the sidebar paints at once."""
        return self.desk.get("/v1/beside", **self.key(id_, type_), **query)

    def refresh(self, id_: str, type_: str = "contact", crm: str = "") -> Any:
        """What the sidebar is answered when it has the record read anew."""
        answer = self.desk.ask("POST", "/v1/records/refresh", self.key(id_, type_, crm))
        assert answer.status_code == 200, answer.text
        return answer.json

    def opened(self, id_: str, type_: str = "contact") -> Any:
        """What a rep sees who opens the record: read, then painted."""
        self.refresh(id_, type_)
        return self.beside(id_, type_)

    def hook(self, told: Any, **headers: str) -> Any:
        """The CRM calls us."""
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        return self.desk.app.test_client().post(
            f"/webhooks/crm/{self.connection.id}", data=body, headers={**KEY, **headers}
        )

    def person(self, id_: str) -> Person:
        """A person as they stand."""
        with self.desk.uow.read() as session:
            return session.get_one(Person, id_)

    def fails(self, problem: CrmProblem | Exception | None) -> None:
        """From now on the CRM answers with this."""
        self.holds.problem = problem


__all__ = ["ANNA", "KEY", "MadeUp", "Office", "office", "webhooks"]


@pytest.fixture
def office(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A workspace that linked a CRM, whose answers are waited for on the slowest machine."""
    for wait in ("records.REFRESH_S", "records.SEARCH_S", "strangers.FIND_S", "strangers.READ_S"):
        monkeypatch.setattr(f"threadside.http.{wait}", 60.0)
    monkeypatch.setattr("threadside.crm.fresh.WAIT_S", 60.0)
    made = Office(desk, MadeUp())
    yield made
    if made.holds.wait is not None:
        made.holds.wait.set()
    made.lookups.close(wait=True)
