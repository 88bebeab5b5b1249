"""Secrets at rest: AES-256-GCM with a key ring (NIST SP 800-38D).

A sealed value names the key that sealed it, so keys can be rotated; what it belongs to (table,
column, row) is authenticated with it, so a value can't be moved to another row.
"""

import base64
import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12


class SealBroken(Exception):  # noqa: N818 - reads as the fact it states
    """A sealed value could not be opened: wrong key ring, wrong place, or altered."""


class Sealer:
    """Seals with the ring's newest key, opens with any of them."""

    def __init__(self, ring: Mapping[str, bytes], newest: str) -> None:
        self._ciphers = {key_id: AESGCM(key) for key_id, key in ring.items()}
        self._newest = newest
        self._key = ring[newest]

    @classmethod
    def from_key(cls, key: str) -> "Sealer":
        """A ring of one key: 32 bytes, base64.

        Raises:
            ValueError: when the key is not 32 bytes.
        """
        raw = base64.b64decode(key, validate=True)
        if len(raw) != 32:
            raise ValueError("THREADSIDE_KEY must be 32 bytes in base64")
        return cls({"1": raw}, "1")

    @staticmethod
    def new_key() -> str:
        """A fresh key in the form that `from_key` takes."""
        return base64.b64encode(AESGCM.generate_key(256)).decode()

    def seal(self, secret: str, place: str) -> str:
        """Encrypt `secret` for `place`, for example `carrier_account.private_key:<id>`."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._ciphers[self._newest].encrypt(nonce, secret.encode(), place.encode())
        return f"{self._newest}.{base64.b64encode(nonce + sealed).decode()}"

    def derive(self, purpose: str) -> bytes:
        """32 bytes that follow from the newest key and `purpose` alone (HKDF, RFC 5869)."""
        return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(self._key)

    def open(self, sealed: str, place: str) -> str:
        """The secret that was sealed for `place`.

        Raises:
            SealBroken: when no key of the ring opens it here.
        """
        key_id, _, body = sealed.partition(".")
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise SealBroken(f"sealed with key {key_id}, which is not in the ring")
        raw = base64.b64decode(body)
        try:
            return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode()).decode()
        except InvalidTag as error:
            raise SealBroken(f"the value for {place} was altered or moved") from error
