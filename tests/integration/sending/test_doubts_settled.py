"""What a person says of a text in doubt, beside the carrier: any order ends the same."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.desk import Desk
from tests.integration.sending.doubtful import Doubtful, doubtful
from threadside.ids import new_id
from threadside.sending import outbox, settle
from threadside.sending.claim import Claim, claim
from threadside.sending.port import Accepted, NotAccepted, Unknown

__all__ = ["doubtful"]


@pytest.mark.parametrize(
    ("outcome", "state", "code"),
    [("sent", "submitted", None), ("not_sent", "failed", "doubt_not_sent")],
)
def test_a_person_settles_a_doubt(
    doubtful: Doubtful, outcome: str, state: str, code: str | None
) -> None:
    message_id = doubtful.lose()
    before = doubtful.desk.head()
    answer = doubtful.settle(message_id, outcome)
    assert answer.status_code == 200
    assert answer.json["state"] == state
    assert (answer.json["failure"] or {}).get("code") == code
    assert sorted(event.type for event in doubtful.desk.events(before)) == ["message", "timeline"]
    assert doubtful.desk.timeline(doubtful.person)[-1]["words"].startswith("Kim Okafor says")
    assert doubtful.check_after(60) == 0
    assert doubtful.desk.send_due() == 0
    assert len(doubtful.desk.carrier.posted) == 1


def test_a_text_that_was_not_sent_can_be_written_again(doubtful: Doubtful) -> None:
    message_id = doubtful.lose("Thursday?")
    doubtful.settle(message_id, "not_sent")
    assert doubtful.shown(message_id)["failure"]["next"] == ["edit_and_resend"]
    doubtful.desk.press(doubtful.person, "Thursday?")
    doubtful.desk.after_hold()
    assert doubtful.desk.carrier.texts == ["Thursday?", "Thursday?"]


@pytest.mark.parametrize("first", ["receipt", "person", "record"])
def test_what_is_settled_is_not_settled_again(doubtful: Doubtful, first: str) -> None:
    message_id = doubtful.lose()
    if first == "receipt":
        doubtful.desk.reports(message_id, "submitted")
    elif first == "person":
        doubtful.settle(message_id, "sent")
    else:
        doubtful.put_on_record(message_id, "submitted", "submitted", None)
        doubtful.check_after(15)
    before = doubtful.desk.head()
    answer = doubtful.settle(message_id, "not_sent")
    assert (answer.status_code, answer.json["code"]) == (409, "settled_already")
    assert doubtful.desk.head() == before
    assert doubtful.desk.state(message_id) == "submitted"


def test_a_text_that_has_not_left_can_not_be_settled(doubtful: Doubtful) -> None:
    held = doubtful.desk.press(doubtful.person)
    assert doubtful.settle(held["id"], "not_sent").status_code == 409
    doubtful.desk.says("Hello")
    inbound = doubtful.desk.timeline(doubtful.person)[-1]["id"]
    for unknown in (inbound, new_id()):
        assert doubtful.settle(unknown, "sent").status_code == 404


def test_an_auditor_settles_nothing(doubtful: Doubtful) -> None:
    message_id = doubtful.lose()
    auditor = doubtful.desk.build.member(doubtful.desk.workspace, role="auditor")
    assert doubtful.settle(message_id, "sent", who=auditor).status_code == 403


@pytest.mark.parametrize("body", [{}, {"outcome": "perhaps"}, {"outcome": None}, {"sent": True}])
def test_the_answer_is_sent_or_not_sent(doubtful: Doubtful, body: dict[str, Any]) -> None:
    path = f"/v1/messages/{doubtful.lose()}/settle"
    assert doubtful.desk.ask("POST", path, body).status_code == 422


@pytest.mark.parametrize("word", ["submitted", "delivered", "rejected", "undeliverable"])
def test_any_word_of_the_carrier_wins_over_a_persons_not_sent(
    doubtful: Doubtful, word: str
) -> None:
    first, second = doubtful.lose("one"), doubtful.lose("two")
    doubtful.desk.reports(first, word, code=1210)
    doubtful.settle(second, "not_sent")
    doubtful.desk.reports(second, word, code=1210)
    ends = [doubtful.shown(one) for one in (first, second)]
    assert ends[0]["state"] == ends[1]["state"] != "uncertain"
    assert ends[0]["failure"] == ends[1]["failure"]


def report(word: str) -> Callable[[Doubtful, str, Claim], None]:
    """A status webhook says so."""
    return lambda there, message_id, _claim: void(there.desk.reports(message_id, word))


def record(there: Doubtful, message_id: str, _claim: Claim) -> None:
    """The records know of it by now."""
    there.put_on_record(message_id, "submitted", "submitted", None)
    there.check_after(61)


def decide(outcome: str) -> Callable[[Doubtful, str, Claim], None]:
    """A person says so, if they are still asked."""
    return lambda there, message_id, _claim: void(there.settle(message_id, outcome))


def answer(*, accepted: bool) -> Callable[[Doubtful, str, Claim], None]:
    """The thread that posted hears from the carrier at last, or gives up."""

    def late(there: Doubtful, message_id: str, claimed: Claim) -> None:
        with there.desk.uow.write() as tx:
            outcome = Accepted(f"late-{message_id}") if accepted else Unknown("no_answer")
            settle.settle(tx, claimed, outcome)

    return late


def void(_value: object) -> None:
    """For what is done, not answered."""


CARRIERS = {
    "submitted": (report("submitted"), 1),
    "record": (record, 1),
    "accepted": (answer(accepted=True), 1),
    "undeliverable": (report("undeliverable"), 2),
    "rejected": (report("rejected"), 3),
    "delivered": (report("delivered"), 4),
}
BEGAN = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
ENDS = {1: "submitted", 2: "undelivered", 3: "rejected", 4: "delivered"}
OTHERS = {
    "nothing": answer(accepted=False),
    "sent": decide("sent"),
    "not_sent": decide("not_sent"),
}


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.sampled_from([*CARRIERS, *OTHERS]), max_size=6))
def test_any_order_of_receipts_records_and_decisions_ends_the_same(
    desk: Desk, steps: list[str]
) -> None:
    desk.clock.now = BEGAN
    there = Doubtful(desk)
    message_id = desk.press(there.person)["id"]
    desk.clock.advance(seconds=5)
    with desk.uow.write() as tx:
        outbox.release(tx)
        claimed = claim(tx, "a slow thread")
    assert claimed is not None
    desk.clock.advance(minutes=2)
    with desk.uow.write() as tx:
        settle.sweep(tx)
    posted = len(desk.carrier.posted)
    for step in steps:
        act = CARRIERS[step][0] if step in CARRIERS else OTHERS[step]
        act(there, message_id, claimed)
    by_carrier = [CARRIERS[step][1] for step in steps if step in CARRIERS]
    by_person = [step for step in steps if step in {"sent", "not_sent"}]
    if by_carrier:
        # The records are asked only while there is a doubt: then a decision stands in for them.
        expected = {ENDS[max(by_carrier)]}
        if set(steps) & set(CARRIERS) == {"record"} and by_person:
            first = next(step for step in steps if step in {"record", *by_person})
            expected = {"failed"} if first == "not_sent" else {"submitted"}
    elif by_person:
        expected = {"failed" if by_person[0] == "not_sent" else "submitted"}
    else:
        expected = {"uncertain"}
    assert {desk.state(message_id)} == expected
    desk.clock.advance(hours=30)
    assert desk.send_due() == 0
    assert len(desk.carrier.posted) == posted
    waiting = desk.waiting(message_id).state
    assert waiting == ("uncertain" if expected == {"uncertain"} else "done")


@pytest.mark.parametrize("outcome", ["sent", "not_sent"])
def test_a_clear_refusal_after_a_decision_is_the_truth(doubtful: Doubtful, outcome: str) -> None:
    desk = doubtful.desk
    message_id = desk.press(doubtful.person)["id"]
    desk.clock.advance(seconds=5)
    with desk.uow.write() as tx:
        outbox.release(tx)
        claimed = claim(tx, "a slow thread")
    assert claimed is not None
    desk.clock.advance(minutes=2)
    with desk.uow.write() as tx:
        settle.sweep(tx)
    doubtful.settle(message_id, outcome)
    with desk.uow.write() as tx:
        settle.settle(tx, claimed, NotAccepted("fail", "bad_number"))
    assert doubtful.shown(message_id)["failure"]["code"] == "bad_number"
