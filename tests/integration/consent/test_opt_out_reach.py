"""Whom an opt-out closes, from which commit on, and who can open it again."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.integration.desk import ANNA, BEN, Desk
from tests.integration.webhooks import sms_api
from threadside.consent import told
from threadside.store.tables import Suppression, WebhookReceipt

HOME = "+17205550188"
Closed = Callable[[], list[tuple[str, str, str]]]
Kinds = Callable[[str], list[str]]


def verdict(desk: Desk, phone: str = ANNA) -> str:
    """The state of the verdict for a number."""
    state: str = desk.get("/v1/verdict", phone=phone, line=desk.line.id)["state"]
    return state


def opted_out(desk: Desk, above: int) -> dict[str, bool]:
    """What screens were told of opt-outs, by number, the newest word on each."""
    told_of = [event.payload for event in desk.events(above) if event.type == "consent"]
    return {each["phone"]: each["opted_out"] for each in told_of}


@pytest.mark.parametrize("words", ["STOP", "please stop texting me", "Unsubscribe!", "desuscribir"])
def test_it_holds_from_the_commit_that_acknowledges_it(desk: Desk, words: str) -> None:
    """R-1: on the same webhook request; nothing has been folded in yet."""
    anna = desk.person()
    held = desk.press(anna, "held")
    later = (desk.clock.now.replace(hour=23)).isoformat()
    scheduled = desk.press(anna, "later", send_at=later)
    before = desk.head()
    desk.arrives(words)
    assert [desk.state(each["id"]) for each in (held, scheduled)] == ["failed", "failed"]
    assert verdict(desk) == "stop"
    assert opted_out(desk, before) == {ANNA: True}
    desk.after_hold()
    assert desk.carrier.texts == []


def test_a_part_of_a_longer_text_is_not_taken_for_the_whole(desk: Desk, closed: Closed) -> None:
    """`STOP` may be the first part of `STOP by at five`; until it is whole nothing leaves."""
    desk.press(desk.person(), "held")
    sms_api.arrives(desk, sms_api.part_fields("STOP ", 1, 2))
    assert closed() == []
    desk.after_hold()
    assert desk.carrier.texts == []


def test_where_acting_on_it_breaks_the_text_is_kept_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The webhook waits to be folded in, and until then nothing leaves."""
    desk.press(desk.person(), "held")

    def broken(*_args: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("threadside.consent.intake.acknowledge", broken)
    desk.arrives("STOP")
    with desk.uow.read() as session:
        assert session.scalars(select(WebhookReceipt.state)).all() == ["pending"]
    desk.after_hold()
    assert desk.carrier.texts == []
    desk.fold()
    assert verdict(desk) == "stop"


def test_it_reaches_every_number_of_the_person_and_of_duplicates(desk: Desk) -> None:
    """Person-level: the phone's owner asked, not the SIM card."""
    desk.person("Anna Fernández", ANNA, HOME)
    twin = desk.person("A. Fernandez", ANNA, "+17205550199")
    waiting = desk.press(twin, "to the twin", phone="+17205550199")
    before = desk.head()
    desk.says("STOP")
    assert desk.state(waiting["id"]) == "failed"
    assert {phone: verdict(desk, phone) for phone in (ANNA, HOME, "+17205550199", BEN)} == {
        ANNA: "stop", HOME: "stop", "+17205550199": "stop", BEN: "go",
    }  # fmt: skip
    assert opted_out(desk, before) == {ANNA: True, HOME: True, "+17205550199": True}


def test_it_goes_one_step_and_not_on_to_others_who_share_a_number(desk: Desk) -> None:
    desk.person("Anna Fernández", ANNA, HOME)
    desk.person("Ben Cole", HOME, BEN)
    desk.says("STOP")
    assert verdict(desk, HOME) == "stop"
    assert verdict(desk, BEN) == "go"


def test_start_from_the_same_number_opens_all_of_it(desk: Desk, closed: Closed) -> None:
    """R-5: START restores exactly what STOP closed."""
    desk.person("Anna Fernández", ANNA, HOME)
    desk.says("STOP")
    before = desk.head()
    desk.says("START")
    assert closed() == []
    assert opted_out(desk, before) == {ANNA: False, HOME: False}


def test_start_from_another_number_opens_that_one_alone(desk: Desk, closed: Closed) -> None:
    desk.person("Anna Fernández", ANNA, HOME)
    desk.says("STOP")
    desk.says("START", peer=HOME)
    assert closed() == [(ANNA, "opt_out", "number")]
    assert (verdict(desk, ANNA), verdict(desk, HOME)) == ("stop", "go")


def test_start_where_nothing_was_closed_gives_no_consent(
    desk: Desk, card: Callable[..., dict[str, Any]]
) -> None:
    """R-5: exactly what STOP closed, never more; their text may be answered, like any other."""
    desk.person()
    desk.says("START")
    assert [each["scope"] for each in card()["scopes"]] == ["conversational"]


def test_the_newest_word_counts_whatever_the_order_of_folding(desk: Desk) -> None:
    """START, then STOP before START was folded in: closed."""
    desk.says("STOP")
    desk.arrives("START")
    desk.arrives("STOP")
    desk.fold()
    assert verdict(desk) == "stop"


def test_free_words_of_wanting_back_open_nothing(desk: Desk) -> None:
    """R-5: free-text opt-in asks the contact to text START."""
    anna = desk.person()
    desk.says("STOP")
    desk.says("I opted out by mistake, please add me back")
    assert verdict(desk) == "stop"
    assert desk.timeline(anna)[-1]["words"].endswith("Ask them to text START.")


def test_a_narrower_request_closes_offers_alone(
    desk: Desk, closed: Closed, kinds: Kinds, card: Callable[..., dict[str, Any]]
) -> None:
    """R-2: a narrower scope only if the contact said so in words."""
    anna = desk.person()
    desk.says("Please stop sending me promotions")
    assert kinds(ANNA) == ["revoked"]
    assert closed() == []
    assert "No offers since" in card()["words"]
    assert "wants no more offers" in desk.timeline(anna)[-1]["words"]


def test_what_the_carrier_tells_reaches_all_numbers_too(desk: Desk) -> None:
    anna = desk.person("Anna Fernández", ANNA, HOME)
    sent = desk.press(anna)
    desk.after_hold()
    desk.reports(sent["id"], "rejected", code=1240)
    assert (verdict(desk, ANNA), verdict(desk, HOME)) == ("stop", "stop")


def test_a_field_of_the_crm_adds_an_opt_out(desk: Desk, kinds: Kinds) -> None:
    """R-5: CRM sync can add, never remove, an opt-out."""
    anna = desk.person()
    for _ in range(2):
        with desk.uow.write() as tx:
            told.from_crm(tx, desk.workspace.id, ANNA, field="hs_optout", words="true")
    assert kinds(ANNA) == ["revoked"]
    assert verdict(desk) == "stop"
    assert desk.timeline(anna)[-1]["words"].startswith("The CRM says")


def test_the_suppression_leads_to_its_line_in_the_ledger(desk: Desk) -> None:
    desk.says("STOP")
    history = desk.get("/v1/consent", phone=ANNA)["items"]
    with desk.uow.read() as session:
        (event_id,) = session.scalars(select(Suppression.event_id)).all()
    assert event_id in {each["id"] for each in history if each["kind"] == "revoked"}
