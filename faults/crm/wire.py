"""What the made-up CRM puts on the wire: an answer, or what is left of one."""

import json
import socket
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any, Final


def say(
    handler: BaseHTTPRequestHandler, status: int, body: Any, headers: dict[str, str] | None = None
) -> None:
    """A whole answer of JSON."""
    _send(handler, status, json.dumps(body).encode(), headers)


def drop(handler: BaseHTTPRequestHandler, *_: Any) -> None:
    """Nothing comes back; the connection is reset."""
    handler.close_connection = True
    try:
        handler.connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _send(
    handler: BaseHTTPRequestHandler,
    status: int,
    data: bytes,
    headers: dict[str, str] | None = None,
    missing: int = 0,
) -> None:
    try:
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(data) + missing))
        for name, value in (headers or {}).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)
    except OSError:
        handler.close_connection = True


def _cut_off(handler: BaseHTTPRequestHandler, status: int, body: Any) -> None:
    data = json.dumps(body).encode()
    _send(handler, status, data[: len(data) // 2], missing=40)
    drop(handler)


def _page(handler: BaseHTTPRequestHandler, _status: int, _body: Any) -> None:
    say(handler, 200, "<html>Sign in</html>")


def _broken(handler: BaseHTTPRequestHandler, _status: int, _body: Any) -> None:
    say(handler, 500, {"error": "an error has occurred"})


Finish = Callable[..., None]
AFTER: Final[dict[str, Finish]] = {
    "lost_answer": drop, "cut_off": _cut_off, "page": _page, "broken_after": _broken,
}  # fmt: skip
"""What becomes of the answer to something that was done."""
