"""What a machine answers by text: once, soon, and never to another machine."""

from collections.abc import Callable

import pytest

from tests.integration.consent.test_keywords import CONFIRMED
from tests.integration.desk import ANNA, Desk
from threadside.store.tables import CarrierAccount

LeftOut = Callable[[], list[tuple[str, str | None]]]


def test_an_opt_out_is_confirmed_once_at_any_hour(desk: Desk) -> None:
    """R-3 (47 CFR 64.1200(a)(12)): exactly one confirmation, even in quiet hours."""
    desk.strict_policy()
    desk.person()
    desk.clock.advance(hours=14)  # half past ten at night in Denver
    desk.says("STOP")
    desk.send_due()
    assert desk.carrier.texts == [CONFIRMED]
    (posted,) = desk.carrier.posted
    assert posted.to == ANNA


def test_a_repeated_stop_is_not_confirmed_again(desk: Desk, left_out: LeftOut) -> None:
    """R-3: never a second one for repeated STOPs, however much later."""
    second = desk.open_line("+18505550111")
    desk.person()
    desk.says("STOP")
    desk.says("stop", to=second.phone.removeprefix("+"))
    desk.clock.advance(days=40)
    desk.says("STOP!!")
    desk.send_due()
    assert [why for _, why in left_out()] == [None, "repeated", "repeated"]
    assert desk.carrier.texts.count(CONFIRMED) <= 1


def test_a_new_opt_out_after_an_opt_in_is_confirmed_again(desk: Desk, left_out: LeftOut) -> None:
    desk.person()
    for words in ("STOP", "START", "STOP"):
        desk.says(words)
        desk.send_due()
        desk.clock.advance(minutes=11)
    assert left_out() == [
        ("opt_out_confirmation", None),
        ("opt_in_confirmation", None),
        ("opt_out_confirmation", None),
    ]


def test_five_minutes_after_the_opt_out_none_is_sent_any_more(desk: Desk) -> None:
    """R-3: within five minutes, or not at all."""
    desk.person()
    desk.says("STOP")
    desk.clock.advance(minutes=5, seconds=1)
    desk.send_due()
    assert desk.carrier.texts == []


def test_an_opt_out_that_was_folded_in_late_is_not_confirmed(desk: Desk, left_out: LeftOut) -> None:
    desk.person()
    desk.arrives("STOP")
    desk.clock.advance(minutes=6)
    desk.fold()
    assert left_out() == [("opt_out_confirmation", "late")]


def test_where_the_carrier_answers_we_do_not(desk: Desk, left_out: LeftOut) -> None:
    """R-3: zero if the provider already replied (Vonage's Opt-Out Assist; toll-free networks)."""
    with desk.uow.write() as tx:
        tx.session.get_one(CarrierAccount, desk.account.id).answers_opt_outs = True
    desk.says("STOP")
    assert left_out() == [("opt_out_confirmation", "carrier_answers")]


def test_toll_free_networks_answer_themselves(desk: Desk, left_out: LeftOut) -> None:
    toll_free = desk.open_line("+18885550100", verified=True)
    desk.says("STOP", to=toll_free.phone.removeprefix("+"))
    assert left_out() == [("opt_out_confirmation", "carrier_answers")]


def test_a_workspace_may_leave_confirming_to_others(desk: Desk, left_out: LeftOut) -> None:
    desk.policy(opt_out_confirmation=False)
    desk.says("STOP")
    assert left_out() == [("opt_out_confirmation", "policy")]


def test_its_words_are_the_workspaces_own(desk: Desk) -> None:
    desk.policy(brand="Foothill", opt_out_words="{brand}: done. START brings us back.")
    desk.says("STOP")
    desk.send_due()
    assert desk.carrier.texts == ["Foothill: done. START brings us back."]


def test_it_does_not_wait_until_what_they_wrote_since_is_folded_in(desk: Desk) -> None:
    """It is good for five minutes, and somebody who writes on and on would never get it."""
    desk.says("STOP")
    desk.arrives("I mean it")
    assert desk.send_due() == 1
    assert desk.carrier.texts == [CONFIRMED]


def test_start_before_the_confirmation_has_left_takes_it_back(desk: Desk) -> None:
    desk.person()
    desk.says("STOP")
    desk.says("START")
    desk.send_due()
    assert CONFIRMED not in desk.carrier.texts


def test_help_is_answered_once_a_day(desk: Desk, left_out: LeftOut) -> None:
    """R-7: the exact word, once per 24 hours, with brand, a way to a person and the STOP line."""
    desk.policy(contact_path="call 720-555-0100")
    desk.person()
    for _ in range(2):
        desk.says("HELP")
        desk.clock.advance(hours=1)
    desk.clock.advance(hours=24)
    desk.says("info")
    assert left_out() == [("help", None), ("help", "repeated"), ("help", None)]
    desk.send_due()
    assert desk.carrier.texts[-1] == (
        "Foothill Solar: For help call 720-555-0100. Msg & data rates may apply."
        " Reply STOP to opt out."
    )


def test_a_question_with_help_in_it_is_a_persons(desk: Desk, left_out: LeftOut) -> None:
    """R-7: "I need help with my order" goes to the rep."""
    desk.says("I need help with my order")
    assert left_out() == []


def test_who_opted_out_gets_nothing_any_more(desk: Desk, left_out: LeftOut) -> None:
    """The confirmation is the last text there is (47 CFR 64.1200(a)(12))."""
    desk.says("STOP")
    desk.clock.advance(hours=1)
    desk.says("HELP")
    assert left_out()[1:] == [("help", "opted_out")]


@pytest.mark.parametrize(
    "words",
    ["Liked “Reply STOP to opt out.”", "👍 to “Reply STOP to opt out”",
     "I'm driving and will reply later. (Automatic reply) Reply STOP to opt out."],
)  # fmt: skip
def test_machines_are_not_answered(desk: Desk, left_out: LeftOut, words: str) -> None:
    """R-8: tapbacks and automatic replies of other systems lead to nothing."""
    desk.says(words)
    assert left_out() == []
    desk.send_due()
    assert desk.carrier.texts == []


def test_a_number_gets_one_automatic_answer_in_ten_minutes(desk: Desk, left_out: LeftOut) -> None:
    """R-8: no loop with a machine that says HELP and START in turn."""
    desk.says("STOP")
    desk.says("START")
    desk.says("HELP")
    assert left_out() == [
        ("opt_out_confirmation", None),
        ("opt_in_confirmation", "too_soon"),
        ("help", "too_soon"),
    ]


def test_nobody_is_its_author_and_it_is_not_a_persons_text(desk: Desk) -> None:
    anna = desk.person()
    desk.says("STOP")
    desk.send_due()
    shown = desk.timeline(anna)[-1]
    assert (shown["author"], shown["origin"], shown["state"]) == (None, "automation", "submitted")
