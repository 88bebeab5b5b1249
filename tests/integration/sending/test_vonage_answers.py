"""Every answer of `tests/vonage_examples`, byte for byte, read by the adapter that asked for it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest

from tests.integration.desk import ANNA
from tests.integration.sending.listener import Listener
from tests.integration.sending.simulated import access
from threadside.carriers.numbers import NumbersRefused
from threadside.carriers.vonage import VonageCarrier
from threadside.carriers.vonage_numbers import VonageNumbers
from threadside.carriers.vonage_reports import VonageReports
from threadside.carriers.vonage_sms_send import VonageSmsCarrier
from threadside.sending.port import (
    Accepted,
    AccountAccess,
    Carrier,
    NoRecords,
    NotAccepted,
    Outcome,
    OutgoingText,
    StatusReceipt,
    Unknown,
)
from threadside.simulator import Simulator

EXAMPLES = Path(__file__).parents[2] / "vonage_examples"
MANIFEST = json.loads((EXAMPLES / "manifest.json").read_text(encoding="utf-8"))
TEXT = OutgoingText("01890000-ref", "+17205550100", ANNA, "Hello")
FAILED, PAUSED = "fail", "pause"

MESSAGES: dict[str, Outcome] = {
    "a01_send_202": Accepted("d8f86df1-dec6-442f-870a-2241be27d721"),
    "a02_send_202_failover": Accepted("d8f86df1-dec6-442f-870a-2241be27d721"),
    "a03_401_missing_credentials": NotAccepted(PAUSED, "account"),
    "a05_402_low_balance": NotAccepted(PAUSED, "no_credit"),
    "a06_422_invalid_params_1150": NotAccepted(FAILED, "invalid"),
    "a07_422_channel_params_1110_no_list": NotAccepted(FAILED, "invalid"),
    "a16_429_php_1010": NotAccepted("throttle", "throttled"),
    "a17_422_php_invalid_json": NotAccepted(FAILED, "invalid"),
    "a18_404_not_found_patch": NotAccepted(PAUSED, "account"),
    "a19_403_out_of_credit_generic": NotAccepted(PAUSED, "account"),
}
LOST = Unknown("no_answer")
SMS: dict[str, Outcome] = {
    "b01_send_sms": Accepted("", parts=("",)),
    "b02_send_long_sms": Accepted("", parts=("", "")),
    "b03_send_sms_partial_error": Accepted("", parts=("",), refused="throttled"),
    "b04_send_sms_error": NotAccepted(FAILED, "barred_number"),
    "b06_php_send-success": Accepted("", parts=("",)),
    "b07_php_multi": Accepted("", parts=("", "", "")),
    "b08_php_fail": NotAccepted(FAILED, "invalid"),
    "b09_php_fail-server": LOST,
    "b10_php_fail-shortcode": NotAccepted(FAILED, "unknown"),
    "b11_php_mt-limit": NotAccepted("throttle", "throttled"),
    "b12_php_ratelimit": NotAccepted("throttle", "throttled", 0.702),
    "b13_php_ratelimit-notime": NotAccepted("throttle", "throttled"),
    "b14_php_empty": LOST,
    "b15_invalid_credentials": NotAccepted(PAUSED, "account"),
    "b16_no_message_count": Accepted("", parts=("",)),
    "b17_error_without_text": NotAccepted("throttle", "throttled"),
    "b18_int_message_count": Accepted("", parts=("",)),
    "b19_degenerate_1": LOST,
    "b20_degenerate_2": LOST,
    "b21_degenerate_3": LOST,
    "b22_degenerate_4": LOST,
    "b23_throttled_250": NotAccepted("throttle", "throttled", 0.25),
    "b24_http_429_text": NotAccepted("throttle", "throttled"),
    "b25_http_401_text": NotAccepted(PAUSED, "account"),
}
NOT_ASKED_FOR = {
    "b05_conversion_402_html": "no text's conversion is ever reported",
    "h05_reports_async_job": "records are asked for one text at a time, which needs no job",
}


OTHER_APIS = {
    "h01_reports_sync", "h02_reports_record", "h03_reports_ids_not_found", "h04_messages_cdr_row",
    "h07_numbers_list_owned_numbers_basic", "h08_numbers_search_available_numbers_basic",
    "h09_numbers_nothing", "h10_numbers_number", "h11_numbers_no_number",
}  # fmt: skip
"""Each has a test of its own below."""


@pytest.fixture
def listener(state_dir: Path) -> Iterator[Listener]:
    """Listens on a free port."""
    made = Listener(state_dir)
    yield made
    made.close()


@pytest.fixture
def asking(listener: Listener, simulator: Simulator) -> AccountAccess:
    """An account whose every request goes to the listener."""
    return access(simulator, api_host=listener.host, api_secret="secret")


def exchange(example: str) -> bytes:
    """The answer of an example as it goes over the wire."""
    told = json.loads((EXAMPLES / f"{example}.json").read_text(encoding="utf-8"))
    body = told["body"].encode()
    head = [f"HTTP/1.1 {told['status']} Whatever", f"Content-Length: {len(body)}"]
    head += [f"{name}: {value}" for name, value in told["headers"].items()]
    return "\r\n".join([*head, "", ""]).encode() + body


def without_ids(outcome: Outcome) -> Outcome:
    """An acceptance by how many parts were taken."""
    if not isinstance(outcome, Accepted):
        return outcome
    assert outcome.carrier_uuid == outcome.parts[0]
    assert all(outcome.parts)
    return Accepted("", parts=("",) * len(outcome.parts), refused=outcome.refused)


def test_no_answer_is_left_out() -> None:
    known = {*MESSAGES, *SMS, *NOT_ASKED_FOR}
    answers = {entry["id"] for entry in MANIFEST if entry["id"][0] in "abh"}
    assert answers - known == OTHER_APIS


@pytest.mark.parametrize("example", MESSAGES)
def test_an_answer_of_the_messages_api(
    listener: Listener, asking: AccountAccess, example: str
) -> None:
    listener.answers = [exchange(example)]
    carrier: Carrier = VonageCarrier(asking, ca_file=listener.ca_file, timeout_s=2)
    assert carrier.send(TEXT) == MESSAGES[example]
    assert len(listener.requests) == 1


@pytest.mark.parametrize("example", SMS)
def test_an_answer_of_the_sms_api(listener: Listener, asking: AccountAccess, example: str) -> None:
    listener.answers = [exchange(example)]
    carrier: Carrier = VonageSmsCarrier(asking, ca_file=listener.ca_file, timeout_s=2)
    assert without_ids(carrier.send(TEXT)) == SMS[example]
    assert len(listener.requests) == 1


def page(records: list[object], **more: str) -> bytes:
    """A page of the carrier's records as it goes over the wire."""
    body = json.dumps({"request_status": "SUCCESS", "records": records, **more}).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


def find(listener: Listener, asking: AccountAccess, client_ref: str) -> StatusReceipt | None:
    """The record of a text to Anna, as the listener tells of it."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    records = VonageReports(asking, ca_file=listener.ca_file, timeout_s=2)
    return records.find(client_ref, ANNA, now, now + timedelta(hours=1))


@pytest.mark.parametrize("example", ["h01_reports_sync", "h02_reports_record"])
def test_a_page_with_a_successor_is_followed_whatever_its_status_says(
    listener: Listener, asking: AccountAccess, example: str
) -> None:
    ours = {"message_id": "uuid-1", "client_ref": "ref-1", "status": "delivered"}
    listener.answers = [exchange(example), page([ours], cursor="last", iv="last"), page([])]
    found = find(listener, asking, "ref-1")
    assert found is not None
    assert (found.carrier_uuid, found.state) == ("uuid-1", "delivered")
    assert len(listener.requests) == 2
    assert b"cursor=" in listener.requests[1]


def test_after_the_last_page_a_text_is_not_on_record(
    listener: Listener, asking: AccountAccess
) -> None:
    listener.answers = [exchange("h02_reports_record"), page([]), page([])]
    assert find(listener, asking, "ref-1") is None
    assert len(listener.requests) == 3  # two pages of one API's records, one of the other's


def test_an_unknown_id_is_not_on_record_and_no_failure(
    listener: Listener, asking: AccountAccess
) -> None:
    listener.answers = [exchange("h03_reports_ids_not_found")]
    assert find(listener, asking, "ref-1") is None


def test_a_row_of_the_records_is_recognised_by_our_reference(
    listener: Listener, asking: AccountAccess
) -> None:
    told = json.loads((EXAMPLES / "h04_messages_cdr_row.json").read_text(encoding="utf-8"))
    row = dict(zip(told["csv_header"], told["row"], strict=True))
    listener.answers = [page([row])]
    found = find(listener, asking, row["client_ref"])
    assert found == StatusReceipt(
        row["message_id"], row["client_ref"], "delivered", "delivered", None,
        datetime(2025, 4, 1, 16, 46, 38, tzinfo=UTC),
    )  # fmt: skip


@pytest.mark.parametrize("api", ["messages", "sms"])
def test_the_records_of_both_apis_are_asked_whichever_the_account_sends_by_today(
    listener: Listener, asking: AccountAccess, api: Literal["messages", "sms"]
) -> None:
    ours = {"message_id": "uuid-1", "client_ref": "ref-1", "status": "delivered"}
    listener.answers = [page([]), page([ours])]
    assert find(listener, replace(asking, api=api), "ref-1") is not None
    products = [re.search(rb"product=(\w+)", asked) for asked in listener.requests]
    assert [found and found[1] for found in products] == [b"MESSAGES", b"SMS"]


def test_pages_without_an_end_prove_nothing(listener: Listener, asking: AccountAccess) -> None:
    listener.answers = [exchange("h02_reports_record")]
    with pytest.raises(NoRecords):
        find(listener, asking, "ref-1")


def numbers(listener: Listener, asking: AccountAccess, example: str) -> VonageNumbers:
    """The Numbers API, which answers with an example."""
    listener.answers = [exchange(example)]
    return VonageNumbers(asking, ca_file=listener.ca_file, timeout_s=2)


def test_a_number_that_is_linked_to_no_application_is_known_by_it(
    listener: Listener, asking: AccountAccess
) -> None:
    linked = "29f769u7-7ce1-46c9-ade3-f2dedee4fr4t"
    mine = replace(asking, application_id=linked)
    own = numbers(listener, mine, "h07_numbers_list_owned_numbers_basic").own()
    assert [(each.phone, each.linked) for each in own] == [
        ("+3400000000", False),
        ("+447007000000", True),
    ]


def test_a_number_that_takes_no_texts_is_not_offered(
    listener: Listener, asking: AccountAccess
) -> None:
    shop = numbers(listener, asking, "h08_numbers_search_available_numbers_basic")
    assert shop.search("GB", "landline", "") == []


def test_an_empty_answer_is_no_numbers(listener: Listener, asking: AccountAccess) -> None:
    shop = numbers(listener, asking, "h09_numbers_nothing")
    assert (shop.own(), shop.search("US", "mobile-lvn", "")) == ([], [])


def test_a_number_is_bought_with_one_request(listener: Listener, asking: AccountAccess) -> None:
    numbers(listener, asking, "h10_numbers_number").buy("+17205550123", "US")
    (request,) = listener.requests
    assert request.startswith(b"POST /number/buy HTTP/1.1")
    assert request.endswith(b"country=US&msisdn=17205550123")


def test_a_number_that_is_not_sold_is_surely_not_ours(
    listener: Listener, asking: AccountAccess
) -> None:
    with pytest.raises(NumbersRefused):
        numbers(listener, asking, "h11_numbers_no_number").buy("+17205550123", "US")


def test_bytes_of_one_text_through_the_sms_api(listener: Listener, asking: AccountAccess) -> None:
    VonageSmsCarrier(asking, ca_file=listener.ca_file, timeout_s=2).send(
        OutgoingText("01890000-ref", "+17205550100", "+17205550142", "Grüße 🏠 & more")
    )
    (request,) = listener.requests
    head, _, body = request.partition(b"\r\n\r\n")
    assert head.startswith(b"POST /sms/json HTTP/1.1\r\n")
    assert b"Content-Type: application/x-www-form-urlencoded" in head
    assert b"Authorization: Basic " in head
    assert body == (
        b"from=17205550100&to=17205550142&text=Gr%C3%BC%C3%9Fe+%F0%9F%8F%A0+%26+more"
        b"&type=unicode&client-ref=01890000-ref"
    )


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 20", b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n"]
)
def test_a_lost_answer_of_the_sms_api_is_one_request_and_no_certainty(
    listener: Listener, asking: AccountAccess, answer: bytes
) -> None:
    listener.answers = [answer]
    carrier = VonageSmsCarrier(asking, ca_file=listener.ca_file, timeout_s=2)
    assert isinstance(carrier.send(TEXT), Unknown)
    assert len(listener.requests) == 1
