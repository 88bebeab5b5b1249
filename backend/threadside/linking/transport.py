"""HTTP to a CRM that its answers can't lead elsewhere, hold up or flood.

Every request goes to an address that was checked, by a connection that is kept for the next one;
no redirect is followed, nothing is sent twice, no proxy or password of the environment is used.
What goes wrong is said in `linking.problems`, whoever asked: the client or Authlib.
"""

import ssl
import threading
import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.exceptions import HTTPError, IncompleteRead, ReadTimeoutError

from threadside.linking.addresses import NotAllowed, Place, Reach, Resolve, resolve
from threadside.linking.in_time import pools
from threadside.linking.problems import Garbled, Unavailable
from threadside.network import allow_network

CONNECT_S: Final = 5.0
READ_S: Final = 10.0
"""For each read; an answer as a whole has `WHOLE_S`."""
WHOLE_S: Final = 20.0
MOST_BYTES: Final = 5 * 1024 * 1024
KEPT: Final = 8
"""Connections to a host that wait for the next request."""
_CHUNK: Final = 64 * 1024
_SAYS_LENGTH: Final = frozenset({"content-length", "transfer-encoding"})


class Transport:
    """Makes sessions. `loopback` is for tests and the demo; a `ca_file` is trusted beside the
    public authorities."""

    def __init__(
        self,
        *,
        loopback: bool = False,
        ca_file: Path | None = None,
        resolve: Resolve = resolve,
        read_s: float = READ_S,
        whole_s: float = WHOLE_S,
    ) -> None:
        self._loopback = loopback
        self._ca_file = ca_file
        self._resolve = resolve
        self._times = (read_s, whole_s)
        self._local = threading.local()

    def session(self, *, own: bool) -> requests.Session:
        """This thread's session; with `own` it also reaches networks that aren't public."""
        made: dict[bool, requests.Session] = self._local.__dict__.setdefault("sessions", {})
        if own not in made:
            made[own] = requests.Session()
            self.prepare(made[own], own=own)
        return made[own]

    def prepare(self, session: requests.Session, *, own: bool) -> None:
        """Have a session, as Authlib makes them, keep to these rules."""
        session.trust_env = False
        session.headers.update({"User-Agent": "Threadside", "Accept-Encoding": "identity"})
        for scheme in ("https://", "http://"):
            session.mount(scheme, self._adapters[own])

    def check(self, url: str, *, own: bool) -> None:
        """Refuse an address that would be refused at the first request.

        Raises:
            Unavailable: `unreachable`; `detail` is the rule.
        """
        self._adapters[own].place(url)

    @cached_property
    def _adapters(self) -> dict[bool, "CheckedAdapter"]:
        """Made at the first request: reading the authorities takes a while."""
        tls = ssl.create_default_context()  # the system's, to which companies add their own
        tls.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
        if self._ca_file is not None:
            tls.load_verify_locations(str(self._ca_file))
        return {
            own: CheckedAdapter(
                Reach(own=own, loopback=self._loopback), self._resolve, tls, *self._times
            )
            for own in (False, True)
        }


class CheckedAdapter(HTTPAdapter):
    """Connects to what was checked and reads no more than is meant to be read. All problems are
    `Unavailable` or `Garbled`."""

    def __init__(
        self, reach: Reach, resolve: Resolve, tls: ssl.SSLContext, read_s: float, whole_s: float
    ) -> None:
        self._reach = reach
        self._resolve = resolve
        self._tls = tls
        self._read_s = read_s
        self._whole_s = whole_s
        super().__init__(pool_connections=32, pool_maxsize=KEPT, max_retries=0)

    def place(self, url: str) -> Place:
        """Where a request goes. Raises as `Transport.check` does."""
        try:
            return self._reach.place(url, self._resolve)
        except NotAllowed as error:
            raise Unavailable("unreachable", f"address_{error}") from error
        except OSError as error:
            raise Unavailable("unreachable", "name") from error

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Every connection verifies by the same authorities."""
        super().init_poolmanager(*args, **kwargs, ssl_context=self._tls)
        self.poolmanager.pool_classes_by_scheme = pools(self._whole_s)

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """The context verifies; it has read its authorities once, not at each connection."""
        conn.cert_reqs = "CERT_REQUIRED"

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: Any, cert: Any = None
    ) -> tuple[Any, Any]:
        """The address instead of the name; the name is for TLS and the server alone."""
        asked: tuple[Any, Any] = super().build_connection_pool_key_attributes(request, verify, cert)
        host, pool = asked
        place = self.place(request.url or "")
        named = {"server_hostname": place.host, "assert_hostname": place.host}
        return {**host, "host": place.address}, {**pool, **(named if place.tls else {})}

    def send(  # type: ignore[override]
        self, request: requests.PreparedRequest, **how: Any
    ) -> requests.Response:
        """One request and its whole answer."""
        allow_network()
        until = time.monotonic() + self._whole_s
        request.headers["Host"] = request.url.split("/")[2] if request.url else ""
        how |= {"stream": True, "timeout": (CONNECT_S, self._read_s), "verify": True}
        try:
            answer = super().send(request, **how)
            try:
                answer._content = _body(answer, until)  # noqa: SLF001 - as `stream=False` does
            finally:
                answer.raw.release_conn()
        except requests.Timeout as error:
            raise Unavailable("slow") from error
        except requests.exceptions.SSLError as error:
            raise Unavailable("unreachable", "tls") from error
        except (requests.RequestException, OSError, HTTPError) as error:
            late = time.monotonic() >= until
            raise Unavailable("slow") if late else _problem(error) from error
        return answer


def _body(answer: requests.Response, until: float) -> bytes:
    told = answer.headers.get("Content-Length", "")
    if told.isdigit() and int(told) > MOST_BYTES:
        answer.raw.close()
        raise Garbled("too_large")
    got = bytearray()
    while chunk := answer.raw.read1(_CHUNK, decode_content=True):
        got += chunk
        if len(got) > MOST_BYTES or time.monotonic() >= until:
            answer.raw.close()
            raise Garbled("too_large") if len(got) > MOST_BYTES else Unavailable("slow")
    if not got and answer.status_code == 200 and not _SAYS_LENGTH & set(lower(answer.headers)):
        raise Garbled("cut_short")  # in its headers, which look whole then
    return bytes(got)


def _problem(error: Exception) -> Unavailable | Garbled:
    if isinstance(error, ReadTimeoutError):
        return Unavailable("slow")
    if isinstance(error, IncompleteRead) or "IncompleteRead" in repr(error):
        return Garbled("cut_short")
    return Unavailable("unreachable", "connection")


def lower(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers by their names in lower case."""
    return {name.lower(): value for name, value in headers.items()}
