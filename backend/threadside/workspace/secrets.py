"""Random references and their digests: the database never holds what a client presents."""

import hashlib
import secrets

BYTES = 32


def new_secret() -> str:
    """256 random bits in URL-safe text, 43 characters."""
    return secrets.token_urlsafe(BYTES)


def digest(secret: str) -> str:
    """SHA-256 in hexadecimal. A random 256-bit secret needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
