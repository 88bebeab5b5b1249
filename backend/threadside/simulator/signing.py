"""The signature of a webhook: an HS256 token that names the SHA-256 of the body.

Source: https://developer.vonage.com/en/getting-started/concepts/webhooks#decoding-signed-webhooks.
Written out here rather than taken from the library that the receiving side verifies with, so that
one checks the other.
"""

import base64
import hashlib
import hmac
import json
import secrets
import time
import uuid

from threadside.simulator.account import Account
from threadside.simulator.faults import FaultBook, FaultKind


def sign(
    account: Account,
    body: bytes,
    faults: FaultBook,
    contact: str,
    *,
    application_id: str | None = None,
) -> tuple[str | None, str]:
    """The `Authorization` header for these exact bytes, or none, and a word on how it was signed.

    The word is `signed` or the kind of the fault that struck. Webhooks of the account itself name
    no application.
    """
    if faults.take(FaultKind.UNSIGNED, contact):
        return None, FaultKind.UNSIGNED.value
    how, secret, shift, hashed = "signed", account.signature_secret, 0.0, body
    if faults.take(FaultKind.BAD_SIGNATURE, contact):
        how, secret = FaultKind.BAD_SIGNATURE.value, secrets.token_hex(32)
    elif faults.take(FaultKind.WRONG_HASH, contact):
        how, hashed = FaultKind.WRONG_HASH.value, body + b" "
    elif fault := faults.take(FaultKind.SKEWED_IAT, contact):
        how, shift = FaultKind.SKEWED_IAT.value, fault.seconds or 0.0
    claims: dict[str, object] = {
        "iat": int(time.time() - shift),
        "jti": str(uuid.uuid4()),
        "iss": "Vonage",
        "payload_hash": hashlib.sha256(hashed).hexdigest(),
        "api_key": account.api_key,
    }
    if application_id is not None:
        claims["application_id"] = application_id
    if faults.take(FaultKind.OTHER_API_KEY, contact):
        how, claims["api_key"] = FaultKind.OTHER_API_KEY.value, secrets.token_hex(4)
    return f"Bearer {_hs256(claims, secret)}", how


def _hs256(claims: dict[str, object], secret: str) -> str:
    signed = b".".join(
        _part(json.dumps(part, separators=(",", ":")).encode())
        for part in ({"alg": "HS256", "typ": "JWT"}, claims)
    )
    return (signed + b"." + _part(hmac.digest(secret.encode(), signed, "sha256"))).decode()


def _part(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")
