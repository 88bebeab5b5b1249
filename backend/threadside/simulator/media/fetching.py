"""Fetching what a business sends along: its own addresses on this machine, and what is wrong.

Source: Messages API OpenAPI 1.11.0, `x-errors` 1380 to 1382; redirects are not followed.
"""

import hashlib
import ipaddress
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import urllib3

from threadside.simulator.media.kinds import Kind, bare_type, is_carried_as

UNREACHABLE, TOO_LARGE, WRONG_TYPE = 1380, 1381, 1382

_TIMEOUT = urllib3.Timeout(connect=3.0, read=10.0)
_FEW_BYTES = 16

State = Literal["fetched", "not_fetched", "failed"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of an outbound message: where the business says it is."""

    kind: Kind
    url: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of fetching an attachment.

    `not_fetched` is an address that is not on this machine: the simulator never goes there, and
    the message is carried as if all were well. `code` is a delivery error (1380 to 1382) and
    `reason` the cause in words; `content` is None unless the file was taken whole.
    """

    attachment: Attachment
    state: State
    content: bytes | None = None
    content_type: str | None = None
    code: int | None = None
    reason: str | None = None

    @property
    def size(self) -> int | None:
        """Bytes, once fetched."""
        return None if self.content is None else len(self.content)

    @property
    def sha256(self) -> str | None:
        """Of the bytes fetched, in hexadecimal digits."""
        return None if self.content is None else hashlib.sha256(self.content).hexdigest()


def is_on_this_machine(url: str) -> bool:
    """Whether an address names the loopback interface."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class MediaFetcher:
    """GETs attachments; certificates of the system and of `ca_file` are trusted."""

    def __init__(self, ca_file: Path | None = None) -> None:
        trusted = ssl.create_default_context()
        if ca_file is not None:
            trusted.load_verify_locations(ca_file)
        self._pool = urllib3.PoolManager(
            num_pools=8, maxsize=8, retries=False, timeout=_TIMEOUT, ssl_context=trusted
        )

    def fetch(self, attachment: Attachment, limit: int) -> Fetched:
        """One attachment of at most `limit` bytes; never raises."""
        if not is_on_this_machine(attachment.url):
            return Fetched(attachment, "not_fetched")
        try:
            answer = self._pool.request(
                "GET", attachment.url, redirect=False, preload_content=False
            )
        except urllib3.exceptions.HTTPError as error:
            return _failed(attachment, UNREACHABLE, f"{type(error).__name__}: {error}")
        try:
            if answer.status != 200:
                return _failed(attachment, UNREACHABLE, f"answered {answer.status}")
            content = answer.read(limit + 1, decode_content=True)
        except urllib3.exceptions.HTTPError as error:
            return _failed(attachment, UNREACHABLE, f"{type(error).__name__}: {error}")
        finally:
            # Whatever was left unread would be taken for the next answer.
            answer.close()
        return _judged(attachment, content, answer.headers.get("Content-Type"), limit)

    def close(self) -> None:
        """Close idle connections."""
        self._pool.clear()


def delivery_error(fetched: Sequence[Fetched], carrier_limit: int | None) -> int | None:
    """The code a message ends in: that of its first bad file, or 1381 when all together weigh
    more than the recipient's carrier takes (bytes)."""
    for one in fetched:
        if one.code is not None:
            return one.code
    weight = sum(one.size or 0 for one in fetched)
    return TOO_LARGE if carrier_limit is not None and weight > carrier_limit else None


def _judged(
    attachment: Attachment, content: bytes, content_type: str | None, limit: int
) -> Fetched:
    if len(content) > limit:
        return _failed(attachment, TOO_LARGE, f"larger than {limit} bytes")
    if not is_carried_as(attachment.kind, content_type, attachment.url, content[:_FEW_BYTES]):
        said = bare_type(content_type) or "a file of unknown type"
        return Fetched(
            attachment, "failed", content, content_type, WRONG_TYPE,
            f"{said} is not sent as {attachment.kind}",
        )  # fmt: skip
    return Fetched(attachment, "fetched", content, content_type)


def _failed(attachment: Attachment, code: int, reason: str) -> Fetched:
    return Fetched(attachment, "failed", code=code, reason=reason)
