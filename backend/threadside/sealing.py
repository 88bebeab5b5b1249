"""Secrets at rest: AES-256-GCM with a key ring (NIST SP 800-38D).

A sealed value names the key that sealed it, so keys can be rotated; what it belongs to (table,
column, row) is authenticated with it, so a value can't be moved to another row.
"""

import base64
import os
import re
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
_FIRST = "1"
"""What values call the oldest key that were sealed before keys had ids of their own."""


class SealBroken(Exception):  # noqa: N818 - reads as the fact it states
    """A sealed value could not be opened: wrong key ring, wrong place, or altered."""


class Sealer:
    """Seals with the ring's newest key, opens with any of them.

    What is derived follows from the oldest: it outlives a rotation, since nobody can derive anew
    what an erased number was hashed with.
    """

    def __init__(self, ring: Mapping[str, bytes], newest: str, oldest: str = "") -> None:
        self._ciphers = {key_id: AESGCM(key) for key_id, key in ring.items()}
        self.newest = newest
        """The id of the key that seals."""
        self._root = ring[oldest or newest]

    @classmethod
    def from_key(cls, key: str) -> "Sealer":
        """A ring of one or more keys, the newest first: 32 bytes in base64 each, with commas or
        white space between them.

        Raises:
            ValueError: when there is none, or one of them is not 32 bytes.
        """
        keys = [_raw(each) for each in re.split(r"[\s,]+", key.strip(" \t\r\n,"))]
        first, last = _id_of(keys[0]), _id_of(keys[-1])
        ring = {_id_of(each): each for each in keys}
        return cls({**ring, _FIRST: keys[-1]}, first, last)

    @staticmethod
    def new_key() -> str:
        """A fresh key in the form that `from_key` takes."""
        return base64.b64encode(AESGCM.generate_key(256)).decode()

    def seal(self, secret: str, place: str) -> str:
        """Encrypt `secret` for `place`, for example `carrier_account.private_key:<id>`."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._ciphers[self.newest].encrypt(nonce, secret.encode(), place.encode())
        return f"{self.newest}.{base64.b64encode(nonce + sealed).decode()}"

    def derive(self, purpose: str) -> bytes:
        """32 bytes that follow from the oldest key and `purpose` alone (HKDF, RFC 5869)."""
        return _derived(self._root, purpose, 32)

    def open(self, sealed: str, place: str) -> str:
        """The secret that was sealed for `place`.

        Raises:
            SealBroken: when no key of the ring opens it here.
        """
        key_id, _, body = sealed.partition(".")
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise SealBroken(f"sealed with key {key_id}, which is not in the ring")
        try:
            raw = base64.b64decode(body)
            return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise SealBroken(f"the value for {place} was altered or moved") from error


def _raw(key: str) -> bytes:
    raw = base64.b64decode(key, validate=True)
    if len(raw) != 32:
        raise ValueError("a key has 32 bytes in base64")
    return raw


def _id_of(key: bytes) -> str:
    """What a sealed value calls its key; says nothing else of it."""
    return _derived(key, "threadside key id", 6).hex()


def _derived(key: bytes, purpose: str, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=purpose.encode()).derive(key)
