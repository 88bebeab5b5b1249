"""What the machine does with a failure goes by its class: again, never again, stop, or believe."""

import pytest
from sqlalchemy import select, update

from tests.integration.desk import ANNA, BEN, Desk
from threadside.carriers import vonage_errors
from threadside.rules.failures import STOPS_THE_LINE, error_class
from threadside.sending import outbox
from threadside.sending.port import StatusReceipt, not_accepted
from threadside.sending.runner import OutboxRunner
from threadside.store.tables import ConsentEvent, Line, Message, Suppression
from threadside.threads import carrier_word

LONG = "This is a text of several segments. " * 10


def line(desk: Desk) -> tuple[str, str | None]:
    """The line's state, and why it is paused."""
    with desk.uow.read() as session:
        found = session.get_one(Line, desk.line.id)
        return found.state, found.pause_reason


def let_go_on(desk: Desk) -> None:
    """An admin has mended what was wrong."""
    with desk.uow.write() as tx:
        tx.session.execute(update(Line).values(state="live", pause_reason=None))


def closed(desk: Desk) -> list[tuple[str, str]]:
    """The phones that may not be texted, and in which words."""
    with desk.uow.read() as session:
        return [(one.phone, one.words) for one in session.scalars(select(Suppression))]


def ledger(desk: Desk) -> list[tuple[str, str]]:
    """The consent ledger."""
    with desk.uow.read() as session:
        events = session.scalars(select(ConsentEvent).order_by(ConsentEvent.id))
        return [(one.kind, one.keyword) for one in events]


def sent(desk: Desk, words: str = "Hello") -> str:
    """A text that the carrier has accepted, to Anna."""
    message_id: str = desk.press(desk.person(), words)["id"]
    desk.after_hold()
    return message_id


@pytest.mark.parametrize("reason", ["unreachable_carrier", "throttled"])
def test_only_what_was_surely_not_accepted_and_passes_with_time_is_posted_again(
    desk: Desk, reason: str
) -> None:
    desk.press(desk.person())
    desk.carrier.next_answers = [not_accepted(reason)]
    desk.after_hold()
    desk.clock.advance(seconds=30)
    desk.send_due()
    assert len(desk.carrier.posted) == 2


@pytest.mark.parametrize("reason", ["content", "invalid", "too_long", "bad_number", "unknown"])
def test_what_will_never_pass_is_posted_once(desk: Desk, reason: str) -> None:
    message = desk.press(desk.person())
    desk.carrier.next_answers = [not_accepted(reason)]
    desk.after_hold()
    desk.clock.advance(hours=3)
    desk.send_due()
    assert len(desk.carrier.posted) == 1
    assert desk.get(f"/v1/messages/{message['id']}")["failure"]["code"] == reason


@pytest.mark.parametrize("code", ["1000", "1030", "1180", "1220", "1290", "1320", "1331", "1460"])
def test_nothing_the_carrier_took_is_posted_again(desk: Desk, code: str) -> None:
    message_id = sent(desk)
    desk.reports(message_id, "rejected", code=code)
    desk.clock.advance(hours=3)
    desk.send_due()
    assert len(desk.carrier.posted) == 1
    failure = desk.get(f"/v1/messages/{message_id}")["failure"]
    assert failure["code"] == vonage_errors.STATUS_ERRORS[code]


@pytest.mark.parametrize("reason", sorted(STOPS_THE_LINE))
def test_an_account_error_keeps_the_text_that_met_it_and_all_behind_it(
    desk: Desk, reason: str
) -> None:
    anna = desk.person()
    first, second = desk.press(anna, "one"), desk.press(anna, "two")
    third = desk.press(desk.person("Ben Cole", BEN), "three", phone=BEN)
    desk.carrier.next_answers = [not_accepted(reason)]
    desk.after_hold()
    assert line(desk) == ("paused", reason)
    assert {desk.state(one["id"]) for one in (first, second, third)} == {"queued"}
    desk.clock.advance(hours=1)
    assert desk.send_due() == 0
    let_go_on(desk)
    assert desk.send_due() == 3
    assert sorted(desk.carrier.texts) == ["one", "one", "three", "two"]


@pytest.mark.parametrize("code", ["1060", "1070", "1120", "1420"])
def test_an_account_error_that_comes_as_a_receipt_stops_the_line_too(desk: Desk, code: str) -> None:
    message_id = sent(desk)
    waiting = desk.press(desk.person("Ben Cole", BEN), "two", phone=BEN)
    desk.reports(message_id, "rejected", code=code)
    assert line(desk) == ("paused", vonage_errors.STATUS_ERRORS[code])
    assert any(event.payload == {"type": "workspace", "what": "lines"} for event in desk.events())
    assert desk.after_hold() == 0
    assert desk.state(message_id) == "rejected"
    let_go_on(desk)
    assert desk.send_due() == 1
    assert desk.state(waiting["id"]) == "submitted"


@pytest.mark.parametrize("code", ["1160", "1251", "1470", "1482", "1210", "1240", "1330", None])
def test_what_concerns_one_destination_or_wording_does_not_stop_the_line(
    desk: Desk, code: str | None
) -> None:
    desk.reports(sent(desk), "rejected", code=code)
    assert line(desk) == ("live", None)


def test_a_late_account_error_does_not_stop_a_line_for_a_text_that_was_delivered(
    desk: Desk,
) -> None:
    message_id = sent(desk)
    desk.reports(message_id, "delivered")
    desk.reports(message_id, "rejected", code=1120, timestamp="2026-03-02T15:35:00Z")
    assert line(desk) == ("live", None)


@pytest.mark.parametrize("code", ["1240", "1483"])
def test_the_carriers_word_on_an_opt_out_closes_texting(desk: Desk, code: str) -> None:
    anna = desk.person()
    message_id = desk.press(anna)["id"]
    desk.after_hold()
    waiting = desk.press(anna, "two")
    before = desk.head()
    desk.reports(message_id, "rejected", code=code)
    assert closed(desk) == [(ANNA, "the carrier says they opted out")]
    assert ledger(desk) == [("revoked", "carrier")]
    shown = desk.get(f"/v1/messages/{waiting['id']}")
    assert (shown["state"], shown["failure"]["code"]) == ("failed", "opted_out")
    verdict = desk.get("/v1/verdict", phone=ANNA, line=desk.line.id, person=anna.id)
    assert (verdict["state"], verdict["code"]) == ("stop", "opted_out")
    assert desk.timeline(anna)[-1]["words"].startswith("The carrier says that Anna")
    assert "consent" in {event.type for event in desk.events(before)}
    desk.after_hold()
    assert len(desk.carrier.posted) == 1


def test_the_same_opt_out_told_again_is_one_opt_out(desk: Desk) -> None:
    first, second = sent(desk, "one"), sent(desk, "two")
    desk.reports(first, "rejected", code=1240)
    desk.reports(second, "rejected", code=1240)
    assert ledger(desk) == [("revoked", "carrier")]


def test_an_opt_out_in_their_own_words_stays_the_evidence(desk: Desk) -> None:
    message_id = sent(desk)
    desk.says("STOP")
    desk.reports(message_id, "rejected", code=1240)
    assert closed(desk) == [(ANNA, "STOP")]
    assert ledger(desk) == [("revoked", "stop")]


def test_a_block_that_is_older_than_an_opt_in_closes_nothing(desk: Desk) -> None:
    message_id = sent(desk)
    desk.clock.advance(minutes=1)
    desk.says("START")
    desk.reports(message_id, "rejected", code=1240)
    assert closed(desk) == []


def test_a_block_after_an_opt_in_is_believed(desk: Desk) -> None:
    desk.says("START")
    desk.clock.advance(minutes=1)
    desk.reports(sent(desk), "rejected", code=1240)
    assert closed(desk) == [(ANNA, "the carrier says they opted out")]


def test_an_opt_out_on_record_is_as_good_as_one_in_a_receipt(desk: Desk) -> None:
    message_id = sent(desk)
    uuid = desk.message(message_id).carrier_uuid or ""
    word = StatusReceipt(uuid, message_id, "rejected", "rejected", "opted_out", None)
    with desk.uow.write() as tx:
        carrier_word.fold(tx, *outbox.locked(tx, message_id), word)
    assert closed(desk) == [(ANNA, "the carrier says they opted out")]


@pytest.mark.parametrize("code", [None, 1330, 1180, 1360])
def test_of_a_long_text_rejected_in_part_some_may_have_arrived_and_none_is_sent_again(
    desk: Desk, code: int | None
) -> None:
    message_id = sent(desk, LONG)
    assert desk.message(message_id).segments > 1
    desk.reports(
        message_id,
        "rejected",
        code=code,
        sms={"count_total": "3", "segments": [{"status": "delivered"}]},
    )
    failure = desk.get(f"/v1/messages/{message_id}")["failure"]
    assert failure["code"] == "partly"
    assert "may have arrived" in failure["title"]
    desk.clock.advance(hours=3)
    desk.send_due()
    assert len(desk.carrier.posted) == 1


def test_a_long_text_to_somebody_who_opted_out_says_just_that(desk: Desk) -> None:
    message_id = sent(desk, LONG)
    desk.reports(message_id, "rejected", code=1240)
    assert desk.get(f"/v1/messages/{message_id}")["failure"]["code"] == "opted_out"


def test_a_long_text_that_was_delivered_after_all_is_delivered(desk: Desk) -> None:
    message_id = sent(desk, LONG)
    desk.reports(message_id, "rejected")
    desk.reports(message_id, "delivered", timestamp="2026-03-02T15:40:00Z")
    shown = desk.get(f"/v1/messages/{message_id}")
    assert (shown["state"], shown["failure"]) == ("delivered", None)


def test_only_opt_outs_close_texting() -> None:
    for table in (vonage_errors.STATUS_ERRORS, vonage_errors.SMS_RECEIPT_ERRORS):
        reasons = {code for code, reason in table.items() if error_class(reason) == "opted_out"}
        assert reasons in ({"1240", "1483"}, {"9", "53"})


def test_a_text_that_comes_back_after_an_opt_out_is_not_posted_again_though_they_opted_in(
    desk: Desk,
) -> None:
    """They said STOP while it was at the carrier: START restores nothing written before."""
    desk.press(desk.person())
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    runner = OutboxRunner(desk.uow, lambda _account: desk.carrier)
    claimed = runner._claim()
    assert claimed is not None
    desk.says("STOP", ANNA)
    desk.says("START", ANNA)
    desk.carrier.next_answers = [not_accepted("unreachable_carrier")]
    runner._deliver(claimed)
    desk.clock.advance(minutes=2)
    desk.send_due()
    assert [posted.text for posted in desk.carrier.posted].count("Hello") == 1
    assert state_of(desk, claimed.text.client_ref) == ("failed", "opted_out")


def state_of(desk: Desk, message_id: str) -> tuple[str, str | None]:
    """A text's state, and why."""
    with desk.uow.read() as session:
        found = session.get_one(Message, message_id)
        return found.state, found.failure_code
