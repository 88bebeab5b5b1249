"""Texts of which nobody knows whether they were sent: a receipt, the records, then a person."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.integration.desk import ANNA, Desk
from threadside.ids import new_id
from threadside.network import allow_network
from threadside.sending import doubts, outbox, settle
from threadside.sending.claim import Claim, claim
from threadside.sending.doubts import DoubtChecker
from threadside.sending.port import Accepted, NoRecords, NotAccepted, StatusReceipt, Unknown
from threadside.store.tables import Receipt
from threadside.threads import carrier_word

Asked = tuple[str, str, datetime, datetime]


@dataclass
class ToldRecords:
    """Records that hold what a test put there."""

    held: dict[str, StatusReceipt] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    closed: bool = False

    def find(
        self, client_ref: str, to: str, since: datetime, until: datetime
    ) -> StatusReceipt | None:
        """See `sending.port.Records`."""
        allow_network()
        self.asked.append((client_ref, to, since, until))
        if self.closed:
            raise NoRecords("http_503")
        return self.held.get(client_ref)


class Doubtful:
    """A workspace with one text in doubt, and the records to ask."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.records: ToldRecords | None = ToldRecords()
        self.checker = DoubtChecker(desk.uow, lambda _account: self.records, carrier_word.fold)
        self.person = desk.person()

    def lose(self, words: str = "Hello") -> str:
        """Press, post, and lose the answer; the text's id."""
        message_id: str = self.desk.press(self.person, words)["id"]
        self.desk.carrier.next_answers = [Unknown("no_answer")]
        self.desk.after_hold()
        return message_id

    def check_after(self, minutes: float) -> int:
        """Ask the records when so many minutes have gone by."""
        self.desk.clock.advance(minutes=minutes)
        return self.checker.check_due()

    def put_on_record(self, message_id: str, status: str, state: str, code: str | None) -> None:
        """The carrier took the text, and this became of it."""
        assert self.records is not None
        self.records.held[message_id] = StatusReceipt(
            f"uuid-{message_id}", message_id, status, state, code, None
        )

    def settle(self, message_id: str, outcome: str, **who: Any) -> Any:
        """A person says what they found out."""
        path = f"/v1/messages/{message_id}/settle"
        return self.desk.ask("POST", path, {"outcome": outcome}, **who)

    def shown(self, message_id: str) -> Any:
        """The text as a client sees it."""
        return self.desk.get(f"/v1/messages/{message_id}")


@pytest.fixture
def doubtful(desk: Desk) -> Doubtful:
    """Nothing lost yet."""
    return Doubtful(desk)


def test_a_doubt_is_told_with_what_to_do(doubtful: Doubtful) -> None:
    shown = doubtful.shown(doubtful.lose())
    assert (shown["state"], shown["state_words"]) == ("uncertain", "Checking with the carrier")
    assert (shown["failure"]["code"], shown["failure"]["next"]) == ("no_answer", ["wait"])


def test_the_records_are_asked_15_and_60_minutes_after_the_doubt_began(doubtful: Doubtful) -> None:
    doubtful.lose()
    assert doubtful.check_after(14.9) == 0
    assert doubtful.check_after(0.1) == 1
    assert doubtful.check_after(44) == 0
    assert doubtful.check_after(1) == 1
    assert doubtful.check_after(60 * 24) == 0


def test_the_records_are_asked_by_receiver_in_a_narrow_window(doubtful: Doubtful) -> None:
    message_id = doubtful.lose()
    posted = doubtful.desk.clock()
    doubtful.check_after(15)
    assert doubtful.records is not None
    assert doubtful.records.asked == [
        (message_id, ANNA, posted - doubts.BEFORE, posted + doubts.AFTER)
    ]
    assert timedelta(hours=1) > doubts.BEFORE + doubts.AFTER


def test_a_claim_that_died_long_ago_is_looked_for_where_it_was_made(doubtful: Doubtful) -> None:
    desk = doubtful.desk
    message_id = desk.press(doubtful.person)["id"]
    desk.clock.advance(seconds=5)
    with desk.uow.write() as tx:
        outbox.release(tx)
        assert claim(tx, "a process that died")
    claimed = desk.clock()
    desk.clock.advance(hours=6)
    with desk.uow.write() as tx:
        assert settle.abandon(tx) == 1
    assert doubtful.check_after(15) == 1
    assert doubtful.records is not None
    assert doubtful.records.asked[0] == (
        message_id,
        ANNA,
        claimed - doubts.BEFORE,
        claimed + doubts.AFTER,
    )


@pytest.mark.parametrize(
    ("status", "state", "code"),
    [
        ("submitted", "submitted", None),
        ("delivered", "delivered", None),
        ("rejected", "rejected", "content"),
    ],
)
def test_a_record_settles_a_doubt(
    doubtful: Doubtful, status: str, state: str, code: str | None
) -> None:
    message_id = doubtful.lose()
    doubtful.put_on_record(message_id, status, state, code)
    doubtful.check_after(15)
    message = doubtful.desk.message(message_id)
    assert (message.state, message.failure_code) == (state, code)
    assert message.carrier_uuid == f"uuid-{message_id}"
    assert doubtful.desk.waiting(message_id).state == "done"
    with doubtful.desk.uow.read() as session:
        (receipt,) = session.scalars(select(Receipt)).all()
    assert (receipt.status, receipt.webhook_receipt_id) == (status, None)
    assert doubtful.check_after(60) == 0


def test_after_the_last_question_a_person_is_asked(doubtful: Doubtful) -> None:
    message_id = doubtful.lose()
    doubtful.check_after(15)
    assert doubtful.shown(message_id)["failure"]["next"] == ["wait"]
    before = doubtful.desk.head()
    doubtful.check_after(45)
    shown = doubtful.shown(message_id)
    assert (shown["state"], shown["state_words"]) == ("uncertain", "May have been sent")
    assert shown["failure"]["code"] == "may_have_been_sent"
    assert shown["failure"]["next"] == ["settle"]
    assert [event.type for event in doubtful.desk.events(before)] == ["message"]


def test_without_access_to_the_records_a_person_is_asked_all_the_same(doubtful: Doubtful) -> None:
    doubtful.records = None
    message_id = doubtful.lose()
    doubtful.check_after(60)
    assert doubtful.shown(message_id)["failure"]["next"] == ["settle"]


def test_records_that_can_not_be_had_are_asked_again_while_a_person_may_decide(
    doubtful: Doubtful,
) -> None:
    assert doubtful.records is not None
    doubtful.records.closed = True
    message_id = doubtful.lose()
    doubtful.check_after(15)
    doubtful.check_after(45)
    assert doubtful.shown(message_id)["failure"]["next"] == ["settle"]
    doubtful.records.closed = False
    doubtful.put_on_record(message_id, "delivered", "delivered", None)
    assert doubtful.check_after(60) == 1
    assert doubtful.desk.state(message_id) == "delivered"


def test_records_that_are_never_had_are_given_up_after_a_day(doubtful: Doubtful) -> None:
    assert doubtful.records is not None
    doubtful.records.closed = True
    doubtful.lose()
    asked = sum(doubtful.check_after(30) for _ in range(96))
    assert 20 <= asked <= 30
    assert doubtful.check_after(60 * 48) == 0


def test_two_processes_do_not_ask_the_same_twice(doubtful: Doubtful) -> None:
    def other_process(_account: str) -> None:
        assert doubtful.checker.check_due() == 0

    doubtful.lose()
    doubtful.desk.clock.advance(minutes=15)
    second = DoubtChecker(doubtful.desk.uow, other_process, carrier_word.fold)
    assert second.check_due() == 1


def test_every_doubt_is_asked_about(doubtful: Doubtful) -> None:
    count = doubts.AT_ONCE + 2
    for number in range(count):
        doubtful.lose(f"text {number}")
    assert doubtful.check_after(16) == count


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
