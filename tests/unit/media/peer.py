"""A server on this machine that answers with the bytes it is told to, in its own time."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

Answer = bytes | Callable[[socket.socket], None]


class Peer:
    """Answers each path as told, everything else with 404; keeps the requests it read."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.answers: dict[str, Answer] = {}
        self.requests: list[bytes] = []
        self.closing = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str = "/file") -> str:
        """The address of a path here."""
        return f"http://127.0.0.1:{self.port}{path}"

    def close(self) -> None:
        """Stop listening and end what goes on."""
        self.closing.set()
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=[connection], daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(5)
            data = b""
            while b"\r\n\r\n" not in data:
                if not (got := connection.recv(65536)):
                    return
                data += got
            self.requests.append(data)
            answer = self.answers.get(data.split(b" ")[1].decode(), ok(b"", "404 Not Found"))
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)


def ok(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    """A whole answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def moved(to: str) -> bytes:
    """An answer that leads elsewhere."""
    return ok(b"", "302 Found", f"Location: {to}")
