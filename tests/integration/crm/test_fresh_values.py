"""At the press of Send the values in a text are what the CRM says, or a person knows better."""

import threading
from typing import Any

import pytest

from tests.integration.crm.made_up import ANNA, Office
from threadside.linking.problems import Unavailable
from threadside.linking.values import Ref
from threadside.store.tables import Message


@pytest.fixture
def order(office: Office) -> Office:
    """Anna's record with an order, read and shown."""
    office.set(mapping={"values": {"order.number": "order_no"}, "shown": ["order_no"]})
    office.contact("1", "Anna Fernández", ANNA, fields={"order_no": "A-17"})
    office.opened("1")
    office.desk.clock.advance(minutes=10)
    return office


def press(office: Office, number: str = "A-17", **values: Any) -> Any:
    shown = office.beside("1")
    wish = {
        "client_key": values.pop("key", "press-of-order"),
        "line": office.desk.line.id,
        "phone": ANNA,
        "person": shown["person_id"],
        "text": f"Your order {number} is ready.",
        "seen": office.desk.head(),
        "shown_values": {"record": office.key("1"), "values": {"order.number": number}},
        **values,
    }
    return office.desk.ask("POST", "/v1/messages", wish)


def test_values_come_with_their_source_and_age(order: Office) -> None:
    shown = order.beside("1")
    value = next(v for v in shown["context"]["values"] if v["name"] == "order.number")
    assert (value["value"], value["source"]) == ("A-17", "Madeup")
    assert value["at"] == "2026-03-02T15:30:00.000Z"
    assert shown["values"]["order.number"] == "A-17"
    assert shown["values"]["first_name"] == "Anna"


def test_a_value_that_still_holds_goes(order: Office) -> None:
    assert press(order).status_code == 201
    assert order.holds.asked[-1] == "record contact 1"


def test_a_changed_value_is_shown_old_and_new_and_one_key_accepts(order: Office) -> None:
    order.change("1", fields={"order_no": "B-42"})
    refused = press(order)
    assert (refused.status_code, refused.json["code"]) == (409, "values_changed")
    assert refused.json["changes"] == [{"name": "order.number", "old": "A-17", "new": "B-42"}]
    accepted = press(order, accept_values=refused.json["accept"])
    assert accepted.status_code == 201


def test_accepting_stands_for_these_changes_alone(order: Office) -> None:
    order.change("1", fields={"order_no": "B-42"})
    accept = press(order).json["accept"]
    order.change("1", fields={"order_no": "C-1"})
    order.desk.clock.advance(minutes=1)
    again = press(order, accept_values=accept)
    assert again.json["changes"][0]["new"] == "C-1"


def test_a_value_that_is_missing_now_is_new_as_nothing(order: Office) -> None:
    order.change("1", fields={})
    assert press(order).json["changes"] == [{"name": "order.number", "old": "A-17", "new": ""}]


def test_a_record_that_is_gone_stops_the_text(order: Office) -> None:
    del order.holds.records[Ref("contact", "1")]
    refused = press(order)
    assert refused.json["code"] == "values_missing"
    assert press(order, accept_values=refused.json["accept"]).status_code == 201


def test_values_of_somebody_else_stop_the_text(order: Office) -> None:
    ben = order.desk.person("Ben Ito", ANNA)
    assert press(order, person=ben.id).json["code"] == "values_missing"


def test_while_the_crm_is_down_the_policy_lets_it_go_with_a_mark(order: Office) -> None:
    order.fails(Unavailable("unreachable"))
    sent = press(order)
    assert sent.status_code == 201
    assert sent.json["mark"]["code"] == "cached_values"
    with order.desk.uow.read() as session:
        assert session.get_one(Message, sent.json["id"]).mark == "cached_values"


def test_or_holds_it_back_and_says_why(order: Office) -> None:
    order.set(when_down="hold")
    order.fails(Unavailable("slow"))
    refused = press(order)
    assert refused.json["code"] == "values_held"
    assert "Madeup is slow" in refused.json["detail"]


def test_a_crm_that_does_not_answer_is_not_waited_for(
    order: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("threadside.crm.fresh.WAIT_S", 0.05)
    order.holds.wait = threading.Event()
    assert press(order).json["mark"]["code"] == "cached_values"
    order.holds.wait.set()


def test_a_repeated_press_asks_nothing_again(order: Office) -> None:
    first = press(order)
    order.change("1", fields={"order_no": "B-42"})
    order.desk.clock.advance(minutes=1)
    asked = len(order.holds.asked)
    assert press(order).json["id"] == first.json["id"]
    assert len(order.holds.asked) == asked


def test_what_it_costs_is_measured(order: Office) -> None:
    press(order)
    told = order.desk.app.test_client().get("/metrics").text
    assert 'threadside_fresh_values_seconds_count{outcome="unchanged"} 1.0' in told


def test_values_are_written_in_their_language_and_a_locked_one_leaves_so(office: Office) -> None:
    office.set(mapping={"values": {"visit": "visit_at", "price": "amount"}})
    office.contact(
        "1", "Anna Fernández", ANNA, language="Spanish", zone="America/Denver",
        fields={"visit_at": "2026-03-06T02:30:00Z", "amount": "1200"},
    )  # fmt: skip
    office.opened("1")
    shown = office.beside("1")
    assert shown["context"]["language"] == "es"
    assert shown["values"]["visit|date"] == "jue, 5 de marzo"
    assert shown["values"]["visit|time"] == "7:30 p.m."
    assert shown["values"]["price|money"] == "$1,200.00"
    assert "price|date" not in shown["values"]
