"""Asking the carrier's records, over TLS, of the simulator."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from e2e.stack import free_port
from tests.integration.desk import ANNA, Desk
from tests.integration.sending.simulated import Whole, access, fault, posts
from threadside.app import MACHINERY
from threadside.carriers.vonage_reports import VonageReports
from threadside.ids import new_id
from threadside.machinery import Machinery
from threadside.network import NetworkInTransaction
from threadside.sending import accounts
from threadside.sending.doubts import DoubtChecker
from threadside.sending.port import NoRecords, StatusReceipt
from threadside.simulator import Simulator
from threadside.simulator.faults import FaultKind
from threadside.simulator.outcomes import Outcome
from threadside.simulator.submission import Submission
from threadside.store.tables import CarrierAccount
from threadside.threads import carrier_word

HOUR = timedelta(hours=1)


def records(simulator: Simulator, **changed: Any) -> VonageReports:
    """The records of the simulator's account."""
    given = access(simulator, **{"api_secret": simulator.account.api_secret, **changed})
    return VonageReports(given, ca_file=simulator.ca_file, timeout_s=1)


def find(asked: VonageReports, client_ref: str = "m:1") -> StatusReceipt | None:
    """The record of a text to Anna within the hour."""
    now = datetime.now(UTC)
    return asked.find(client_ref, ANNA, now - HOUR, now + HOUR)


@pytest.fixture
def accept(simulator: Simulator) -> Any:
    """`accept("m:1", status, code)`: a text that the carrier took, on record by now."""

    def take(client_ref: str, status: Any = None, code: int | None = None) -> str:
        text = Submission("sms", ANNA[1:], "17205550100", "Hello", client_ref)
        entry = simulator.network.accept(text, Outcome())
        if status is not None:
            simulator.network.ledger.note_status(entry, status, code)
        simulator.network.clock.advance(301)
        return entry.message_uuid

    return take


def test_a_text_is_recognised_by_our_reference_among_others(
    simulator: Simulator, accept: Any
) -> None:
    accept("m:0")
    uuid = accept("m:1", "delivered")
    found = find(records(simulator))
    assert found is not None
    assert (found.carrier_uuid, found.client_ref) == (uuid, "m:1")
    assert (found.status, found.state, found.error_code) == ("delivered", "delivered", None)


def test_what_the_carrier_never_took_is_not_on_record(simulator: Simulator, accept: Any) -> None:
    accept("m:0")
    assert find(records(simulator)) is None


@pytest.mark.parametrize(
    ("status", "code", "state", "reason"),
    [
        (None, None, "submitted", None),
        ("submitted", None, "submitted", None),
        ("rejected", 1240, "rejected", "opted_out"),
        ("undeliverable", 1260, "undelivered", "bad_number"),
        ("rejected", None, "rejected", "unknown"),
    ],
)
def test_a_record_tells_how_it_ended(  # noqa: PLR0917 - one for each column
    simulator: Simulator,
    accept: Any,
    status: str | None,
    code: int | None,
    state: str,
    reason: str | None,
) -> None:
    accept("m:1", status, code)
    found = find(records(simulator))
    assert found is not None
    assert (found.state, found.error_code) == (state, reason)


@pytest.mark.parametrize(
    ("status", "code", "state", "reason"),
    [
        (None, None, "submitted", None),
        ("delivered", None, "delivered", None),
        ("undeliverable", 1240, "rejected", "opted_out"),
        ("undeliverable", 1360, "undelivered", "carrier_expired"),
    ],
)
def test_a_record_of_the_sms_api_is_read_by_its_own_numbers(
    simulator: Simulator, status: Any, code: int | None, state: str, reason: str | None
) -> None:
    text = Submission("sms", ANNA[1:], "17205550100", "Hello", "m:1", api="sms")
    entry = simulator.network.accept(text, Outcome())
    if status is not None:
        simulator.network.ledger.note_status(entry, status, code)
    simulator.network.clock.advance(301)
    found = find(records(simulator, api="sms"))
    assert found is not None
    assert (found.carrier_uuid, found.state, found.error_code) == (
        entry.part_ids[0],
        state,
        reason,
    )


@pytest.mark.parametrize("then", ["messages", "sms"])
@pytest.mark.parametrize("now", ["messages", "sms"])
def test_a_text_is_found_whichever_api_the_account_sends_by_today(
    simulator: Simulator, then: Any, now: str
) -> None:
    text = Submission("sms", ANNA[1:], "17205550100", "Hello", "m:1", api=then)
    simulator.network.accept(text, Outcome())
    simulator.network.clock.advance(301)
    asked = records(simulator, api=now)
    found = find(asked)
    assert found is not None
    assert found.state == "submitted"
    assert find(asked, "m:another") is None


def test_what_one_api_has_on_file_counts_though_the_other_does_not_tell(
    simulator: Simulator,
) -> None:
    text = Submission("sms", ANNA[1:], "17205550100", "Hello", "m:1", api="sms")
    simulator.network.accept(text, Outcome())
    simulator.network.clock.advance(301)
    fault(simulator, FaultKind.REPORTS_STATUS, status=403)
    assert find(records(simulator)) is not None
    fault(simulator, FaultKind.REPORTS_STATUS, status=403)
    with pytest.raises(NoRecords):
        find(records(simulator), "m:another")


def test_pages_are_followed_until_the_last(simulator: Simulator, accept: Any) -> None:
    simulator.network.account = simulator.account.changed({"reports_page": 1})
    for number in (3, 2, 1):
        accept(f"m:{number}")
    assert find(records(simulator)) is not None


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 503])
def test_records_that_are_refused_prove_nothing(simulator: Simulator, status: int) -> None:
    fault(simulator, FaultKind.REPORTS_STATUS, status=status)
    with pytest.raises(NoRecords):
        find(records(simulator))


@pytest.mark.parametrize("wrong", ["secret", "nobody there", "another's certificate"])
def test_records_out_of_reach_prove_nothing(
    simulator: Simulator, wrong: str, tmp_path: Path
) -> None:
    asked = records(simulator)
    if wrong == "secret":
        asked = records(simulator, api_secret="guessed")
    elif wrong == "nobody there":
        asked = records(simulator, api_host=f"127.0.0.1:{free_port()}")
    else:
        with Simulator(tmp_path) as other:
            given = access(simulator, api_secret="secret")
            asked = VonageReports(given, ca_file=other.ca_file, timeout_s=1)
    with pytest.raises(NoRecords):
        find(asked)


def test_the_records_are_not_asked_inside_a_transaction(desk: Desk, simulator: Simulator) -> None:
    with desk.uow.write(), pytest.raises(NetworkInTransaction):
        find(records(simulator))


def test_the_account_opens_its_records_with_a_secret_of_its_own(
    desk: Desk, simulator: Simulator
) -> None:
    given = access(simulator, id=new_id(), api_secret="the account's own secret")
    with desk.uow.write() as tx:
        accounts.add(tx, desk.held.sealer, desk.workspace.id, "vonage", given)
    machinery: Machinery = desk.app.extensions[MACHINERY]
    assert isinstance(machinery.accounts.records(given.id), VonageReports)
    assert machinery.accounts.records(desk.account.id) is None
    with desk.uow.read() as session:
        row = session.get_one(CarrierAccount, given.id)
    assert "secret" not in (row.api_secret_sealed or "")


def test_regional_hosts_share_one_place_of_records(simulator: Simulator) -> None:
    for host in ("api-eu.vonage.com", "api-us.nexmo.com", "api.nexmo.com"):
        assert records(simulator, api_host=host)._url.startswith("https://api.nexmo.com/")


@pytest.mark.parametrize("accepted", [True, False])
def test_an_answer_that_was_lost_is_settled_by_the_records_or_a_person(
    desk: Desk, simulator: Simulator, accepted: bool
) -> None:
    desk.clock.now = datetime.now(UTC)
    whole = Whole(desk, simulator)
    checker = DoubtChecker(desk.uow, lambda _account: records(simulator), carrier_word.fold)
    fault(simulator, FaultKind.NO_RECEIPTS)
    kind = FaultKind.LOST_RESPONSE_AFTER_ACCEPT if accepted else FaultKind.LOST_REQUEST
    fault(simulator, kind)
    message_id = whole.send()
    simulator.network.clock.advance(16 * 60)
    desk.clock.advance(minutes=16)
    assert checker.check_due() == 1
    desk.clock.advance(minutes=45)
    assert checker.check_due() == (0 if accepted else 1)
    shown = desk.get(f"/v1/messages/{message_id}")
    if accepted:
        (entry,) = simulator.network.ledger.accepted()
        assert shown["state"] == "submitted"
        assert desk.message(message_id).carrier_uuid == entry.message_uuid
    else:
        assert (shown["state"], shown["failure"]["next"]) == ("uncertain", ["settle"])
    whole.outbox.send_due()
    assert posts(simulator) == (1, int(accepted))
