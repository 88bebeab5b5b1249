"""One switch stops all sending of a workspace: what waits keeps its place, and says why."""

import threading
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.builders import Someone
from tests.integration.desk import ANNA, BEN, Desk, OpenDesk
from tests.integration.sending.drain import queue
from threadside.errors import Refusal
from threadside.sending import agenda, outbox, pausing
from threadside.sending.claim import claim
from threadside.sending.port import Accepted, NotAccepted, Outcome, OutgoingText
from threadside.store.tables import Outbox

NUMBERS = count(1)
THREADS = 4
ROUNDS = 6


@pytest.fixture
def dana(desk: Desk) -> Someone:
    return desk.build.member(desk.workspace, role="admin", name="Dana Whitfield")


def pause(desk: Desk, by: Someone | None = None, reason: str = "billing check") -> None:
    with desk.uow.write() as tx:
        pausing.pause(tx, desk.workspace.id, by.id if by else None, reason)


def resume(desk: Desk) -> int:
    with desk.uow.write() as tx:
        return pausing.resume(tx, desk.workspace.id)


def claimed(desk: Desk) -> int:
    with desk.uow.read() as session:
        query = select(func.count()).select_from(Outbox).where(Outbox.claimed_at.is_not(None))
        return session.scalar(query) or 0


def test_what_waits_leaves_when_it_goes_on_in_its_order_and_once(desk: Desk) -> None:
    anna = desk.person()
    desk.press(anna, "one")
    pause(desk)
    desk.press(anna, "two")
    assert desk.after_hold() == 0
    desk.clock.advance(minutes=30)
    assert desk.send_due() == 0
    assert resume(desk) == 2
    assert desk.send_due() == 2
    assert desk.send_due() == 0
    assert desk.carrier.texts == ["one", "two"]


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.sampled_from(["press", "press", "switch", "send"]), max_size=14))
def test_whenever_it_is_paused_every_text_leaves_once_and_in_order(
    open_desk: OpenDesk, steps: list[str]
) -> None:
    desk = open_desk(hold_seconds=0)
    pressed: list[str] = []
    paused = False
    for step in [*steps, *(["switch"] if steps.count("switch") % 2 else []), "send"]:
        if step == "press":
            number = next(NUMBERS)
            queue(desk, number)
            pressed.append(str(number))
        elif step == "switch":
            if paused:
                resume(desk)
            else:
                pause(desk)
            paused = not paused
        else:
            left = desk.send_due()
            assert left == 0 or not paused
            desk.clock.advance(seconds=1)
    assert [text.split()[0] for text in desk.carrier.texts] == pressed


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_once_the_pause_is_committed_no_claim_is(open_desk: OpenDesk, seed: int) -> None:
    """Senders that are looking, judging or about to commit at that moment take nothing more."""
    desk = open_desk(hold_seconds=0)
    for _ in range(ROUNDS + THREADS):
        queue(desk, next(NUMBERS))
    failures: list[BaseException] = []
    begin = threading.Barrier(THREADS + 1)
    over = threading.Event()
    taken = threading.Semaphore(0)

    def look() -> None:
        begin.wait()
        try:
            while not over.is_set():
                with desk.uow.write() as tx:
                    outbox.release(tx)
                    found = claim(tx, "a sender")
                if found is not None:
                    taken.release()
        except BaseException as error:  # noqa: BLE001 - told by the main thread
            failures.append(error)
            taken.release(ROUNDS)

    senders = [threading.Thread(target=look) for _ in range(THREADS)]
    for sender in senders:
        sender.start()
    begin.wait()
    try:
        for _ in range(seed):
            taken.acquire()
        pause(desk)
        then = claimed(desk)
        for _ in range(3):
            with desk.uow.write() as tx:
                assert claim(tx, "another sender") is None
    finally:
        over.set()
        for sender in senders:
            sender.join()
    assert failures == []
    assert claimed(desk) == then


def test_what_is_with_the_carrier_already_is_finished(desk: Desk) -> None:
    sent = desk.press(desk.person())

    def paused_meanwhile(_text: OutgoingText) -> Outcome:
        pause(desk)
        return Accepted("one")

    desk.carrier.next_answers = [paused_meanwhile]
    assert desk.after_hold() == 1
    assert desk.state(sent["id"]) == "submitted"


def test_what_comes_back_from_the_carrier_waits_with_the_others(desk: Desk) -> None:
    sent = desk.press(desk.person())

    def paused_meanwhile(_text: OutgoingText) -> Outcome:
        pause(desk)
        return NotAccepted("throttle", "throttled", 1.0)

    desk.carrier.next_answers = [paused_meanwhile]
    assert desk.after_hold() == 1
    desk.clock.advance(minutes=1)
    assert desk.send_due() == 0
    assert desk.state(sent["id"]) == "queued"


@pytest.mark.parametrize("word", ["STOP", "HELP"])
def test_not_even_a_keyword_is_answered_and_its_answer_lapses(desk: Desk, word: str) -> None:
    desk.press(desk.person())
    desk.after_hold()
    pause(desk)
    desk.says(word)
    assert desk.send_due() == 0
    desk.clock.advance(minutes=11)
    resume(desk)
    assert desk.send_due() == 0
    assert desk.carrier.texts == ["Hello"]


def test_a_text_whose_time_runs_out_lapses_and_says_why(desk: Desk) -> None:
    sent = desk.press(desk.person())
    pause(desk)
    desk.clock.advance(seconds=1 + outbox.KEEP_TRYING.total_seconds())
    assert desk.send_due() == 0
    resume(desk)
    assert desk.send_due() == 0
    shown = desk.get(f"/v1/messages/{sent['id']}")
    assert (shown["state"], shown["failure"]["code"]) == ("lapsed", "sending_paused")
    assert "paused" in shown["failure"]["words"]


def test_nothing_leaves_that_is_too_late_by_then_however_much_there_is(open_desk: OpenDesk) -> None:
    """More than lapse at a time: the rest is not sent instead."""
    desk = open_desk(hold_seconds=0)
    sent = [queue(desk, next(NUMBERS)) for _ in range(outbox.AT_ONCE + 1)]
    pause(desk)
    for _ in range(2):
        with desk.uow.write() as tx:
            outbox.release(tx)
    assert {desk.state(each) for each in sent} == {"queued"}
    desk.clock.advance(seconds=1 + outbox.KEEP_TRYING.total_seconds())
    resume(desk)
    assert (desk.send_due(), desk.send_due()) == (0, 0)
    assert {desk.state(each) for each in sent} == {"lapsed"}
    assert desk.carrier.texts == []


def test_each_text_is_judged_anew_when_it_goes_on(desk: Desk) -> None:
    anna, ben = desk.person(), desk.person("Ben Cole", BEN)
    sent = desk.press(anna, "to Anna")
    desk.press(ben, "to Ben", phone=BEN)
    pause(desk)
    desk.says("STOP", peer=ANNA)
    resume(desk)
    desk.after_hold()
    assert "to Ben" in desk.carrier.texts
    assert "to Anna" not in desk.carrier.texts
    assert desk.state(sent["id"]) == "failed"


def test_it_holds_for_one_workspace_alone(desk: Desk, open_desk: OpenDesk) -> None:
    other = open_desk()
    desk.press(desk.person(), "here")
    other.press(other.person(), "there")
    pause(desk)
    other.after_hold()
    assert other.carrier.texts == ["there"]
    assert resume(desk) == 1


def test_a_rep_may_write_and_press_and_is_told_who_paused_it_and_why(
    desk: Desk, dana: Someone
) -> None:
    anna = desk.person()
    pause(desk, dana, " billing\n check ")
    desk.clock.advance(minutes=10)
    verdict = desk.get("/v1/verdict", phone=ANNA, line=desk.line.id, zone="America/Denver")
    assert (verdict["state"], verdict["code"]) == ("wait", "sending_paused")
    assert "by Dana Whitfield since 8:30 AM: billing check" in verdict["detail"]
    assert verdict["until"] is None
    sent = desk.press(anna, "Hello")
    assert desk.after_hold() == 0
    place = desk.get(f"/v1/messages/{sent['id']}/place")
    assert place["words"].endswith("Paused by Dana Whitfield: billing check")
    assert place["leaves_at"] is None


def test_of_the_operator_and_without_a_reason_that_is_said_as_well(desk: Desk) -> None:
    pause(desk, None, "")
    desk.clock.advance(days=1)
    verdict = desk.get("/v1/verdict", phone=ANNA, line=desk.line.id, zone="America/Denver")
    assert "by an admin since Mar 2, 8:30 AM: no reason was given" in verdict["detail"]


def test_open_sidebars_are_told_when_it_stops_and_when_it_goes_on(desk: Desk) -> None:
    told = {"type": "workspace", "what": "settings"}
    for switch in (pause, resume):
        before = desk.head()
        switch(desk)
        assert [event.payload for event in desk.events(before)] == [told]


def test_two_who_press_at_once_do_not_undo_each_other(desk: Desk, dana: Someone) -> None:
    pause(desk, dana, "first")
    with pytest.raises(Refusal, match="already_paused"):
        pause(desk, None, "second")
    with desk.uow.read() as session:
        standing = pausing.standing(session, desk.workspace.id, desk.clock())
    assert standing is not None
    assert (standing.by, standing.reason) == ("Dana Whitfield", "first")
    desk.clock.advance(minutes=1)
    with pytest.raises(Refusal, match="changed_meanwhile"), desk.uow.write() as tx:
        pausing.resume(tx, desk.workspace.id, standing.at - timedelta(seconds=1))
    resume(desk)
    with pytest.raises(Refusal, match="not_paused"):
        resume(desk)


def test_a_pause_counts_what_would_leave_and_not_what_is_for_later(desk: Desk) -> None:
    anna = desk.person()
    desk.press(anna, "now")
    later = (desk.clock() + timedelta(days=2)).isoformat()
    desk.press(anna, "in two days", send_at=later)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    pause(desk)
    with desk.uow.read() as session:
        [found] = pausing.all_standing(session, desk.clock())
    assert (found.workspace, found.waiting) == (desk.workspace.name, 1)


def test_a_sender_does_not_look_again_and_again_at_what_is_paused(desk: Desk) -> None:
    desk.press(desk.person())
    pause(desk)
    assert desk.after_hold() == 0
    with desk.uow.read() as session:
        assert agenda.next_due(session, desk.clock()) is None
