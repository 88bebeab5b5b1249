"""A CRM on this machine that answers as it is told, and keeps what it was asked."""

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Told = Callable[["Handler"], None]


@dataclass
class Asked:
    """A request as it arrived; header names are lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Handler(BaseHTTPRequestHandler):
    """Answers with the next thing told, or with the last one for ever."""

    protocol_version = "HTTP/1.1"
    crm: "Crm"

    def answer(self) -> None:
        """Any method."""
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.crm.asked.append(Asked(self.command, self.path, headers, self.rfile.read(length)))
        told = self.crm.told
        (told.pop(0) if len(told) > 1 else told[0])(self)

    do_GET = do_POST = do_PATCH = do_DELETE = answer  # noqa: N815 - as the library wants them

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@dataclass
class Crm:
    """The server in a test's hand."""

    url: str = ""
    told: list[Told] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def serving(certificate: tuple[Path, Path] | None = None) -> Iterator[Crm]:
    """A CRM on a free port, over TLS where it has a certificate and its key."""
    crm = Crm()
    handler = type("Bound", (Handler,), {"crm": crm})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        scheme = "http"
        if certificate is not None:
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(*certificate)
            server.socket = tls.wrap_socket(server.socket, server_side=True)
            scheme = "https"
        crm.url = f"{scheme}://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
        thread.start()
        yield crm
        server.shutdown()
        thread.join(5)


def says(body: Any, status: int = 200, kind: str = "application/json", **headers: str) -> Told:
    """A whole answer; `body` as JSON unless it is bytes already."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()

    def tell(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(raw)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(raw)

    return tell


def cut_short(handler: Handler) -> None:
    """Less than was promised."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"a":')
    handler.close_connection = True


def endless(handler: Handler) -> None:
    """Never stops."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    handler.close_connection = True
    try:
        while True:
            handler.wfile.write(b" " * 65536)
    except OSError:
        return


def cut_in_headers(handler: Handler) -> None:
    """Ends before its headers do."""
    handler.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-")
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def never_begun(pause: threading.Event) -> Told:
    """Headers without an end, until `pause` is set."""

    def tell(handler: Handler) -> None:
        handler.send_response(200)
        handler.close_connection = True
        handler.flush_headers()
        try:
            while not pause.wait(0.05):
                handler.wfile.write(b"X-Slow: ")
        except OSError:
            return

    return tell


def dripping(pause: threading.Event) -> Told:
    """A byte now and then, until `pause` is set."""

    def tell(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.close_connection = True
        try:
            while not pause.wait(0.05):
                handler.wfile.write(b" ")
        except OSError:
            return

    return tell


def silent(pause: threading.Event) -> Told:
    """No answer until `pause` is set."""

    def tell(handler: Handler) -> None:
        pause.wait(10)
        handler.close_connection = True

    return tell


def hang_up(handler: Handler) -> None:
    """Ends the connection instead of answering."""
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)
