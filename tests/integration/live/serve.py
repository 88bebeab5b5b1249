"""A server process for the stream's tests: gunicorn as shipped, on a socket the test opened.

    python -m tests.integration.live.serve '{"fd": 3, "settings": {…}, "limits": {…} or null}'

Without `limits` it is the whole application. With them it is the stream alone, with short times.
Both get `POST /emit?count=…&size=…`, which commits events in this process.
"""

import json
import sys
from typing import Any

from flask import Flask, request

from tests.integration.live.filler import Filler
from threadside.app import HUB, create_app
from threadside.audit.later import Notebook
from threadside.clock import utc_now
from threadside.events import log as event_log
from threadside.events.wake import Wakers
from threadside.http import problems
from threadside.http.guards import open_to_anyone
from threadside.keys import key_ring
from threadside.live import stream
from threadside.live.guard import SocketGuard
from threadside.live.hub import Hub
from threadside.live.limits import Limits
from threadside.media.scan import scanner
from threadside.media.stores import open_store
from threadside.runtime import EXTENSION, Runtime
from threadside.settings import Settings
from threadside.store.engine import open_engine
from threadside.store.uow import UnitOfWork
from threadside.workspace.actor import actor_of
from threadside.wsgi import serve


def _stream_alone(settings: Settings, limits: Limits) -> Flask:
    app = Flask("stream-alone")
    wakers = Wakers()
    uow = UnitOfWork(open_engine(app, settings.sqlalchemy_url), wake=wakers, clock=utc_now)
    hub = Hub(uow, wakers, tick_s=0.1)
    app.extensions[EXTENSION] = Runtime(
        settings, uow, key_ring(settings), wakers, open_store(settings), scanner(""), Notebook(uow)
    )
    app.extensions[HUB] = hub
    problems.install(app)
    app.register_blueprint(
        stream.create_blueprint(
            hub, actor_of, origins=["https://here.example"], max_sockets=20, limits=limits
        )
    )
    app.wsgi_app = SocketGuard(app.wsgi_app, stall_s=0.5, write_s=5)  # type: ignore[method-assign]
    return app


def _with_emit(app: Flask) -> Flask:
    uow: UnitOfWork = app.extensions[EXTENSION].uow

    @app.post("/emit/<workspace_id>")
    @open_to_anyone("A test's own route.")
    def emit(workspace_id: str) -> str:
        filler = "x" * request.args.get("size", 0, type=int)
        with uow.write() as tx:
            for _ in range(request.args.get("count", 1, type=int)):
                event_log.emit(tx, workspace_id, Filler(filler=filler))
        return ""

    @app.get("/counters")
    @open_to_anyone("A test's own route.")
    def counters() -> dict[str, Any]:
        return dict(app.extensions[HUB].counters.snapshot())

    return app


def main() -> None:
    """Serve until stopped."""
    asked = json.loads(sys.argv[1])
    limits = asked["limits"]

    def make(settings: Settings) -> Flask:
        return _with_emit(
            create_app(settings) if limits is None else _stream_alone(settings, Limits(**limits))
        )

    serve(Settings(_env_file=None, **asked["settings"]), f"fd://{asked['fd']}", make=make)


if __name__ == "__main__":
    main()
