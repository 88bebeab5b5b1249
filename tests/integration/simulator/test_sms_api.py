"""The older SMS API: with the real SDK where it can, over plain forms where it can't."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
import urllib3
from vonage import Vonage
from vonage_sms.errors import SmsError
from vonage_sms.requests import SmsMessage

from threadside.simulator import Simulator
from threadside.simulator.sms.signature import is_signed, signature

LINE, ANNA = "17205550100", "17205550142"
LONG = "It was the best of times, it was the worst of times. " * 6
Connect = Callable[..., Vonage]
Control = Callable[..., Any]
Post = Callable[..., dict[str, Any]]


@pytest.fixture
def sdk(simulator: Simulator, connect: Connect, control: Control, business: Any) -> Vonage:
    """The SDK with key and secret; receipts are posted as JSON."""
    urls = {"mo_callback_url": f"{business.url}/mo", "dr_callback_url": f"{business.url}/dr"}
    control("PUT", "config", {**urls, "sms_webhook_method": "POST-JSON"})
    account = simulator.account
    return connect(api_key=account.api_key, api_secret=account.api_secret)


@pytest.fixture
def post(simulator: Simulator) -> Iterator[Post]:
    """`post(to=…)`: a form with key and secret, and the answer's one entry."""
    with urllib3.PoolManager(retries=False) as pool:

        def send(*, content_type: str = "application/x-www-form-urlencoded", **form: str) -> Any:
            account = simulator.account
            given = {"api_key": account.api_key, "api_secret": account.api_secret}
            given |= {"from": LINE, "to": ANNA, "text": "Hi", **form}
            answer = pool.request(
                "POST",
                f"{simulator.http_url}/sms/json",
                body=urlencode({name: value for name, value in given.items() if value}),
                headers={"Content-Type": content_type},
            )
            assert answer.status == 200
            [entry] = answer.json()["messages"]
            return entry

        yield send


def sms(text: str = "Hi", **more: Any) -> SmsMessage:
    return SmsMessage(to=ANNA, from_=LINE, text=text, **more)


def test_a_text_is_accepted_and_its_receipts_follow(
    sdk: Vonage, control: Control, business: Any
) -> None:
    answer = sdk.sms.send(sms(client_ref="m:1"))
    [sent] = answer.messages
    assert (answer.message_count, sent.status, sent.client_ref) == ("1", "0", "m:1")
    [entry] = control("GET", "ledger?client_ref=m:1")["items"]
    assert (entry["api"], entry["message_ids"], entry["text"]) == ("sms", [sent.message_id], "Hi")
    receipts = [one.body for one in business.wait_for(2, "/dr")]
    assert [one["status"] for one in receipts] == ["accepted", "delivered"]
    assert receipts[1]["messageId"] == sent.message_id
    assert (receipts[1]["msisdn"], receipts[1]["to"]) == (ANNA, LINE)
    assert (receipts[1]["err-code"], receipts[1]["client-ref"]) == ("0", "m:1")
    assert "sig" not in receipts[1]


def test_a_long_text_has_an_entry_and_a_receipt_for_every_part(
    sdk: Vonage, control: Control, business: Any
) -> None:
    parts = sdk.sms.send(sms(LONG)).messages
    assert len({one.message_id for one in parts}) == 3
    [entry] = control("GET", "ledger")["items"]
    assert (entry["parts"], entry["message_ids"]) == (3, [one.message_id for one in parts])
    receipts = [one.body for one in business.wait_for(6, "/dr")]
    delivered = {one["messageId"] for one in receipts if one["status"] == "delivered"}
    assert delivered == {one.message_id for one in parts}


def test_a_text_that_does_not_ask_for_unicode_loses_its_emoji(
    sdk: Vonage, control: Control
) -> None:
    sdk.sms.send(sms("Hi 👋"))
    sdk.sms.send(sms("Hi 👋", type="unicode"))
    assert [one["text"] for one in control("GET", "ledger")["items"]] == ["Hi ?", "Hi 👋"]


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"from": ""}, "2", "Missing from"),
        ({"text": ""}, "2", "Missing text"),
        ({"to": "12"}, "3", "Invalid value for to"),
        ({"type": "wappush"}, "3", "Invalid value for type"),
        ({"ttl": "5"}, "3", "Invalid value for ttl"),
        ({"client-ref": "x" * 101}, "3", "Invalid value for client-ref"),
        ({"api_secret": "wrong"}, "4", "Bad Credentials"),
        ({"api_key": ""}, "2", "Missing api_key"),
        ({"text": "x" * 3201}, "12", "Message too long"),
        ({"from": "17205550199"}, "15", "Illegal Sender Address - rejected"),
        ({"callback": "business"}, "23", "Invalid Callback URL"),
        ({"to": "15005557001"}, "1", "Throttled"),
        ({"to": "15005557033"}, "33", "Number De-activated"),
    ],
)
def test_refusals_are_statuses_inside_http_200(
    post: Post, control: Control, form: dict[str, str], status: str, words: str
) -> None:
    entry = post(**form)
    assert (entry["status"], entry["error-text"]) == (status, words)
    assert control("GET", "ledger")["items"] == []


def test_the_sdk_reads_a_refusal(sdk: Vonage) -> None:
    with pytest.raises(SmsError, match="15"):
        sdk.sms.send(SmsMessage(to=ANNA, from_="17205550199", text="Hi"))


def test_throttling_is_a_text_with_the_milliseconds_in_brackets(
    post: Post, control: Control
) -> None:
    control("POST", "clock", {"factor": 0})
    control("PUT", "config", {"limits": {"requests_per_s": 2}})
    assert [post()["status"] for _ in range(3)] == ["0", "0", "1"]
    assert post()["error-text"] == "Throughput Rate Exceeded - please wait [ 500 ] and retry"
    control("PUT", "config", {"limits": {"requests_per_s": 2, "retry_after": False}})
    assert post()["error-text"] == "Throughput Rate Exceeded - please wait and retry"
    assert len(control("GET", "ledger")["items"]) == 2
    assert control("GET", "ledger")["over_limit"]["account"] == 3


def test_an_empty_account_answers_quota(post: Post, control: Control) -> None:
    control("PUT", "config", {"balance": 0.01})
    assert post()["remaining-balance"] == "0.00170000"
    assert post()["status"] == "9"


@pytest.mark.parametrize("algorithm", ["md5hash", "md5", "sha1", "sha256", "sha512"])
def test_a_signed_request_needs_no_secret(
    simulator: Simulator, post: Post, control: Control, algorithm: Any
) -> None:
    control("PUT", "config", {"sms_signature": algorithm})
    account = simulator.account
    form = {"api_key": account.api_key, "from": LINE, "to": ANNA, "text": "a & b = c"}
    form["timestamp"] = str(int(time.time()))
    form["sig"] = signature(form, account.signature_secret, algorithm)
    assert post(api_secret="", **form)["status"] == "0"
    assert post(api_secret="", **form, type="unicode")["status"] == "14"
    assert post(**form)["status"] == "32"


def test_a_form_that_calls_itself_json_is_read_only_on_request(
    post: Post, control: Control
) -> None:
    assert post(content_type="application/json")["error-text"] == "Missing api_key"
    control("PUT", "config", {"lenient_content_type": True})
    assert post(content_type="application/json")["status"] == "0"


@pytest.mark.usefixtures("sdk")
@pytest.mark.parametrize(
    ("method", "algorithm"), [("GET", "md5hash"), ("POST", "sha1"), ("POST-JSON", "sha512")]
)
def test_webhooks_come_as_the_account_is_set_to_and_signed(
    control: Control, simulator: Simulator, business: Any, method: str, algorithm: Any
) -> None:
    settings = {"sms_webhook_method": method, "sms_signature": algorithm, "api_type": "sms"}
    control("PUT", "config", settings)
    control("POST", "inbound", {"from": ANNA, "to": LINE, "text": "Yes & no = 👍"})
    [webhook] = business.wait_for(1, "/mo")
    fields = webhook.body if method == "POST-JSON" else webhook.fields
    assert (fields["msisdn"], fields["to"], fields["type"]) == (ANNA, LINE, "unicode")
    assert (fields["text"], fields["keyword"]) == ("Yes & no = 👍", "YES")
    assert webhook.headers["User-Agent"].startswith("Apache-HttpAsyncClient")
    assert is_signed(fields, simulator.account.signature_secret, algorithm)


def test_a_bad_sig_is_one_that_does_not_hold(
    sdk: Vonage, simulator: Simulator, control: Control, business: Any
) -> None:
    control("PUT", "config", {"sms_signature": "sha256", "api_type": "sms"})
    control("POST", "faults", {"kind": "bad_signature"})
    control("POST", "inbound", {"from": ANNA, "to": LINE, "text": "Hi"})
    body = business.wait_for(1, "/mo")[0].body
    assert not is_signed(body, simulator.account.signature_secret, "sha256")


def test_a_long_answer_comes_in_parts_in_any_order_or_with_one_missing(
    sdk: Vonage, control: Control, business: Any
) -> None:
    control("PUT", "config", {"api_type": "sms"})
    order = {"from": ANNA, "to": LINE, "text": LONG}
    control("POST", "inbound", {**order, "parts": [3, 1, 1]})
    third, first, again = (one.body for one in business.wait_for(3, "/mo"))
    assert (third["concat"], third["concat-total"], third["concat-part"]) == ("true", "3", "3")
    assert third["concat-ref"] == first["concat-ref"]
    assert again["messageId"] == first["messageId"] != third["messageId"]
    assert LONG.startswith(first["text"])
    assert LONG.endswith(third["text"])
    control("POST", "inbound", {**order, "concat_fields": False})
    rest = [one.body for one in business.wait_for(6, "/mo")][3:]
    assert "".join(one["text"] for one in rest) == LONG
    assert all("concat" not in one for one in rest)


@pytest.mark.parametrize(
    ("to", "status", "err_code"),
    [
        ("15005559240", "failed", "9"),
        ("15005558009", "failed", "9"),
        ("15005558095", "failed", "95"),
        ("15005550007", "expired", "0"),
        ("15005550008", "failed", "12"),
    ],
)
def test_magic_recipients_have_receipts_of_this_api(
    sdk: Vonage, business: Any, to: str, status: str, err_code: str
) -> None:
    sdk.sms.send(SmsMessage(to=to, from_=LINE, text="Hi"))
    wanted = 1 if to[-4:] in {"9240", "0008"} else 2
    last = business.wait_for(wanted, "/dr")[-1].body
    assert (last["status"], last["err-code"]) == (status, err_code)


def test_of_a_text_that_came_through_partly_one_part_was_delivered(
    sdk: Vonage, control: Control, business: Any
) -> None:
    control("POST", "clock", {"factor": 10_000})
    sdk.sms.send(SmsMessage(to="15005550006", from_=LINE, text=LONG))
    statuses = [one.body["status"] for one in business.wait_for(6, "/dr")]
    assert sorted(statuses) == ["accepted"] * 3 + ["delivered"] + ["failed"] * 2


def test_a_callback_of_its_own_takes_the_receipts_and_they_can_be_declined(
    sdk: Vonage, control: Control, business: Any
) -> None:
    sdk.sms.send(sms("one", status_report_req=False))
    sdk.sms.send(sms("two", callback=f"{business.url}/mine"))
    business.wait_for(2, "/mine")
    log = control("GET", "webhooks")["items"]
    assert {one["url"] for one in log} == {f"{business.url}/mine"}
    assert json.loads(log[0]["body"])["msisdn"] == ANNA


def test_a_lost_answer_leaves_an_accepted_text(post: Post, control: Control) -> None:
    control("POST", "faults", {"kind": "lost_response_after_accept"})
    with pytest.raises(urllib3.exceptions.ProtocolError):
        post(**{"client-ref": "m:1"})
    assert len(control("GET", "ledger?client_ref=m:1")["items"]) == 1
