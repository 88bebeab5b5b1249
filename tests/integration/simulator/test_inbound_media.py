"""MMS a contact sends: the webhook's shape, the file behind its address, and what can go wrong."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import urllib3
from joserfc import jwt
from joserfc.jwk import RSAKey

from threadside.simulator import Simulator
from threadside.simulator.media.samples import sample

LINE, ANNA = "17205550100", "17205550142"
Control = Callable[..., Any]


@pytest.fixture
def http(simulator: Simulator) -> Iterator[urllib3.PoolManager]:
    with urllib3.PoolManager(ca_certs=str(simulator.ca_file), retries=False) as pool:
        yield pool


def arrive(control: Control, business: Any, *media: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The webhook of a message with these files."""
    control("POST", "inbound", {"from": ANNA, "to": LINE, "media": media, **more})
    return dict(business.wait_for(1, "/inbound")[0].body)


def test_a_picture_arrives_with_an_address_that_serves_it(
    control: Control, business: Any, http: urllib3.PoolManager
) -> None:
    body = arrive(control, business, {"name": "roof.png", "caption": "The roof"})
    url = body["image"]["url"]
    assert (body["channel"], body["message_type"]) == ("mms", "image")
    assert body["image"] == {"url": url, "name": "roof.png", "caption": "The roof"}
    assert "content" not in body
    assert url.startswith("https://127.0.0.1:")
    answer = http.request("GET", url)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/png")
    assert answer.data == sample("image")[0]


def test_of_several_files_all_are_in_content(control: Control, business: Any) -> None:
    body = arrive(control, business, {"type": "video"}, {"type": "vcard"}, text="Both")
    assert body["message_type"] == "video"
    assert body["video"]["caption"] == "Both"
    assert [one["type"] for one in body["content"]] == ["video", "vcard"]
    assert body["content"][0]["url"] == body["video"]["url"]


def test_an_mms_may_be_text_alone(control: Control, business: Any) -> None:
    body = arrive(control, business, text="No picture", channel="mms")
    assert (body["channel"], body["message_type"], body["text"]) == ("mms", "text", "No picture")


def test_an_uploaded_file_is_served_byte_for_byte(
    simulator: Simulator, control: Control, business: Any, http: urllib3.PoolManager
) -> None:
    content = bytes(range(256)) * 6000
    uploaded = http.request(
        "POST",
        f"{simulator.http_url}/_sim/media?name=dog.jpg",
        body=content,
        headers={"Content-Type": "image/jpeg"},
    ).json()
    assert (uploaded["type"], uploaded["size"]) == ("image", len(content))
    body = arrive(control, business, {"media_id": uploaded["id"]})
    assert body["image"]["name"] == "dog.jpg"
    assert http.request("GET", body["image"]["url"]).data == content


def test_a_file_is_gone_after_48_hours(
    control: Control, business: Any, http: urllib3.PoolManager
) -> None:
    url = arrive(control, business, {})["image"]["url"]
    control("POST", "clock", {"advance_s": 48 * 3600 - 60})
    assert http.request("GET", url).status == 200
    control("POST", "clock", {"advance_s": 60})
    assert http.request("GET", url).status == 404


def test_secure_media_is_for_the_applications_token_alone(
    simulator: Simulator, control: Control, business: Any, http: urllib3.PoolManager
) -> None:
    control("PUT", "config", {"secure_media": True})
    url = arrive(control, business, {})["image"]["url"]
    assert http.request("GET", url).status == 401
    account = simulator.account
    basic = urllib3.make_headers(basic_auth=f"{account.api_key}:{account.api_secret}")
    assert http.request("GET", url, headers=basic).status == 401
    claims = {"application_id": account.application_id, "iat": int(time.time()), "jti": "1"}
    key = RSAKey.import_key(simulator.private_key_file.read_bytes())
    token = jwt.encode({"alg": "RS256"}, claims, key)
    assert http.request("GET", url, headers={"Authorization": f"Bearer {token}"}).status == 200


def test_a_file_can_be_missing_for_a_while(
    control: Control, business: Any, http: urllib3.PoolManager
) -> None:
    control("POST", "faults", {"kind": "media_status", "status": 404, "times": 2, "to": ANNA})
    url = arrive(control, business, {})["image"]["url"]
    assert [http.request("GET", url).status for _ in range(3)] == [404, 404, 200]


def test_a_file_can_be_other_than_it_says(
    control: Control, business: Any, http: urllib3.PoolManager
) -> None:
    url = arrive(control, business, {})["image"]["url"]
    control("POST", "faults", {"kind": "media_redirect", "location": "http://127.0.0.2:1/x"})
    control("POST", "faults", {"kind": "media_slow", "seconds": 0.01})
    redirect = http.request("GET", url, redirect=False)
    assert (redirect.status, redirect.headers["Location"]) == (302, "http://127.0.0.2:1/x")
    control("POST", "faults", {"kind": "media_wrong_type"})
    page = http.request("GET", url)
    assert (page.headers["Content-Type"], page.data[:9]) == ("image/png", b"<!doctype")
    control("POST", "faults", {"kind": "media_oversized", "size": 3_000_000})
    assert len(http.request("GET", url).data) == 3_000_000


def test_a_file_nobody_uploaded_can_not_be_sent(control: Control) -> None:
    order = {"from": ANNA, "to": LINE, "media": [{"media_id": "nothing"}]}
    assert control("POST", "inbound", order, status=404)["code"] == "media_unknown"


def test_files_do_not_come_by_sms(control: Control) -> None:
    order = {"from": ANNA, "to": LINE, "channel": "sms", "media": [{}]}
    assert control("POST", "inbound", order, status=422)["code"] == "invalid"
