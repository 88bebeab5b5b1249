"""The simulator put together: one application on a plain and a TLS port."""

import json
import signal
import ssl
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from flask import Flask

from threadside.simulator.account import ACCOUNT_FILE, PRIVATE_KEY_FILE, Account, open_account
from threadside.simulator.certificates import ensure_certificates
from threadside.simulator.control import control_api
from threadside.simulator.management.account_api import account_api
from threadside.simulator.management.applications_api import applications_api
from threadside.simulator.management.numbers_api import numbers_api
from threadside.simulator.media.api import media_api
from threadside.simulator.media.fetching import MediaFetcher
from threadside.simulator.messages_api import messages_api
from threadside.simulator.network import Network
from threadside.simulator.page import phone_page
from threadside.simulator.redact_api import redact_api
from threadside.simulator.reports.archives_api import archives_api
from threadside.simulator.reports.records_api import records_api
from threadside.simulator.server import HttpServer
from threadside.simulator.sms.api import sms_api
from threadside.simulator.webhooks import HttpPost


class Simulator:
    """A running simulator; also a context manager, for tests in the same process.

    Ports of 0 are chosen by the system. `config` overrides fields of the account kept in
    `state_dir`. Raises OSError when a port is taken, pydantic.ValidationError for a bad `config`.
    """

    def __init__(
        self,
        state_dir: Path,
        *,
        host: str = "127.0.0.1",
        http_port: int = 0,
        tls_port: int = 0,
        seed: int = 0,
        config: Mapping[str, Any] | None = None,
    ) -> None:
        state_dir.mkdir(parents=True, exist_ok=True)
        self.host = host
        self.state_dir = state_dir
        files = ensure_certificates(state_dir, host)
        self.ca_file = files.ca
        self._post = HttpPost()
        self._fetcher = MediaFetcher(files.ca)
        account = open_account(state_dir).changed(config or {})
        self.network = Network(account, self._post, self._fetcher.fetch, seed=seed)
        self._stopping = threading.Event()
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.minimum_version = ssl.TLSVersion.TLSv1_2
        tls.load_cert_chain(files.certificate, files.key)
        self.app = _application(self.network, self._stopping)
        self._http = HttpServer(self.app.wsgi_app, host, http_port)
        try:
            self._https = HttpServer(self.app.wsgi_app, host, tls_port, tls)
        except OSError:
            self._http.server_close()
            raise
        self.network.own_url = self.tls_url

    @property
    def account(self) -> Account:
        """The account as it is configured now."""
        return self.network.account

    @property
    def private_key_file(self) -> Path:
        """The application's private key; its public half is registered on first use."""
        return self.state_dir / PRIVATE_KEY_FILE

    @property
    def http_url(self) -> str:
        """Address of the phone's page and of `/_sim/`, without a trailing slash."""
        return f"http://{self._shown_host}:{self._http.port}"

    @property
    def tls_url(self) -> str:
        """Address of the Messages API for clients that trust `ca_file`."""
        return f"https://{self._shown_host}:{self._https.port}"

    @property
    def _shown_host(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host

    def ready(self) -> dict[str, Any]:
        """What a program that started the simulator needs to know."""
        return {
            "event": "ready",
            "http": self.http_url,
            "tls": self.tls_url,
            "http_port": self._http.port,
            "tls_port": self._https.port,
            "page": f"{self.http_url}/_sim/",
            "ca_file": str(self.ca_file.absolute()),
            "account_file": str((self.state_dir / ACCOUNT_FILE).absolute()),
            "private_key_file": str(self.private_key_file.absolute()),
        }

    def start(self) -> None:
        """Serve from now on, in threads."""
        self.network.schedule.start()
        self._http.start()
        self._https.start()

    def stop(self) -> None:
        """Stop serving; what was not delivered is forgotten."""
        self._stopping.set()
        self.network.ledger.close()
        self.network.schedule.stop()
        self._http.stop()
        self._https.stop()
        self._post.close()
        self._fetcher.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def run(
    host: str = "127.0.0.1",
    http_port: int = 8090,
    tls_port: int = 8490,
    state_dir: Path = Path("var/simulator"),
    *,
    seed: int = 0,
    config: Mapping[str, Any] | None = None,
    announce: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT; for the main thread of a process.

    `announce` is told once that both ports answer (by default one JSON line on standard output).
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    simulator = Simulator(
        state_dir,
        host=host,
        http_port=http_port,
        tls_port=tls_port,
        seed=seed,
        config=config,
    )
    with simulator:
        (announce or _print_line)(simulator.ready())
        stop.wait()


def _application(network: Network, stopping: threading.Event) -> Flask:
    # Static files and templates of the folder belong to the phone's page alone.
    app = Flask("threadside.simulator", static_folder=None, template_folder=None)
    app.json.sort_keys = False  # type: ignore[attr-defined] # the default provider has it
    app.register_blueprint(messages_api(network, stopping))
    app.register_blueprint(sms_api(network, stopping))
    app.register_blueprint(numbers_api(network))
    app.register_blueprint(account_api(network))
    app.register_blueprint(applications_api(network))
    app.register_blueprint(redact_api(network))
    app.register_blueprint(media_api(network, stopping))
    app.register_blueprint(records_api(network))
    app.register_blueprint(archives_api(network))
    app.register_blueprint(control_api(network))
    app.register_blueprint(phone_page())
    return app


def _print_line(ready: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()
