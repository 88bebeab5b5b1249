"""Texts whose answer was lost or came late: in doubt, never posted again."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.integration.desk import Desk
from threadside.sending import claim, outbox, settle
from threadside.sending.port import Accepted, NotAccepted, Outcome, OutgoingText, Unknown


@pytest.mark.parametrize("outcome", [Unknown("no_answer"), Unknown("http_503")])
def test_a_lost_answer_is_shown_as_checking_and_never_posted_again(
    desk: Desk, outcome: Unknown
) -> None:
    sent = desk.press(desk.person())
    desk.carrier.next_answers = [outcome]
    desk.after_hold()
    desk.clock.advance(hours=5)
    desk.send_due()
    assert len(desk.carrier.posted) == 1
    shown = desk.get(f"/v1/messages/{sent['id']}")
    assert shown["state"] == "uncertain"
    assert shown["state_words"].startswith("Checking")


def test_an_adapter_that_breaks_counts_as_a_lost_answer(desk: Desk) -> None:
    def breaks(_text: OutgoingText) -> Outcome:
        raise RuntimeError("a fault of ours after the request may have left")

    sent = desk.press(desk.person())
    desk.carrier.next_answers = [breaks]
    desk.after_hold()
    assert desk.state(sent["id"]) == "uncertain"


def test_doubt_about_one_text_does_not_hold_up_the_next(desk: Desk) -> None:
    anna = desk.person()
    desk.press(anna, "one")
    desk.press(anna, "two")
    desk.carrier.next_answers = [Unknown("no_answer")]
    desk.after_hold()
    assert desk.carrier.texts == ["one", "two"]


def claim_and_die(desk: Desk) -> claim.Claim:
    """A process claims a text and is never heard of again."""
    with desk.uow.write() as tx:
        outbox.release(tx)
        claimed = claim.claim(tx, "a process that died")
    assert claimed is not None
    return claimed


def sweep(desk: Desk) -> int:
    """What the runner does every few seconds."""
    with desk.uow.write() as tx:
        return settle.sweep(tx)


def test_a_claim_whose_lease_ended_is_uncertain_and_never_claimed_again(desk: Desk) -> None:
    sent = desk.press(desk.person())
    desk.clock.advance(seconds=5)
    claim_and_die(desk)
    assert sweep(desk) == 0
    assert desk.send_due() == 0
    desk.clock.now += claim.LEASE + timedelta(seconds=1)
    assert sweep(desk) == 1
    assert desk.send_due() == 0
    assert desk.carrier.posted == []
    assert desk.state(sent["id"]) == "uncertain"


def test_at_the_start_of_the_only_process_claims_are_abandoned_at_once(desk: Desk) -> None:
    sent = desk.press(desk.person())
    desk.clock.advance(seconds=5)
    claim_and_die(desk)
    with desk.uow.write() as tx:
        assert settle.abandon(tx) == 1
    assert desk.state(sent["id"]) == "uncertain"


@pytest.mark.parametrize(
    ("late", "state"),
    [
        (Accepted("late"), "submitted"),
        (Unknown("no_answer"), "uncertain"),
        (NotAccepted("fail", "invalid"), "failed"),
        (NotAccepted("retry", "unreachable_carrier"), "failed"),
        (NotAccepted("throttle", "throttled", 1.0), "failed"),
    ],
)
def test_an_answer_after_the_lease_settles_the_doubt_but_sends_nothing_again(
    desk: Desk, late: Outcome, state: str
) -> None:
    sent = desk.press(desk.person())
    desk.clock.advance(seconds=5)
    claimed = claim_and_die(desk)
    desk.clock.now += claim.LEASE + timedelta(seconds=1)
    sweep(desk)
    with desk.uow.write() as tx:
        settle.settle(tx, claimed, late)
    desk.clock.advance(hours=1)
    assert desk.send_due() == 0
    assert desk.state(sent["id"]) == state


@pytest.mark.parametrize(
    "late", [Unknown("no_answer"), NotAccepted("retry", "unreachable_carrier")]
)
def test_a_receipt_before_a_lost_answer_wins(desk: Desk, late: Outcome) -> None:
    def delivered_first(text: OutgoingText) -> Outcome:
        desk.reports(text.client_ref, "delivered")
        return late

    sent = desk.press(desk.person())
    desk.carrier.next_answers = [delivered_first]
    desk.after_hold()
    assert desk.state(sent["id"]) == "delivered"
    assert desk.waiting(sent["id"]).state == "done"
    desk.clock.advance(hours=1)
    assert desk.send_due() == 0


def test_a_receipt_before_the_response_is_not_undone_by_it(desk: Desk) -> None:
    def delivered_first(text: OutgoingText) -> Outcome:
        desk.reports(text.client_ref, "delivered", message_uuid="carrier-1")
        return Accepted("carrier-1")

    sent = desk.press(desk.person())
    desk.carrier.next_answers = [delivered_first]
    desk.after_hold()
    message = desk.message(sent["id"])
    assert (message.state, message.carrier_uuid) == ("delivered", "carrier-1")


@pytest.mark.parametrize(
    ("words", "state"),
    [("submitted", "submitted"), ("delivered", "delivered"), ("rejected", "rejected")],
)
def test_a_receipt_settles_an_uncertain_text(desk: Desk, words: str, state: str) -> None:
    sent = desk.press(desk.person())
    desk.carrier.next_answers = [Unknown("no_answer")]
    desk.after_hold()
    desk.reports(sent["id"], words)
    assert desk.state(sent["id"]) == state
    assert desk.waiting(sent["id"]).state == "done"


Press = Callable[[Desk], None]
