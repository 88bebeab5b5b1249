"""Codes of authenticator apps (RFC 6238): six digits, half a minute each, HMAC-SHA-1.

Apps agree on these values and ignore others, so there is nothing to choose.
"""

import hmac
from datetime import datetime
from typing import Final

import pyotp

STEP_S: Final = 30
DIGITS: Final = 6
DRIFT: Final = 1
"""A step before and after the present one: clocks differ and typing takes time (RFC 6238, 5.2)."""


def new_key() -> str:
    """A fresh key of 160 random bits in base32, as RFC 4226, section 4 wants it."""
    return pyotp.random_base32(32)


def step_at(now: datetime) -> int:
    """The half minute that `now` is in, counted from 1970."""
    return int(now.timestamp()) // STEP_S


def code_of(key: str, step: int) -> str:
    """The code that an app shows in that half minute."""
    return str(pyotp.HOTP(key, digits=DIGITS).at(step))


def steps_of(key: str, code: str, now: datetime) -> list[int]:
    """The half minutes around `now` whose code this is, the newest last. Spaces don't count."""
    given = "".join(code.split())
    if len(given) != DIGITS or not given.isascii() or not given.isdigit():
        return []
    here = step_at(now)
    near = range(max(0, here - DRIFT), here + DRIFT + 1)
    return [step for step in near if hmac.compare_digest(code_of(key, step), given)]


def address(key: str, account: str, issuer: str) -> str:
    """What a QR code hands to an app (`otpauth:`), named by the account and who issues it."""
    return str(pyotp.TOTP(key).provisioning_uri(name=account, issuer_name=issuer))


def spaced(key: str) -> str:
    """A key in groups of four, to be typed."""
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))
