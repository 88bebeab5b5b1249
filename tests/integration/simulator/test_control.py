"""`/_sim/`: contacts' texts, the webhook log, time, reset, and whom it obeys."""

import time
from collections.abc import Callable
from typing import Any

import pytest
import urllib3

from threadside.simulator import Simulator

LINE, ANNA = "17205550100", "17205550142"
Control = Callable[..., Any]

ANSWER = {"from": "+1 (720) 555-0142", "to": "+17205550100", "text": "Yes 👍 please"}


def eventually(condition: Callable[[], Any]) -> Any:
    """The condition's value as soon as it holds."""
    limit = time.monotonic() + 10
    while not (value := condition()):
        assert time.monotonic() < limit, "it never happened"
        time.sleep(0.01)
    return value


def test_a_contacts_text_becomes_an_inbound_webhook(control: Control, business: Any) -> None:
    message_uuid = control("POST", "inbound", ANSWER)["message_uuid"]
    [webhook] = business.wait_for(1, "/inbound")
    body = webhook.body
    assert body.pop("timestamp").endswith("Z")
    assert body == {
        "channel": "sms",
        "message_uuid": message_uuid,
        "to": LINE,
        "from": ANNA,
        "text": "Yes 👍 please",
        "sms": {"num_messages": "1", "keyword": "YES"},
        "usage": {"currency": "USD", "price": "0.0000"},
        "origin": {"network_code": "310260"},
    }


def test_a_text_sent_again_under_its_id_stays_one_text(control: Control, business: Any) -> None:
    order = {**ANSWER, "message_uuid": "0b1f2f58-7c39-4a4e-9d5c-2f3b9f6ad0a1"}
    control("POST", "faults", {"kind": "duplicate_inbound"})
    control("POST", "inbound", order)
    control("POST", "inbound", order)
    webhooks = business.wait_for(3, "/inbound")
    assert {one.body["message_uuid"] for one in webhooks} == {order["message_uuid"]}
    [conversation] = control("GET", "conversations")["items"]
    assert len(conversation["messages"]) == 1


@pytest.mark.parametrize("sender", ["24273", "Acme Ltd"])
def test_short_codes_and_names_can_write_too(control: Control, business: Any, sender: str) -> None:
    control("POST", "inbound", {**ANSWER, "from": sender})
    assert business.wait_for(1, "/inbound")[0].body["from"] == sender


def test_a_refused_webhook_is_retried_under_the_virtual_clock(
    control: Control, business: Any
) -> None:
    control("POST", "clock", {"factor": 0})
    business.answers += [503, 429]
    control("POST", "inbound", ANSWER)
    for _ in range(2):
        eventually(lambda: control("GET", "clock")["waiting"] == 1)
        control("POST", "clock", {"advance_s": 10})
    [event] = eventually(lambda: control("GET", "webhooks?state=acknowledged")["items"])
    assert [attempt["status"] for attempt in event["attempts"]] == [503, 429, 200]
    assert len({webhook.raw for webhook in business.received}) == 1


def test_an_unsigned_webhook_that_is_refused_comes_back_signed(
    control: Control, business: Any
) -> None:
    control("POST", "clock", {"factor": 1000})
    control("POST", "faults", {"kind": "unsigned"})
    business.answers += [503]
    control("POST", "inbound", ANSWER)
    first, second = business.wait_for(2, "/inbound")
    assert "Authorization" not in first.headers
    assert second.headers["Authorization"].startswith("Bearer ")


def test_a_business_that_is_down_gets_its_webhook_later(
    simulator: Simulator, control: Control, business: Any
) -> None:
    control("PUT", "config", {"inbound_url": "http://127.0.0.1:9/inbound"})
    control("POST", "inbound", ANSWER)
    [event] = eventually(
        lambda: [one for one in control("GET", "webhooks")["items"] if one["attempts"]]
    )
    assert event["state"] == "pending"
    assert event["status"] is None
    assert event["attempts"][0]["error"]


def test_a_reset_forgets_everything_but_the_account(control: Control, business: Any) -> None:
    before = control("GET", "config")
    control("POST", "inbound", ANSWER)
    control("POST", "faults", {"kind": "unsigned"})
    control("POST", "clock", {"factor": 0})
    control("POST", "reset", {"seed": 5})
    assert control("GET", "conversations")["items"] == []
    assert control("GET", "faults")["items"] == []
    assert control("GET", "webhooks")["items"] == []
    assert control("GET", "clock")["factor"] == 1
    assert control("GET", "config") == before


def test_a_reader_can_hold_on_until_something_changes(
    simulator: Simulator, control: Control
) -> None:
    url = f"{simulator.http_url}/_sim/conversations"
    with urllib3.PoolManager() as pool:
        version = pool.request("GET", url).headers["ETag"]
        headers = {"If-None-Match": version}
        assert pool.request("GET", url, headers=headers).status == 304
        assert pool.request("GET", f"{url}?wait=0.05", headers=headers).status == 304
        control("POST", "inbound", ANSWER)
        changed = pool.request("GET", f"{url}?wait=10", headers=headers)
    assert changed.status == 200
    assert changed.json()["items"][0]["phone"] == ANNA


def test_a_reader_can_wait_for_a_message_of_one_status(
    simulator: Simulator, control: Control
) -> None:
    account = simulator.account
    text = {"channel": "sms", "message_type": "text", "from": LINE, "to": ANNA, "text": "Hi"}
    key = urllib3.make_headers(basic_auth=f"{account.api_key}:{account.api_secret}")
    urllib3.request("POST", f"{simulator.http_url}/v1/messages", json=text, headers=key)
    assert control("GET", "ledger?status=rejected&wait=0.05")["items"] == []
    [entry] = control("GET", "ledger?status=delivered&wait=10")["items"]
    assert entry["status"] == "delivered"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "inbound", {}),
        ("POST", "inbound", {**ANSWER, "from": "!"}),
        ("POST", "inbound", {**ANSWER, "text": "\ud800"}),
        ("POST", "inbound", {**ANSWER, "extra": 1}),
        ("POST", "faults", {"kind": "meteor"}),
        ("POST", "faults", {"kind": "status"}),
        ("POST", "faults", {"kind": "no_receipts", "probability": 2}),
        ("POST", "clock", {}),
        ("POST", "clock", {"advance_s": -1}),
        ("POST", "reset", {"seed": "x"}),
        ("PUT", "config", {"application_public_key": "x"}),
        ("PUT", "config", {"inbound_url": "ftp://x"}),
        ("PUT", "config", {"unknown": 1}),
        ("GET", "ledger?after=-1", None),
        ("GET", "ledger?unknown=1", None),
        ("GET", "webhooks?state=lost", None),
        ("POST", "inbound", "not an object"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused_with_a_sentence(
    control: Control, method: str, path: str, body: object
) -> None:
    problem = control(method, path, body, status=422)
    assert problem["code"] in {"invalid", "invalid_json"}
    assert problem["detail"]


def test_pages_of_other_sites_can_not_drive_it(simulator: Simulator) -> None:
    url = f"{simulator.http_url}/_sim/reset"
    host = simulator.http_url.removeprefix("http://")
    with urllib3.PoolManager() as pool:

        def reset(**headers: str) -> int:
            return pool.request("POST", url, headers=headers).status

        assert reset(Origin="https://evil.example") == 403
        assert reset(Host="evil.example", Origin="http://evil.example") == 403
        assert reset(Origin=f"http://{host}") == 204
        assert reset() == 204
