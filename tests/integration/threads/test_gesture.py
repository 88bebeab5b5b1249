"""A press of Send is a person's: one recipient, one proof, one text (compliance P-1, P-2)."""

import pytest

from tests.integration.desk import ANNA, BEN, Desk

SENDING = "/v1/messages"


def test_a_press_without_a_proof_is_answered_by_the_verdict_and_a_fresh_one(desk: Desk) -> None:
    anna = desk.person()
    wish = desk.wish(anna, press=None)
    refusal = desk.ask("POST", SENDING, wish)
    assert refusal.status_code == 409
    assert refusal.json is not None
    assert refusal.json["code"] == "press_needed"
    assert refusal.json["verdict"]["state"] == "go"
    again = desk.ask("POST", SENDING, {**wish, "press": refusal.json["verdict"]["press"]})
    assert again.status_code == 201


def test_the_verdict_brings_the_proof(desk: Desk) -> None:
    anna = desk.person()
    shown = desk.get("/v1/verdict", phone=ANNA, line=desk.line.id, person=anna.id)
    wish = desk.wish(anna, press=shown["press"])
    assert desk.ask("POST", SENDING, wish).status_code == 201


def test_a_proof_is_good_for_one_text(desk: Desk) -> None:
    """A repeated request with the same key is the same text, and needs no other proof."""
    anna = desk.person()
    proof = desk.proof()
    first = desk.wish(anna, press=proof)
    sent = desk.ask("POST", SENDING, first)
    assert sent.status_code == 201
    assert desk.ask("POST", SENDING, first).json == sent.json
    second = desk.ask("POST", SENDING, desk.wish(anna, "One more", press=proof))
    assert second.json is not None
    assert second.json["code"] == "press_needed"


def test_a_proof_is_for_its_member_and_phone_and_for_ten_minutes(desk: Desk) -> None:
    anna, ben = desk.person(), desk.person("Ben Fox", BEN)
    colleague = desk.build.member(desk.workspace, name="Lee Park")
    for proof, person, phone in (
        (desk.proof(who=colleague), anna, ANNA),
        (desk.proof(ANNA), ben, BEN),
        ("made up", anna, ANNA),
    ):
        refusal = desk.ask("POST", SENDING, desk.wish(person, phone=phone, press=proof))
        assert refusal.json is not None
        assert refusal.json["code"] == "press_needed"
    old = desk.proof()
    desk.clock.advance(minutes=10, seconds=1)
    refusal = desk.ask("POST", SENDING, desk.wish(anna, press=old))
    assert refusal.status_code == 409


def test_a_scripts_token_can_not_send(desk: Desk) -> None:
    anna = desk.person()
    token = desk.build.token(desk.rep, kind="script")
    answer = desk.app.test_client().open(
        SENDING, method="POST", json=desk.wish(anna, press=desk.proof()),
        headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip
    assert answer.status_code == 403
    assert answer.json is not None
    assert answer.json["code"] == "needs_a_person"


@pytest.mark.parametrize(
    "several",
    [
        {"phone": [ANNA, BEN]},
        {"phone": f"{ANNA},{BEN}"},
        {"phones": [ANNA, BEN]},
        {"person": []},
    ],
    ids=str,
)
def test_there_is_one_recipient(desk: Desk, several: dict[str, object]) -> None:
    """P-1: no lists and no group threads, in the contract already."""
    anna = desk.person()
    assert desk.ask("POST", SENDING, {**desk.wish(anna), **several}).status_code == 422
