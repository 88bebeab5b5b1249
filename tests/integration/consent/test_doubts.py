"""Texts that may ask us to stop, or tell of a wrong number: all waits for a person's word."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.integration.consent.test_keywords import CONFIRMED
from tests.integration.desk import ANNA, BEN, Desk

HOME = "+17205550188"
WRONG = "Sorry, you have the wrong number"
Card = Callable[..., dict[str, Any]]
Closed = Callable[[], list[tuple[str, str, str]]]
Kinds = Callable[[str], list[str]]


def settle(desk: Desk, open_: dict[str, Any], outcome: str, **more: Any) -> TestResponse:
    """The rep says what a text means."""
    path = f"/v1/consent/revocations/{open_['id']}/settle"
    return desk.ask("POST", path, {"outcome": outcome, **more})


def verdict(desk: Desk, phone: str = ANNA) -> str:
    state: str = desk.get("/v1/verdict", phone=phone, line=desk.line.id)["state"]
    return state


@pytest.fixture
def doubted(desk: Desk) -> str:
    """A text that no machine is sure of."""
    return "STOP that"


def test_a_likely_revocation_holds_everything_to_them(desk: Desk, card: Card, doubted: str) -> None:
    """R-11: a suspected revocation holds the thread until the rep chooses."""
    anna = desk.person("Anna Fernández", ANNA, HOME)
    waiting = [desk.press(anna, "held"), desk.press(anna, "at home", phone=HOME)]
    desk.says(doubted)
    shown = card()
    assert (shown["standing"], shown["open"]["quote"], shown["open"]["kind"]) == (
        "held", doubted, "opt_out",
    )  # fmt: skip
    assert {verdict(desk, phone) for phone in (ANNA, HOME)} == {"stop"}
    assert verdict(desk, BEN) == "go"
    desk.clock.advance(hours=6)
    desk.send_due()
    assert desk.carrier.texts == []
    assert [desk.state(each["id"]) for each in waiting] == ["held", "held"]


def test_it_is_due_ten_business_days_later(desk: Desk, card: Card, doubted: str) -> None:
    """47 CFR 64.1200(a)(10): at most ten business days; Memorial Day is none."""
    desk.clock.now = datetime(2026, 5, 20, 15, 30, tzinfo=UTC)
    desk.says(doubted)
    assert card()["open"]["due_at"] == "2026-06-04T15:30:00.000Z"


def test_upheld_it_is_an_opt_out_with_one_confirmation(
    desk: Desk, card: Card, closed: Closed, kinds: Kinds, doubted: str
) -> None:
    anna = desk.person()
    waiting = desk.press(anna, "held")
    desk.says(doubted)
    open_ = card()["open"]
    desk.clock.advance(hours=3)
    answer = settle(desk, open_, "upheld", note="She means it")
    assert (answer.status_code, answer.json["standing"]) == (200, "revoked")
    assert closed() == [(ANNA, "opt_out", "person")]
    assert kinds(ANNA) == ["held", "revoked"]
    assert desk.state(waiting["id"]) == "failed"
    desk.send_due()
    assert desk.carrier.texts == [CONFIRMED]
    newest = desk.get("/v1/consent", phone=ANNA)["items"][0]
    assert (newest["author"]["name"], newest["quote"], newest["note"]) == (
        "Kim Okafor", doubted, "She means it",
    )  # fmt: skip


def test_dismissed_what_waited_goes_on(desk: Desk, card: Card, kinds: Kinds, doubted: str) -> None:
    anna = desk.person("Anna Fernández", ANNA, HOME)
    desk.press(anna, "held")
    later = desk.clock.now.replace(hour=23)
    desk.press(anna, "to be there at night", phone=HOME, send_at=later.isoformat())
    desk.says(doubted, peer=ANNA)
    desk.clock.advance(minutes=90)
    before = desk.head()
    assert settle(desk, card()["open"], "dismissed").status_code == 200
    assert kinds(ANNA) == ["held", "dismissed"]
    assert verdict(desk) == "go"
    assert {event.payload["phone"] for event in desk.events(before) if event.type == "consent"} == {
        ANNA, HOME,
    }  # fmt: skip
    desk.send_due()
    assert desk.carrier.texts == ["held"]
    assert desk.timeline(anna)[-1]["words"].startswith("Kim Okafor says")


def test_saying_it_twice_is_once_and_the_opposite_is_refused(
    desk: Desk, card: Card, kinds: Kinds, doubted: str
) -> None:
    desk.person()
    desk.says(doubted)
    open_ = card()["open"]
    for _ in range(2):
        assert settle(desk, open_, "upheld").status_code == 200
    refused = settle(desk, open_, "dismissed")
    assert (refused.status_code, refused.json["code"]) == (409, "already_settled")
    assert kinds(ANNA) == ["held", "revoked"]


def test_a_clear_stop_settles_what_was_in_doubt(desk: Desk, card: Card, doubted: str) -> None:
    desk.person()
    desk.says(doubted)
    desk.says("STOP")
    assert (card()["standing"], card()["open"]) == ("revoked", None)


def test_a_second_text_in_doubt_is_the_same_doubt(
    desk: Desk, card: Card, kinds: Kinds, doubted: str
) -> None:
    desk.person()
    desk.says(doubted)
    first = card()["open"]["id"]
    desk.says(doubted)
    assert card()["open"]["id"] == first
    assert kinds(ANNA) == ["held"]


def test_a_held_text_can_still_be_undone(desk: Desk, doubted: str) -> None:
    sent = desk.press(desk.person(), "held")
    desk.says(doubted)
    assert desk.ask("POST", f"/v1/messages/{sent['id']}/undo").status_code == 200
    assert desk.state(sent["id"]) == "canceled"


def test_a_wrong_number_is_held_as_a_number_alone(desk: Desk, card: Card) -> None:
    """R-6: the number, not only the contact."""
    desk.person("Anna Fernández", ANNA, HOME)
    desk.says(WRONG)
    assert (card()["standing"], card()["open"]["kind"]) == ("held", "wrong_number")
    assert (verdict(desk, ANNA), verdict(desk, HOME)) == ("stop", "go")


def test_upheld_it_closes_the_number_detaches_consent_and_sends_nothing(
    desk: Desk, card: Card, closed: Closed, kinds: Kinds
) -> None:
    """R-6, R-3: consent detached, a check of the Reassigned Numbers Database due, no text."""
    anna = desk.person("Anna Fernández", ANNA, HOME)
    desk.says(WRONG)
    assert settle(desk, card()["open"], "upheld").status_code == 200
    assert closed() == [(ANNA, "wrong_number", "number")]
    assert kinds(ANNA) == ["held", "disputed"]
    assert verdict(desk, HOME) == "go"
    desk.send_due()
    assert desk.carrier.texts == []
    assert "is not the number of" in desk.timeline(anna)[-1]["words"]


def test_start_never_lifts_a_wrong_number(desk: Desk, card: Card, closed: Closed) -> None:
    """R-5: START is the word of somebody else there."""
    desk.person()
    desk.says(WRONG)
    settle(desk, card()["open"], "upheld")
    desk.says("START")
    assert closed() == [(ANNA, "wrong_number", "number")]
    assert verdict(desk) == "stop"


def test_dismissed_the_number_is_theirs_again(desk: Desk, card: Card) -> None:
    desk.person()
    desk.says(WRONG)
    settle(desk, card()["open"], "dismissed")
    assert verdict(desk) == "go"


def test_an_auditor_settles_nothing(desk: Desk, card: Card, doubted: str) -> None:
    desk.person()
    desk.says(doubted)
    auditor = desk.build.member(desk.workspace, role="auditor")
    path = f"/v1/consent/revocations/{card()['open']['id']}/settle"
    assert desk.ask("POST", path, {"outcome": "dismissed"}, who=auditor).status_code == 403
