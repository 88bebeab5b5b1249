"""In any order of texts, receipts, crashes, lost answers and throttling there is one entry a text,
and it shows what became of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.builders import Builders
from tests.integration.conftest import KEY, HeldClock
from tests.integration.crm.ledger import Ledger
from tests.integration.crm.logged import Logged, link
from tests.integration.databases import Sqlite, memory_folder
from tests.integration.desk import ANNA, BEN, Desk
from threadside.app import create_app
from threadside.linking.problems import CrmProblem, Garbled, Throttled, Unavailable
from threadside.runtime import EXTENSION
from threadside.settings import Settings
from threadside.store.engine import open_engine
from threadside.store.tables import Person

PROBLEMS: st.SearchStrategy[CrmProblem] = st.sampled_from(
    [Unavailable("slow"), Unavailable("broken"), Garbled("cut_off"), Throttled(5)]
)


class Died(BaseException):
    """The process ended here."""


@contextmanager
def opened_desk(url: str) -> Iterator[Desk]:
    clock = HeldClock()
    clock.now = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("threadside.app.open_engine", lambda _app, _url: open_engine(
            Flask("threadside-tests"), url))  # fmt: skip
        app = create_app(
            Settings(_env_file=None, database_url=url, key=KEY, runner=False), clock=clock
        )
    held = app.extensions[EXTENSION]
    try:
        yield Desk(app, held, Builders(held.uow), clock)
    finally:
        held.uow.engine.dispose()


class Orders(RuleBasedStateMachine):
    """Two people, one CRM, and everything that may go wrong between them."""

    url: str

    def __init__(self) -> None:
        super().__init__()
        self._desk = opened_desk(self.url)
        self.desk = self._desk.__enter__()
        self.ledger = Ledger(self.desk.clock, lag=timedelta(seconds=60))
        self.logged: Logged = link(self.desk, self.ledger)
        self.people: dict[str, Person] = {}
        for name, phone, remote_id in (("Anna", ANNA, "7"), ("Ben", BEN, "8")):
            self.people[phone] = self.desk.person(name, phone)
            self.logged.contact(self.people[phone], remote_id)
        self.pressed: list[str] = []

    def teardown(self) -> None:
        """Once everything answers again, it all stands there, once, as it turned out."""
        self.ledger.down, self.ledger.next_faults = None, []
        self.logged.write(rounds=400, seconds=10)
        expected = {"7": ANNA, "8": BEN}
        for remote_id, phone in expected.items():
            items = [
                item
                for item in self.desk.timeline(self.people[phone])
                if item["kind"] == "message" and item["state"] != "canceled"
            ]
            entries = self.ledger.on(remote_id)
            assert [one.key for one in entries] == [item["id"] for item in items]
            for item, entry in zip(items, entries, strict=True):
                assert entry.direction == item["direction"]
                if item["direction"] == "out":
                    assert item["state_words"] in entry.body
                assert item["crm"]["state"] == "written"
        self._desk.__exit__(None, None, None)

    @rule(phone=st.sampled_from([ANNA, BEN]))
    def they_write(self, phone: str) -> None:
        self.desk.says("Hello", phone)

    @rule(phone=st.sampled_from([ANNA, BEN]))
    def we_write(self, phone: str) -> None:
        made = self.desk.press(self.people[phone], "Hello yourself", phone=phone)
        self.desk.after_hold()
        self.pressed.append(str(made["id"]))

    @precondition(lambda self: self.pressed)
    @rule(state=st.sampled_from(["delivered", "undeliverable"]), data=st.data())
    def the_carrier_reports(self, state: str, data: st.DataObject) -> None:
        message_id = data.draw(st.sampled_from(self.pressed))
        self.desk.reports(message_id, state)

    @rule()
    def the_crm_is_away(self) -> None:
        self.ledger.down = Unavailable("unreachable")

    @rule()
    def the_crm_is_back(self) -> None:
        self.ledger.down = None

    @rule(seconds=st.sampled_from([1, 5, 30, 200]))
    def time_passes(self, seconds: int) -> None:
        self.desk.clock.advance(seconds=seconds)

    @rule(faults=st.lists(st.tuples(st.sampled_from(["before", "after"]), PROBLEMS), max_size=3))
    def it_writes(self, faults: list[Any]) -> None:
        self.ledger.next_faults = faults
        self.logged.writer.write_due()

    @rule(point=st.sampled_from(["crm_claimed", "crm_answered", "crm_settled"]))
    def the_process_dies_while_it_writes(self, point: str) -> None:
        def at(label: str) -> None:
            if label == point:
                raise Died

        dying = self.logged.another_writer(at)
        try:
            dying.write_due()
        except Died:
            self.logged.writer = self.logged.another_writer()

    @invariant()
    def no_text_is_there_twice(self) -> None:
        keys = [one.entry.key for one in self.ledger.objects.values()]
        assert len(keys) == len(set(keys))


@pytest.mark.slow
def test_in_any_order_there_is_one_entry_a_text() -> None:
    with memory_folder() as folder:
        database = Sqlite(folder)

        class OnSqlite(Orders):
            def __init__(self) -> None:
                self.url = database.clean()
                super().__init__()

            def teardown(self) -> None:
                super().teardown()
                database.take_back(self.url)

        run_state_machine_as_test(
            OnSqlite,
            settings=settings(
                max_examples=15,
                stateful_step_count=25,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
