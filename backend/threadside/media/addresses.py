"""Which addresses media may be fetched from.

An address in a webhook was written by a stranger's phone company, at best. What it names must be a
host that the operator trusts, and what that name resolves to must be on the public internet: a
server inside a company's network reaches much that nobody outside should.

Source: https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from threadside.rules.addresses import is_public, meant

Resolve = Callable[[str, int], Sequence[str]]
"""Every address of a host. Raises OSError when there is none."""

_HOST: Final = re.compile(r"[A-Za-z0-9.-]+|[0-9A-Fa-f:.]+")


class NotAllowed(Exception):  # noqa: N818 - reads as the fact it states
    """An address that is not asked for anything; the text says which rule forbids it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to fetch: the host by its name, and the one address that was checked."""

    tls: bool
    host: str
    port: int
    address: str
    target: str
    """Path and query."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What the operator allows: `hosts`, one with a dot before it for all below it; `loopback`
    for this machine itself, on any port and without TLS."""

    hosts: tuple[str, ...]
    loopback: bool = False

    def place(self, url: str, resolve: Resolve) -> Place:
        """Where `url` leads, resolved once, every address checked.

        Raises:
            NotAllowed: when a rule forbids it.
            OSError: when the name does not resolve.
        """
        try:
            split = urlsplit(url)
            host, given_port = (split.hostname or "").rstrip("."), split.port
        except ValueError as error:
            raise NotAllowed("url") from error
        if split.scheme not in {"http", "https"} or not host or split.username is not None:
            raise NotAllowed("url")
        if not _HOST.fullmatch(host) or any(ord(c) <= 32 or ord(c) == 127 for c in url):
            raise NotAllowed("url")
        if not self._trusts(host):
            raise NotAllowed("host")
        tls = split.scheme == "https"
        port = given_port if given_port is not None else (443 if tls else 80)
        found = [ipaddress.ip_address(each) for each in resolve(host, port)]
        if not found:
            raise OSError("no address")
        local = self.loopback and all(meant(each).is_loopback for each in found)
        if not local:
            if not tls or port != 443:
                raise NotAllowed("not_https")
            if not all(is_public(each) for each in found):
                raise NotAllowed("address")
        target = (split.path or "/") + (f"?{split.query}" if split.query else "")
        return Place(tls, host, port, str(found[0]), target)

    def _trusts(self, host: str) -> bool:
        lower = host.lower()
        return any(
            lower.endswith(each) if each.startswith(".") else lower == each
            for each in (name.lower() for name in self.hosts)
        )


def resolve(host: str, port: int) -> list[str]:
    """Every address that the system's resolver knows for a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
