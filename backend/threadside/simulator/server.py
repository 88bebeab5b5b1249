"""A small threaded HTTP/1.1 server for a WSGI application, with or without TLS.

A thread per connection, connections kept open between requests. Written for the simulator, because
its faults end below HTTP: an answer that never comes, comes half, or is cut off by a reset.
"""

import io
import logging
import socket
import socketserver
import ssl
import struct
import sys
import threading
from collections.abc import Callable, Iterable
from enum import Enum
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import unquote_to_bytes

_log = logging.getLogger(__name__)

_IDLE_S = 75.0
_BODY_LIMIT = 8 << 20
_BROKEN_ANSWER = "threadside.simulator.broken_answer"

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class BrokenAnswer(Enum):
    """How an answer fails to arrive."""

    CLOSE = "close"
    RESET = "reset"
    TRUNCATE = "truncate"


def break_answer(environ: dict[str, Any], how: BrokenAnswer) -> None:
    """Ask the server to break the answer to the request of this WSGI environment."""
    environ[_BROKEN_ANSWER] = how


class HttpServer(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Serves `app` on `host`:`port` (0: any free port); `tls` makes it HTTPS."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 256

    def __init__(self, app: Wsgi, host: str, port: int, tls: ssl.SSLContext | None = None) -> None:
        if ":" in host:
            self.address_family = socket.AF_INET6
        self.app = app
        self.tls = tls
        self._open: set[socket.socket] = set()
        self._none_open = threading.Condition()
        super().__init__((host, port), _Connection)
        self._thread = threading.Thread(
            target=self.serve_forever, args=(0.05,), name="simulator-accept", daemon=True
        )

    @property
    def port(self) -> int:
        """The port that is really listened on."""
        return int(self.server_address[1])

    def start(self) -> None:
        """Accept connections from now on, in a thread."""
        self._thread.start()

    def stop(self, grace_s: float = 2.0) -> None:
        """Stop listening, cut open connections, wait a moment for their threads."""
        self.shutdown()
        self._thread.join(grace_s)
        self.server_close()
        with self._none_open:
            for connection in self._open:
                _hang_up(connection)
            self._none_open.wait_for(lambda: not self._open, grace_s)

    def get_request(self) -> tuple[socket.socket, Any]:
        """Accept; the TLS handshake is left to the connection's own thread."""
        connection, address = super().get_request()
        connection.settimeout(_IDLE_S)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.tls:
            connection = self.tls.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            )
        with self._none_open:
            self._open.add(connection)
        return connection, address

    def close_request(self, request: Any) -> None:
        """Close a connection and forget it."""
        request.close()
        with self._none_open:
            self._open.discard(request)
            if not self._open:
                self._none_open.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - interface
        """Clients hang up when they please; anything else is our fault and is logged."""
        if not isinstance(sys.exception(), OSError):
            _log.exception("a request of %s could not be served", client_address)


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "threadside-simulator"
    sys_version = ""
    server: HttpServer
    request: socket.socket

    def setup(self) -> None:
        if isinstance(self.request, ssl.SSLSocket):
            self.request.do_handshake()
        super().setup()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        _log.debug(format, *args)

    def _serve(self) -> None:
        body = self._read_body()
        if body is None:
            return
        environ = self._environ(body)
        status, headers, content = self._run(environ)
        answer = self._head(status, headers, len(content))
        if self.command != "HEAD":
            answer += content
        match environ.get(_BROKEN_ANSWER):
            case BrokenAnswer.CLOSE:
                self.close_connection = True
            case BrokenAnswer.RESET:
                self._reset()
            case BrokenAnswer.TRUNCATE:
                self.close_connection = True
                self.wfile.write(answer[: -max(1, len(content) // 2)])
            case _:
                self.wfile.write(answer)

    def _read_body(self) -> bytes | None:
        """The body; None when the connection can't go on, with the refusal already written."""
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers:
            self.send_error(HTTPStatus.LENGTH_REQUIRED)
        elif not length.isascii() or not length.isdigit():
            self.send_error(HTTPStatus.BAD_REQUEST)
        elif int(length) > _BODY_LIMIT:
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            body = self.rfile.read(int(length))
            if len(body) == int(length):
                return body
        self.close_connection = True
        return None

    def _environ(self, body: bytes) -> dict[str, Any]:
        path, _, query = self.path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": str(self.server.server_address[0]),
            "SERVER_PORT": str(self.server.port),
            "SERVER_PROTOCOL": self.request_version,
            "REMOTE_ADDR": str(self.client_address[0]),
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https" if self.server.tls else "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in self.headers.items():
            key = f"HTTP_{name.upper().replace('-', '_')}"
            environ[key] = f"{environ[key]},{value}" if key in environ else value
        return environ

    def _run(self, environ: dict[str, Any]) -> tuple[str, list[tuple[str, str]], bytes]:
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(
            status: str,
            headers: list[tuple[str, str]],
            exc_info: object = None,  # noqa: ARG001 - nothing has been sent yet, ever
        ) -> Callable[[bytes], None]:
            started.append((status, headers))
            return written.append

        written: list[bytes] = []
        chunks = self.server.app(environ, start_response)
        try:
            written.extend(chunks)
        finally:
            if callable(close := getattr(chunks, "close", None)):
                close()
        status, headers = started[-1]
        return status, headers, b"".join(written)

    def _head(self, status: str, headers: list[tuple[str, str]], length: int) -> bytes:
        given = {name.lower() for name, _ in headers}
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
        lines.append(f"Server: {self.server_version}")
        if "date" not in given:
            lines.append(f"Date: {self.date_time_string()}")
        if "content-length" not in given and not status.startswith(("204", "304")):
            lines.append(f"Content-Length: {length}")
        if self.close_connection:
            lines.append("Connection: close")
        return "\r\n".join([*lines, "", ""]).encode("latin-1")

    def _reset(self) -> None:
        """Close so that the client's kernel sees a reset instead of an orderly end."""
        self.close_connection = True
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.wfile.close()
        self.rfile.close()
        self.request.close()


def _hang_up(connection: socket.socket) -> None:
    try:
        # The plain method even for TLS: its own thread still reads through the TLS object.
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
    except OSError:
        _log.debug("the connection was gone already")
