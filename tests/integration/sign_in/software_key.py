"""A device that keeps passkeys, in software: WebAuthn's answers, ES256, attestation none."""

import json
import os
import struct
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url as written

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Device:
    """One device with one key; what it says wrongly is the test's to choose."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.flags = PRESENT | VERIFIED
        self.count = 0
        self.handle = b""
        self.id = os.urandom(32)
        self._key = ec.generate_private_key(ec.SECP256R1())

    def create(self, options: dict[str, Any], **wrong: Any) -> str:
        """The answer to `navigator.credentials.create()`."""
        self.handle = options["user"]["id"].encode()
        public = self._key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: public.x.to_bytes(32), -3: public.y.to_bytes(32)}
        told = self._told(ATTESTED) + bytes(16) + struct.pack(">H", len(self.id)) + self.id
        attested = {"fmt": "none", "attStmt": {}, "authData": told + cbor2.dumps(cose)}
        client = self._client("webauthn.create", options, wrong)
        return self._answer(
            clientDataJSON=written(client), attestationObject=written(cbor2.dumps(attested))
        )

    def get(self, options: dict[str, Any], **wrong: Any) -> str:
        """The answer to `navigator.credentials.get()`."""
        self.count += 1
        client, told = self._client("webauthn.get", options, wrong), self._told()
        signature = self._key.sign(told + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            clientDataJSON=written(client),
            authenticatorData=written(told),
            signature=written(signature),
            userHandle=self.handle.decode(),
        )

    def _told(self, more: int = 0) -> bytes:
        host = sha256((urlsplit(self.origin).hostname or "").encode()).digest()
        return host + struct.pack(">BI", self.flags | more, self.count)

    def _client(self, kind: str, options: dict[str, Any], wrong: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps({**said, "crossOrigin": False, **wrong}).encode()

    def _answer(self, **response: str) -> str:
        name = written(self.id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
