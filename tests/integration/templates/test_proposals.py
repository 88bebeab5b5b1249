"""A rep's words, proposed as a template."""

from typing import Any

import pytest

from tests.integration.desk import Desk, OpenDesk
from tests.integration.templates.office import Office, refused
from threadside.store.tables import Person
from threadside.templates import draft, listing, review

BODY = "Hi {{first_name|there}}, the gate is open."


@pytest.fixture
def anna(desk: Desk) -> Person:
    return desk.person()


@pytest.fixture
def sent(desk: Desk, anna: Person) -> str:
    """A text of the rep's own."""
    return str(desk.press(anna, "Hi Anna, the gate is open.")["id"])


def wish(message: str, **more: Any) -> dict[str, Any]:
    return {"message": message, "name": "Gate is open", "body": BODY, **more}


def propose(desk: Desk, message: str, **more: Any) -> Any:
    answer = desk.ask("POST", "/v1/templates/proposals", wish(message, **more))
    assert answer.status_code == 201, answer.text
    return answer.json


def mine(desk: Desk) -> list[tuple[str, str, str]]:
    items = desk.get("/v1/templates/proposals")["items"]
    return [(each["name"], each["state"], each["words"]) for each in items]


def test_it_waits_for_review_with_its_author_and_their_note(
    desk: Desk, office: Office, sent: str
) -> None:
    made = propose(desk, sent, folder="Visits", note="They always ask")
    assert (made["state"], made["state_words"]) == ("in_review", "Waits for review")
    whole = office.one(made["template_id"])
    assert whole.draft is not None
    assert whole.draft.state == "in_review"
    assert whole.draft.submitted_by == "Kim Okafor"
    assert (whole.content.body, whole.content.folder) == (BODY, "Visits")
    assert [each.words for each in whole.remarks if each.kind == "submitted"] == ["They always ask"]
    assert office.listed() == {}


def test_an_admin_approves_it_and_its_author_is_told(desk: Desk, office: Office, sent: str) -> None:
    made = propose(desk, sent)["template_id"]
    office.do(review.approve, made, "Reads well", seen=1, by=office.ravi)
    assert office.listed() == {"Gate is open": BODY}
    assert mine(desk) == [("Gate is open", "approved", "Reads well")]


def test_what_was_sent_back_says_why(desk: Desk, office: Office, sent: str) -> None:
    made = propose(desk, sent)["template_id"]
    office.do(review.send_back, made, "Say who we are", seen=1)
    assert mine(desk) == [("Gate is open", "sent_back", "Say who we are")]
    office.do(draft.discard, made, seen=1)
    assert mine(desk) == []


def test_with_four_eyes_an_admin_approves_no_words_of_theirs(
    desk: Desk, office: Office, anna: Person
) -> None:
    desk.policy(four_eyes="on")
    text = desk.press(anna, "The gate is open.", who=office.dana)
    body = wish(text["id"])
    answer = desk.ask("POST", "/v1/templates/proposals", body, who=office.dana)
    assert answer.json is not None
    made = answer.json["template_id"]
    found = refused(lambda: office.do(review.approve, made, "Mine", seen=1, by=office.dana))
    assert found.code == "four_eyes"
    assert office.do(review.approve, made, "Good", seen=1, by=office.ravi) == 1


def test_only_ones_own_texts_are_proposed(
    desk: Desk, office: Office, anna: Person, sent: str, open_desk: OpenDesk
) -> None:
    for who in (office.dana, desk.build.member(desk.workspace, name="Al Wu")):
        answer = desk.ask("POST", "/v1/templates/proposals", wish(sent), who=who)
        assert answer.status_code == 404
    desk.says("Thanks")
    [theirs] = [one for one in desk.timeline(anna) if one.get("direction") == "in"]
    assert desk.ask("POST", "/v1/templates/proposals", wish(theirs["id"])).status_code == 404
    elsewhere = open_desk()
    assert elsewhere.ask("POST", "/v1/templates/proposals", wish(sent)).status_code == 404
    assert elsewhere.get("/v1/templates/proposals")["items"] == []


def test_an_auditor_proposes_nothing(desk: Desk, sent: str) -> None:
    auditor = desk.build.member(desk.workspace, role="auditor")
    answer = desk.ask("POST", "/v1/templates/proposals", wish(sent), who=auditor)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": " "}, "bad_template_name"),
        ({"body": " "}, "bad_template_body"),
        ({"folder": "x" * 81}, "bad_template_folder"),
        ({"note": "x" * 2001}, "words_too_long"),
        ({"body": "Get free money now at https://bit.ly/x"}, "template_refused"),
    ],
)
def test_what_can_not_be_a_template_is_refused_and_nothing_is_left(
    desk: Desk, office: Office, sent: str, change: dict[str, Any], code: str
) -> None:
    answer = desk.ask("POST", "/v1/templates/proposals", wish(sent, **change))
    assert (answer.status_code, answer.json and answer.json["code"]) == (422, code)
    with desk.uow.read() as session:
        assert listing.counts(session, desk.workspace.id)[""] == 0
    assert mine(desk) == []


def test_a_name_that_is_taken_is_said(desk: Desk, sent: str) -> None:
    propose(desk, sent)
    answer = desk.ask("POST", "/v1/templates/proposals", wish(sent, name="gate is OPEN"))
    assert (answer.status_code, answer.json and answer.json["code"]) == (409, "template_name_taken")


def test_the_language_is_that_of_the_words(desk: Desk, office: Office, sent: str) -> None:
    made = propose(desk, sent, body="Hola, la puerta ya está abierta. ¿A qué hora llega?")
    assert office.one(made["template_id"]).content.language == "es"
