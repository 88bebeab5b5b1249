"""A simulator on free ports, a business that receives its webhooks, and the real SDK."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import urllib3
from vonage import Auth, HttpClientOptions, Vonage

from threadside.simulator import Simulator

LINE = "17205550100"
ANNA = "17205550142"


@dataclass(frozen=True)
class Webhook:
    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self.raw)
        return parsed

    @property
    def fields(self) -> dict[str, str]:
        """Of the query or of a form."""
        return dict(parse_qsl(self.raw.decode() or urlsplit(self.path).query))


@dataclass
class Business:
    """The receiving side: keeps what arrives and answers with the statuses it is told."""

    url: str = ""
    received: list[Webhook] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    files: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    """path → what a GET is answered with; anything else takes webhooks."""
    arrived: threading.Condition = field(default_factory=threading.Condition)

    def take(self, webhook: Webhook) -> int:
        with self.arrived:
            self.received.append(webhook)
            self.arrived.notify_all()
            return self.answers.pop(0) if self.answers else 200

    def wait_for(self, count: int, path: str = "") -> list[Webhook]:
        """The webhooks of one path, once there are so many."""

        def found() -> list[Webhook]:
            return [one for one in self.received if one.path.startswith(path)]

        with self.arrived:
            assert self.arrived.wait_for(lambda: len(found()) >= count, 10), found()
            return found()


@pytest.fixture
def business() -> Iterator[Business]:
    business = Business()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            status = business.take(Webhook(self.path, dict(self.headers), raw))
            self.send_response(status)
            self.end_headers()

        def do_GET(self) -> None:
            if file := business.files.get(self.path):
                status, headers, content = file
            else:
                status, headers, content = (
                    business.take(Webhook(self.path, dict(self.headers), b"")),
                    {},
                    b"",
                )
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            """Tests speak for themselves."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    business.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield business
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def state_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One account for all tests: making an RSA key takes longer than the tests."""
    return tmp_path_factory.mktemp("simulator")


@pytest.fixture
def simulator(state_dir: Path, business: Business) -> Iterator[Simulator]:
    config = {
        "lines": [LINE],
        "inbound_url": f"{business.url}/inbound",
        "status_url": f"{business.url}/status",
        "submitted_after_s": 0.01,
        "delivered_after_s": 0.25,
    }
    with Simulator(state_dir, config=config) as simulator:
        yield simulator


Control = Callable[..., Any]


@pytest.fixture
def control(simulator: Simulator) -> Iterator[Control]:
    """`control("POST", "faults", {...})` speaks to `/_sim/` and gives back its JSON."""
    with urllib3.PoolManager() as pool:

        def ask(method: str, path: str, body: object = None, *, status: int | None = None) -> Any:
            sent = None if body is None else json.dumps(body).encode()
            answer = pool.request(method, f"{simulator.http_url}/_sim/{path}", body=sent)
            if status is None:
                assert answer.status < 400, answer.data
            else:
                assert answer.status == status, answer.data
            return json.loads(answer.data) if answer.data else None

        yield ask


Connect = Callable[..., Vonage]


@pytest.fixture
def connect(simulator: Simulator) -> Iterator[Connect]:
    """The SDK against the TLS port, with its re-posting loop disarmed unless asked otherwise."""
    opened: list[Vonage] = []

    def make(*, disarmed: bool = True, timeout: int = 5, **credentials: str) -> Vonage:
        given = credentials or {
            "application_id": simulator.account.application_id,
            "private_key": str(simulator.private_key_file),
        }
        host = simulator.tls_url.removeprefix("https://")
        options = HttpClientOptions(api_host=host, rest_host=host, timeout=timeout)
        client = Vonage(Auth(**given), options)
        session = client.http_client._session
        # REQUESTS_CA_BUNDLE in the environment beats `verify` as long as it is trusted.
        session.trust_env = False
        session.verify = str(simulator.ca_file)
        if disarmed:
            client.http_client._http_client_options.pool_maxsize = 1
        opened.append(client)
        return client

    yield make
    for client in opened:
        client.http_client._session.close()
