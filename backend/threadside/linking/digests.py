"""Digests of random references: the database never holds what a browser presents."""

import hashlib


def digest(reference: str) -> str:
    """SHA-256 in hexadecimal; 256 random bits need no salt."""
    return hashlib.sha256(reference.encode("utf-8", "surrogatepass")).hexdigest()
