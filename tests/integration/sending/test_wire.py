"""The bytes of one send, as a server sees them, and that there is one such request whatever it
answers: a contract with the pinned SDK, which would post again and follow redirects."""

import re
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from platform import python_version

import pytest

from tests.integration.sending.listener import Listener
from tests.integration.sending.simulated import access
from threadside.carriers.vonage import VonageCarrier
from threadside.sending.port import OutgoingText, Unknown
from threadside.simulator import Simulator

TEXT = OutgoingText("01890000-ref", "+17205550100", "+17205550142", 'Grüße 🏠 "quoted"\n2nd line')


@pytest.fixture
def listener(state_dir: Path) -> Iterator[Listener]:
    """Listens on a free port."""
    made = Listener(state_dir)
    yield made
    made.close()


@pytest.fixture
def send(listener: Listener, simulator: Simulator) -> Callable[[], object]:
    """Sends one text to the listener."""
    given = access(simulator, api_host=listener.host)
    carrier = VonageCarrier(given, ca_file=listener.ca_file, timeout_s=2)
    return lambda: carrier.send(TEXT)


def test_the_bytes_of_one_text(listener: Listener, send: Callable[[], object]) -> None:
    send()
    (request,) = listener.requests
    token = re.search(rb"Bearer ([\w-]+\.[\w-]+\.[\w-]+)\r\n", request)
    assert token is not None
    assert request.replace(token[1], b"TOKEN") == (
        b"POST /v1/messages HTTP/1.1\r\n"
        b"Host: 127.0.0.1:%d\r\n"
        b"User-Agent: vonage-python-sdk/%s python/%s\r\n"
        b"Accept-Encoding: gzip, deflate\r\n"
        b"Accept: application/json\r\n"
        b"Connection: keep-alive\r\n"
        b"Authorization: Bearer TOKEN\r\n"
        b"Content-Type: application/json\r\n"
        b"Content-Length: 177\r\n"
        b"\r\n"
        b'{"to": "17205550142", "client_ref": "01890000-ref", "from": "17205550100", '
        b'"text": "Gr\\u00fc\\u00dfe \\ud83c\\udfe0 \\"quoted\\"\\n2nd line", '
        b'"channel": "sms", "message_type": "text"}'
    ) % (listener.port, version("vonage").encode(), python_version().encode())


ANSWERS = {
    "nothing": b"",
    "half a status line": b"HTTP/1.1 20",
    "a body cut short": b"HTTP/1.1 202 Accepted\r\nContent-Length: 99\r\n\r\n{",
    "202 without a body": b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n",
    "202 with a page": b"HTTP/1.1 202 Accepted\r\nContent-Type: text/html\r\n"
    b"Content-Length: 13\r\n\r\n<html></html>",
    "202 without an id": b"HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\n"
    b"Content-Length: 2\r\n\r\n{}",
    "202 with a null id": b"HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\n"
    b'Content-Length: 22\r\n\r\n{"message_uuid": null}',
    "202 with a list": b"HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\n"
    b"Content-Length: 2\r\n\r\n[]",
    "204": b"HTTP/1.1 204 No Content\r\n\r\n",
    "301": b"HTTP/1.1 301 Moved\r\nLocation: /v1/messages\r\nContent-Length: 0\r\n\r\n",
    "307": b"HTTP/1.1 307 Elsewhere\r\nLocation: /v1/messages\r\nContent-Length: 0\r\n\r\n",
    "500": b"HTTP/1.1 500 Error\r\nContent-Length: 0\r\n\r\n",
    "503 with a page": b"HTTP/1.1 503 Unavailable\r\nRetry-After: 1\r\n"
    b"Content-Length: 13\r\n\r\n<html></html>",
    "not HTTP": b"\x00\x01\x02 something else\r\n\r\n",
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_whatever_is_answered_there_is_one_request_and_no_certainty(
    listener: Listener, send: Callable[[], object], answer: str
) -> None:
    listener.answers = [ANSWERS[answer]]
    assert isinstance(send(), Unknown)
    assert len(listener.requests) == 1
