"""A server that stands in for Vonage byte by byte: it answers what a test gives it to answer."""

import re
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path

from threadside.simulator.certificates import ensure_certificates


class Listener:
    """A TLS server that keeps what it reads and answers with the bytes it is given.

    `answers` are given in turn, the last one again and again.
    """

    def __init__(self, folder: Path) -> None:
        files = ensure_certificates(folder, "127.0.0.1")
        self.ca_file = files.ca
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(files.certificate, files.key)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.requests: list[bytes] = []
        self.answers: list[bytes] = [b""]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def host(self) -> str:
        """What an adapter is given as its host."""
        return f"127.0.0.1:{self.port}"

    def close(self) -> None:
        """Stop listening."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(2)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with self._tls.wrap_socket(connection, server_side=True) as wrapped:
                wrapped.settimeout(2)
                self.requests.append(_read(wrapped.recv))
                place = min(len(self.requests), len(self.answers)) - 1
                wrapped.sendall(self.answers[place])


def _read(receive: Callable[[int], bytes]) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += receive(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = re.search(rb"Content-Length: (\d+)", head)
    while len(body) < (int(length[1]) if length else 0):
        body += receive(65536)
    return head + b"\r\n\r\n" + body
