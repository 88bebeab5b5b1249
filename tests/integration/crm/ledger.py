# ruff: noqa: ARG002 - an adapter is handed what this one has no use for
"""A made-up CRM that keeps entries, whose search lags behind, and which fails as it is told to."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from threadside.ids import new_id
from threadside.linking.defaults import Rest
from threadside.linking.port import Answer, Api, Key
from threadside.linking.problems import CrmProblem, Gone
from threadside.linking.values import Account, Batch, Entry, Mapped, Ref, RemotePhone, RemoteRecord

ACCOUNT = "ledger.example"
Fault = Literal["before", "after"]


@dataclass
class Object:
    """What stands in the CRM."""

    entry: Entry
    written_at: datetime


@dataclass
class Ledger:
    """Its objects by their ids, and what goes wrong next: a problem, before or after the deed."""

    clock: Callable[[], datetime]
    lag: timedelta = timedelta(seconds=20)
    objects: dict[str, Object] = field(default_factory=dict)
    next_faults: list[tuple[Fault, CrmProblem]] = field(default_factory=list)
    down: CrmProblem | None = None
    merged: dict[Ref, Ref | None] = field(default_factory=dict)
    opted_out: dict[tuple[str, str], bool] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)

    def standing(self, message_id: str) -> list[Object]:
        """The objects that tell of a message, by the key that they end with."""
        its = re.compile(rf"{re.escape(message_id)}(\.\d+)?$")
        return [each for each in self.objects.values() if its.search(each.entry.body)]

    def on(self, record_id: str) -> list[Entry]:
        """What stands on a record, in the order in which it was written."""
        return [each.entry for each in self.objects.values() if each.entry.who.id == record_id]

    def does(self, what: str, deed: Callable[[], Any]) -> Any:
        """Do something, or fail as told."""
        self.calls.append(what)
        if self.down is not None:
            raise self.down
        when, problem = self.next_faults.pop(0) if self.next_faults else ("", None)
        if when == "before" and problem:
            raise problem
        answer = deed()
        if when == "after" and problem:
            raise problem
        return answer

    def gone(self, ref: Ref) -> None:
        """Raise what a deleted or merged record answers."""
        if ref in self.merged:
            raise Gone(ref, self.merged[ref])


class LedgerCrm(Rest):
    """Its adapter."""

    id = "ledger"
    name = "Ledger"
    link = Key(())
    entry = "line"
    opt_out = "number"

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.search_lag_s = ledger.lag.total_seconds()

    def account_of(self, api: Api, token: Any) -> Account:
        """Whose it is."""
        return Account(ACCOUNT, "Ledger", "https://ledger.example")

    def by_phone(self, api: Api, e164: str, national: str) -> list[RemoteRecord]:
        """Nobody is looked up here."""
        return []

    def crawl(self, api: Api, cursor: str | None) -> Batch:
        """Nothing."""
        return Batch((), None)

    def record(self, api: Api, ref: Ref) -> RemoteRecord:
        """A contact with the numbers that were ever asked about."""

        def read() -> RemoteRecord:
            self.ledger.gone(ref)
            numbers = [
                RemotePhone(raw, opted_out=value)
                for (record, raw), value in self.ledger.opted_out.items()
                if record == ref.id
            ]
            return RemoteRecord(ref, "Anna", f"https://ledger.example/{ref.id}", tuple(numbers))

        found: RemoteRecord = self.ledger.does("record", read)
        return found

    def write(self, api: Api, entry: Entry) -> str:
        """Keep it."""

        def keep() -> str:
            self.ledger.gone(entry.who)
            if entry.about:
                self.ledger.gone(entry.about)
            remote_id = new_id()
            self.ledger.objects[remote_id] = Object(entry, self.ledger.clock())
            return remote_id

        return str(self.ledger.does("write", keep))

    def find(self, api: Api, entry: Entry) -> str | None:
        """By its last line, among what was written long enough ago."""

        def look() -> str | None:
            seen = self.ledger.clock() - self.ledger.lag
            for remote_id, each in self.ledger.objects.items():
                if each.entry.body.endswith(f"\n{entry.key}") and each.written_at <= seen:
                    return remote_id
            return None

        found: str | None = self.ledger.does("find", look)
        return found

    def rewrite(self, api: Api, remote_id: str, entry: Entry) -> None:
        """Change it."""

        def change() -> None:
            if remote_id not in self.ledger.objects:
                raise Gone(entry.who)
            self.ledger.gone(entry.who)
            self.ledger.objects[remote_id] = replace(self.ledger.objects[remote_id], entry=entry)

        self.ledger.does("rewrite", change)

    def erase(self, api: Api, remote_id: str, entry: Entry) -> None:
        """Delete it."""

        def delete() -> None:
            if self.ledger.objects.pop(remote_id, None) is not None:
                self.ledger.deleted.append(remote_id)

        self.ledger.does("erase", delete)

    def set_opt_out(self, api: Api, ref: Ref, phone: RemotePhone, opted_out: bool) -> None:
        """Note it."""

        def note() -> None:
            self.ledger.gone(ref)
            self.ledger.opted_out[ref.id, phone.raw] = opted_out

        self.ledger.does(f"opt_out {opted_out}", note)


class NoApi:
    """The ledger is at hand: nothing is asked over the network."""

    account = ACCOUNT
    base_url = "https://ledger.example"
    mapping = Mapped()

    def call(self, *_: Any, **__: Any) -> Answer:
        """Never."""
        raise AssertionError("the ledger's adapter asks nothing over the network")
