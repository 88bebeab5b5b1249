"""Caps that keep texting a person's work (compliance P-3, P-4, P-6, P-8, Q-9), counted by press."""

from typing import Any

import pytest

from tests.integration.desk import ANNA, Desk
from threadside.store.tables import Person

Guest = tuple[Person, str]
WORDS = "Hello {name}, your table is booked for Friday at seven, see you then"


@pytest.fixture(autouse=True)
def counted(desk: Desk) -> None:
    """The caps that other tests do without."""
    desk.policy(caps="on")


@pytest.fixture
def people(desk: Desk) -> list[Guest]:
    phones = [f"+1720555{number:04}" for number in range(100, 140)]
    return [(desk.person(f"Guest {phone[-2:]}", phone), phone) for phone in phones]


def refusal(desk: Desk, guest: Guest, text: str, **values: Any) -> dict[str, Any]:
    """What a press is refused for; empty when it isn't."""
    answer = desk.ask("POST", "/v1/messages", wish(desk, guest, text, **values))
    found: dict[str, Any] = answer.json or {}
    return found["verdict"] if answer.status_code == 409 else {}


def wish(desk: Desk, guest: Guest, text: str, **values: Any) -> dict[str, Any]:
    person, phone = guest
    return desk.wish(person, text, phone=phone, **values)


def press(desk: Desk, guest: Guest, text: str = "Hello there") -> dict[str, Any]:
    answer = desk.ask("POST", "/v1/messages", wish(desk, guest, text))
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json
    return made


def test_the_same_words_to_twenty_five_people_are_enough(desk: Desk, people: list[Guest]) -> None:
    """P-4: names and numbers in them don't make them different."""
    for guest in people[:25]:
        press(desk, guest, WORDS.format(name=guest[0].name))
        desk.clock.advance(minutes=5)
    found = refusal(desk, people[25], WORDS.format(name=people[25][0].name))
    assert found["code"] == "alike_stop"
    assert refusal(desk, people[25], "Your order has come, we keep it until Monday for you") == {}


def test_a_third_attempt_without_an_answer_needs_a_reason(desk: Desk) -> None:
    """P-8"""
    anna = desk.person()
    for _ in range(2):
        desk.press(anna)
        desk.clock.advance(days=2)
    found = refusal(desk, (anna, ANNA), "Are you still there?")
    assert found["code"] == "unanswered_week"
    why = [{"code": "unanswered_week", "reason": "They asked me to remind them today"}]
    assert refusal(desk, (anna, ANNA), "Are you still there?", overrides=why) == {}


def test_an_answer_of_theirs_starts_the_count_anew(desk: Desk) -> None:
    """Q-9"""
    anna = desk.person()
    for _ in range(2):
        desk.press(anna)
        desk.clock.advance(days=2)
    desk.says("Yes, sorry!")
    assert refusal(desk, (anna, ANNA), "Good to hear from you") == {}


def test_a_fourth_unanswered_text_of_a_day_waits(desk: Desk) -> None:
    """Q-9: it leaves once fewer than three of the last 24 hours are unanswered."""
    anna = desk.person()
    first = desk.press(anna)
    for _ in range(2):
        desk.press(anna)
    shown = press(desk, (anna, ANNA), "One last thing")
    assert shown["send_at"] is not None
    assert shown["send_at"] >= first["at"]
    assert shown["state"] == "held"


def test_a_line_takes_fifteen_presses_a_minute(desk: Desk, people: list[Guest]) -> None:
    """P-3: what is beyond them waits its turn."""
    for guest in people[:15]:
        press(desk, guest)
    assert press(desk, people[15])["send_at"] is not None


def test_texts_of_a_line_leave_two_seconds_apart(desk: Desk, people: list[Guest]) -> None:
    """P-3"""
    desk.policy(caps="on", line_seconds_between=2)
    first, second = press(desk, people[0]), press(desk, people[1])
    assert second["undo_until"] > first["undo_until"]


def test_a_text_that_a_machine_helped_with_says_so(desk: Desk) -> None:
    """P-6: a person pressed Send all the same."""
    anna = desk.person()
    assert desk.press(anna, ai_assisted=True)["origin"] == "ai_assisted"


def test_the_rep_knows_it_before_a_key_is_pressed(desk: Desk) -> None:
    """P-8: the verdict above the composer says so, and the press can't know better."""
    anna = desk.person()
    for _ in range(2):
        desk.press(anna)
        desk.clock.advance(days=2)
    shown = desk.get("/v1/verdict", phone=ANNA, line=desk.line.id, person=anna.id)
    assert (shown["state"], shown["code"]) == ("stop", "unanswered_week")
    assert shown["reasons"][0]["may_override"]
