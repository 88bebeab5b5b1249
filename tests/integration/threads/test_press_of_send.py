"""A press of Send: one text, to the person on screen, once."""

import threading
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.integration.desk import ANNA, BEN, Desk
from threadside.ids import new_id
from threadside.store.tables import Message, Outbox, Person, Template, TemplateVersion, Thread


def refused(desk: Desk, body: dict[str, Any]) -> tuple[int, str]:
    """Status and code of a press that is refused; nothing may have been written."""
    before = desk.head()
    answer = desk.ask("POST", "/v1/messages", body)
    assert desk.head() == before
    assert answer.json is not None
    return answer.status_code, answer.json["code"]


def count(desk: Desk, table: type) -> int:
    """Rows of a table."""
    with desk.uow.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_text_is_answered_as_the_timeline_shows_it(desk: Desk) -> None:
    anna = desk.person()
    sent = desk.press(anna, "  Hello Anna  ")
    assert sent["text"] == "Hello Anna"
    assert sent["author"] == {"id": desk.rep.id, "name": "Kim Okafor", "initials": "KO"}
    assert (sent["person_id"], sent["phone"], sent["segments"]) == (anna.id, ANNA, 1)
    assert sent["undo_until"] == "2026-03-02T15:30:05.000Z"
    assert desk.timeline(anna) == [sent]


def test_the_same_key_gives_the_same_text_whatever_else_is_said(desk: Desk) -> None:
    anna = desk.person()
    first = desk.press(anna, "Hello", client_key="double-click")
    again = desk.press(anna, "Hello, again", client_key="double-click", seen=0)
    assert again == first
    assert count(desk, Message) == 1


def test_a_press_repeated_after_the_text_left_tells_where_it_is(desk: Desk) -> None:
    anna = desk.person()
    first = desk.press(anna, client_key="lost-answer")
    desk.after_hold()
    again = desk.press(anna, client_key="lost-answer")
    assert (again["id"], again["state"]) == (first["id"], "submitted")


def test_eight_presses_at_once_with_one_key_are_one_text(desk: Desk) -> None:
    body = desk.wish(desk.person(), client_key="eight-at-once")
    desk.token()
    answers: list[tuple[int, str]] = []
    ready = threading.Barrier(8)

    def press() -> None:
        ready.wait()
        answer = desk.ask("POST", "/v1/messages", body)
        answers.append((answer.status_code, (answer.json or {}).get("id", answer.text)))

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert len(set(answers)) == 1
    assert answers[0][0] == 201
    assert (count(desk, Message), count(desk, Outbox)) == (1, 1)


def test_a_colleagues_key_is_not_given_away(desk: Desk) -> None:
    anna = desk.person()
    desk.press(anna, client_key="somebodys-key")
    colleague = desk.build.member(desk.workspace)
    body = desk.wish(anna, client_key="somebodys-key")
    answer = desk.ask("POST", "/v1/messages", body, who=colleague)
    assert (answer.status_code, answer.json["code"]) == (409, "key_taken")


def test_a_key_of_a_note_is_not_a_text(desk: Desk) -> None:
    anna = desk.person()
    note = {"client_key": "one-key-two-uses", "text": "Prefers texts"}
    assert desk.ask("POST", f"/v1/people/{anna.id}/notes", note).status_code == 201
    assert refused(desk, desk.wish(anna, client_key="one-key-two-uses")) == (409, "key_taken")


def test_keys_of_two_workspaces_do_not_meet(desk: Desk, open_desk: Any) -> None:
    elsewhere = open_desk()
    here = desk.press(desk.person(), client_key="the-same-key")
    there = elsewhere.press(elsewhere.person(), client_key="the-same-key")
    assert here["id"] != there["id"]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"text": "   "}, (422, "empty_text")),
        ({"text": ""}, (422, "empty_text")),
        ({"text": "a" * 1601}, (422, "invalid")),
        ({"text": "nul \x00"}, (422, "invalid")),
        ({"text": "half \ud83d"}, (400, "bad_json")),
        ({"phone": BEN}, (422, "not_their_number")),
        ({"phone": "720 555 0142"}, (422, "invalid")),
        ({"person": None}, (422, "one_recipient")),
        ({"new_person": {"name": "Ben"}}, (422, "one_recipient")),
        ({"line": new_id()}, (404, "not_found")),
        ({"person": new_id()}, (404, "not_found")),
        ({"template": {"id": new_id(), "version": 1}}, (409, "template_not_approved")),
        ({"client_key": "short"}, (422, "invalid")),
        ({"text": "Hi {{first_name}}"}, (422, "unfilled_field")),
        ({"to": ANNA}, (422, "invalid")),
    ],
)
def test_what_is_refused_leaves_no_trace(
    desk: Desk, change: dict[str, Any], refusal: tuple[int, str]
) -> None:
    assert refused(desk, {**desk.wish(desk.person()), **change}) == refusal
    assert (count(desk, Message), count(desk, Thread)) == (0, 0)


def test_a_text_to_whoever_opted_out_is_refused_with_the_verdict(desk: Desk) -> None:
    anna = desk.person()
    desk.says("STOP")
    answer = desk.ask("POST", "/v1/messages", desk.wish(anna))
    assert (answer.status_code, answer.json["code"]) == (409, "refused")
    assert answer.json["verdict"]["code"] == "opted_out"


def test_a_text_to_a_paused_line_waits_there(desk: Desk) -> None:
    line = desk.open_line("+18505550111", state="paused")
    sent = desk.press(desk.person(), line=line.id)
    assert desk.after_hold() == 0
    assert sent["state"] == "held"


def test_the_version_of_a_template_that_was_approved_is_kept_with_the_text(desk: Desk) -> None:
    template = Template(
        id=new_id(), workspace_id=desk.workspace.id, name="Hello", group_name="", state="approved",
        version=2,
    )  # fmt: skip
    desk.build.add(
        template,
        TemplateVersion(template_id=template.id, version=1, body="Hi"),
        TemplateVersion(template_id=template.id, version=2, body="Hi {{first_name}}"),
    )
    anna = desk.person()
    sent = desk.press(anna, "Hi Anna", template={"id": template.id, "version": 2})
    assert sent["template_id"] == template.id
    old = desk.wish(anna, "Hi", template={"id": template.id, "version": 1})
    assert refused(desk, old) == (409, "template_not_approved")


def test_a_number_nobody_knows_becomes_a_person_with_the_pages_record(desk: Desk) -> None:
    record = {"crm": "sample", "account": "acme", "type": "contact", "id": "77"}
    sent = desk.press(
        None, phone=BEN, new_person={"name": "  Ben   Cole ", "record": record}, seen=0
    )  # type: ignore[arg-type]
    beside = desk.get("/v1/beside", **record)
    assert (beside["state"], beside["person_id"]) == ("person", sent["person_id"])
    assert beside["people"][0]["name"] == "Ben Cole"
    assert beside["people"][0]["first_name"] == "Ben"
    assert beside["thread"]["phone"] == BEN


def test_two_reps_who_meet_a_new_number_at_once_meet_one_person(desk: Desk) -> None:
    record = {"crm": "sample", "account": "acme", "type": "contact", "id": "77"}
    stranger = {"name": "Ben Cole", "record": record}
    sent = desk.press(None, phone=BEN, new_person=stranger, seen=0)  # type: ignore[arg-type]
    colleague = desk.build.member(desk.workspace)
    body = desk.wish(None, phone=BEN, new_person=stranger, seen=0)
    answer = desk.ask("POST", "/v1/messages", body, who=colleague)
    assert (answer.status_code, answer.json["code"]) == (409, "thread_moved")
    assert [item["id"] for item in answer.json["items"]] == [sent["id"]]
    assert count(desk, Person) == 1


def test_a_stranger_who_wrote_meanwhile_is_the_new_person(desk: Desk) -> None:
    """The page's name goes to who wrote, and their text is shown before ours leaves."""
    desk.says("Is this the roofer?", peer=BEN)
    body = desk.wish(None, phone=BEN, new_person={"name": "Ben Cole"}, seen=0)
    answer = desk.ask("POST", "/v1/messages", body)
    assert (answer.status_code, answer.json["code"]) == (409, "thread_moved")
    assert [item["text"] for item in answer.json["items"]] == ["Is this the roofer?"]
    sent = desk.ask("POST", "/v1/messages", {**body, "seen": answer.json["seen"]})
    assert sent.status_code == 201
    assert [item["text"] for item in desk.timeline(sent.json["person_id"])] == [
        "Is this the roofer?",
        "Hello",
    ]
    with desk.uow.read() as session:
        assert [person.name for person in session.scalars(select(Person))] == ["Ben Cole"]
