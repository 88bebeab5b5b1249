"""A made-up CRM over real HTTP. It keeps what it was told, and misbehaves by the dice.

Its search lags behind what was written, as those of real CRMs do (HubSpot's by ten seconds and
more). What it did before an answer was lost it has done: entries that were written, and refresh
tokens that were replaced.
"""

import json
import random
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, parse_qsl, urlsplit
from uuid import uuid4

from faults.crm import wire
from faults.crm.adapter import ACCOUNT, PACE
from faults.crm.clock import LAG_S, TOKEN_LIFE_S, WHOLE_S, FastClock
from faults.crm.consents import Consents

FAULTS: Final = (
    "lost_request", "lost_answer", "too_many", "broken_before", "broken_after", "cut_off", "page",
    "slow", "too_slow", "dropped_token",
)  # fmt: skip
TOKEN_FAULTS: Final = ("lost_request", "lost_answer", "too_many", "broken_before", "page")
RETRY_AFTER_S: Final = 3
SLOW_S: Final = 6.0
TOO_SLOW_S: Final = WHOLE_S + 3.0


@dataclass
class Kept:
    """One object that stands there."""

    body: dict[str, Any]
    at: float


@dataclass
class Double:
    """The CRM. `rate` is how often a request is struck by a fault while `troubled`, `token_rate`
    how often one for tokens is. `struck` counts what befell requests, by its name."""

    seed: int
    clock: FastClock
    rate: float = 0.25
    token_rate: float = 0.15
    troubled: bool = False
    down: bool = False
    objects: dict[str, Kept] = field(default_factory=dict)
    struck: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _recent: deque[float] = field(default_factory=deque)
    _server: ThreadingHTTPServer | None = None

    def __post_init__(self) -> None:
        self._dice = random.Random(f"{self.seed}:crm")
        self.consents = Consents(self.clock.wall(TOKEN_LIFE_S), TOKEN_LIFE_S)

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
                double.answer(self, self.rfile.read(size))

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

    def consent(self) -> str:
        """A person signs in: the code that their browser brings back."""
        with self._lock:
            return self.consents.consent()

    def revoke(self) -> None:
        """The sign-in has ended."""
        with self._lock:
            self.consents.revoke()
            self.struck["revoked"] += 1

    def answer(self, handler: BaseHTTPRequestHandler, content: bytes) -> None:
        """One request, with whatever befalls it."""
        tokens = handler.path == "/token"
        fault = self._fault(tokens=tokens)
        if fault in ("lost_request", "down"):
            wire.drop(handler)
            return
        if not tokens and (refusal := self._refused(handler, fault)):
            wire.say(handler, 401, {"error": refusal})
            return
        if fault == "too_many" or (not tokens and self._too_fast()):
            wire.say(handler, 429, {"error": "too many"}, {"Retry-After": str(RETRY_AFTER_S)})
            return
        if fault == "broken_before":
            wire.say(handler, 503, {"error": "try later"})
            return
        with self._lock:
            if tokens:
                status, body = self.consents.give(dict(parse_qsl(content.decode())))
            else:
                told = json.loads(content) if content else None
                status, body = self._do(handler.command, handler.path, told)
        if fault in ("slow", "too_slow"):
            self.clock.wait(SLOW_S if fault == "slow" else TOO_SLOW_S)
        finish: wire.Finish = wire.AFTER.get(fault, wire.say)
        finish(handler, status, body)

    def _fault(self, *, tokens: bool) -> str:
        with self._lock:
            self.requests += 1
            fault = ""
            if self.down:
                fault = "down"
            elif self.troubled and self._dice.random() < (self.token_rate if tokens else self.rate):
                fault = self._dice.choice(TOKEN_FAULTS if tokens else FAULTS)
            if fault:
                own = tokens and not self.down  # away is away, whatever was asked
                self.struck[f"token_{fault}" if own else fault] += 1
        return fault

    def _refused(self, handler: BaseHTTPRequestHandler, fault: str) -> str:
        token = (handler.headers.get("Authorization") or "").removeprefix("Bearer ")
        with self._lock:
            if fault == "dropped_token":
                self.consents.drop(token)
            if self.consents.holds(token):
                return ""
            self.struck["unsigned"] += 1
            return "expired or revoked"

    def _too_fast(self) -> bool:
        """Beyond what the CRM allows, by when requests arrive."""
        now = time.monotonic()
        with self._lock:
            while self._recent and self._recent[0] <= now - self.clock.wall(PACE.seconds):
                self._recent.popleft()
            self._recent.append(now)
            over = len(self._recent) > PACE.requests
            self.struck["over_pace"] += over
        return over

    def _do(self, method: str, path: str, told: Any) -> tuple[int, Any]:
        place = urlsplit(path)
        if place.path == "/me":
            return 200, {"account": ACCOUNT}
        remote_id = place.path.removeprefix("/entries").strip("/")
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
        seen = time.monotonic() - self.clock.wall(LAG_S)
        return [
            remote_id
            for remote_id, kept in self.objects.items()
            if kept.body["body"].endswith(f"\n{key}") and kept.at <= seen
        ]
