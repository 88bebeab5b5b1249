"""The outbox machine with a carrier that answers as it is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.integration.desk import ANNA, BEN, Desk, OpenDesk
from tests.integration.sending.drain import queue
from threadside.sending import outbox, settle
from threadside.sending.port import Accepted, NotAccepted, Outcome, OutgoingText
from threadside.store.tables import Line, Member, Outbox, Suppression


def suppress(desk: Desk, phone: str = ANNA) -> None:
    """An opt-out from elsewhere, for example an import."""
    desk.build.add(
        Suppression(
            workspace_id=desk.workspace.id,
            phone=phone,
            since=desk.clock(),
            keyword="stop",
            words="stop",
            line_id=desk.line.id,
        )
    )


def test_a_text_is_held_then_queued_then_posted_once(desk: Desk) -> None:
    sent = desk.press(desk.person(), "Hello Anna")
    assert sent["state"] == "held"
    assert desk.send_due() == 0
    assert desk.after_hold() == 1
    assert desk.send_due() == 0
    text = desk.carrier.posted[0]
    assert (text.client_ref, text.sender, text.to, text.text) == (
        sent["id"],
        desk.line.phone,
        ANNA,
        "Hello Anna",
    )
    assert desk.state(sent["id"]) == "submitted"
    assert desk.waiting(sent["id"]).state == "done"


def test_the_carriers_id_is_kept(desk: Desk) -> None:
    sent = desk.press(desk.person())
    desk.carrier.next_answers = [Accepted("carrier-1")]
    desk.after_hold()
    assert desk.message(sent["id"]).carrier_uuid == "carrier-1"


def test_without_a_hold_a_text_leaves_at_once(open_desk: OpenDesk) -> None:
    desk = open_desk(hold_seconds=0)
    desk.press(desk.person())
    assert desk.send_due() == 1


def test_the_carrier_is_never_called_inside_a_transaction(desk: Desk) -> None:
    def look(_text: OutgoingText) -> Outcome:
        with desk.uow.write() as tx:  # would wait for ever behind a claim that is still open
            tx.session.execute(select(Outbox.message_id))
        return Accepted("one")

    desk.press(desk.person())
    desk.carrier.next_answers = [look]
    assert desk.after_hold() == 1


def test_an_undo_within_the_hold_leaves_nothing_to_post(desk: Desk) -> None:
    sent = desk.press(desk.person())
    answer = desk.ask("POST", f"/v1/messages/{sent['id']}/undo")
    assert answer.status_code == 200
    assert answer.json["state"] == "canceled"
    desk.clock.advance(hours=1)
    assert desk.send_due() == 0
    assert desk.carrier.posted == []


def test_undoing_twice_is_undoing_once(desk: Desk) -> None:
    sent = desk.press(desk.person())
    for _ in range(2):
        answer = desk.ask("POST", f"/v1/messages/{sent['id']}/undo")
        assert (answer.status_code, answer.json["state"]) == (200, "canceled")


def test_an_undo_after_the_hold_says_that_it_is_too_late(desk: Desk) -> None:
    sent = desk.press(desk.person())
    desk.after_hold()
    answer = desk.ask("POST", f"/v1/messages/{sent['id']}/undo")
    assert (answer.status_code, answer.json["code"]) == (409, "already_sent")
    assert desk.carrier.texts == ["Hello"]


def test_only_the_author_takes_a_text_back(desk: Desk) -> None:
    sent = desk.press(desk.person())
    colleague = desk.build.member(desk.workspace)
    answer = desk.ask("POST", f"/v1/messages/{sent['id']}/undo", who=colleague)
    assert (answer.status_code, answer.json["code"]) == (403, "not_yours")


def test_a_text_that_was_taken_back_does_not_count_as_texted(desk: Desk) -> None:
    anna = desk.person()
    sent = desk.press(anna)
    desk.ask("POST", f"/v1/messages/{sent['id']}/undo")
    verdict = desk.get("/v1/verdict", phone=ANNA, line=desk.line.id, person=anna.id)
    assert verdict["code"] == "never_texted"


@pytest.mark.parametrize("label", ["before the claim", "after a failed attempt"])
def test_a_suppression_between_press_and_claim_stops_the_text(desk: Desk, label: str) -> None:
    sent = desk.press(desk.person())
    if label == "after a failed attempt":
        desk.carrier.next_answers = [NotAccepted("throttle", "throttled", 1.0)]
        desk.after_hold()
        desk.carrier.posted.clear()
        desk.clock.advance(seconds=2)
    suppress(desk)
    desk.after_hold()
    assert desk.carrier.posted == []
    message = desk.message(sent["id"])
    assert (message.state, message.failure_code) == ("failed", "opted_out")


def test_a_refused_text_does_not_hold_up_the_next_one(desk: Desk) -> None:
    desk.press(desk.person(), "to Anna")
    desk.press(desk.person("Ben Cole", BEN), "to Ben", phone=BEN)
    suppress(desk)
    desk.after_hold()
    assert desk.carrier.texts == ["to Ben"]


def test_a_member_who_left_sends_nothing_more(desk: Desk) -> None:
    sent = desk.press(desk.person())
    with desk.uow.write() as tx:
        tx.session.execute(update(Member).where(Member.id == desk.rep.id).values(active=False))
    desk.after_hold()
    assert desk.carrier.posted == []
    message = desk.message(sent["id"])
    assert (message.state, message.failure_code) == ("failed", "refused")


def test_an_answer_that_is_acknowledged_but_not_folded_in_holds_the_claim(desk: Desk) -> None:
    sent = desk.press(desk.person())
    desk.arrives("Wait, not yet")
    assert desk.after_hold() == 0
    assert desk.state(sent["id"]) == "queued"
    desk.fold()
    desk.send_due()
    assert desk.carrier.texts == ["Hello"]


def test_a_stop_takes_a_text_back_with_its_acknowledgement(desk: Desk) -> None:
    """R-1: before it is folded in."""
    sent = desk.press(desk.person())
    desk.arrives("STOP")
    assert desk.state(sent["id"]) == "failed"
    assert desk.after_hold() == 0
    desk.fold()
    desk.send_due()
    assert "Hello" not in desk.carrier.texts


def test_a_stop_to_another_line_of_ours_takes_it_back_as_well(desk: Desk) -> None:
    desk.open_line("+18505550111")
    desk.press(desk.person())
    desk.arrives("STOP", to="18505550111")
    assert desk.after_hold() == 0
    desk.fold()
    desk.send_due()
    assert "Hello" not in desk.carrier.texts


def test_a_pending_answer_of_one_person_does_not_hold_up_another(desk: Desk) -> None:
    desk.press(desk.person("Ben Cole", BEN), "to Ben", phone=BEN)
    desk.arrives("On my way", ANNA)
    assert desk.after_hold() == 1


def test_texts_to_one_person_leave_in_the_order_of_pressing(desk: Desk) -> None:
    anna = desk.person()
    for word in ("one", "two", "three"):
        desk.press(anna, word)
    desk.carrier.next_answers = [NotAccepted("retry", "unreachable_carrier")]
    desk.after_hold()
    assert desk.carrier.texts == ["one"]
    desk.clock.advance(seconds=settle.BACKOFF_BASE_S)
    desk.send_due()
    assert desk.carrier.texts == ["one", "one", "two", "three"]


def test_texts_to_others_pass_one_that_waits(desk: Desk) -> None:
    desk.press(desk.person(), "to Anna")
    desk.press(desk.person("Ben Cole", BEN), "to Ben", phone=BEN)
    desk.carrier.next_answers = [NotAccepted("retry", "unreachable_carrier")]
    desk.after_hold()
    assert desk.carrier.texts == ["to Anna", "to Ben"]


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (NotAccepted("fail", "bad_number"), "bad_number"),
        (NotAccepted("fail", "invalid"), "invalid"),
    ],
)
def test_a_final_refusal_fails_the_text_with_its_reason(
    desk: Desk, outcome: NotAccepted, code: str
) -> None:
    sent = desk.press(desk.person())
    desk.carrier.next_answers = [outcome]
    desk.after_hold()
    shown = desk.get(f"/v1/messages/{sent['id']}")
    assert (shown["state"], shown["failure"]["code"]) == ("failed", code)
    assert shown["failure"]["words"]
    assert desk.waiting(sent["id"]).state == "done"


def test_a_throttled_text_waits_as_long_as_the_carrier_says(desk: Desk) -> None:
    sent = desk.press(desk.person())
    desk.carrier.next_answers = [NotAccepted("throttle", "throttled", 30.0)]
    desk.after_hold()
    assert desk.state(sent["id"]) == "queued"
    desk.clock.advance(seconds=29)
    assert desk.send_due() == 0
    desk.clock.advance(seconds=1)
    assert desk.send_due() == 1
    assert desk.state(sent["id"]) == "submitted"


def test_an_absurd_wait_ends_with_the_time_of_the_text(desk: Desk) -> None:
    sent = desk.press(desk.person())
    desk.carrier.next_answers = [NotAccepted("throttle", "throttled", 1e18)]
    desk.after_hold()
    assert desk.state(sent["id"]) == "queued"
    desk.clock.advance(seconds=1 + outbox.KEEP_TRYING.total_seconds())
    desk.send_due()
    assert desk.state(sent["id"]) == "lapsed"


def test_repeated_refusals_wait_longer_each_time_up_to_a_quarter_of_an_hour(desk: Desk) -> None:
    sent = desk.press(desk.person())
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    for attempt in range(1, 12):
        desk.carrier.next_answers = [NotAccepted("retry", "unreachable_carrier")]
        assert desk.send_due() == 1
        ceiling = min(settle.BACKOFF_CAP_S, settle.BACKOFF_BASE_S * 2 ** (attempt - 1))
        wait = desk.waiting(sent["id"]).available_at - desk.clock()
        assert timedelta(seconds=ceiling / 2) <= wait <= timedelta(seconds=ceiling)
        desk.clock.now += wait


def test_an_account_problem_pauses_the_line_and_keeps_the_queue(desk: Desk) -> None:
    first = desk.press(desk.person(), "one")
    second = desk.press(desk.person("Ben Cole", BEN), "two", phone=BEN)
    desk.carrier.next_answers = [NotAccepted("pause", "account")]
    desk.after_hold()
    desk.clock.advance(minutes=30)
    assert desk.send_due() == 0
    assert [desk.state(one["id"]) for one in (first, second)] == ["queued", "queued"]
    with desk.uow.read() as session:
        line = session.get_one(Line, desk.line.id)
    assert (line.state, line.pause_reason) == ("paused", "account")
    assert desk.events()[-1].payload == {"type": "workspace", "what": "lines"} or any(
        event.payload == {"type": "workspace", "what": "lines"} for event in desk.events()
    )
    verdict = desk.get("/v1/verdict", phone=ANNA, line=desk.line.id)
    assert (verdict["state"], verdict["code"]) == ("wait", "line_paused")


def test_what_waited_on_a_paused_line_leaves_when_it_is_live_again(desk: Desk) -> None:
    desk.press(desk.person(), "one")
    desk.carrier.next_answers = [NotAccepted("pause", "account")]
    desk.after_hold()
    with desk.uow.write() as tx:
        tx.session.execute(update(Line).values(state="live", pause_reason=None))
    desk.clock.advance(minutes=20)
    assert desk.send_due() == 1
    assert desk.carrier.texts == ["one", "one"]


def test_a_text_that_could_not_leave_in_time_lapses(desk: Desk) -> None:
    sent = desk.press(desk.person())
    with desk.uow.write() as tx:
        tx.session.execute(update(Line).values(state="paused"))
    desk.clock.advance(seconds=1 + outbox.KEEP_TRYING.total_seconds())
    with desk.uow.write() as tx:
        outbox.release(tx)
        tx.session.execute(update(Line).values(state="live"))
    assert desk.send_due() == 0
    assert desk.carrier.posted == []
    shown = desk.get(f"/v1/messages/{sent['id']}")
    assert (shown["state"], shown["failure"]["code"]) == ("lapsed", "expired")


def test_nothing_leaves_that_is_too_late_by_then_however_much_there_is(open_desk: OpenDesk) -> None:
    """More than lapse at a time: the rest is not sent instead."""
    desk = open_desk(hold_seconds=0)
    sent = [queue(desk, number) for number in range(outbox.AT_ONCE + 1)]
    with desk.uow.write() as tx:
        tx.session.execute(update(Line).values(state="paused"))
    for _ in range(2):
        with desk.uow.write() as tx:
            outbox.release(tx)
    assert {desk.state(each) for each in sent} == {"queued"}
    desk.clock.advance(seconds=1 + outbox.KEEP_TRYING.total_seconds())
    with desk.uow.write() as tx:
        tx.session.execute(update(Line).values(state="live"))
    assert (desk.send_due(), desk.send_due()) == (0, 0)
    assert {desk.state(each) for each in sent} == {"lapsed"}
    assert desk.carrier.texts == []


def test_a_human_text_leaves_before_an_automated_one(desk: Desk) -> None:
    desk.press(desk.person("Ben Cole", BEN), "automated", phone=BEN)
    desk.press(desk.person(), "by hand")
    with desk.uow.write() as tx:
        tx.session.execute(update(Outbox).where(Outbox.phone == BEN).values(priority=5))
    desk.after_hold()
    assert desk.carrier.texts == ["by hand", "automated"]
