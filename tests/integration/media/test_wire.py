"""The bytes of one send of each kind, and that whatever is answered there is one request."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.sending.listener import Listener
from tests.integration.sending.simulated import access
from threadside.carriers.vonage import VonageCarrier
from threadside.sending.port import NotAccepted, OutgoingMedia, OutgoingText, Unknown
from threadside.simulator import Simulator

URL = "https://text.example.com/m/AAAAAAAAAAAAAAAAAAAAAAAA/"


@pytest.fixture(scope="module")
def state_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("simulator")


@pytest.fixture
def listener(state_dir: Path) -> Iterator[Listener]:
    made = Listener(state_dir)
    yield made
    made.close()


@pytest.fixture
def carrier(listener: Listener, state_dir: Path) -> VonageCarrier:
    with Simulator(state_dir) as simulator:
        given = access(simulator, api_host=listener.host)
    return VonageCarrier(given, ca_file=listener.ca_file, timeout_s=2)


def media(kind: str, content_type: str, name: str) -> OutgoingMedia:
    return OutgoingMedia(kind, content_type, URL + name)


def text(*attached: OutgoingMedia, words: str = "Grüße") -> OutgoingText:
    return OutgoingText("01890000-ref", "+17205550100", "+17205550142", words, attached)


HEAD = b'{"to": "17205550142", "client_ref": "01890000-ref", "from": "17205550100", '
U = URL.encode()
JPG = media("image", "image/jpeg", "roof.jpg")
BYTES = {
    JPG: b'"channel": "mms", "image": {"url": "%sroof.jpg", "caption": "Gr\\u00fc\\u00dfe"}, '
    b'"message_type": "image"}' % U,
    media("vcard", "text/vcard", "ann.vcf"): b'"channel": "mms", "vcard": {"url": "%sann.vcf", '
    b'"caption": "Gr\\u00fc\\u00dfe"}, "message_type": "vcard"}' % U,
    media("audio", "audio/mpeg", "a.mp3"): b'"channel": "mms", "audio": {"url": "%sa.mp3", '
    b'"caption": "Gr\\u00fc\\u00dfe"}, "message_type": "audio"}' % U,
    media("video", "video/mp4", "v.mp4"): b'"channel": "mms", "video": {"url": "%sv.mp4", '
    b'"caption": "Gr\\u00fc\\u00dfe"}, "message_type": "video"}' % U,
    media("pdf", "application/pdf", "o.pdf"): b'"channel": "mms", "file": {"url": "%so.pdf", '
    b'"caption": "Gr\\u00fc\\u00dfe"}, "message_type": "file"}' % U,
}


def body(request: bytes) -> bytes:
    head, _, found = request.partition(b"\r\n\r\n")
    assert head.startswith(b"POST /v1/messages HTTP/1.1\r\n")
    assert re.search(rb"\r\nContent-Type: application/json\r\n", head)
    return found


@pytest.mark.parametrize("attached", BYTES, ids=lambda each: str(each.kind))
def test_the_bytes_of_one_of_each_kind(
    listener: Listener, carrier: VonageCarrier, attached: OutgoingMedia
) -> None:
    carrier.send(text(attached))
    (request,) = listener.requests
    assert body(request) == HEAD + BYTES[attached]


def test_the_bytes_of_several(listener: Listener, carrier: VonageCarrier) -> None:
    carrier.send(text(JPG, media("pdf", "application/pdf", "o.pdf"), words="Both"))
    (request,) = listener.requests
    assert body(request) == HEAD + (
        b'"channel": "mms", "content": [{"url": "%sroof.jpg", "caption": "Both", "type": "image"}, '
        b'{"url": "%so.pdf", "type": "file"}], "message_type": "content"}' % (U, U)
    )


def test_media_without_words_have_no_caption(listener: Listener, carrier: VonageCarrier) -> None:
    carrier.send(text(JPG, words=""))
    assert json.loads(body(listener.requests[0]))["image"] == {"url": URL + "roof.jpg"}


@pytest.mark.parametrize(
    "answer",
    [b"", b"HTTP/1.1 20", b"HTTP/1.1 202 Accepted\r\nContent-Length: 99\r\n\r\n{",
     b"HTTP/1.1 500 Error\r\nContent-Length: 0\r\n\r\n",
     b"HTTP/1.1 301 Moved\r\nLocation: /v1/messages\r\nContent-Length: 0\r\n\r\n"],
    ids=range(5),
)  # fmt: skip
def test_whatever_is_answered_there_is_one_request_and_no_certainty(
    listener: Listener, carrier: VonageCarrier, answer: bytes
) -> None:
    listener.answers = [answer]
    assert isinstance(carrier.send(text(JPG)), Unknown)
    assert len(listener.requests) == 1


def test_what_the_sdk_refuses_never_leaves(listener: Listener, carrier: VonageCarrier) -> None:
    assert carrier.send(text(JPG, words="x" * 3001)) == NotAccepted("fail", "invalid")
    assert listener.requests == []
