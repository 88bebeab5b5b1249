"""Serves the sample CRM: its pages, its static files and its records as one JSON document."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Response as WerkzeugResponse

HERE = Path(__file__).parent
POLICY = "default-src 'self'; frame-src 'none'"
LISTS = ("contacts", "companies", "deals", "tickets", "leads")

Fixtures = Mapping[str, Any]


def load_fixtures(path: Path = HERE / "data.json") -> Fixtures:
    """Reads the CRM's records: `users`, `companies`, `contacts`, `deals`, `tickets`, `leads`."""
    fixtures: Fixtures = json.loads(path.read_text(encoding="utf-8"))
    return fixtures


def create_app(account: str = "acme", fixtures: Fixtures | None = None) -> Flask:
    """Builds the CRM of one account; every page lives under `/a/{account}`.

    `fixtures` replaces the records of `data.json`. Any other account answers 404. All pages
    carry `POLICY`, except where `hostile` is asked for: an attacker chooses his own policy.
    """
    records = fixtures if fixtures is not None else load_fixtures()
    app = Flask(__name__, static_folder="static", template_folder="templates")
    app.after_request(_protect)

    @app.url_value_preprocessor
    def only_this_account(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values is not None and values.pop("account", account) != account:
            abort(404)

    @app.get("/")
    def front_door() -> WerkzeugResponse:
        return redirect(url_for("home", account=account))

    @app.get("/a/<account>/records.json")
    def everything() -> Response:
        return jsonify(records)

    app.add_url_rule("/a/<account>", "home", _application)
    app.add_url_rule("/a/<account>/hostile", "hostile", _application)
    for name in LISTS:
        app.add_url_rule(f"/a/<account>/{name}", name, _application)
        app.add_url_rule(f"/a/<account>/{name}/<record>", f"{name}_record", _application)
    for name in ("plain", "wide"):
        app.add_url_rule(f"/a/<account>/{name}", name, partial(render_template, f"{name}.html"))
    return app


@contextmanager
def running(
    account: str = "acme", fixtures: Fixtures | None = None, port: int = 0
) -> Iterator[str]:
    """Serves the CRM on the loopback interface in a thread; yields `http://127.0.0.1:PORT/a/…`.

    Port 0 lets the system choose. Raises OSError when the port is taken.
    """
    server = listen(account, fixtures, port)
    thread = threading.Thread(target=server.serve_forever, name="sample-crm", daemon=True)
    thread.start()
    try:
        yield address(server, account)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def listen(account: str, fixtures: Fixtures | None, port: int) -> BaseWSGIServer:
    """Binds the CRM to 127.0.0.1; the caller runs `serve_forever`."""
    app = create_app(account, fixtures)
    return make_server("127.0.0.1", port, app, threaded=True, request_handler=_Quiet)


def address(server: BaseWSGIServer, account: str) -> str:
    """The URL of the account's home page."""
    return f"http://127.0.0.1:{server.server_port}/a/{account}"


def _application(record: str | None = None) -> str:  # the page reads its own address
    return render_template("app.html", hostile=_hostile())


def _hostile() -> bool:
    return request.endpoint == "hostile" or "hostile" in request.args


def _protect(response: Response) -> Response:
    if not _hostile():
        response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    # A minute spares a suite of forty pages a thousand requests and outlives no edit for long.
    response.headers["Cache-Control"] = "max-age=60" if request.endpoint == "static" else "no-cache"
    return response


class _Quiet(WSGIRequestHandler):
    """Keeps connections open, as a page of thirty small modules needs, and writes no log."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Says nothing."""
