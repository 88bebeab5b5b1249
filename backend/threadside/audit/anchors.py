"""Writing the head of a chain down where the database's owner can't quietly change it.

A chain shows what was changed inside it, but not that its end was cut off or that all of it was
made anew. A head that was signed and put elsewhere shows both. Anchors only ever raise alarms, so
one that was forged can do no harm but to be noticed.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from threadside.rules.chain import Anchor, canonical, moment

PURPOSE: Final = "threadside audit anchors"
"""What the signing key is derived for (`Sealer.derive`)."""


class AnchorForged(ValueError):  # noqa: N818 - reads as the fact it states
    """A line of an anchor file is not what was signed."""


@dataclass(frozen=True)
class Signer:
    """Signs heads (Ed25519, RFC 8032). `seed` has 32 bytes."""

    seed: bytes

    @property
    def public_key(self) -> str:
        """What the signatures can be checked with, in hexadecimal."""
        return self._key.public_key().public_bytes_raw().hex()

    def line(self, workspace_id: str, head: Anchor, at: datetime) -> dict[str, Any]:
        """A head with the moment it was written down, signed."""
        told: dict[str, Any] = {
            "workspace": workspace_id,
            "number": head.number,
            "hash": head.hash,
            "at": moment(at),
            "key": self.public_key,
        }
        return {**told, "signature": self._key.sign(canonical(told)).hex()}

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def read_line(raw: str | bytes) -> tuple[dict[str, Any], Anchor]:
    """A line as it was written, and the head in it.

    Raises:
        AnchorForged: when it is no line of ours, or its signature does not hold.
    """
    try:
        told = json.loads(raw)
        signed = canonical({name: told[name] for name in told if name != "signature"})
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(told["key"]))
        key.verify(bytes.fromhex(told["signature"]), signed)
        return told, Anchor(int(told["number"]), str(told["hash"]))
    except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature) as error:
        raise AnchorForged(f"not a signed head: {type(error).__name__}") from error


class AnchorFolder:
    """A file for each workspace, one line of JSON for each head."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, workspace_id: str) -> Path:
        """Where a workspace's anchors are."""
        return self._root / f"{workspace_id}.jsonl"

    def add(self, line: dict[str, Any]) -> None:
        """Append a line, for good once this returns."""
        self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.path(line["workspace"])
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "ab") as file:
            file.write(canonical(line) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def lines(self, workspace_id: str) -> Iterator[bytes]:
        """The lines, oldest first; none when there is no file yet."""
        path = self.path(workspace_id)
        if path.exists():
            with path.open("rb") as file:
                yield from (line for line in file if line.strip())

    def anchors(self, workspace_id: str) -> list[Anchor]:
        """The heads in the file.

        Raises:
            AnchorForged: at the first line that is not what was signed.
        """
        return [read_line(line)[1] for line in self.lines(workspace_id)]
