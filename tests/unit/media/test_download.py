"""No server leads a download elsewhere, slows it down or makes it endless."""

import gzip
import socket
import time
from collections.abc import Iterator, Mapping, Sequence

import pytest

from tests.unit.media.peer import Peer, moved, ok
from threadside.media.addresses import NotAllowed, Policy
from threadside.media.download import Downloader, Limits, Never, NotNow
from threadside.network import NetworkInTransaction, writing

POLICY = Policy(("127.0.0.1", "files.example"), loopback=True)


@pytest.fixture
def peer() -> Iterator[Peer]:
    made = Peer()
    yield made
    made.close()


def nothing(_host: str) -> Mapping[str, str]:
    return {}


def downloader(most: int = 1000, whole_s: float = 5.0, policy: Policy = POLICY) -> Downloader:
    return Downloader(policy, Limits(most, whole_s), ca_file=None)


def test_what_is_there_is_fetched_in_one_plain_request(peer: Peer) -> None:
    peer.answers["/file?x=1"] = ok(b"a picture")
    found = downloader().get(peer.url("/file?x=1"), lambda _host: {"Authorization": "Bearer t"})
    assert found == b"a picture"
    (request,) = peer.requests
    assert request.startswith(b"GET /file?x=1 HTTP/1.1\r\n")
    assert b"Host: 127.0.0.1:%d\r\n" % peer.port in request
    assert b"Authorization: Bearer t\r\n" in request
    assert b"Accept-Encoding: identity\r\n" in request


def test_an_answer_without_a_length_ends_with_its_connection(peer: Peer) -> None:
    peer.answers["/file"] = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\na picture"
    assert downloader().get(peer.url(), nothing) == b"a picture"


def test_chunks_are_joined(peer: Peer) -> None:
    peer.answers["/file"] = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na p\r\n6\r\nicture\r\n0\r\n\r\n"
    )
    assert downloader().get(peer.url(), nothing) == b"a picture"


@pytest.mark.parametrize(
    "answer",
    [
        ok(b"", "404 Not Found"), ok(b"", "401 Unauthorized"), ok(b"", "500 Error"),
        ok(b"", "503 Unavailable"), ok(b"x", "206 Partial Content"), ok(b"", "204 No Content"),
        b"", b"HTTP/1.1 20", b"\x00\x01 not HTTP\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha",
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
    ],
    ids=range(12),
)  # fmt: skip
def test_what_may_pass_is_tried_again_later(peer: Peer, answer: bytes) -> None:
    peer.answers["/file"] = answer
    with pytest.raises(NotNow):
        downloader().get(peer.url(), nothing)


def test_nobody_listening_is_tried_again_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(NotNow):
        downloader().get(f"http://127.0.0.1:{port}/file", nothing)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (ok(b"", "410 Gone"), "gone"),
        (ok(b""), "empty"),
        (ok(bytes(1001)), "too_large"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", "too_large"),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + bytes(1001), "too_large"),
    ],
)
def test_what_can_not_be_had_is_given_up(peer: Peer, answer: bytes, reason: str) -> None:
    peer.answers["/file"] = answer
    with pytest.raises(Never) as told:
        downloader().get(peer.url(), nothing)
    assert told.value.reason == reason


def test_an_endless_stream_ends_at_the_limit(peer: Peer) -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not peer.closing.is_set():
            connection.sendall(bytes(65536))

    peer.answers["/file"] = endless
    with pytest.raises(Never, match="too_large"):
        downloader(most=10_000_000).get(peer.url(), nothing)


def test_a_packed_bomb_is_not_unpacked(peer: Peer) -> None:
    packed = gzip.compress(bytes(5_000_000))
    peer.answers["/file"] = ok(packed, "200 OK", "Content-Encoding: gzip")
    assert downloader(most=100_000).get(peer.url(), nothing) == packed


@pytest.mark.parametrize("begun", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_byte_now_and_then_is_cut_at_the_last_moment(peer: Peer, begun: bytes) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(begun)
        while not peer.closing.wait(0.05):
            connection.sendall(b"x")

    peer.answers["/file"] = drip
    began = time.monotonic()
    with pytest.raises(NotNow):
        downloader(whole_s=0.5).get(peer.url(), nothing)
    assert time.monotonic() - began < 3


def test_a_redirect_to_a_trusted_place_is_followed(peer: Peer) -> None:
    peer.answers["/file"] = moved("/elsewhere")
    peer.answers["/elsewhere"] = ok(b"a picture")
    assert downloader().get(peer.url(), nothing) == b"a picture"


@pytest.mark.parametrize(
    "to",
    [
        "http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "https://evil.example/",
        "ftp://127.0.0.1/", "file:///etc/passwd", "//evil.example/x", "http://127.0.0.2:80/",
    ],
)  # fmt: skip
def test_a_redirect_to_another_place_is_not_followed(peer: Peer, to: str) -> None:
    peer.answers["/file"] = moved(to)
    with pytest.raises(NotAllowed):
        downloader().get(peer.url(), nothing)
    assert len(peer.requests) == 1


def test_redirects_in_a_circle_end(peer: Peer) -> None:
    peer.answers["/file"] = moved("/file")
    with pytest.raises(NotNow, match="redirects"):
        downloader().get(peer.url(), nothing)
    assert len(peer.requests) == 4


def test_credentials_are_asked_for_anew_for_each_host(peer: Peer) -> None:
    asked: list[str] = []

    def only_for_ours(host: str) -> Mapping[str, str]:
        asked.append(host)
        return {"Authorization": "Bearer t"} if host == "127.0.0.1" else {}

    peer.answers["/file"] = moved(f"http://files.example:{peer.port}/elsewhere")
    peer.answers["/elsewhere"] = ok(b"a picture")
    made = Downloader(
        POLICY, Limits(1000), ca_file=None, resolve=lambda _host, _port: ["127.0.0.1"]
    )
    assert made.get(peer.url(), only_for_ours) == b"a picture"
    assert asked == ["127.0.0.1", "files.example"]
    assert b"Authorization" not in peer.requests[1]
    assert b"Host: files.example:%d\r\n" % peer.port in peer.requests[1]


def test_a_name_that_changes_its_mind_is_asked_once(peer: Peer) -> None:
    """DNS rebinding: public when it is checked, private when it is connected to."""
    answers: list[Sequence[str]] = [["127.0.0.1"], ["10.0.0.1"]]
    made = Downloader(
        POLICY, Limits(1000), ca_file=None, resolve=lambda _host, _port: answers.pop(0)
    )
    peer.answers["/file"] = ok(b"a picture")
    assert made.get(f"http://files.example:{peer.port}/file", nothing) == b"a picture"
    assert answers == [["10.0.0.1"]]


def test_a_name_nobody_knows_is_tried_again_later() -> None:
    def unknown(_host: str, _port: int) -> Sequence[str]:
        raise socket.gaierror("unknown")

    made = Downloader(POLICY, Limits(1000), ca_file=None, resolve=unknown)
    with pytest.raises(NotNow):
        made.get("http://files.example/file", nothing)


def test_nothing_is_fetched_inside_a_write_transaction(peer: Peer) -> None:
    token = writing.set(True)
    try:
        with pytest.raises(NetworkInTransaction):
            downloader().get(peer.url(), nothing)
    finally:
        writing.reset(token)
    assert peer.requests == []
