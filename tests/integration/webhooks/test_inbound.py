"""Texts that arrive: stored before they are answered, folded in once, never dropped."""

from typing import Any

import pytest
from sqlalchemy import func, select

from tests.integration.desk import ANNA, BEN, Desk, OpenDesk, inbound_body
from threadside.ids import new_id
from threadside.store.tables import Job, Person, PersonPhone, TimelineItem, WebhookReceipt


def receipts(desk: Desk) -> list[WebhookReceipt]:
    """Every webhook that was kept, oldest first."""
    with desk.uow.read() as session:
        return list(session.scalars(select(WebhookReceipt).order_by(WebhookReceipt.id)))


def items(desk: Desk) -> list[str]:
    """The words of every text on any timeline."""
    with desk.uow.read() as session:
        query = select(TimelineItem.text).where(TimelineItem.kind == "message")
        return list(session.scalars(query.order_by(TimelineItem.id)))


def people(desk: Desk) -> int:
    """How many people there are."""
    with desk.uow.read() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def test_an_answer_stands_in_the_persons_timeline(desk: Desk) -> None:
    anna = desk.person()
    desk.says("Thursday works")
    (item,) = desk.timeline(anna)
    assert (item["direction"], item["state"], item["text"]) == ("in", "received", "Thursday works")
    assert item["author"] is None
    unread = desk.get("/v1/unread")
    assert [thread["person"]["name"] for thread in unread["threads"]] == ["Anna Fernández"]


def test_a_webhook_is_stored_before_it_is_answered_and_understood_later(desk: Desk) -> None:
    anna = desk.person()
    desk.arrives("Thursday works")
    assert [receipt.state for receipt in receipts(desk)] == ["pending"]
    assert desk.timeline(anna) == []
    assert desk.fold() == 1
    assert [receipt.state for receipt in receipts(desk)] == ["done"]


def test_the_same_text_delivered_again_is_one_text(desk: Desk) -> None:
    desk.person()
    for _ in range(3):
        desk.says("Thursday works", message_uuid="6d8b5a31")
    assert items(desk) == ["Thursday works"]


def test_a_retry_with_another_body_is_the_same_text(desk: Desk) -> None:
    desk.person()
    desk.says("Thursday works", message_uuid="6d8b5a31")
    desk.says("Thursday works", message_uuid="6d8b5a31", timestamp="2026-03-02T16:00:00Z")
    desk.says("thursday works!", message_uuid="6d8b5a31", usage={"price": "0.01"})
    assert items(desk) == ["Thursday works"]


def test_the_same_words_twice_are_two_texts(desk: Desk) -> None:
    desk.person()
    desk.says("ok")
    desk.says("ok")
    assert items(desk) == ["ok", "ok"]


def test_an_unknown_number_becomes_a_person_without_a_name(desk: Desk) -> None:
    desk.says("Is this the roofer?", peer=BEN)
    with desk.uow.read() as session:
        person = session.scalars(select(Person)).one()
        phone = session.scalars(select(PersonPhone)).one()
    assert (person.name, phone.e164) == ("", BEN)
    shown = desk.get("/v1/unread")["threads"][0]
    assert shown["person"]["name"] == BEN
    desk.says("Hello?", peer=BEN)
    assert people(desk) == 1


def test_a_text_to_a_line_that_is_not_ours_is_kept_and_not_retried(desk: Desk) -> None:
    desk.says("Hello?", to="19995550100")
    (kept,) = receipts(desk)
    assert (kept.state, kept.note) == ("unmatched", "unknown_line")
    assert items(desk) == []
    assert desk.fold() == 0


def test_a_text_to_another_workspaces_line_stays_out_of_it(desk: Desk, open_desk: OpenDesk) -> None:
    elsewhere = open_desk()
    desk.open_line("+18505550111")
    body = inbound_body("Hello?", to="18505550111")
    assert elsewhere.webhook("inbound", body).status_code == 200
    elsewhere.fold()
    assert receipts(desk)[0].note == "unknown_line"
    assert items(desk) == []


def test_a_text_to_a_paused_line_is_folded_in(desk: Desk) -> None:
    desk.open_line("+18505550111", state="paused")
    desk.says("Hello?", to="18505550111")
    assert items(desk) == ["Hello?"]


@pytest.mark.parametrize(
    ("body", "note"),
    [
        (b"not json", "not_a_text"),
        (b"", "not_a_text"),
        (b"[]", "not_a_text"),
        (b"[" * 50_000, "not_a_text"),
        (b'{"channel": "sms", "text": ' + b"9" * 10_000 + b"}", "not_a_text"),
        (b'"\xff\xfe"', "not_a_text"),
        ({"channel": "whatsapp", "message_uuid": "1", "from": "1", "to": "2"}, "not_a_text"),
        (inbound_body("x", message_type="image"), "not_a_text"),
        (inbound_body("x", message_uuid=None), "fields"),
        (inbound_body("x", message_uuid=""), "fields"),
        (inbound_body("x", message_uuid="\x00"), "fields"),
        (inbound_body("x", message_uuid="\ud800"), "fields"),
        (inbound_body("x", message_uuid="u" * 5_000), "fields"),
        (inbound_body("x") | {"from": {"type": "sms"}}, "fields"),
        (inbound_body("x") | {"from": ""}, "fields"),
        (inbound_body("x") | {"from": "9" * 5_000}, "fields"),
        (inbound_body("x") | {"to": "9" * 5_000}, "fields"),
        (inbound_body("x") | {"text": None}, "fields"),
    ],
)
def test_what_can_not_be_read_is_kept_for_people_and_answered(
    desk: Desk, body: Any, note: str
) -> None:
    assert desk.webhook("inbound", body).status_code == 200
    assert desk.webhook("inbound", body).status_code == 200
    (kept,) = receipts(desk)
    assert (kept.state, kept.note) == ("unreadable", note)
    assert desk.fold() == 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("nul \x00 byte", "nul  byte"),
        ("half \ud83d of a pair", "half ? of a pair"),
        ("a" * 30_000, "a" * 30_000),
        ("🏠" * 7_500, "🏠" * 7_500),
        ("", ""),
        ("' OR 1=1; --", "' OR 1=1; --"),
        ("%s {name} {{first_name}}", "%s {name} {{first_name}}"),
    ],
)
def test_odd_texts_do_no_harm(desk: Desk, text: str, shown: str) -> None:
    anna = desk.person()
    desk.says(text)
    assert [item["text"] for item in desk.timeline(anna)] == [shown]


@pytest.mark.parametrize("sender", ["72345", "AMAZON", "INFO NOW", "911"])
def test_short_codes_and_names_are_kept_as_they_are_and_can_not_be_texted(
    desk: Desk, sender: str
) -> None:
    desk.says("Your code is 1234", peer=sender)
    thread = desk.get("/v1/unread")["threads"][0]
    assert thread["phone"] == sender
    body = desk.wish(None, phone=sender) | {"person": thread["person"]["id"]}
    assert desk.ask("POST", "/v1/messages", body).status_code == 422


def test_one_pairs_texts_are_folded_in_the_order_of_arrival(desk: Desk) -> None:
    anna = desk.person()
    words = [f"line {number}" for number in range(10)]
    for word in words:
        desk.arrives(word)
    desk.fold()
    assert [item["text"] for item in desk.timeline(anna)] == words


def test_a_text_that_can_not_be_folded_in_yet_holds_back_the_later_ones_of_its_pair(
    desk: Desk,
) -> None:
    anna = desk.person()
    ben = desk.person("Ben Cole", BEN)
    desk.arrives("first")
    desk.arrives("second")
    desk.arrives("from Ben", peer=BEN)
    with desk.uow.write() as tx:  # as after a failed attempt
        first = tx.session.scalars(select(Job).order_by(Job.id).limit(1)).one()
        first.run_at = desk.clock.now.replace(hour=20)
    desk.fold()
    assert desk.timeline(anna) == []
    assert len(desk.timeline(ben)) == 1
    desk.clock.now = desk.clock.now.replace(hour=20)
    desk.fold()
    assert [item["text"] for item in desk.timeline(anna)] == ["first", "second"]


def test_a_shared_number_goes_to_whoever_was_last_meant(desk: Desk) -> None:
    anna = desk.person()
    maya = desk.person("Maya Fernández", ANNA)
    desk.press(anna)
    desk.clock.advance(minutes=1)
    desk.press(maya)
    desk.clock.advance(minutes=1)
    desk.says("Maya here")
    assert [item["text"] for item in desk.timeline(maya)] == ["Hello", "Maya here"]


def test_one_unstorable_webhook_does_not_take_others_down_with_it(desk: Desk) -> None:
    """Many webhooks share a commit; each answers for itself."""
    from threadside.webhooks.inbox import Inbox, Incoming

    def incoming(key: str, account_id: str = desk.account.id) -> Incoming:
        return Incoming(account_id, "inbound", key, "{}", "pending", None)

    inbox = Inbox(desk.uow)
    from concurrent.futures import Future

    batch = [(incoming(key), Future[bool]()) for key in ("one", "two")]
    batch.insert(1, (incoming("bad", new_id()), Future[bool]()))
    inbox._commit(batch)
    assert [done.exception() is None for _, done in batch] == [True, False, True]
    assert [receipt.dedupe_key for receipt in receipts(desk)] == ["one", "two"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("My card is 4242 4242 4242 4242, thanks", "4242"),
        ("ssn 219-09-9999", "9999"),
        ("Your verification code is 482913", "code is"),
    ],
)
def test_what_nobody_here_needs_is_masked_before_it_is_stored(
    desk: Desk, written: str, shown: str
) -> None:
    """X-4: in the timeline, the event log and the ledger of consent alike."""
    desk.says(written)
    secret = "".join(char for char in written if char.isdigit())[:6]
    with desk.uow.read() as session:
        text = session.scalars(select(TimelineItem.text)).one()
        events = "".join(str(event.payload) for event in desk.events())
    assert shown in text
    assert "•" in text
    for kept in (text, events):
        assert secret not in kept.replace(" ", "").replace("-", "")
