"""What happens after acceptance: the next message of a workflow, drifting webhooks, redaction."""

import time
from collections.abc import Callable
from typing import Any

import pytest
import urllib3
from vonage import Vonage
from vonage_http_client.errors import HttpRequestError
from vonage_messages.models import Sms

from threadside.simulator import Simulator

LINE, ANNA, BARRED = "17205550100", "17205550142", "15005559050"
Connect = Callable[..., Vonage]
Control = Callable[..., Any]


def sms(to: str = ANNA, text: str = "Hi", **more: Any) -> Sms:
    return Sms(to=to, from_=LINE, text=text, **more)


def test_a_rejected_message_fails_over_under_one_workflow(
    connect: Connect, control: Control, business: Any
) -> None:
    first = sms(BARRED, client_ref="m:1")
    answer = connect().messages.send(first, failover=[sms(BARRED, "again"), sms(text="third")])
    assert answer.workflow_id
    webhooks = [one.body for one in business.wait_for(4, "/status")]
    assert [one["status"] for one in webhooks] == ["rejected", "rejected", "submitted", "delivered"]
    assert len({one["message_uuid"] for one in webhooks}) == 3
    assert [one["workflow"]["items_number"] for one in webhooks] == ["1", "2", "3", "3"]
    assert {one["workflow"]["workflow_id"] for one in webhooks} == {answer.workflow_id}
    assert {one["client_ref"] for one in webhooks} == {"m:1"}
    ledger = control("GET", "ledger?client_ref=m:1")
    assert [one["attempt"] for one in ledger["items"]] == [1, 2, 3]
    assert (ledger["posts"], ledger["not_accepted"]) == (1, 0)


def test_the_same_message_twice_is_tried_twice_and_no_more(
    connect: Connect, control: Control, business: Any
) -> None:
    connect().messages.send(sms(BARRED), failover=[sms(BARRED)])
    business.wait_for(2, "/status")
    assert len(control("GET", "ledger")["items"]) == 2


def test_a_delivered_message_fails_over_to_nothing(
    connect: Connect, control: Control, business: Any
) -> None:
    connect().messages.send(sms(), failover=[sms(text="never")])
    business.wait_for(2, "/status")
    assert len(control("GET", "ledger")["items"]) == 1


def test_a_failover_message_that_is_wrong_refuses_the_whole(connect: Connect) -> None:
    with pytest.raises(HttpRequestError) as refused:
        connect().messages.send(sms(), failover=[Sms(to=ANNA, from_="17205550199", text="x")])
    assert refused.value.response.status_code == 422


def drifted(connect: Connect, business: Any, to: str = ANNA) -> dict[str, Any]:
    connect().messages.send(sms(to), failover=[sms(text="next")])
    return dict(business.wait_for(1, "/status")[0].body)


def test_webhooks_drift_as_they_do_in_the_wild(
    connect: Connect, control: Control, business: Any
) -> None:
    variants = ["total_count", "int_title", "timestamp_words", "extra_objects", "workflow_names"]
    control("POST", "faults", {"kind": "drift", "variants": variants})
    body = drifted(connect, business, BARRED)
    assert body["sms"] == {"total_count": "1"}
    assert body["error"]["title"] == 1050
    assert body["timestamp"].endswith(" UTC")
    assert "wubwub" in body
    assert (body["workflow"]["item_number"], body["workflow"]["total_items"]) == ("1", "2")


def test_optional_parts_go_missing_and_errors_stand_beside_success(
    connect: Connect, control: Control, business: Any
) -> None:
    variants = ["missing_optional", "error_beside", "timestamp_ms"]
    control("POST", "faults", {"kind": "drift", "variants": variants})
    body = drifted(connect, business)
    assert (body["status"], body["error"]["title"]) == ("submitted", "1000")
    assert not {"usage", "destination", "sms"} & body.keys()
    assert body["timestamp"].endswith(".010Z")


def test_without_variants_each_webhook_drifts_another_way(
    connect: Connect, control: Control, business: Any
) -> None:
    control("POST", "faults", {"kind": "drift", "times": None})
    connect().messages.send(sms())
    first, second = (one.body for one in business.wait_for(2, "/status"))
    assert "total_count" in first["sms"]
    assert "count_total" in second["sms"]


def test_a_webhook_may_come_without_a_content_type_or_for_another_account(
    connect: Connect, control: Control, business: Any
) -> None:
    control("POST", "faults", {"kind": "no_content_type"})
    control("POST", "faults", {"kind": "other_api_key"})
    connect().messages.send(sms())
    first, second = business.wait_for(2, "/status")
    assert "Content-Type" not in first.headers
    assert second.headers["Content-Type"] == "application/json"
    log = control("GET", "webhooks?kind=status")["items"]
    assert log[0]["attempts"][0]["signature"] == "other_api_key"


def redact(simulator: Simulator, message_uuid: str, **more: str) -> int:
    account = simulator.account
    body = {"id": message_uuid, "product": "messages", "type": "outbound", **more}
    with urllib3.PoolManager() as pool:
        headers = urllib3.make_headers(basic_auth=f"{account.api_key}:{account.api_secret}")
        url = f"{simulator.http_url}/v1/redact/transaction"
        return pool.request("POST", url, json=body, headers=headers).status


def test_a_message_is_redacted_after_an_hour_and_not_before(
    simulator: Simulator, connect: Connect, control: Control
) -> None:
    sent = connect().messages.send(sms(text="My diagnosis")).message_uuid
    assert redact(simulator, sent) == 403
    control("POST", "clock", {"advance_s": 3600})
    assert redact(simulator, "unknown") == 404
    assert redact(simulator, sent, type="sideways") == 422
    assert redact(simulator, sent) == 204
    [entry] = control("GET", "ledger")["items"]
    assert (entry["text"], entry["redacted"], entry["to"]) == ("", True, ANNA)


def test_a_contacts_message_is_redacted_too(simulator: Simulator, control: Control) -> None:
    order = {"from": ANNA, "to": LINE, "text": "My diagnosis"}
    arrived = control("POST", "inbound", order)["message_uuid"]
    control("POST", "clock", {"advance_s": 3600})
    assert redact(simulator, arrived, type="inbound") == 204
    assert control("GET", "conversations")["items"][0]["messages"][0]["text"] == ""


def test_the_webhook_log_is_in_virtual_time(control: Control, business: Any) -> None:
    control("POST", "clock", {"factor": 0})
    control("POST", "clock", {"advance_s": 100})
    business.answers += [503]
    control("POST", "inbound", {"from": ANNA, "to": LINE, "text": "Hi"})
    limit = time.monotonic() + 10
    while control("GET", "clock")["waiting"] != 1:
        assert time.monotonic() < limit
        time.sleep(0.01)
    control("POST", "clock", {"advance_s": 5})
    business.wait_for(2, "/inbound")
    while len(control("GET", "webhooks")["items"][0]["attempts"]) != 2:
        assert time.monotonic() < limit
        time.sleep(0.01)
    first, second = control("GET", "webhooks")["items"][0]["attempts"]
    assert second["clock_s"] - first["clock_s"] == pytest.approx(5, abs=0.01)
    assert first["clock_s"] >= 100
