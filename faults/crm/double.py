"""A made-up CRM over real HTTP. It keeps what it was told, and misbehaves by the dice.

Its search lags behind what was written, as those of real CRMs do (HubSpot's by ten seconds and
more). What it did before an answer was lost it has done.
"""

import json
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

FAULTS: Final = (
    "lost_request", "lost_answer", "too_many", "broken_before", "broken_after", "cut_off", "page",
    "slow",
)  # fmt: skip
TOKEN: Final = "first"
NEW_TOKEN: Final = "second"


@dataclass
class Kept:
    """One object that stands there."""

    body: dict[str, Any]
    at: float


@dataclass
class Double:
    """The CRM. `rate` is how often a request is struck by a fault while `troubled`."""

    seed: int
    rate: float = 0.25
    lag_s: float = 0.5
    slow_s: float = 0.4
    troubled: bool = True
    down: bool = False
    token: str = TOKEN
    objects: dict[str, Kept] = field(default_factory=dict)
    struck: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _server: ThreadingHTTPServer | None = None

    def __post_init__(self) -> None:
        self._dice = random.Random(f"{self.seed}:crm")

    @property
    def url(self) -> str:
        """Where it answers."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "Double":
        double = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _any(self) -> None:
                size = int(self.headers.get("Content-Length") or 0)
                told = json.loads(self.rfile.read(size)) if size else None
                double.answer(self, told)

            do_GET = do_POST = do_PUT = do_DELETE = _any  # noqa: N815 - the base class's names

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def answer(self, handler: BaseHTTPRequestHandler, told: Any) -> None:
        """One request, with whatever befalls it."""
        fault = self._fault()
        if fault in ("lost_request", "down"):
            _drop(handler)
            return
        if handler.headers.get("Authorization") != f"Bearer {self.token}":
            _say(handler, 401, {"error": "revoked"})
            return
        if fault == "too_many":
            _say(handler, 429, {"error": "too many"}, {"Retry-After": "3"})
            return
        if fault == "broken_before":
            _say(handler, 503, {"error": "try later"})
            return
        status, body = self._do(handler.command, handler.path, told)
        if fault == "slow":
            time.sleep(self.slow_s)
        _AFTER.get(fault, _say)(handler, status, body)

    def _fault(self) -> str:
        with self._lock:
            self.requests += 1
            fault = ""
            if self.down:
                fault = "down"
            elif self.troubled and self._dice.random() < self.rate:
                fault = self._dice.choice(FAULTS)
            if fault:
                self.struck[fault] += 1
        return fault

    def _do(self, method: str, path: str, told: Any) -> tuple[int, Any]:
        place = urlsplit(path)
        remote_id = place.path.removeprefix("/entries").strip("/")
        with self._lock:
            if method == "POST":
                made = str(uuid4())
                self.objects[made] = Kept(told, time.monotonic())
                return 201, {"id": made}
            if method == "GET":
                return 200, {"ids": self._found(parse_qs(place.query)["key"][0])}
            if method == "DELETE":
                self.objects.pop(remote_id, None)
                return 200, {}
            if remote_id not in self.objects:
                return 404, {"error": "no such entry"}
            self.objects[remote_id].body = told
            return 200, {}

    def _found(self, key: str) -> list[str]:
        seen = time.monotonic() - self.lag_s
        return [
            remote_id
            for remote_id, kept in self.objects.items()
            if kept.body["body"].endswith(f"\n{key}") and kept.at <= seen
        ]


def _say(
    handler: BaseHTTPRequestHandler, status: int, body: Any, headers: dict[str, str] | None = None
) -> None:
    data = json.dumps(body).encode()
    try:
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)
    except OSError:
        handler.close_connection = True


def _drop(handler: BaseHTTPRequestHandler, *_: Any) -> None:
    """Nothing comes back; the connection is reset."""
    handler.close_connection = True
    try:
        handler.connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _cut_off(handler: BaseHTTPRequestHandler, status: int, body: Any) -> None:
    data = json.dumps(body).encode()
    try:
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(data) + 40))
        handler.end_headers()
        handler.wfile.write(data[: len(data) // 2])
    except OSError:
        pass
    _drop(handler)


def _page(handler: BaseHTTPRequestHandler, _status: int, _body: Any) -> None:
    _say(handler, 200, "<html>Sign in</html>")


def _broken(handler: BaseHTTPRequestHandler, _status: int, _body: Any) -> None:
    _say(handler, 500, {"error": "an error has occurred"})


_AFTER: Final[dict[str, Callable[..., None]]] = {
    "lost_answer": _drop, "cut_off": _cut_off, "page": _page, "broken_after": _broken,
}  # fmt: skip
