"""A text answers what its author has seen: what they have not seen stops it, once."""

import random
import threading
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.integration.desk import ANNA, BEN, Desk
from threadside.store.tables import Person


def moved(answer: TestResponse) -> list[str]:
    """The words of what the rep has not seen."""
    assert answer.status_code == 409, answer.text
    assert answer.json is not None
    assert answer.json["code"] == "thread_moved"
    return [item["text"] for item in answer.json["items"]]


def newest(desk: Desk, person: Person) -> int:
    """The newest item on a screen that shows everything of this person."""
    return max((item["seq"] for item in desk.timeline(person)), default=0)


def test_an_answer_that_arrived_while_typing_stops_the_text_and_is_shown(desk: Desk) -> None:
    anna = desk.person()
    seen = newest(desk, anna)
    desk.says("Please call me instead")
    answer = desk.ask("POST", "/v1/messages", desk.wish(anna, seen=seen))
    assert moved(answer) == ["Please call me instead"]
    assert "have not seen" in answer.json["detail"]


def test_pressing_again_with_what_was_shown_sends(desk: Desk) -> None:
    anna = desk.person()
    desk.says("Please call me instead")
    body = desk.wish(anna, seen=0)
    shown = desk.ask("POST", "/v1/messages", body)
    assert shown.json is not None
    again = desk.ask("POST", "/v1/messages", {**body, "seen": shown.json["seen"]})
    assert again.status_code == 201


def test_a_colleagues_text_and_note_count_as_well(desk: Desk) -> None:
    anna = desk.person()
    colleague = desk.build.member(desk.workspace)
    desk.press(anna, "I'll take this one", who=colleague)
    note = {"client_key": "a-colleagues-note", "text": "Wants a call"}
    desk.ask("POST", f"/v1/people/{anna.id}/notes", note, who=colleague)
    answer = desk.ask("POST", "/v1/messages", desk.wish(anna, seen=0))
    assert moved(answer) == ["I'll take this one", "Wants a call"]


def test_the_reps_own_text_that_has_no_number_yet_does_not_count(desk: Desk) -> None:
    anna = desk.person()
    desk.press(anna, "one", client_key="the-first-press", seen=0)
    desk.press(anna, "two", seen=0, pending=["the-first-press"])


@pytest.mark.parametrize("seen", [2**31, 2**53])
def test_a_screen_that_claims_to_have_seen_the_future_is_no_error(desk: Desk, seen: int) -> None:
    anna = desk.person()
    desk.says("Please call me instead")
    desk.press(anna, seen=seen)


def test_receipts_and_undone_texts_do_not_count(desk: Desk) -> None:
    anna = desk.person()
    first = desk.press(anna, "one")
    seen = newest(desk, anna)
    desk.after_hold()
    desk.reports(first["id"], "delivered")
    colleague = desk.build.member(desk.workspace)
    undone = desk.press(anna, "two", who=colleague)
    desk.ask("POST", f"/v1/messages/{undone['id']}/undo", who=colleague)
    desk.press(anna, "three", seen=seen)


def test_many_undone_texts_do_not_hide_an_answer(desk: Desk) -> None:
    anna = desk.person()
    colleague = desk.build.member(desk.workspace)
    for _ in range(25):
        undone = desk.press(anna, who=colleague)
        desk.ask("POST", f"/v1/messages/{undone['id']}/undo", who=colleague)
    desk.says("Please call me instead")
    answer = desk.ask("POST", "/v1/messages", desk.wish(anna, seen=0))
    assert moved(answer) == ["Please call me instead"]


def test_what_happened_to_somebody_else_does_not_count(desk: Desk) -> None:
    anna = desk.person()
    desk.person("Ben Cole", BEN)
    seen = newest(desk, anna)
    desk.says("Hello?", peer=BEN)
    desk.press(anna, seen=seen)


def test_of_two_reps_who_press_at_once_one_is_shown_the_others_text(desk: Desk) -> None:
    anna = desk.person()
    colleague = desk.build.member(desk.workspace)
    bodies = [
        (desk.rep, desk.wish(anna, "mine", seen=0)),
        (colleague, desk.wish(anna, "yours", seen=0)),
    ]
    for who, _ in bodies:
        desk.token(who)
    answers: list[TestResponse] = []
    ready = threading.Barrier(2)

    def press(who: Any, body: dict[str, Any]) -> None:
        ready.wait()
        answers.append(desk.ask("POST", "/v1/messages", body, who=who))

    threads = [threading.Thread(target=press, args=pair) for pair in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [201, 409]


@pytest.mark.parametrize("seed", range(5))
def test_no_text_of_two_reps_leaves_without_having_seen_what_stands_before_it(
    desk: Desk, seed: int
) -> None:
    """Two screens that lag behind at random; each text names the newest item its author saw."""
    dice = random.Random(seed)
    anna = desk.person()
    reps = [desk.rep, desk.build.member(desk.workspace, name="Lee Ortiz")]
    seen = [0, 0]
    sent: list[tuple[str, int, set[str]]] = []
    screens: list[set[str]] = [set(), set()]
    refusals = 0

    def look(number: int) -> None:
        items = desk.timeline(anna)
        seen[number] = max((item["seq"] for item in items), default=0)
        screens[number] = {item["id"] for item in items}

    for step in range(30):
        number = dice.randrange(2)
        act = dice.choice(["look", "press", "press", "inbound"])
        if act == "look":
            look(number)
        elif act == "inbound":
            desk.says(f"answer {step}", peer=ANNA)
        else:
            body = desk.wish(anna, f"text {step}", seen=seen[number])
            answer = desk.ask("POST", "/v1/messages", body, who=reps[number])
            assert answer.json is not None
            if answer.status_code == 409:
                refusals += 1
                look(number)
            else:
                sent.append((answer.json["id"], number, set(screens[number])))
                look(number)
    order = [item["id"] for item in desk.timeline(anna)]
    for message_id, _, on_screen in sent:
        assert set(order[: order.index(message_id)]) <= on_screen
    assert sent
    assert refusals
