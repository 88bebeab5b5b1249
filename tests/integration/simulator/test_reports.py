"""The carrier's records: complete after some minutes, asked for with key and secret."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from vonage import Vonage
from vonage_messages.models import Sms
from vonage_sms.requests import SmsMessage

from threadside.simulator import Simulator

LINE, ANNA, BEN = "17205550100", "17205550142", "13035550177"
Connect = Callable[..., Vonage]
Control = Callable[..., Any]
Ask = Callable[..., requests.Response]


@pytest.fixture
def ask(simulator: Simulator) -> Iterator[Ask]:
    """`ask(to=ANNA)` asks for the outbound messages of the last hour."""
    with requests.Session() as session:
        session.trust_env = False
        session.verify = str(simulator.ca_file)
        account = simulator.account

        def get(*, auth: Any = (account.api_key, account.api_secret), **query: Any) -> Any:
            now = datetime.now(UTC)
            dates = {
                "date_start": (now - timedelta(hours=1)).isoformat(),
                "date_end": (now + timedelta(hours=1)).isoformat(),
            }
            asked = {
                "account_id": account.api_key,
                "product": "MESSAGES",
                "direction": "outbound",
                **({} if "id" in query else dates),
                **query,
            }
            url = f"{simulator.tls_url}/v2/reports/records"
            return session.get(url, params=asked, auth=auth, timeout=5)

        yield get


def send(connect: Connect, to: str = ANNA, client_ref: str = "m:1") -> str:
    """A text that was accepted; its id at the carrier."""
    message = Sms(to=to, from_=LINE, text="Hello", client_ref=client_ref)
    return str(connect().messages.send(message).message_uuid)


def test_a_message_stands_in_the_records_after_five_minutes(
    connect: Connect, control: Control, ask: Ask
) -> None:
    uuid = send(connect)
    assert ask().json()["records"] == []
    control("POST", "clock", {"advance_s": 301})
    page = ask().json()
    assert (page["request_status"], page["items_count"], page["product"]) == (
        "SUCCESS",
        1,
        "MESSAGES",
    )
    (record,) = page["records"]
    assert (record["message_id"], record["client_ref"]) == (uuid, "m:1")
    assert (record["from"], record["to"], record["direction"]) == (LINE, ANNA, "outbound")
    assert datetime.fromisoformat(record["date_received"]).tzinfo is not None
    assert "message_body" not in record


def test_the_record_tells_how_it_ended(
    simulator: Simulator, connect: Connect, control: Control, ask: Ask, business: Any
) -> None:
    send(connect, "15005559210")
    business.wait_for(1, "/status")
    control("POST", "clock", {"advance_s": 301})
    (record,) = ask(include_message="true").json()["records"]
    assert (record["status"], record["error_code"]) == ("rejected", "1210")
    assert record["message_body"] == "Hello"


def test_records_are_found_by_receiver_sender_and_window(
    connect: Connect, control: Control, ask: Ask
) -> None:
    send(connect, ANNA, "m:1")
    send(connect, BEN, "m:2")
    control("POST", "clock", {"advance_s": 301})

    def found(**query: str) -> set[str]:
        return {record["client_ref"] for record in ask(**query).json()["records"]}

    assert found() == {"m:1", "m:2"}
    assert found(to=BEN) == {"m:2"}
    assert found(**{"from": LINE}) == {"m:1", "m:2"}
    assert found(**{"from": "17205550199"}) == set()
    earlier = datetime.now(UTC) - timedelta(minutes=30)
    assert found(date_end=earlier.isoformat()) == set()


def test_many_records_come_in_pages(
    simulator: Simulator, connect: Connect, control: Control, ask: Ask
) -> None:
    control("PUT", "config", {"reports_page": 2})
    sent = {send(connect, client_ref=f"m:{number}") for number in range(5)}
    control("POST", "clock", {"advance_s": 301})
    found: list[str] = []
    more: dict[str, str] = {}
    for status in ("TRUNCATED", "TRUNCATED", "SUCCESS"):
        page = ask(**more).json()
        assert page["request_status"] == status
        found += [record["message_id"] for record in page["records"]]
        more = {name: page[name] for name in ("cursor", "iv") if name in page}
        assert ("next" in page["_links"]) == bool(more)
    assert set(found) == sent
    assert len(found) == 5
    assert ask(cursor="bm9wZQ", iv="x").status_code == 422


def test_records_by_their_ids(connect: Connect, control: Control, ask: Ask) -> None:
    uuid = send(connect)
    control("POST", "clock", {"advance_s": 301})
    page = ask(id=f"{uuid},nobody").json()
    assert [record["message_id"] for record in page["records"]] == [uuid]
    assert page["ids_not_found"] == "nobody"
    assert ask(id=uuid, date_start="2026-01-01T00:00:00Z").status_code == 422
    assert ask(id=",".join(f"id-{n}" for n in range(21))).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"date_start": "2026-01-01T00:00:00Z", "date_end": "2026-01-02T00:00:01Z"},
        {"date_start": "2026-01-02T00:00:00Z", "date_end": "2026-01-01T00:00:00Z"},
        {"date_start": "yesterday"},
        {"date_start": "2026-01-01T00:00:00"},
        {"product": "VOICE-CALL"},
        {"direction": ""},
    ],
)
def test_what_the_records_can_not_answer_is_refused(ask: Ask, wrong: dict[str, str]) -> None:
    answer = ask(**wrong)
    assert answer.status_code == 422
    assert answer.json()["invalid_parameters"]


def test_a_text_by_the_sms_api_has_a_record_for_each_part_in_its_own_words(
    simulator: Simulator, connect: Connect, control: Control, ask: Ask
) -> None:
    account = simulator.account
    sdk = connect(api_key=account.api_key, api_secret=account.api_secret)
    text = "It was the best of times, it was the worst of times. " * 6
    control("POST", "faults", {"kind": "final", "final_status": "undeliverable", "code": 1240})
    sent = sdk.sms.send(SmsMessage(to=ANNA, from_=LINE, text=text, client_ref="m:1"))
    control("POST", "clock", {"advance_s": 301})
    assert ask().json()["records"] == []
    records = ask(product="SMS").json()["records"]
    assert [one["message_id"] for one in records] == [one.message_id for one in sent.messages]
    assert {one["client_ref"] for one in records} == {"m:1"}
    assert ask(product="SMS", id=records[1]["id"]).json()["records"] == [records[1]]


def test_only_the_account_itself_may_ask(simulator: Simulator, ask: Ask) -> None:
    assert ask(auth=None).status_code == 401
    assert ask(auth=(simulator.account.api_key, "wrong")).status_code == 401
    assert ask(account_id="somebody").status_code == 403


def test_too_many_questions_at_once_are_throttled(ask: Ask) -> None:
    assert 429 in {ask().status_code for _ in range(30)}


def test_a_fault_may_strike_the_records(control: Control, ask: Ask) -> None:
    control("POST", "faults", {"kind": "reports_status", "status": 503})
    assert [ask().status_code for _ in range(2)] == [503, 200]
