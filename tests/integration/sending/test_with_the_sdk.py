"""The real SDK, over TLS, to the carrier simulator: what one POST can come to."""

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from werkzeug.serving import make_server

from e2e.stack import free_port, wait_for
from tests.integration.conftest import HeldClock
from tests.integration.desk import ANNA, Desk
from tests.integration.sending.simulated import Whole, access, fault, posts
from threadside.carriers.vonage import VonageCarrier
from threadside.ids import new_id
from threadside.sending import accounts
from threadside.sending.port import (
    Accepted,
    NotAccepted,
    Outcome,
    OutgoingText,
    Unknown,
)
from threadside.simulator import Simulator
from threadside.simulator.faults import FaultKind
from threadside.simulator.network import Inbound
from threadside.store.tables import Line

LINE = "+17205550100"


@pytest.fixture
def carrier(simulator: Simulator) -> VonageCarrier:
    """The adapter as the machinery makes it."""
    return VonageCarrier(access(simulator), ca_file=simulator.ca_file, timeout_s=2)


def text(to: str = ANNA, words: str = "Hello", ref: str = "ref-1") -> OutgoingText:
    """A text of ours."""
    return OutgoingText(ref, LINE, to, words)


def test_an_accepted_text_is_in_the_ledger_as_it_was_written(
    simulator: Simulator, carrier: VonageCarrier
) -> None:
    outcome = carrier.send(text(words="Grüße 🏠 {}[]~^|€\\\n2nd line"))
    (entry,) = simulator.network.ledger.accepted()
    assert outcome == Accepted(entry.message_uuid)
    assert entry.submission.text == "Grüße 🏠 {}[]~^|€\\\n2nd line"
    assert (entry.submission.to, entry.submission.sender, entry.submission.client_ref) == (
        "17205550142",
        "17205550100",
        "ref-1",
    )


@pytest.mark.parametrize(
    ("kind", "values", "accepted"),
    [
        (FaultKind.LOST_REQUEST, {}, 0),
        (FaultKind.LOST_RESPONSE_AFTER_ACCEPT, {}, 1),
        (FaultKind.LOST_RESPONSE_AFTER_ACCEPT, {"mode": "reset"}, 1),
        (FaultKind.HANG_AFTER_ACCEPT, {"seconds": 30}, 1),
        (FaultKind.DELAY, {"seconds": 30}, 0),
        (FaultKind.TRUNCATED_RESPONSE, {}, 1),
        (FaultKind.EMPTY_RESPONSE, {}, 1),
        (FaultKind.PAGE_RESPONSE, {}, 1),
        (FaultKind.REDIRECT_RESPONSE, {}, 1),
        (FaultKind.STATUS_AFTER_ACCEPT, {"status": 500}, 1),
        (FaultKind.STATUS_AFTER_ACCEPT, {"status": 503}, 1),
        (FaultKind.STATUS, {"status": 500}, 0),
        (FaultKind.STATUS, {"status": 502}, 0),
        (FaultKind.STATUS, {"status": 503}, 0),
    ],
    ids=str,
)
def test_whatever_is_lost_on_the_way_is_one_request_and_an_unknown_end(
    simulator: Simulator, kind: FaultKind, values: dict[str, Any], accepted: int
) -> None:
    carrier = VonageCarrier(access(simulator), ca_file=simulator.ca_file, timeout_s=1)
    fault(simulator, kind, **values)
    assert isinstance(carrier.send(text()), Unknown)
    assert posts(simulator)[0] == 1
    if kind is not FaultKind.DELAY:
        assert posts(simulator)[1] == accepted


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (400, NotAccepted("fail", "invalid")),
        (401, NotAccepted("pause", "account")),
        (402, NotAccepted("pause", "no_credit")),
        (403, NotAccepted("pause", "account")),
        (404, NotAccepted("pause", "account")),
        (422, NotAccepted("fail", "invalid")),
        (429, NotAccepted("throttle", "throttled")),
    ],
)
def test_a_refusal_is_surely_not_accepted(
    simulator: Simulator, carrier: VonageCarrier, status: int, outcome: Outcome
) -> None:
    fault(simulator, FaultKind.STATUS, status=status)
    assert carrier.send(text()) == outcome
    assert posts(simulator) == (1, 0)


def test_a_throttled_request_says_how_long_to_wait(
    simulator: Simulator, carrier: VonageCarrier
) -> None:
    fault(simulator, FaultKind.STATUS, status=429, retry_after=7)
    assert carrier.send(text()) == NotAccepted("throttle", "throttled", 7.0)


def test_nobody_listening_is_tried_again_later(simulator: Simulator) -> None:
    nowhere = access(simulator, api_host=f"127.0.0.1:{free_port()}")
    carrier = VonageCarrier(nowhere, ca_file=simulator.ca_file, timeout_s=1)
    assert carrier.send(text()) == NotAccepted("retry", "unreachable_carrier")


def test_a_server_that_is_not_the_carrier_gets_nothing(
    simulator: Simulator, tmp_path: Path
) -> None:
    with Simulator(tmp_path) as other:
        carrier = VonageCarrier(access(simulator), ca_file=other.ca_file, timeout_s=2)
        assert carrier.send(text()) == NotAccepted("retry", "unreachable_carrier")
    assert posts(simulator) == (0, 0)


def test_an_unknown_application_pauses(simulator: Simulator) -> None:
    stranger = access(simulator, application_id=new_id())
    carrier = VonageCarrier(stranger, ca_file=simulator.ca_file, timeout_s=2)
    assert carrier.send(text()) == NotAccepted("pause", "account")


@pytest.mark.parametrize("odd", [text(words=""), text(to="+1")])
def test_what_the_sdk_itself_refuses_never_leaves(
    simulator: Simulator, carrier: VonageCarrier, odd: OutgoingText
) -> None:
    outcome = carrier.send(odd)
    assert isinstance(outcome, NotAccepted)
    assert outcome.action == "fail"
    assert posts(simulator)[1] == 0


def test_after_a_lost_connection_the_next_text_goes_through(
    simulator: Simulator, carrier: VonageCarrier
) -> None:
    fault(simulator, FaultKind.LOST_RESPONSE_AFTER_ACCEPT)
    carrier.send(text(ref="ref-1"))
    assert isinstance(carrier.send(text(ref="ref-2")), Accepted)
    assert posts(simulator) == (2, 2)


@pytest.fixture
def whole(desk: Desk, simulator: Simulator) -> Whole:
    """From the press to the carrier."""
    return Whole(desk, simulator)


def test_a_lost_answer_is_uncertain_until_the_receipt_and_in_the_ledger_once(
    whole: Whole,
) -> None:
    fault(whole.simulator, FaultKind.LOST_RESPONSE_AFTER_ACCEPT)
    message_id = whole.send()
    assert whole.desk.state(message_id) == "uncertain"
    whole.desk.clock.advance(hours=5)
    whole.outbox.send_due()
    assert whole.ledger() == [message_id]
    (entry,) = whole.simulator.network.ledger.accepted()
    whole.desk.reports(message_id, "delivered", message_uuid=entry.message_uuid)
    message = whole.desk.message(message_id)
    assert (message.state, message.carrier_uuid) == ("delivered", entry.message_uuid)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (FaultKind.LOST_RESPONSE_AFTER_ACCEPT, {}),
        (FaultKind.LOST_RESPONSE_AFTER_ACCEPT, {"mode": "reset"}),
        (FaultKind.TRUNCATED_RESPONSE, {}),
        (FaultKind.EMPTY_RESPONSE, {}),
        (FaultKind.PAGE_RESPONSE, {}),
        (FaultKind.REDIRECT_RESPONSE, {}),
        (FaultKind.STATUS_AFTER_ACCEPT, {"status": 500}),
    ],
    ids=str,
)
def test_accepted_without_a_clear_answer_is_one_request_one_entry_and_a_doubt(
    whole: Whole, kind: FaultKind, values: dict[str, Any]
) -> None:
    fault(whole.simulator, kind, **values)
    message_id = whole.send()
    assert whole.desk.state(message_id) == "uncertain"
    whole.desk.clock.advance(hours=5)
    whole.outbox.send_due()
    assert posts(whole.simulator) == (1, 1)
    assert whole.ledger() == [message_id]


def test_a_request_that_was_lost_before_the_carrier_is_never_repeated_by_a_machine(
    whole: Whole,
) -> None:
    fault(whole.simulator, FaultKind.LOST_REQUEST)
    message_id = whole.send()
    whole.desk.clock.advance(hours=5)
    whole.outbox.send_due()
    assert whole.ledger() == []
    assert whole.desk.state(message_id) == "uncertain"


def test_a_throttled_text_leaves_once_when_the_time_has_come(whole: Whole) -> None:
    fault(whole.simulator, FaultKind.STATUS, status=429, retry_after=3)
    message_id = whole.send()
    assert (whole.desk.state(message_id), whole.ledger()) == ("queued", [])
    whole.desk.clock.advance(seconds=3)
    whole.outbox.send_due()
    assert (whole.desk.state(message_id), whole.ledger()) == ("submitted", [message_id])


@pytest.mark.parametrize("status", [401, 402])
def test_an_account_problem_pauses_the_line_until_somebody_acts(whole: Whole, status: int) -> None:
    fault(whole.simulator, FaultKind.STATUS, status=status)
    message_id = whole.send()
    with whole.desk.uow.read() as session:
        assert session.scalar(select(Line.state)) == "paused"
    assert (whole.desk.state(message_id), whole.ledger()) == ("queued", [])
    with whole.desk.uow.write() as tx:
        tx.session.execute(update(Line).values(state="live", pause_reason=None))
    whole.desk.clock.advance(minutes=1)
    whole.outbox.send_due()
    assert whole.ledger() == [message_id]


def test_a_suppression_between_press_and_claim_leaves_the_ledger_empty(whole: Whole) -> None:
    desk = whole.desk
    message_id = desk.press(desk.person())["id"]
    desk.arrives("STOP")
    desk.clock.advance(seconds=5)
    whole.outbox.send_due()
    desk.fold()
    whole.outbox.send_due()
    assert message_id not in whole.ledger()
    assert desk.state(message_id) == "failed"


def test_the_simulators_webhooks_pass_our_verification(
    desk: Desk, simulator: Simulator, clock: HeldClock
) -> None:
    """Signed there and verified here by code that shares nothing."""
    clock.now = datetime.now(UTC)
    with desk.uow.write() as tx:
        account = access(simulator, id=new_id())
        accounts.add(tx, desk.held.sealer, desk.workspace.id, "vonage", account)
    desk.open_line("+18505550111", carrier_account_id=account.id)
    anna = desk.person()
    server = make_server("127.0.0.1", 0, desk.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}/webhooks/vonage/inbound"
    network = simulator.network
    network.account = network.account.changed({"inbound_url": url})
    network.bring_in(Inbound("17205550142", "18505550111", "Grüße 🏠", str(new_id())))
    wait_for(lambda: network.courier.deliveries()[0].state != "pending", "the webhook's answer")
    server.shutdown()
    server.server_close()
    thread.join()
    assert network.courier.deliveries()[0].state == "acknowledged"
    desk.fold()
    assert [item["text"] for item in desk.timeline(anna)] == ["Grüße 🏠"]
