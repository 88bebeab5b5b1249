"""A text with media is shown at once; each is fetched afterwards, and says what became of it."""

import io
import threading
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from tests.integration.desk import ANNA, Desk
from tests.integration.media.conftest import Pictures
from tests.unit.media import samples
from tests.unit.media.peer import Peer, moved, ok
from threadside.app import MACHINERY
from threadside.media.fetcher import abandon
from threadside.media.scan import NotScanned
from threadside.store.tables import Message


def came(desk: Desk, *urls: str, text: str | None = "Look", kind: str = "image") -> dict[str, Any]:
    """An MMS is folded in; its item."""
    content = [{"type": kind, "url": url, "name": "roof.jpg"} for url in urls]
    fields: dict[str, Any] = {"message_type": kind, kind: content[0]}
    if len(content) > 1:
        fields["content"] = content
    uuid = desk.says(text or "", channel="mms", **fields)
    with desk.uow.read() as session:
        found = session.scalar(select(Message.id).where(Message.carrier_uuid == uuid))
    return dict(desk.get(f"/v1/messages/{found}"))


def again(desk: Desk, item: dict[str, Any]) -> dict[str, Any]:
    """An item as it stands now."""
    return dict(desk.get(f"/v1/messages/{item['id']}"))


def fetched(pictures: Pictures, peer: Peer, data: bytes, **fields: Any) -> dict[str, Any]:
    """One media that the peer gave, as it stands in its text."""
    peer.answers["/file"] = ok(data)
    item = came(pictures.desk, peer.url(), **fields)
    pictures.fetcher.fetch_due()
    return dict(again(pictures.desk, item)["media"][0])


def test_a_text_is_shown_before_its_media_are_here(pictures: Pictures, peer: Peer) -> None:
    desk, anna = pictures.desk, pictures.desk.person()
    item = came(desk, peer.url("/a"), peer.url("/b"))
    assert (item["text"], item["mark"]) == ("Look", None)
    assert [(each["state"], each["kind"], each["name"]) for each in item["media"]] == [
        ("pending", "image", "roof.jpg"), ("pending", "image", "roof.jpg"),
    ]  # fmt: skip
    assert item["media"][0]["words"] == "On its way from the carrier."
    assert peer.requests == []
    media_id = item["media"][0]["id"]
    assert desk.ask("GET", f"/v1/media/{media_id}").json["code"] == "media_not_ready"  # type: ignore[index]
    wish = desk.wish(anna, media=[media_id])
    assert desk.ask("POST", "/v1/messages", wish).json["code"] == "media_not_ready"  # type: ignore[index]


def test_once_it_is_here_every_screen_is_told(pictures: Pictures, peer: Peer) -> None:
    desk = pictures.desk
    photo = samples.photo_with_place()
    peer.answers["/file"] = ok(photo, "200 OK", "Content-Type: text/html")
    item = came(desk, peer.url())
    before = desk.head()
    assert pictures.fetcher.fetch_due() == 1
    now = again(desk, item)
    assert now["version"] == item["version"] + 1
    (media,) = now["media"]
    assert (media["state"], media["content_type"], media["bytes"], media["thumbnail"]) == (
        "ready", "image/jpeg", len(photo), True,
    )  # fmt: skip
    assert (media["width"], media["height"], media["words"]) == (40, 80, None)
    (event,) = desk.events(before)
    assert event.payload["item"]["media"] == [media]
    answer = desk.ask("GET", f"/v1/media/{media['id']}")
    assert (answer.data, answer.headers["Content-Type"]) == (photo, "image/jpeg")
    assert desk.ask("GET", f"/v1/media/{media['id']}/thumbnail").status_code == 200
    assert pictures.row(media["id"]).source_url is None
    assert pictures.fetcher.fetch_due() == 0


def test_a_heic_stays_as_it_came_and_is_looked_at_as_a_jpeg(pictures: Pictures, peer: Peer) -> None:
    desk = pictures.desk
    photo = samples.photo_with_place(kind="HEIF")
    media = fetched(pictures, peer, photo)
    assert (media["state"], media["kind"], media["content_type"], media["name"]) == (
        "ready", "image", "image/heic", "roof.heic",
    )  # fmt: skip
    assert (media["width"], media["height"], media["thumbnail"]) == (40, 80, True)
    whole = desk.ask("GET", f"/v1/media/{media['id']}")
    assert (whole.data, whole.headers["Content-Type"]) == (photo, "image/heic")
    seen = desk.ask("GET", f"/v1/media/{media['id']}/thumbnail")
    assert seen.headers["Content-Type"] == "image/jpeg"
    assert b"PhoneMaker" not in seen.data
    large = fetched(pictures, peer, samples.picture("HEIF", (1700, 850)))
    seen = desk.ask("GET", f"/v1/media/{large['id']}/thumbnail")
    assert Image.open(io.BytesIO(seen.data)).size == (1600, 800)


def test_a_heic_can_not_be_sent_on_as_it_came(pictures: Pictures, peer: Peer) -> None:
    desk = pictures.desk
    media = fetched(pictures, peer, samples.picture("HEIF"))
    wish = desk.wish(desk.person("Ben", "+13035550177"), phone="+13035550177", media=[media["id"]])
    refused = desk.ask("POST", "/v1/messages", wish)
    assert (refused.status_code, refused.json["code"]) == (422, "media_sent_on")  # type: ignore[index]


def test_a_text_may_be_media_alone(pictures: Pictures, peer: Peer) -> None:
    assert fetched(pictures, peer, samples.VCARD, text=None, kind="vcard")["kind"] == "vcard"


def test_the_same_webhook_twice_is_one_text_with_one_picture(
    pictures: Pictures, peer: Peer
) -> None:
    desk, anna = pictures.desk, pictures.desk.person()
    fields = {"channel": "mms", "image": {"url": peer.url()}, "message_uuid": "one"}
    desk.says("Look", **fields)
    desk.says("Look", timestamp="2026-03-02T15:31:00Z", **fields)
    assert [len(item["media"]) for item in desk.timeline(anna)] == [1]


@pytest.mark.parametrize(
    ("data", "content_type", "name"),
    [
        (samples.SVG, "application/octet-stream", "roof.bin"),
        (samples.HTML, "application/octet-stream", "roof.bin"),
        (samples.EXE, "application/octet-stream", "roof.bin"),
        (samples.HEIC_WITHOUT_PICTURE, "image/heic", "roof.heic"),
        (samples.noise()[:5000], "image/jpeg", "roof.jpg"),
        (samples.png_bomb(), "image/png", "roof.png"),
        (b"GIF89a" + samples.HTML, "image/gif", "roof.gif"),
    ],
    ids=["svg", "html", "exe", "heic", "cut short", "bomb", "polyglot"],
)
def test_what_can_not_be_drawn_is_a_file_to_download(
    pictures: Pictures, peer: Peer, data: bytes, content_type: str, name: str
) -> None:
    media = fetched(pictures, peer, data)
    assert (media["state"], media["kind"], media["thumbnail"]) == ("ready", "file", False)
    assert (media["content_type"], media["name"]) == (content_type, name)
    answer = pictures.desk.ask("GET", f"/v1/media/{media['id']}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/contact.vcf", "https://evil.example/1", "http://10.0.0.1/1",
        "http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "https://", "x",
        "http://localhost:22/", "https://127.0.0.1@evil.example/",
    ],
)  # fmt: skip
def test_an_address_that_is_not_trusted_is_not_asked(pictures: Pictures, url: str) -> None:
    item = came(pictures.desk, url)
    pictures.fetcher.fetch_due()
    (media,) = again(pictures.desk, item)["media"]
    assert media["state"] == "failed"
    assert media["words"].startswith("This came from an address")


def test_a_redirect_to_the_inside_is_not_followed(pictures: Pictures, peer: Peer) -> None:
    peer.answers["/file"] = moved("http://169.254.169.254/latest/meta-data")
    item = came(pictures.desk, peer.url())
    pictures.fetcher.fetch_due()
    assert again(pictures.desk, item)["media"][0]["state"] == "failed"


def test_what_is_not_there_yet_is_tried_ever_more_seldom_for_two_days(
    pictures: Pictures, peer: Peer
) -> None:
    desk, clock = pictures.desk, pictures.desk.clock
    item = came(desk, peer.url())
    tries = []
    for _ in range(200):
        if not pictures.fetcher.fetch_due():
            break
        tries.append(clock())
        row = pictures.row(item["media"][0]["id"])
        if row.fetch_at is None:
            break
        assert again(desk, item)["media"][0]["state"] == "pending"
        assert pictures.fetcher.fetch_due() == 0
        clock.now = row.fetch_at
    waits = [(b - a).total_seconds() for a, b in pairwise(tries)]
    assert waits == sorted(waits)
    assert waits[0] <= 30
    assert (tries[-1] - tries[0]).total_seconds() > 46 * 3600
    assert len(tries) < 80
    (media,) = again(desk, item)["media"]
    assert media["state"] == "failed"
    assert "within two days" in media["words"]


def test_what_comes_late_is_shown_after_all(pictures: Pictures, peer: Peer) -> None:
    item = came(pictures.desk, peer.url())
    pictures.fetcher.fetch_due()
    peer.answers["/file"] = ok(samples.picture())
    pictures.desk.clock.advance(minutes=1)
    pictures.fetcher.fetch_due()
    assert again(pictures.desk, item)["media"][0]["state"] == "ready"


def test_one_that_fails_holds_up_no_other(pictures: Pictures, peer: Peer) -> None:
    peer.answers["/b"] = ok(samples.picture())
    item = came(pictures.desk, peer.url("/a"), peer.url("/b"))
    pictures.fetcher.fetch_due()
    states = [each["state"] for each in again(pictures.desk, item)["media"]]
    assert states == ["pending", "ready"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [(ok(b"", "410 Gone"), "no longer has"), (ok(b""), "empty"),
     (b"HTTP/1.1 200 OK\r\nContent-Length: 26000000\r\n\r\n", "larger than 25 MB")],
)  # fmt: skip
def test_what_will_never_come_is_given_up_at_once(
    pictures: Pictures, peer: Peer, answer: bytes, words: str
) -> None:
    peer.answers["/file"] = answer
    item = came(pictures.desk, peer.url())
    pictures.fetcher.fetch_due()
    (media,) = again(pictures.desk, item)["media"]
    assert media["state"] == "failed"
    assert words in media["words"]


def test_a_virus_is_shown_as_one_and_not_kept(pictures: Pictures, peer: Peer) -> None:
    pictures.fetcher._scan = lambda data: b"EICAR" not in data
    media = fetched(pictures, peer, b"EICAR")
    assert media["state"] == "blocked"
    assert "virus" in media["words"]
    assert pictures.files() == []
    assert pictures.desk.ask("GET", f"/v1/media/{media['id']}").status_code == 409


def test_while_the_scanner_is_away_nothing_is_let_through(pictures: Pictures, peer: Peer) -> None:
    def away(_data: bytes) -> bool:
        raise NotScanned("away")

    pictures.fetcher._scan = away
    assert fetched(pictures, peer, samples.PDF)["state"] == "pending"
    assert pictures.files() == []


def test_while_the_store_is_away_it_is_tried_again(pictures: Pictures, peer: Peer) -> None:
    store = pictures.fetcher._store

    class Away:
        def put(self, _key: str, _data: bytes) -> None:
            raise OSError(28, "No space left on device")

    pictures.fetcher._store = Away()  # type: ignore[assignment]
    media = fetched(pictures, peer, samples.PDF)
    assert media["state"] == "pending"
    pictures.fetcher._store = store
    pictures.desk.clock.advance(minutes=1)
    pictures.fetcher.fetch_due()
    assert pictures.row(media["id"]).state == "ready"


def test_a_process_that_died_leaves_its_media_to_the_next(pictures: Pictures, peer: Peer) -> None:
    peer.answers["/file"] = ok(samples.picture())
    item = came(pictures.desk, peer.url())
    assert pictures.fetcher._take() is not None  # and then it died
    assert pictures.fetcher.fetch_due() == 0
    pictures.desk.clock.advance(minutes=6)
    assert pictures.fetcher.fetch_due() == 1
    assert again(pictures.desk, item)["media"][0]["state"] == "ready"


def test_a_server_that_is_alone_takes_up_at_once_what_the_one_before_was_fetching(
    pictures: Pictures, peer: Peer
) -> None:
    peer.answers["/file"] = ok(samples.picture())
    item = came(pictures.desk, peer.url())
    assert pictures.fetcher._take() is not None  # and then it died
    with pictures.desk.uow.write() as tx:
        abandon(tx)
    assert pictures.fetcher.fetch_due() == 1
    assert again(pictures.desk, item)["media"][0]["state"] == "ready"


def test_media_can_be_sent_on(pictures: Pictures, peer: Peer) -> None:
    desk = pictures.desk
    media = fetched(pictures, peer, samples.picture())
    ben = desk.person("Ben", "+13035550177")
    sent = desk.press(ben, "From Anna", phone="+13035550177", media=[media["id"]])
    assert [each["id"] for each in sent["media"]] == [media["id"]]


def test_a_stop_with_a_picture_is_a_stop(pictures: Pictures, peer: Peer) -> None:
    came(pictures.desk, peer.url(), text="STOP")
    verdict = pictures.desk.get("/v1/verdict", phone=ANNA, line=pictures.desk.line.id)
    assert verdict["code"] == "opted_out"


def test_threads_of_the_machinery_fetch_by_themselves(
    app: Flask, pictures: Pictures, peer: Peer
) -> None:
    told = threading.Event()
    peer.answers["/file"] = ok(samples.picture())
    machinery = app.extensions[MACHINERY]
    pictures.desk.held.wakers.on("media", lambda _key: machinery.media.poke())
    pictures.desk.held.wakers.on("events", lambda _key: told.set())
    machinery.media.start()
    item = came(pictures.desk, peer.url())
    for _ in range(100):
        if again(pictures.desk, item)["media"][0]["state"] == "ready":
            break
        told.wait(0.2)
        told.clear()
    machinery.media.stop()
    assert again(pictures.desk, item)["media"][0]["state"] == "ready"
