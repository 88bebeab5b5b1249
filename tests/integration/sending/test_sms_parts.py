"""Texts sent through the SMS API: each part of a long one is taken and reported for itself."""

from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.integration.desk import Desk
from tests.integration.webhooks.sms_api import RECEIPT, call, receipt_fields, signed
from threadside.ids import new_id
from threadside.sending.port import Accepted, Unknown
from threadside.store.tables import CarrierAccount, SentPart

LONG = "A text that needs three segments, which are taken and reported one by one. " * 5
PARTS = ("part-1", "part-2", "part-3")


@pytest.fixture(autouse=True)
def sends_by_the_sms_api(desk: Desk) -> None:
    with desk.uow.write() as tx:
        tx.session.execute(
            update(CarrierAccount).where(CarrierAccount.id == desk.account.id).values(api="sms")
        )


def sent(desk: Desk, *answers: Any, words: str = LONG) -> str:
    """A text that the carrier was given, and answered so."""
    desk.carrier.next_answers += answers or (Accepted(PARTS[0], parts=PARTS),)
    made = desk.press(desk.person(), words)
    desk.after_hold()
    return str(made["id"])


def reports(desk: Desk, part: str, status: str, ref: str | None = None, **more: Any) -> None:
    """A receipt of one part is acknowledged and folded in."""
    about = {"client-ref": ref} if ref else {}
    told = receipt_fields(status, messageId=part, **about, **more)
    assert call(desk, RECEIPT, signed(desk, told)) == 200
    desk.fold()


def shown(desk: Desk, message_id: str) -> tuple[str, str | None]:
    """The state of a text, and why."""
    item = desk.get(f"/v1/messages/{message_id}")
    return item["state"], item["failure"] and item["failure"]["code"]


def test_a_text_is_delivered_when_every_part_is(desk: Desk) -> None:
    message_id = sent(desk)
    for part in PARTS:
        assert shown(desk, message_id) == ("submitted", None)
        reports(desk, part, "delivered")
    assert shown(desk, message_id) == ("delivered", None)


@pytest.mark.parametrize("order", list(permutations(PARTS)))
def test_a_part_that_failed_shows_in_any_order(desk: Desk, order: tuple[str, ...]) -> None:
    message_id = sent(desk)
    for part in order:
        reports(desk, part, "failed" if part == "part-2" else "delivered", **{"err-code": "1"})
    assert shown(desk, message_id) == ("undelivered", "partly")


def test_parts_that_all_failed_say_why(desk: Desk) -> None:
    message_id = sent(desk)
    for part in PARTS:
        reports(desk, part, "failed", **{"err-code": "3"})
    assert shown(desk, message_id) == ("undelivered", "bad_number")


def test_a_late_delivery_of_a_part_corrects_its_failure(desk: Desk) -> None:
    message_id = sent(desk)
    for part, status in (("part-1", "expired"), ("part-2", "delivered"), ("part-3", "delivered")):
        reports(desk, part, status)
    assert shown(desk, message_id) == ("undelivered", "partly")
    reports(desk, "part-1", "delivered")
    assert shown(desk, message_id) == ("delivered", None)


def test_a_text_of_which_a_part_was_refused_is_shown_so_and_never_sent_again(desk: Desk) -> None:
    message_id = sent(desk, Accepted("part-1", parts=("part-1",), refused="throttled"))
    assert shown(desk, message_id) == ("rejected", "partly")
    reports(desk, "part-1", "delivered")
    assert shown(desk, message_id) == ("rejected", "partly")
    desk.clock.advance(hours=1)
    assert desk.send_due() == 0
    assert len(desk.carrier.posted) == 1


def test_receipts_before_the_answer_are_not_lost(desk: Desk) -> None:
    """The answer was lost; its parts tell of themselves."""

    def answer(text: Any) -> Unknown:
        for part in PARTS[:2]:
            reports(desk, part, "delivered", ref=text.client_ref)
        return Unknown("no_answer")

    message_id = sent(desk, answer)
    assert shown(desk, message_id) == ("submitted", None)
    reports(desk, "part-3", "delivered", ref=message_id)
    assert shown(desk, message_id) == ("delivered", None)


def test_the_carrier_may_count_its_parts_differently(desk: Desk) -> None:
    message_id = sent(desk, Accepted("one", parts=("one", "two")))
    for part in ("one", "two"):
        reports(desk, part, "delivered")
    assert shown(desk, message_id) == ("delivered", None)


def test_recording_an_answer_twice_is_recording_it_once(desk: Desk) -> None:
    message_id = sent(desk)
    reports(desk, "part-1", "delivered")
    reports(desk, "part-1", "delivered", **{"message-timestamp": "2026-03-02 15:30:09"})
    with desk.uow.read() as session:
        kept = session.scalars(select(SentPart).where(SentPart.message_id == message_id)).all()
    assert sorted(part.carrier_uuid for part in kept) == sorted(PARTS)


def test_a_short_text_has_no_parts(desk: Desk) -> None:
    uuid = new_id()
    message_id = sent(desk, Accepted(uuid, parts=(uuid,)), words="Hello")
    reports(desk, uuid, "delivered")
    assert shown(desk, message_id) == ("delivered", None)
