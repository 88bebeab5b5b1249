"""Limits over the wire: what is refused never reaches the ledger, and the ledger counts it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from vonage import Vonage
from vonage_http_client.errors import RateLimitedError
from vonage_messages.models import Sms

LINE, ANNA = "17205550100", "17205550142"
Connect = Callable[..., Vonage]
Control = Callable[..., Any]


def text(words: str = "Hi") -> Sms:
    return Sms(to=ANNA, from_=LINE, text=words)


def limit(control: Control, **limits: object) -> None:
    """Limits in force, on a clock that stands still so that nothing flows in."""
    control("POST", "clock", {"factor": 0})
    control("PUT", "config", {"limits": limits})


def test_requests_over_the_accounts_limit_are_429_and_not_in_the_ledger(
    connect: Connect, control: Control
) -> None:
    limit(control, requests_per_s=30)
    client = connect()

    def send(_: int) -> bool:
        with suppress(RateLimitedError):
            return bool(client.messages.send(text()).message_uuid)
        return False

    with ThreadPoolExecutor(4) as threads:
        taken = sum(threads.map(send, range(39)))
    with pytest.raises(RateLimitedError) as refused:
        client.messages.send(text())
    assert refused.value.response.json()["type"].endswith("messages#1000")
    assert refused.value.response.headers["Retry-After"] == "1"
    ledger = control("GET", "ledger")
    assert (taken, len(ledger["items"]), ledger["not_accepted"]) == (30, 30, 10)
    assert ledger["over_limit"] == {"account": 10, "number": 0, "campaign": 0, "brand": 0}


def test_a_limit_need_not_say_when_there_is_room_again(connect: Connect, control: Control) -> None:
    limit(control, number_per_s=1, retry_after=False)
    client = connect()
    client.messages.send(text())
    with pytest.raises(RateLimitedError) as refused:
        client.messages.send(text())
    assert "Retry-After" not in refused.value.response.headers
    assert control("GET", "ledger")["over_limit"]["number"] == 1
    control("POST", "clock", {"advance_s": 1})
    assert client.messages.send(text()).message_uuid


def test_a_brand_over_its_day_is_answered_202_and_rejected_with_1460(
    connect: Connect, control: Control, business: Any
) -> None:
    limit(
        control,
        campaigns=[{"id": "C1", "brand": "B1", "lines": [LINE]}],
        brands=[{"id": "B1", "segments_per_day": 2}],
    )
    control("POST", "clock", {"factor": 1})
    client = connect()
    for words in ("one", "two", "three"):
        last = client.messages.send(text(words)).message_uuid
    webhooks = business.wait_for(5, "/status")
    [rejected] = [one.body for one in webhooks if one.body["status"] == "rejected"]
    assert (rejected["message_uuid"], rejected["error"]["title"]) == (last, "1460")
    assert control("GET", "ledger")["over_limit"]["brand"] == 1


def test_a_campaign_that_queues_delivers_later(
    connect: Connect, control: Control, business: Any
) -> None:
    limit(control, campaigns=[{"id": "C1", "segments_per_minute": 1, "over": "queue"}])
    client = connect()
    client.messages.send(text("first"))
    client.messages.send(text("second"))
    control("POST", "clock", {"advance_s": 30})
    business.wait_for(2, "/status")
    assert [one["status"] for one in control("GET", "ledger")["items"]] == ["delivered", "accepted"]
    control("POST", "clock", {"advance_s": 40})
    business.wait_for(4, "/status")
