"""Asking for consent by text, and what the answer does."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.integration.desk import ANNA, Desk
from threadside.store.tables import Person

Card = Callable[..., dict[str, Any]]
Kinds = Callable[[str], list[str]]
QUESTION = (
    "Foothill Solar: May we text you about your business with us? Reply YES to agree."
    " Msg & data rates may apply, frequency varies. Reply STOP to opt out."
)
_keys = itertools.count(1)


def ask(desk: Desk, person: Person, **values: Any) -> TestResponse:
    """The rep asks for consent."""
    body = {
        "client_key": f"ask-{next(_keys):06d}",
        "phone": ANNA,
        "person": person.id,
        "line": desk.line.id,
        **values,
    }
    return desk.ask("POST", "/v1/consent/requests", body)


def asked(desk: Desk) -> Person:
    """Anna, who was asked and has our text."""
    anna = desk.person()
    assert ask(desk, anna).status_code == 201
    desk.send_due()
    assert desk.carrier.texts == [QUESTION]
    return anna


def test_the_question_is_one_text_with_brand_and_a_way_out(desk: Desk, card: Card) -> None:
    """C-7, and first initiation without cover: ask for consent."""
    desk.strict_policy()
    asked(desk)
    shown = card()
    assert (shown["standing"], shown["asked_at"]) == ("none", "2026-03-02T15:30:00.000Z")
    assert "They have not answered" in shown["words"]


def test_the_card_has_the_question_until_it_is_answered(desk: Desk, card: Card) -> None:
    """What was asked, when, by whom: the exact text that was sent, not only that there was one."""
    anna = asked(desk)
    [line] = desk.get("/v1/consent", phone=ANNA)["items"]
    sent = desk.timeline(anna)[0]
    question = card()["question"]
    assert question == {
        "id": line["id"],
        "at": "2026-03-02T15:30:00.000Z",
        "words": QUESTION,
        "message_id": sent["id"],
        "line": desk.line.name,
        "author": {"id": desk.rep.id, "name": "Kim Okafor", "initials": "KO"},
    }
    assert (line["wording"], line["message_id"]) == (QUESTION, sent["id"])
    desk.says("YES")
    assert card()["question"] is None


def test_what_the_refusal_rests_on_is_that_question(desk: Desk) -> None:
    desk.strict_policy()
    anna = asked(desk)
    page = {"crm": "sample", "account": "acme", "type": "contact", "id": "1", "phones": [ANNA]}
    shown = desk.get("/v1/beside", **page, person=anna.id)
    evidence = [
        each
        for reason in shown["verdict"]["reasons"]
        if reason["code"] == "no_consent"
        for each in reason["evidence"]
        if each["kind"] == "consent"
    ]
    question = shown["consent"]["question"]
    assert [(each["id"], each["at"]) for each in evidence] == [(question["id"], question["at"])]
    assert question["words"] == QUESTION


@pytest.mark.parametrize("words", ["YES", "y", "Sí", "Yes please!"])
def test_yes_is_express_consent_to_what_was_asked(
    desk: Desk, card: Card, kinds: Kinds, words: str
) -> None:
    """C-3: with the exact wording of the question."""
    anna = asked(desk)
    desk.says(words)
    assert kinds(ANNA) == ["asked", "granted"]
    granted = next(
        each
        for each in desk.get("/v1/consent", phone=ANNA)["items"]
        if each["scope"] == "informational" and each["kind"] == "granted"
    )
    assert (granted["wording"], granted["quote"], granted["method"]) == (
        QUESTION, words, "inbound_text",
    )  # fmt: skip
    assert ("informational", "express") in [
        (each["scope"], each["strength"]) for each in card()["scopes"]
    ]
    assert "agreed to our texts" in desk.timeline(anna)[-1]["words"]


def test_no_closes_the_number_and_is_not_answered(desk: Desk, card: Card, kinds: Kinds) -> None:
    asked(desk)
    desk.says("No")
    assert kinds(ANNA) == ["asked", "revoked"]
    assert card()["standing"] == "revoked"
    desk.send_due()
    assert desk.carrier.texts == [QUESTION]


def test_stop_to_the_question_is_an_opt_out_like_any_other(desk: Desk, kinds: Kinds) -> None:
    asked(desk)
    desk.says("STOP")
    desk.says("YES")
    assert kinds(ANNA) == ["asked", "revoked"]


def test_yes_to_another_question_is_no_consent(desk: Desk, kinds: Kinds) -> None:
    anna = asked(desk)
    desk.press(anna, "Is Tuesday at nine still good?")
    desk.after_hold()
    desk.says("Yes")
    assert kinds(ANNA) == ["asked"]


def test_a_second_yes_adds_nothing(desk: Desk, kinds: Kinds) -> None:
    asked(desk)
    desk.says("YES")
    desk.says("YES")
    assert kinds(ANNA) == ["asked", "granted"]


def test_nobody_is_asked_twice_in_thirty_days(desk: Desk) -> None:
    anna = asked(desk)
    desk.clock.advance(days=29)
    again = ask(desk, anna)
    assert (again.status_code, again.json["code"]) == (409, "asked_lately")
    desk.clock.advance(days=2)
    desk._tokens.clear()
    assert ask(desk, anna).status_code == 201


def test_who_agreed_is_not_asked(desk: Desk) -> None:
    anna = asked(desk)
    desk.says("YES")
    desk.clock.advance(days=40)
    desk._tokens.clear()
    again = ask(desk, anna)
    assert (again.status_code, again.json["code"]) == (409, "consent_given")


def test_who_opted_out_is_not_asked(desk: Desk) -> None:
    anna = desk.person()
    desk.says("STOP")
    refused = ask(desk, anna)
    assert (refused.status_code, refused.json["code"]) == (409, "refused")


def test_the_same_press_is_one_question(desk: Desk) -> None:
    anna = desk.person()
    first, second = (ask(desk, anna, client_key="the-same-press") for _ in range(2))
    assert first.json["id"] == second.json["id"]
    desk.send_due()
    assert desk.carrier.texts == [QUESTION]


def test_a_number_of_somebody_else_is_refused(desk: Desk) -> None:
    anna = desk.person()
    refused = ask(desk, anna, phone="+13035550177")
    assert (refused.status_code, refused.json["code"]) == (422, "not_their_number")
