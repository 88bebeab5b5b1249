"""Texts of which nobody knows whether they were sent: a receipt, the records, then a person."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.integration.desk import ANNA
from tests.integration.sending.doubtful import Doubtful, doubtful
from threadside.sending import doubts, outbox, settle
from threadside.sending.claim import claim
from threadside.sending.doubts import DoubtChecker
from threadside.store.tables import Receipt
from threadside.threads import carrier_word

__all__ = ["doubtful"]


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
