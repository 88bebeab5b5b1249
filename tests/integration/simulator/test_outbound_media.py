"""MMS the business sends: its files are fetched, measured and judged as a carrier would."""

import hashlib
import time
from collections.abc import Callable
from typing import Any

import pytest
from vonage import Vonage
from vonage_http_client.errors import HttpRequestError
from vonage_messages.models import (
    MmsContent,
    MmsContentItemImage,
    MmsContentItemVcard,
    MmsImage,
    MmsResource,
    MmsVideo,
)

from threadside.simulator.media.samples import sample

LINE, ANNA = "17205550100", "17205550142"
PNG = sample("image")[0]
Connect = Callable[..., Vonage]
Control = Callable[..., Any]


def picture(url: str) -> MmsImage:
    return MmsImage(to=ANNA, from_=LINE, image=MmsResource(url=url, caption="Look"))


def ended(control: Control) -> dict[str, Any]:
    """The one message of the ledger, once it is delivered or rejected."""
    limit = time.monotonic() + 10
    while True:
        [entry] = control("GET", "ledger")["items"]
        if entry["status"] in {"delivered", "rejected"}:
            return dict(entry)
        assert time.monotonic() < limit, entry
        time.sleep(0.01)


def test_a_picture_is_fetched_and_measured(
    connect: Connect, control: Control, business: Any
) -> None:
    business.files["/1.png"] = (200, {"Content-Type": "image/png"}, PNG)
    connect().messages.send(picture(f"{business.url}/1.png"))
    entry = ended(control)
    assert entry["status"] == "delivered"
    [file] = entry["media"]
    assert (file["state"], file["type"], file["caption"]) == ("fetched", "image", "Look")
    assert (file["size"], file["content_type"]) == (len(PNG), "image/png")
    assert file["sha256"] == hashlib.sha256(PNG).hexdigest()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((404, {}, b""), "1380"),
        ((503, {}, b""), "1380"),
        ((302, {"Location": "/2.png"}, b""), "1380"),
        ((200, {"Content-Type": "image/png"}, sample("image", 5001)[0]), "1381"),
        ((200, {"Content-Type": "text/html"}, b"<html></html>"), "1382"),
        ((200, {"Content-Type": "image/png"}, b"<html></html>"), "1382"),
        ((200, {"Content-Type": "video/mp4"}, sample("video")[0]), "1382"),
    ],
)
def test_a_picture_that_is_no_good_is_rejected_with_its_code(
    connect: Connect,
    control: Control,
    business: Any,
    answer: tuple[int, dict[str, str], bytes],
    code: str,
) -> None:
    control("PUT", "config", {"media_limit": 5000})
    business.files["/2.png"] = (200, {"Content-Type": "image/png"}, PNG)
    business.files["/1.png"] = answer
    connect().messages.send(picture(f"{business.url}/1.png"))
    [webhook] = business.wait_for(1, "/status")
    assert (webhook.body["status"], webhook.body["error"]["title"]) == ("rejected", code)
    assert ended(control)["media"][0]["code"] == int(code)


def test_an_address_where_nobody_listens_is_1380(
    connect: Connect, control: Control, business: Any
) -> None:
    connect().messages.send(picture("http://127.0.0.1:9/1.png"))
    assert business.wait_for(1, "/status")[0].body["error"]["title"] == "1380"


def test_nothing_outside_this_machine_is_ever_fetched(connect: Connect, control: Control) -> None:
    connect().messages.send(picture("https://business.example/1.jpg"))
    entry = ended(control)
    assert (entry["status"], entry["media"][0]["state"]) == ("delivered", "not_fetched")


def test_several_files_travel_in_one_message(
    connect: Connect, control: Control, business: Any
) -> None:
    business.files["/1.png"] = (200, {"Content-Type": "image/png"}, PNG)
    business.files["/anna.vcf"] = (200, {"Content-Type": "application/octet-stream"}, b"BEGIN")
    connect().messages.send(
        MmsContent(
            to=ANNA,
            from_=LINE,
            content=[
                MmsContentItemImage(url=f"{business.url}/1.png", caption="Look"),
                MmsContentItemVcard(url=f"{business.url}/anna.vcf"),
            ],
        )
    )
    entry = ended(control)
    assert (entry["status"], entry["text"], entry["parts"]) == ("delivered", "Look", 1)
    assert [(one["type"], one["state"]) for one in entry["media"]] == [
        ("image", "fetched"),
        ("vcard", "fetched"),
    ]


def test_files_that_are_too_heavy_together_are_1381(
    connect: Connect, control: Control, business: Any
) -> None:
    control("PUT", "config", {"carrier_media_limit": 600_000})
    business.files["/1.png"] = (200, {"Content-Type": "image/png"}, sample("image", 400_000)[0])
    items = [MmsContentItemImage(url=f"{business.url}/1.png") for _ in range(2)]
    connect().messages.send(MmsContent(to=ANNA, from_=LINE, content=items))
    assert business.wait_for(1, "/status")[0].body["error"]["title"] == "1381"


def test_the_response_does_not_wait_for_the_file(
    connect: Connect, control: Control, business: Any
) -> None:
    control("POST", "clock", {"factor": 0})
    video = MmsResource(url=f"{business.url}/hanging.mp4")
    assert connect().messages.send(MmsVideo(to=ANNA, from_=LINE, video=video)).message_uuid


def test_what_the_page_shows_comes_from_the_simulator(
    connect: Connect, control: Control, business: Any
) -> None:
    business.files["/1.png"] = (200, {"Content-Type": "image/png"}, PNG)
    connect().messages.send(picture(f"{business.url}/1.png"))
    ended(control)
    [conversation] = control("GET", "conversations")["items"]
    [file] = conversation["messages"][0]["media"]
    assert (file["type"], bool(file["id"])) == ("image", True)


@pytest.mark.parametrize("content", [[], [{"type": "image"}], [{"type": "x", "url": "http://a"}]])
def test_content_without_its_parts_is_refused(
    connect: Connect, content: list[dict[str, str]]
) -> None:
    client = connect().http_client
    body = {"channel": "mms", "message_type": "content", "to": ANNA, "from": LINE}
    with pytest.raises(HttpRequestError) as refused:
        client.post(client.api_host, "/v1/messages", {**body, "content": content})
    assert refused.value.response.status_code == 422
    [wrong] = refused.value.response.json()["invalid_parameters"]
    assert wrong["name"].startswith("content")
