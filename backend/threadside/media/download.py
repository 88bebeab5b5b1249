"""One GET that hostile servers can't lead elsewhere, slow down or make endless."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPException
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from threadside.media.addresses import Place, Policy, Resolve, resolve
from threadside.network import allow_network

WAIT_S: Final = 10.0
"""For the connection, and for each read."""
WHOLE_S: Final = 60.0
REDIRECTS: Final = 3
CHUNK: Final = 64 * 1024
_MOVED: Final = frozenset({301, 302, 303, 307, 308})

HeadersFor = Callable[[str], Mapping[str, str]]
"""What to say to a host besides what is wanted; credentials are for hosts that are the carrier's
own, and a redirect is another host."""


class NotNow(Exception):  # noqa: N818 - reads as the fact it states
    """It could not be had this time; later it may."""


class Never(Exception):  # noqa: N818 - reads as the fact it states
    """It can't be had: `gone`, `too_large`, `empty`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Limits:
    """How large what is fetched may be, in bytes, and how long all of it may take."""

    most: int
    whole_s: float = WHOLE_S


class Downloader:
    """Fetches within a policy. `ca_file` is trusted instead of the public authorities."""

    def __init__(
        self, policy: Policy, limits: Limits, *, ca_file: Path | None, resolve: Resolve = resolve
    ) -> None:
        self._policy = policy
        self._limits = limits
        self._resolve = resolve
        self._ca_file = ca_file

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self._ca_file) if self._ca_file else None)

    def get(self, url: str, headers_for: HeadersFor) -> bytes:
        """The bytes at `url`, at most three redirects on, each checked as the first was.

        Raises:
            NotAllowed: when a rule forbids the address.
            NotNow: for a network that fails and a server that refuses.
            Never: when it is too large, empty or gone for good.
        """
        allow_network()
        until = time.monotonic() + self._limits.whole_s
        for _ in range(REDIRECTS + 1):
            try:
                place = self._policy.place(url, self._resolve)
            except OSError as error:
                raise NotNow("name") from error
            answer = self._ask(place, headers_for(place.host), until)
            if isinstance(answer, bytes):
                return answer
            url = urljoin(url, answer)
        raise NotNow("redirects")

    def _ask(self, place: Place, headers: Mapping[str, str], until: float) -> bytes | str:
        """The body, or where it has moved to."""
        left = until - time.monotonic()
        if left <= 0:
            raise NotNow("time")
        connection = self._connection(place)
        # A time-out is for one wait; a server that says a byte now and then needs a last moment.
        sockets: list[socket.socket] = []
        last = threading.Timer(left, _cut, [connection, sockets])
        last.daemon = True
        last.start()
        try:
            connection.connect()
            sockets.append(connection.sock)
            connection.request(
                "GET",
                place.target,
                headers={"Host": _host(place), "Accept-Encoding": "identity", **headers},
                preload_content=False,
                decode_content=False,
            )
            with closing(connection.getresponse()) as response:
                if response.status in _MOVED and "Location" in response.headers:
                    return response.headers["Location"]
                if response.status == 410:
                    raise Never("gone")
                if response.status != 200:
                    raise NotNow(f"http_{response.status}")
                return self._body(response, until)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            raise NotNow(type(error).__name__) from error
        finally:
            last.cancel()
            connection.close()

    def _body(self, response: BaseHTTPResponse, until: float) -> bytes:
        told = response.headers.get("Content-Length", "")
        if told.isdigit() and int(told) > self._limits.most:
            raise Never("too_large")
        got = bytearray()
        while chunk := response.read1(CHUNK):
            got += chunk
            if len(got) > self._limits.most:
                raise Never("too_large")
        if (told.isdigit() and len(got) < int(told)) or time.monotonic() >= until:
            raise NotNow("cut_short")
        if not got:
            raise Never("empty")
        return bytes(got)

    def _connection(self, place: Place) -> HTTPConnection:
        """To the address that was checked; the name is for TLS and the server alone."""
        if not place.tls:
            return HTTPConnection(place.address, place.port, timeout=WAIT_S)
        return HTTPSConnection(
            place.address,
            place.port,
            timeout=WAIT_S,
            ssl_context=self._tls,
            server_hostname=place.host,
            assert_hostname=place.host,
        )


def _host(place: Place) -> str:
    usual = place.port == (443 if place.tls else 80)
    host = f"[{place.host}]" if ":" in place.host else place.host
    return host if usual else f"{host}:{place.port}"


def _cut(connection: HTTPConnection, sockets: list[socket.socket]) -> None:
    """End a connection in another thread's hands: its next read ends. TLS is not asked first.

    A connection forgets its socket once an answer has begun that ends with it.
    """
    found = sockets[0] if sockets else connection.sock
    if found is not None:
        with suppress(OSError):
            socket.socket.shutdown(found, socket.SHUT_RDWR)
