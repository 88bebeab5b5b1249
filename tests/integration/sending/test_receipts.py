"""The carrier's word on our texts: in any order, any number of times, the end is the same."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.integration.desk import Desk, OpenDesk, status_body
from threadside.ids import new_id
from threadside.insight import segment_counts
from threadside.rules.delivery import State, fold
from threadside.store.tables import Receipt, WebhookReceipt

WORDS = {
    "submitted": State.SUBMITTED,
    "delivered": State.DELIVERED,
    "read": State.DELIVERED,
    "rejected": State.REJECTED,
    "undeliverable": State.UNDELIVERED,
}


def sent(desk: Desk) -> str:
    """A text that the carrier has accepted."""
    made = desk.press(desk.person())
    desk.after_hold()
    return str(made["id"])


def at(second: int) -> dict[str, str]:
    """The carrier's time on a receipt."""
    return {"timestamp": f"2026-03-02T15:31:{second:02}Z"}


def kept(desk: Desk) -> list[WebhookReceipt]:
    """Every webhook, oldest first."""
    with desk.uow.read() as session:
        return list(session.scalars(select(WebhookReceipt).order_by(WebhookReceipt.id)))


@pytest.mark.parametrize("order", list(permutations(["submitted", "rejected", "delivered"])))
def test_delivered_wins_in_any_order(desk: Desk, order: tuple[str, ...]) -> None:
    message_id = sent(desk)
    for second, word in enumerate(order):
        desk.reports(message_id, word, **at(second))
    shown = desk.get(f"/v1/messages/{message_id}")
    assert (shown["state"], shown["failure"]) == ("delivered", None)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(words=st.lists(st.sampled_from(sorted(WORDS)), max_size=6), data=st.data())
def test_the_end_is_the_highest_of_all_words_through_the_whole_way_in(
    desk: Desk, words: list[str], data: st.DataObject
) -> None:
    person = desk.build.person(desk.workspace, "Anna Fernández", "+17205550142")
    message_id = desk.press(person)["id"]
    desk.after_hold()
    expected = State.SUBMITTED
    for word in words:
        expected = fold(expected, WORDS[word]) or expected
    for second, word in enumerate(data.draw(st.permutations(words))):
        desk.webhook("status", status_body(message_id, word, **at(second)))
    desk.fold()
    assert desk.state(message_id) == expected


def test_the_same_receipt_again_is_kept_once_and_tells_nothing_new(desk: Desk) -> None:
    message_id = sent(desk)
    uuid = new_id()
    desk.reports(message_id, "delivered", message_uuid=uuid)
    before = desk.head()
    desk.reports(message_id, "delivered", message_uuid=uuid)
    assert desk.head() == before
    with desk.uow.read() as session:
        assert len(session.scalars(select(Receipt)).all()) == 1


def test_a_repetition_with_another_time_changes_nothing_on_screen(desk: Desk) -> None:
    message_id = sent(desk)
    desk.reports(message_id, "delivered", **at(1))
    before = desk.get(f"/v1/messages/{message_id}")
    desk.reports(message_id, "delivered", **at(2))
    assert desk.get(f"/v1/messages/{message_id}") == before


def test_a_word_we_do_not_know_is_kept_and_changes_nothing(desk: Desk) -> None:
    message_id = sent(desk)
    desk.reports(message_id, "teleported")
    assert desk.state(message_id) == "submitted"
    with desk.uow.read() as session:
        (receipt,) = session.scalars(select(Receipt)).all()
    assert (receipt.status, receipt.message_id) == ("teleported", message_id)


@pytest.mark.parametrize(
    ("status", "code", "state", "reason"),
    [
        ("rejected", 1240, "rejected", "opted_out"),
        ("rejected", 1120, "rejected", "sender"),
        ("rejected", 1070, "rejected", "no_credit"),
        ("rejected", 1210, "rejected", "content"),
        ("undeliverable", 1180, "undelivered", "unreachable"),
        ("undeliverable", 1260, "undelivered", "bad_number"),
        ("rejected", 1360, "rejected", "carrier_expired"),
        ("rejected", 1999, "rejected", "unknown"),
        ("rejected", None, "rejected", "unknown"),
    ],
)
def test_a_failure_is_told_with_its_reason(
    desk: Desk, status: str, code: int | None, state: str, reason: str
) -> None:
    message_id = sent(desk)
    desk.reports(message_id, status, code=code)
    shown = desk.get(f"/v1/messages/{message_id}")
    assert (shown["state"], shown["failure"]["code"]) == (state, reason)
    assert shown["failure"]["title"]
    assert shown["failure"]["words"]
    assert shown["failure"]["next"]


def test_an_error_beside_a_delivery_does_not_make_it_a_failure(desk: Desk) -> None:
    message_id = sent(desk)
    desk.reports(message_id, "delivered", code=1180)
    assert desk.get(f"/v1/messages/{message_id}")["failure"] is None


def test_a_receipt_is_found_by_the_carriers_id_when_it_lacks_our_reference(desk: Desk) -> None:
    message_id = sent(desk)
    desk.reports(None, "delivered", message_uuid=desk.message(message_id).carrier_uuid)
    assert desk.state(message_id) == "delivered"


@pytest.mark.parametrize("reference", [None, "", "not-ours", "\x00", "\ud83d", "x" * 5_000])
def test_a_receipt_for_a_text_that_is_not_ours_is_kept_and_answered(
    desk: Desk, reference: str | None
) -> None:
    sent(desk)
    body = status_body(None, "delivered", client_ref=reference)
    assert desk.webhook("status", body).status_code == 200
    assert desk.fold() == 1
    (webhook,) = kept(desk)
    assert (webhook.state, webhook.note) == ("unmatched", "unknown_text")


@pytest.mark.parametrize(
    "change",
    [{"message_uuid": None}, {"message_uuid": "\x00"}, {"status": None}, {"status": ""},
     {"status": "s" * 5_000}, {"status": {"is": "delivered"}}],
)  # fmt: skip
def test_a_receipt_that_can_not_be_read_is_kept(desk: Desk, change: dict[str, Any]) -> None:
    message_id = sent(desk)
    assert desk.webhook("status", status_body(message_id, "delivered") | change).status_code == 200
    assert [(webhook.state, webhook.note) for webhook in kept(desk)] == [("unreadable", "fields")]


@pytest.mark.parametrize(
    "timestamp",
    ["2026-03-02 15:30:01 UTC", "yesterday", "", None, 7, "2026-03-02T15:30:01", "\ud83d"],
)
def test_the_carriers_time_may_be_anything(desk: Desk, timestamp: Any) -> None:
    message_id = sent(desk)
    desk.reports(message_id, "delivered", timestamp=timestamp)
    assert desk.state(message_id) == "delivered"


def test_a_reference_from_another_workspaces_account_does_not_match(
    desk: Desk, open_desk: OpenDesk
) -> None:
    message_id = sent(desk)
    elsewhere = open_desk()
    uuid = desk.message(message_id).carrier_uuid
    elsewhere.reports(message_id, "rejected")
    elsewhere.reports(None, "rejected", message_uuid=uuid)
    assert desk.state(message_id) == "submitted"
    assert [webhook.note for webhook in kept(desk)] == ["unknown_text", "unknown_text"]


def test_a_receipt_does_not_bring_a_canceled_text_back(desk: Desk) -> None:
    made = desk.press(desk.person())
    desk.ask("POST", f"/v1/messages/{made['id']}/undo")
    desk.reports(made["id"], "delivered")
    assert desk.state(made["id"]) == "canceled"


def test_a_receipt_can_not_name_an_inbound_text(desk: Desk) -> None:
    anna = desk.person()
    desk.says("Hello")
    inbound = desk.timeline(anna)[0]["id"]
    desk.reports(inbound, "rejected")
    assert desk.timeline(anna)[0]["state"] == "received"


@pytest.mark.parametrize("written", ["count_total", "total_count"])
def test_the_carriers_count_is_compared_with_ours(desk: Desk, written: str) -> None:
    """S-5"""
    right, wrong = sent(desk), sent(desk)
    desk.webhook("status", status_body(right, "submitted", sms={written: "1"}))
    desk.webhook("status", status_body(wrong, "submitted", sms={written: "2"}))
    desk.fold()
    assert segment_counts.miscounted(desk.uow) == {desk.workspace.id: 1}
