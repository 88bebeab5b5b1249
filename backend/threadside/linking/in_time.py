"""Connections whose answers begin in time.

A time-out is for one read; a server that says a byte of its headers now and then would hold a
thread for hours. Each request has a last moment at which its connection is cut.
"""

import socket
import threading
from contextlib import suppress
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


def pools(whole_s: float) -> dict[str, type[HTTPConnectionPool]]:
    """Kinds of connection pools by their scheme, for urllib3's manager: the headers of an answer
    are here `whole_s` after the request, or the connection ends."""

    class InTime(HTTPConnection):
        """Over plain TCP."""

        def getresponse(self) -> HTTPResponse:  # type: ignore[override]
            """The answer without its body."""
            return _before(whole_s, self.sock, super().getresponse)

    class InTimeTls(HTTPSConnection):
        """Over TLS."""

        def getresponse(self) -> HTTPResponse:  # type: ignore[override]
            """The answer without its body."""
            return _before(whole_s, self.sock, super().getresponse)

    class Pool(HTTPConnectionPool):
        ConnectionCls = InTime

    class TlsPool(HTTPSConnectionPool):
        ConnectionCls = InTimeTls

    return {"http": Pool, "https": TlsPool}


def _before(whole_s: float, held: socket.socket | None, read: Any) -> HTTPResponse:
    late = threading.Event()
    last = threading.Timer(whole_s, _cut, [held, late])
    last.daemon = True
    last.start()
    try:
        found: HTTPResponse = read()
    finally:
        last.cancel()
    if late.is_set():
        found.close()
        raise TimeoutError  # headers that were cut look like all there are
    return found


def _cut(held: socket.socket | None, late: threading.Event) -> None:
    """End it in another thread's hands; TLS is not asked first."""
    late.set()
    if held is not None:
        with suppress(OSError):
            socket.socket.shutdown(held, socket.SHUT_RDWR)
