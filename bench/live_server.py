"""The real server beside a bare simple-websocket route, in one process, for `bench.live`.

    python -m bench.live_server --bind host:port

`POST /bench/emit/<workspace>` commits one event; `POST /bench/push` writes a text of the same
size to every bare socket. Both answer with the moment on the machine's monotonic clock at which
the frames could have left: after the commit, and before the first write.
"""

import argparse
import threading
import time

from flask import Flask, request
from simple_websocket.errors import ConnectionClosed
from simple_websocket.ws import Server

from threadside.app import create_app
from threadside.contracts.events import WorkspaceChanged
from threadside.events import log as event_log
from threadside.http.guards import open_to_anyone
from threadside.live.stream import Ended
from threadside.runtime import EXTENSION
from threadside.settings import Settings
from threadside.store.uow import UnitOfWork
from threadside.wsgi import serve

TEXT = '{"type":"event","seq":1000,"at":"2026-11-22T10:00:00.000Z","data":{"type":"workspace"}}'


def make(settings: Settings) -> Flask:
    """The real application plus the routes of the measurement."""
    app = create_app(settings)
    uow: UnitOfWork = app.extensions[EXTENSION].uow
    bare: set[Server] = set()
    lock = threading.Lock()

    @app.post("/bench/emit/<workspace_id>")
    @open_to_anyone("Only in measurements, on loopback.")
    def emit(workspace_id: str) -> str:
        moments: list[float] = []
        with uow.write() as tx:
            tx.after_commit(lambda: moments.append(time.monotonic()))
            event_log.emit(tx, workspace_id, WorkspaceChanged(what="lines"))
        return str(moments[0])

    @app.get("/bench/stream", websocket=True)
    @open_to_anyone("Only in measurements, on loopback.")
    def stream() -> Ended:
        ws = Server.accept(request.environ)  # type: ignore[no-untyped-call]
        with lock:
            bare.add(ws)
        try:
            while True:
                ws.receive()
        except ConnectionClosed:
            with lock:
                bare.discard(ws)
        return Ended()

    @app.post("/bench/push")
    @open_to_anyone("Only in measurements, on loopback.")
    def push() -> str:
        with lock:
            sockets = list(bare)
        began = time.monotonic()
        for ws in sockets:
            ws.send(TEXT)  # type: ignore[no-untyped-call]
        return str(began)

    return app


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--bind", required=True)
    serve(Settings(), parser.parse_args().bind, make=make)
