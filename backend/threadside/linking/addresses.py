"""Which addresses a CRM may answer at.

A CRM in the cloud is on the public internet. One that a company runs itself may be on its own
network, where an admin says so; what is never asked is this machine (but where the operator
allows it, for tests and the demo), its link, and where clouds keep their machines' secrets.

Source: https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from threadside.errors import Invalid
from threadside.rules.addresses import is_own, is_public, meant

Resolve = Callable[[str, int], Sequence[str]]
"""Every address of a host. Raises OSError when there is none."""

LONGEST: Final = 300
_HOST: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]+")
_BARE: Final = re.compile(r"[^/]+:\d+(/|$)")


class NotAllowed(Exception):  # noqa: N818 - reads as the fact it states
    """An address that is not asked for anything; the text says which rule forbids it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to connect: the host by its name, and the one address that was checked."""

    tls: bool
    host: str
    port: int
    address: str


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be connected to besides the public internet: `own` networks, where TLS is the
    customer's business, and this machine's `loopback`."""

    own: bool = False
    loopback: bool = False

    def place(self, url: str, resolve: Resolve) -> Place:
        """Where `url` leads, resolved once, every address checked.

        Raises:
            NotAllowed: when a rule forbids it.
            OSError: when the name does not resolve.
        """
        try:
            split = urlsplit(url)
            host, given = (split.hostname or "").rstrip("."), split.port
        except ValueError as error:
            raise NotAllowed("url") from error
        if split.scheme not in {"http", "https"} or split.username is not None:
            raise NotAllowed("url")
        if not _HOST.fullmatch(host):
            raise NotAllowed("url")
        tls = split.scheme == "https"
        port = given if given is not None else (443 if tls else 80)
        found = [ipaddress.ip_address(each) for each in resolve(host, port)]
        if not found:
            raise OSError("no address")
        inside = all(
            (self.own and is_own(each)) or (self.loopback and meant(each).is_loopback)
            for each in found
        )
        if not inside:
            if not tls:
                raise NotAllowed("not_https")
            if not all(is_public(each) or (self.own and is_own(each)) for each in found):
                raise NotAllowed("address")
        return Place(tls, host, port, str(found[0]))


def tidy(typed: str) -> str:
    """The address of a CRM as an admin typed or pasted it: scheme, host, port, path; what a
    browser's address holds besides is dropped. Without a scheme it is https.

    Raises:
        Invalid: `bad_crm_address` for what is none.
    """
    text = typed.strip()
    if not text or len(text) > LONGEST or any(ord(c) <= 32 or ord(c) == 127 for c in text):
        raise Invalid("bad_crm_address")
    if "://" not in text or _BARE.match(text):
        text = f"https://{text}"
    try:
        split = urlsplit(text)
        host, port = (split.hostname or "").encode("idna").decode().rstrip("."), split.port
    except ValueError as error:
        raise Invalid("bad_crm_address") from error
    known = split.scheme in {"http", "https"} and split.username is None and "@" not in text
    if not known or not _HOST.fullmatch(host):
        raise Invalid("bad_crm_address")
    named = f"[{host}]" if ":" in host else host
    usual = port is None or port == (443 if split.scheme == "https" else 80)
    return f"{split.scheme}://{named}{'' if usual else f':{port}'}{split.path.rstrip('/')}"


def same_place(one: str, other: str) -> bool:
    """Whether two addresses are of one scheme, host and port."""
    try:
        return _origin(one) == _origin(other)
    except ValueError:
        return False


def resolve(host: str, port: int) -> list[str]:
    """Every address that the system's resolver knows for a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def _origin(url: str) -> tuple[str, str, int]:
    split = urlsplit(url)
    if split.username is not None:
        raise ValueError("an address with a user")
    port = split.port if split.port is not None else (443 if split.scheme == "https" else 80)
    return split.scheme, (split.hostname or "").lower().rstrip("."), port
