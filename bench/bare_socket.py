"""The bare limit of a push: flask-sock as it comes, one frame to each socket, nothing stored."""

import argparse
import json
import queue
import threading
from typing import Any

from flask import Flask, Response, request
from flask_sock import Sock
from gunicorn.app.base import BaseApplication

app = Flask(__name__)
sock = Sock(app)
_lock = threading.Lock()
_queues: list[queue.Queue[str]] = []


@sock.route("/push")
def push(ws: Any) -> None:
    """Send whatever is put into this socket's queue."""
    mine: queue.Queue[str] = queue.Queue()
    with _lock:
        _queues.append(mine)
    while True:
        ws.send(mine.get())


@app.post("/send")
def send() -> Response:
    """Tell every socket once the answer is on its way."""
    frame = json.dumps({"text": request.get_data(as_text=True), "filler": "x" * 400})
    answer = Response(status=200)

    @answer.call_on_close
    def tell() -> None:
        with _lock:
            for each in _queues:
                each.put(frame)

    return answer


class _Server(BaseApplication):
    def __init__(self, port: int) -> None:
        self._port = port
        super().__init__()

    def load_config(self) -> None:
        assert self.cfg is not None
        for name, value in {
            "bind": f"127.0.0.1:{self._port}",
            "worker_class": "gthread",
            "threads": 288,
            "control_socket_disable": True,
            "loglevel": "error",
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return app


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    _Server(parser.parse_args().port).run()
