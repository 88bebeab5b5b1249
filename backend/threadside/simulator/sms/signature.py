"""The `sig` of the SMS API, the same for requests, receipts and inbound messages.

Source: https://developer.vonage.com/en/getting-started/concepts/signing-messages.
"""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Literal

Algorithm = Literal["md5hash", "md5", "sha1", "sha256", "sha512"]


def signature(fields: Mapping[str, str], secret: str, algorithm: Algorithm) -> str:
    """Hexadecimal digits over every field but `sig`; `md5hash`, the default at Vonage, is MD5 over
    the fields and the secret, the others are HMACs."""
    text = "".join(
        f"&{name}={value.replace('&', '_').replace('=', '_')}"
        for name, value in sorted(fields.items())
        if name != "sig"
    )
    if algorithm == "md5hash":
        return hashlib.md5((text + secret).encode(), usedforsecurity=False).hexdigest()
    return hmac.new(secret.encode(), text.encode(), algorithm).hexdigest()


def is_signed(fields: Mapping[str, str], secret: str, algorithm: Algorithm) -> bool:
    """Whether `sig` is right; capitals do not matter."""
    given = fields.get("sig", "").lower()
    return hmac.compare_digest(given.encode(), signature(fields, secret, algorithm).encode())
