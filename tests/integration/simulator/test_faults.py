"""Faults as the `vonage` SDK meets them, with the ledger as witness."""

import time
from collections.abc import Callable
from typing import Any

import pytest
import requests
from requests.exceptions import ChunkedEncodingError, ReadTimeout
from requests.exceptions import ConnectionError as ConnectionLostError
from vonage import Vonage
from vonage_http_client.errors import HttpRequestError, RateLimitedError, ServerError
from vonage_messages.models import Sms

from threadside.simulator import Simulator

LINE, ANNA, LUIS = "17205550100", "17205550142", "18505550199"
Connect = Callable[..., Vonage]
Control = Callable[..., Any]


def send(client: Vonage, to: str = ANNA) -> str | None:
    return client.messages.send(Sms(to=to, from_=LINE, text="Hi", client_ref="m:1")).message_uuid


def posts_and_entries(control: Control) -> tuple[int, int]:
    ledger = control("GET", "ledger?client_ref=m:1")
    return ledger["posts"], len(ledger["items"])


@pytest.mark.parametrize("mode", ["close", "reset"])
def test_a_lost_response_is_one_post_and_one_entry_with_the_loop_disarmed(
    connect: Connect, control: Control, business: Any, mode: str
) -> None:
    control("POST", "faults", {"kind": "lost_response_after_accept", "mode": mode, "times": None})
    with pytest.raises(ConnectionLostError):
        send(connect())
    assert posts_and_entries(control) == (1, 1)
    assert business.wait_for(2, "/status")[-1].body["client_ref"] == "m:1"


def test_the_sdk_as_shipped_sends_the_text_ten_times(connect: Connect, control: Control) -> None:
    """The reason for disarming it: if this fails after an upgrade, look at the loop again."""
    control("POST", "faults", {"kind": "lost_response_after_accept", "times": None})
    with pytest.raises(ConnectionLostError):
        send(connect(disarmed=False))
    assert posts_and_entries(control) == (10, 10)


def test_a_lost_request_is_not_accepted(connect: Connect, control: Control) -> None:
    control("POST", "faults", {"kind": "lost_request"})
    with pytest.raises(ConnectionLostError):
        send(connect())
    assert posts_and_entries(control) == (1, 0)
    assert control("GET", "ledger")["not_accepted"] == 1


def test_an_answer_that_hangs_times_out_after_acceptance(
    connect: Connect, control: Control
) -> None:
    control("POST", "faults", {"kind": "hang_after_accept", "seconds": 30})
    with pytest.raises(ReadTimeout):
        send(connect(timeout=1))
    assert posts_and_entries(control) == (1, 1)


def test_a_truncated_answer_is_no_answer(connect: Connect, control: Control) -> None:
    """Neither a VonageError nor a ConnectionError: whoever catches those alone misses it."""
    control("POST", "faults", {"kind": "truncated_response"})
    with pytest.raises(ChunkedEncodingError):
        send(connect())
    assert posts_and_entries(control) == (1, 1)


def test_a_throttle_says_when_to_come_back(connect: Connect, control: Control) -> None:
    control("POST", "faults", {"kind": "status", "status": 429, "retry_after": 2})
    client = connect()
    with pytest.raises(RateLimitedError) as refused:
        send(client)
    assert refused.value.response.headers["Retry-After"] == "2"
    assert send(client)
    assert posts_and_entries(control) == (2, 1)


def test_a_server_error_before_acceptance_leaves_the_ledger_empty(
    connect: Connect, control: Control
) -> None:
    control("POST", "faults", {"kind": "status", "status": 500})
    with pytest.raises(ServerError) as refused:
        send(connect())
    assert refused.value.response.json()["title"] == "Internal error"
    assert posts_and_entries(control) == (1, 0)


def test_a_gateways_error_page_after_acceptance_leaves_one_entry(
    connect: Connect, control: Control
) -> None:
    control("POST", "faults", {"kind": "status_after_accept", "status": 503})
    with pytest.raises(HttpRequestError) as refused:
        send(connect())
    assert refused.value.response.headers["Content-Type"].startswith("text/html")
    assert posts_and_entries(control) == (1, 1)


def test_a_delay_only_delays(connect: Connect, control: Control) -> None:
    control("POST", "faults", {"kind": "delay", "seconds": 0.3})
    before = time.monotonic()
    assert send(connect())
    assert time.monotonic() - before >= 0.3


@pytest.mark.parametrize(
    ("status", "answered"), [("revoked", "not for messages of this channel"), ("gone", "must be")]
)
def test_of_a_text_nothing_can_be_changed(
    simulator: Simulator, connect: Connect, status: str, answered: str
) -> None:
    def change(uuid: str) -> tuple[int, str]:
        account = simulator.account
        answer = requests.patch(
            f"{simulator.http_url}/v1/messages/{uuid}", json={"status": status},
            auth=(account.api_key, account.api_secret), timeout=5,
        )  # fmt: skip
        return answer.status_code, answer.text

    code, text = change(str(send(connect())))
    assert (code, answered in text) == (422, True)
    code, text = change("asdf")
    assert (code, "Message with ID asdf not found" in text) == (404, True)


def test_a_fault_for_one_contact_leaves_the_others_alone(
    connect: Connect, control: Control
) -> None:
    control("POST", "faults", {"kind": "status", "status": 500, "to": "+1 850 555 0199"})
    client = connect()
    assert send(client, ANNA)
    with pytest.raises(ServerError):
        send(client, LUIS)
    assert send(client, LUIS)


def statuses(business: Any, count: int) -> list[str]:
    return [webhook.body["status"] for webhook in business.wait_for(count, "/status")]


def test_receipts_can_come_reversed(connect: Connect, control: Control, business: Any) -> None:
    control("POST", "faults", {"kind": "reorder_receipts"})
    send(connect())
    assert statuses(business, 2) == ["delivered", "submitted"]


def test_receipts_can_come_several_times_byte_for_byte(
    connect: Connect, control: Control, business: Any
) -> None:
    control("POST", "faults", {"kind": "duplicate_receipts", "copies": 2})
    send(connect())
    webhooks = business.wait_for(6, "/status")
    assert len({webhook.raw for webhook in webhooks}) == 2
    assert len({webhook.headers["Authorization"] for webhook in webhooks}) == 6


def test_a_receipt_can_come_before_the_response(
    connect: Connect, control: Control, business: Any
) -> None:
    control("POST", "faults", {"kind": "receipt_before_response"})
    message_uuid = send(connect())
    assert business.received[0].body["message_uuid"] == message_uuid
    assert business.received[0].body["status"] == "submitted"


def test_a_text_can_end_rejected_with_a_reason(
    connect: Connect, control: Control, business: Any
) -> None:
    control("POST", "faults", {"kind": "final", "code": 1190})
    send(connect())
    assert statuses(business, 2) == ["submitted", "rejected"]
    assert business.received[1].body["error"]["title"] == "1190"


def test_receipts_can_stay_away(connect: Connect, control: Control) -> None:
    control("POST", "faults", {"kind": "no_receipts"})
    send(connect())
    assert control("GET", "clock")["waiting"] == 0
    assert control("GET", "webhooks")["items"] == []


def test_what_a_fault_has_done_can_be_read(connect: Connect, control: Control) -> None:
    rule = control("POST", "faults", {"kind": "no_receipts"})
    send(connect())
    [shown] = control("GET", "faults")["items"]
    assert (shown["id"], shown["used"], shown["spent"]) == (rule["id"], 1, True)
    control("DELETE", f"faults/{rule['id']}")
    assert control("GET", "faults")["items"] == []
    control("DELETE", f"faults/{rule['id']}", status=404)
