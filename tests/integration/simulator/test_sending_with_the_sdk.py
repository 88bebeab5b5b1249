"""The real `vonage` SDK over TLS: what it sends is taken, and refused as Vonage refuses."""

import base64
import hashlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import urllib3
from joserfc import jwt
from joserfc.jwk import OctKey
from requests.exceptions import SSLError
from vonage import Vonage
from vonage_http_client.errors import AuthenticationError, HttpRequestError, RateLimitedError
from vonage_messages.models import MmsImage, MmsResource, Sms

from threadside.simulator import Simulator

LINE, ANNA = "17205550100", "17205550142"
Connect = Callable[..., Vonage]
Control = Callable[..., Any]


def text(to: str = ANNA, client_ref: str = "m:1", **more: Any) -> Sms:
    return Sms(to=to, from_=LINE, text="Hi José 👋", client_ref=client_ref, **more)


def test_a_text_is_accepted_once_and_its_receipts_follow_signed(
    simulator: Simulator, connect: Connect, control: Control, business: Any
) -> None:
    message_uuid = connect().messages.send(text()).message_uuid

    ledger = control("GET", "ledger?client_ref=m:1")
    assert (ledger["posts"], ledger["not_accepted"]) == (1, 0)
    [entry] = ledger["items"]
    assert (entry["message_uuid"], entry["to"], entry["from"]) == (message_uuid, ANNA, LINE)
    assert (entry["text"], entry["client_ref"], entry["posts"]) == ("Hi José 👋", "m:1", 1)

    submitted, delivered = business.wait_for(2, "/status")
    assert submitted.body["status"] == "submitted"
    assert submitted.body["usage"] == {"currency": "USD", "price": "0.0083"}
    assert delivered.body["status"] == "delivered"
    for webhook in (submitted, delivered):
        assert webhook.body["message_uuid"] == message_uuid
        assert webhook.body["client_ref"] == "m:1"
        assert webhook.headers["User-Agent"] == "Vonage/MessagingHUB/v1.0"
        token = webhook.headers["Authorization"].removeprefix("Bearer ")
        secret = OctKey.import_key(simulator.account.signature_secret)
        claims = jwt.decode(token, secret, algorithms=["HS256"]).claims
        assert claims["payload_hash"] == hashlib.sha256(webhook.raw).hexdigest()
        assert claims["iss"] == "Vonage"
        assert claims["api_key"] == simulator.account.api_key
        assert claims["application_id"] == simulator.account.application_id


def test_key_and_secret_are_as_good_as_a_token(simulator: Simulator, connect: Connect) -> None:
    account = simulator.account
    client = connect(api_key=account.api_key, api_secret=account.api_secret)
    assert client.messages.send(text()).message_uuid


def test_a_per_message_address_takes_the_receipts(connect: Connect, business: Any) -> None:
    connect().messages.send(text(webhook_url=f"{business.url}/mine"))
    assert [one.body["status"] for one in business.wait_for(2, "/mine")] == [
        "submitted",
        "delivered",
    ]


def test_a_picture_is_accepted_with_its_address(connect: Connect, control: Control) -> None:
    image = MmsResource(url="https://business.example/1.jpg", caption="Look")
    connect().messages.send(MmsImage(to=ANNA, from_=LINE, image=image))
    [entry] = control("GET", "ledger")["items"]
    assert (entry["channel"], entry["text"]) == ("mms", "Look")
    assert entry["media_url"] == "https://business.example/1.jpg"


def test_wrong_credentials_are_refused_and_nothing_is_accepted(
    connect: Connect, control: Control
) -> None:
    with pytest.raises(AuthenticationError) as refused:
        connect(api_key="abcd1234", api_secret="wrong").messages.send(text())
    assert refused.value.response.headers["Content-Type"] == "application/problem+json"
    assert refused.value.response.json()["title"] == "You did not provide correct credentials."
    ledger = control("GET", "ledger?client_ref=m:1")
    assert (ledger["items"], ledger["posts"], ledger["not_accepted"]) == ([], 1, 1)


def test_a_key_that_was_replaced_no_longer_signs(connect: Connect, control: Control) -> None:
    client = connect()
    other = control("GET", "config")["application_public_key"]
    control("PUT", "config", {"application_id": "another-application"})
    with pytest.raises(AuthenticationError) as refused:
        client.messages.send(text())
    assert refused.value.response.json()["type"].endswith("#unprovisioned")
    assert control("GET", "config")["application_public_key"] == other


def test_a_sender_that_is_not_ours_is_refused(connect: Connect) -> None:
    with pytest.raises(HttpRequestError) as refused:
        connect().messages.send(Sms(to=ANNA, from_="17205550199", text="Hi"))
    assert refused.value.response.status_code == 422
    problem = refused.value.response.json()
    instance = problem.pop("instance")
    assert len(instance) == 32
    assert problem == {
        "type": "https://developer.vonage.com/api-errors/messages#1120",
        "title": "Invalid sender",
        "detail": "The `from` parameter is invalid for the given channel.",
    }


def test_a_magic_recipient_is_refused_at_once(connect: Connect, control: Control) -> None:
    with pytest.raises(RateLimitedError) as refused:
        connect().messages.send(text(to="15005557429"))
    assert refused.value.response.json()["title"] == "Rate Limit Hit"
    assert control("GET", "ledger")["items"] == []


def test_a_magic_recipient_who_opted_out_is_accepted_and_rejected_later(
    connect: Connect, business: Any
) -> None:
    connect().messages.send(text(to="15005559240"))
    [webhook] = business.wait_for(1, "/status")
    assert webhook.body["status"] == "rejected"
    assert webhook.body["error"]["title"] == "1240"


def test_a_client_that_does_not_trust_the_authority_is_not_served(
    connect: Connect, control: Control
) -> None:
    client = connect()
    client.http_client._session.verify = True
    with pytest.raises(SSLError):
        client.messages.send(text())
    assert control("GET", "ledger")["posts"] == 0


def test_connections_stay_open_and_many_texts_at_once_are_each_accepted_once(
    simulator: Simulator, control: Control
) -> None:
    account = simulator.account
    basic = base64.b64encode(f"{account.api_key}:{account.api_secret}".encode()).decode()
    with urllib3.HTTPSConnectionPool(
        "127.0.0.1", int(simulator.tls_url.rpartition(":")[2]), maxsize=8,
        ca_certs=str(simulator.ca_file), block=True,
    ) as pool:  # fmt: skip

        def send(number: int) -> int:
            body = {"channel": "sms", "message_type": "text", "to": ANNA, "from": LINE}
            body |= {"text": f"No. {number}", "client_ref": str(number)}
            answer = pool.request(
                "POST",
                "/v1/messages",
                body=json.dumps(body),
                headers={"Authorization": f"Basic {basic}"},
            )
            return answer.status

        with ThreadPoolExecutor(8) as threads:
            assert set(threads.map(send, range(200))) == {202}
        assert pool.num_connections <= 8
    entries = control("GET", "ledger")["items"]
    assert sorted(int(entry["client_ref"]) for entry in entries) == list(range(200))
    assert [entry["seq"] for entry in entries] == list(range(1, 201))
