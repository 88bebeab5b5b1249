"""Consent, opt-outs of a person, and quiet hours decide before anything is typed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from tests.integration.desk import ANNA, BEN, Desk
from threadside.ids import new_id
from threadside.store.tables import ConsentEvent, Person, PolicyVersion, Suppression
from threadside.verdict import checking

OTHER = "+17205550143"
TEXT = "Foothill Solar: your panels come on Friday. Reply STOP to opt out."
NIGHT = datetime(2026, 3, 3, 5, 0, tzinfo=UTC)
"""Ten in the evening in Denver."""


def ask(desk: Desk, phone: str = ANNA, **query: Any) -> dict[str, Any]:
    return dict(desk.get("/v1/verdict", phone=phone, line=desk.line.id, **query))


def reason(found: dict[str, Any], code: str) -> dict[str, Any]:
    return next(dict(one) for one in found["reasons"] if one["code"] == code)


def agrees(desk: Desk, phone: str = ANNA, **values: Any) -> None:
    made = {"kind": "granted", "scope": "informational", "strength": "express"}
    with desk.uow.write() as tx:
        tx.session.add(
            ConsentEvent(
                **{
                    "id": new_id(),
                    "workspace_id": desk.workspace.id,
                    "phone": phone,
                    "method": "web_form",
                    "obtained_at": tx.now,
                    "at": tx.now,
                    **made,
                    **values,
                }
            )
        )


def suppress(desk: Desk, phone: str, reason: str = "opt_out", reach: str = "person") -> None:
    with desk.uow.write() as tx:
        tx.session.add(
            Suppression(
                workspace_id=desk.workspace.id,
                phone=phone,
                reason=reason,
                reach=reach,
                since=tx.now,
                words="STOP",
                line_id=desk.line.id,
            )
        )


def test_without_consent_nobody_is_texted_first(desk: Desk) -> None:
    """C-1: refused in the transaction that would queue it, with `no_consent`."""
    desk.strict_policy()
    anna = desk.person()
    found = ask(desk, person=anna.id)
    assert (found["state"], found["code"]) == ("stop", "no_consent")
    assert reason(found, "no_consent")["remedies"][0]["code"] == "ask_consent"
    refused = desk.ask("POST", "/v1/messages", desk.wish(anna, TEXT))
    assert refused.status_code == 409
    assert refused.json is not None
    assert refused.json["verdict"]["code"] == "no_consent"


def test_consent_on_record_lets_a_text_go(desk: Desk) -> None:
    """C-1, C-7"""
    desk.strict_policy()
    anna = desk.person(state="CO")
    agrees(desk)
    assert ask(desk)["state"] == "go"
    desk.press(anna, TEXT)


def test_the_same_number_in_two_records_shares_consent_and_opt_out(desk: Desk) -> None:
    """C-2"""
    desk.strict_policy()
    one, two = desk.person(), desk.person("A. Fernandez (import)", ANNA)
    agrees(desk)
    assert ask(desk, person=one.id)["state"] == ask(desk, person=two.id)["state"] == "go"
    desk.says("STOP")
    assert ask(desk, person=one.id)["state"] == ask(desk, person=two.id)["state"] == "stop"


def test_their_text_is_consent_for_three_days(desk: Desk) -> None:
    """C-5"""
    desk.strict_policy(identity="off")
    desk.person(state="CO")
    desk.says("Do you have ridge vents?")
    assert ask(desk)["state"] == "go"
    desk.clock.advance(hours=73)
    assert "no_consent" in [one["code"] for one in ask(desk)["reasons"]]


def test_an_offer_needs_consent_to_offers(desk: Desk) -> None:
    """C-6: or the rep says why it is none."""
    desk.strict_policy(identity="off")
    anna = desk.person(state="CO")
    agrees(desk)
    wish = desk.wish(anna, "This week only: 20% off all panels with code SUN20")
    refused = desk.ask("POST", "/v1/messages", wish)
    assert refused.json is not None
    assert refused.json["verdict"]["code"] == "no_marketing_consent"
    why = [{"code": "no_marketing_consent", "reason": "She asked for this very code"}]
    assert desk.ask("POST", "/v1/messages", {**wish, "overrides": why}).status_code == 201


def test_the_first_text_says_who_we_are_and_how_to_stop(desk: Desk) -> None:
    """C-7"""
    desk.strict_policy(identity_days=10)
    anna = desk.person(state="CO")
    agrees(desk)
    refused = desk.ask("POST", "/v1/messages", desk.wish(anna, "Your panels come on Friday."))
    assert refused.json is not None
    codes = [one["code"] for one in refused.json["verdict"]["reasons"]]
    assert codes[:2] == ["identity_due", "opt_out_line_due"]
    desk.press(anna, TEXT)
    desk.clock.advance(days=1)
    desk.press(anna, "They come at noon.")
    desk.clock.advance(days=11)
    refused = desk.ask("POST", "/v1/messages", desk.wish(anna, "How are the panels?"))
    assert refused.json is not None
    assert refused.json["verdict"]["code"] == "opt_out_line_due"


def test_an_opt_out_holds_for_every_number_of_the_person(desk: Desk) -> None:
    """R-2"""
    desk.person("Anna Fernández", ANNA, OTHER)
    suppress(desk, OTHER)
    found = ask(desk)
    assert (found["state"], found["code"]) == ("stop", "opted_out_person")
    assert "+1 720 555 0143" in found["detail"]
    assert ask(desk, BEN)["state"] == "go"


def test_a_wrong_number_holds_for_that_number_alone(desk: Desk) -> None:
    """R-6"""
    desk.person("Anna Fernández", ANNA, OTHER)
    suppress(desk, OTHER, "wrong_number", "number")
    assert ask(desk, OTHER)["code"] == "wrong_number"
    assert ask(desk)["state"] == "go"


def test_at_night_a_text_waits_and_says_until_when(desk: Desk) -> None:
    """Q-4, Q-5, Q-6"""
    desk.policy(quiet_hours="on")
    anna = desk.person(state="CO")
    desk.clock.now = NIGHT
    found = ask(desk, person=anna.id)
    assert (found["state"], found["code"]) == ("wait", "quiet_hours")
    assert found["until_words"] == "8:00 AM in Colorado"
    assert found["until"] == "2026-03-03T15:00:00.000Z"
    told = reason(found, "quiet_hours")
    assert "10:00 PM" in told["words"]
    assert {one["kind"] for one in told["evidence"]} == {"local_time", "rule"}
    assert told["remedies"][0]["words"] == "Send at 8:00 AM in Colorado"
    assert "hours" in found["rules_version"]


def test_a_text_pressed_at_night_is_held_until_morning(desk: Desk) -> None:
    """Q-5"""
    desk.policy(quiet_hours="on")
    anna = desk.person(state="CO")
    desk.clock.now = NIGHT
    made = desk.press(anna)
    assert made["send_at"] == "2026-03-03T15:00:00.000Z"
    desk.after_hold()
    assert desk.carrier.texts == []
    desk.clock.now = NIGHT + timedelta(hours=10)
    desk.send_due()
    assert desk.carrier.texts == ["Hello"]


def test_their_text_of_just_now_may_be_answered_at_night(desk: Desk) -> None:
    desk.policy(quiet_hours="on")
    anna = desk.person(state="CO")
    desk.clock.now = NIGHT
    desk.says("Are you still there?")
    desk.press(anna, "We are")
    desk.after_hold()
    assert desk.carrier.texts == ["We are"]


def test_nobody_knows_where_a_toll_free_number_is(desk: Desk) -> None:
    """Q-3"""
    desk.policy(quiet_hours="on")
    found = ask(desk, "+18005550123")
    assert (found["state"], found["code"]) == ("stop", "hours_unknown_place")
    assert "say_where" in [one["code"] for one in found["reasons"][0]["remedies"]]


def test_a_confirmed_zone_goes_before_the_area_code(desk: Desk) -> None:
    desk.policy(quiet_hours="on")
    anna = desk.person(zone="Pacific/Honolulu", zone_source="confirmed")
    desk.clock.now = NIGHT
    assert ask(desk, person=anna.id)["state"] == "go"


def test_hours_that_are_off_say_so_each_time(desk: Desk) -> None:
    note = reason(ask(desk), "quiet_hours_off")
    assert note["weight"] == "note"
    assert "switched off" in note["words"]


@pytest.mark.parametrize("part", ["hours", "content", "consent"])
def test_what_can_not_be_checked_is_not_sent(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """V-10: refused, and the rep sees why."""
    anna = desk.person(state="CO")
    desk.policy(quiet_hours="on")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the table is torn")

    if part == "consent":
        monkeypatch.setattr("threadside.verdict.judge.standing", broken)
    elif part == "hours":
        monkeypatch.setattr(checking, "decide", broken)
    else:
        monkeypatch.setattr(checking.content, "check", broken)
    refused = desk.ask("POST", "/v1/messages", desk.wish(anna))
    assert refused.status_code == 409
    assert refused.json is not None
    told = reason(refused.json["verdict"], "cannot_tell")
    assert told["weight"] == "stop"
    assert "Nothing is sent" in told["words"]


def test_a_policy_that_can_not_be_read_stops_everything(desk: Desk) -> None:
    """V-10"""
    with desk.uow.write() as tx:
        tx.session.execute(update(PolicyVersion).values(body={"reply_minutes": "soon"}))
    assert "cannot_tell" in [one["code"] for one in ask(desk)["reasons"]]


def test_where_somebody_is_comes_from_who_is_meant(desk: Desk) -> None:
    """Of two people with one number the one on the record."""
    desk.policy(quiet_hours="on")
    here = desk.person(state="CO")
    there = desk.person("Ben Cole", ANNA, zone="Pacific/Honolulu", zone_source="confirmed")
    desk.clock.now = NIGHT
    assert ask(desk, person=here.id)["state"] == "wait"
    assert ask(desk, person=there.id)["state"] == "go"


def test_the_snapshot_has_the_card_and_what_the_composer_needs(desk: Desk) -> None:
    desk.policy(brand="Foothill", link_domains=["foothill.example"], identity="require")
    anna = desk.person()
    agrees(desk)
    shown = desk.get(
        "/v1/beside", crm="sample", account="acme", type="contact", id="1", phones=ANNA
    )
    assert shown["person_id"] == anna.id
    assert shown["consent"]["standing"] == "given"
    assert shown["composing"]["brand"] == "Foothill"
    assert shown["composing"]["first_to_number"] is True
    assert shown["composing"]["scope"] == "informational"
    assert shown["verdict"]["press"]


def test_who_has_a_number_is_not_asked_of_another_workspace(desk: Desk, open_desk: Any) -> None:
    """V-1"""
    elsewhere = open_desk()
    elsewhere.person("Anna Fernández", ANNA, OTHER)
    suppress(elsewhere, OTHER)
    suppress(elsewhere, ANNA)
    with desk.uow.write() as tx:
        tx.session.execute(update(Person).values(zone=None))
    assert ask(desk)["state"] == "go"
