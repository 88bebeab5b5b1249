"""Opt-outs as the carrier keeps them: 202 first, the block afterwards."""

from collections.abc import Callable
from typing import Any

import pytest
from vonage import Vonage
from vonage_messages.models import Sms
from vonage_sms.requests import SmsMessage

LINE, OTHER, ANNA = "17205550100", "17205550101", "17205550142"
Connect = Callable[..., Vonage]
Control = Callable[..., Any]


def outcome(connect: Connect, business: Any, line: str = LINE) -> str:
    """How one text from a line to Anna ends: its status or its delivery error."""
    seen = len(business.wait_for(0, "/status"))
    assert connect().messages.send(Sms(to=ANNA, from_=line, text="Hi")).message_uuid
    first = business.wait_for(seen + 1, "/status")[seen].body
    if "error" in first:
        return str(first["error"]["title"])
    return str(business.wait_for(seen + 2, "/status")[seen + 1].body["status"])


def says(control: Control, text: str) -> None:
    control("POST", "inbound", {"from": ANNA, "to": LINE, "text": text})


def test_by_default_words_change_nothing(connect: Connect, control: Control, business: Any) -> None:
    says(control, "STOP")
    assert control("GET", "optout")["items"] == []
    assert outcome(connect, business) == "delivered"


def test_a_test_can_opt_a_contact_out_and_in(
    connect: Connect, control: Control, business: Any
) -> None:
    pair = {"line": f"+{LINE}", "contact": ANNA}
    assert control("POST", "optout", pair)["items"] == [{"line": LINE, "contact": ANNA}]
    assert outcome(connect, business) == "1240"
    control("POST", "optout", {**pair, "opted_out": False})
    assert outcome(connect, business) == "delivered"


@pytest.mark.parametrize("word", ["STOP", "stop.", " Unsubscribe ", "QUIT", "end", "Cancel"])
def test_the_carrier_heeds_a_stop_and_delivers_it(
    control: Control, business: Any, word: str
) -> None:
    control("PUT", "config", {"opt_out": "carrier"})
    says(control, word)
    assert control("GET", "optout")["items"] == [{"line": LINE, "contact": ANNA}]
    assert business.wait_for(1, "/inbound")[0].body["text"] == word
    assert control("GET", "ledger")["auto_replies"] == []
    says(control, "Start")
    assert control("GET", "optout")["items"] == []


@pytest.mark.parametrize("words", ["Please stop by", "don't STOP", "START the car"])
def test_a_sentence_is_no_keyword(control: Control, words: str) -> None:
    control("PUT", "config", {"opt_out": "assist"})
    says(control, words)
    assert control("GET", "optout")["items"] == []
    assert control("GET", "ledger")["auto_replies"] == []


def test_a_block_is_for_one_line_alone(connect: Connect, control: Control, business: Any) -> None:
    control("PUT", "config", {"opt_out": "carrier", "lines": [LINE, OTHER]})
    says(control, "STOP")
    assert outcome(connect, business) == "1240"
    assert outcome(connect, business, OTHER) == "delivered"


def test_opt_out_assist_answers_for_the_business(
    connect: Connect, control: Control, business: Any
) -> None:
    control("PUT", "config", {"opt_out": "assist"})
    says(control, "STOP")
    [reply] = control("GET", "ledger")["auto_replies"]
    assert (reply["from"], reply["to"]) == (LINE, ANNA)
    assert "unsubscribed" in reply["text"]
    assert business.wait_for(1, "/inbound")
    ledger = control("GET", "ledger")
    assert (ledger["items"], ledger["posts"]) == ([], 0)
    [conversation] = control("GET", "conversations")["items"]
    assert [one["direction"] for one in conversation["messages"]] == ["written", "received"]
    says(control, "HELP")
    assert len(control("GET", "ledger")["auto_replies"]) == 2
    assert outcome(connect, business) == "1240"


def test_the_sms_api_says_err_code_9(connect: Connect, control: Control, business: Any) -> None:
    config = {"dr_callback_url": f"{business.url}/dr", "sms_webhook_method": "POST-JSON"}
    account = control("PUT", "config", config)
    control("POST", "optout", {"line": LINE, "contact": ANNA})
    client = connect(api_key=account["api_key"], api_secret=account["api_secret"])
    sent = client.sms.send(SmsMessage(to=ANNA, from_=LINE, text="Hi"))
    assert sent.messages[0].status == "0"
    receipt = business.wait_for(1, "/dr")[0].body
    assert (receipt["status"], receipt["err-code"]) == ("failed", "9")
