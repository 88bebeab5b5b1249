"""Who is asking: `Bearer` with an application's RS256 token, or `Basic` with key and secret.

Source: https://developer.vonage.com/en/concepts/guides/authentication.
"""

import base64
import binascii
import hmac
import json
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from threadside.simulator.account import Account
from threadside.simulator.problems import UNPROVISIONED, WRONG_CREDENTIALS, RefusedError

_LEEWAY_S = 60
_DEFAULT_LIFE_S = 15 * 60
_LONGEST_LIFE_S = 24 * 3600


Keys = Callable[[str], str | None]
"""Application id → its public key (PEM), if there is such an application."""


def authenticate(
    account: Account, authorization: str | None, keys: Keys | None = None
) -> str | None:
    """Let an `Authorization` header pass, or raise RefusedError (401).

    Returns whose application's token it was; None for key and secret. Without `keys` only the
    account's first application is known.
    """
    scheme, _, credentials = (authorization or "").partition(" ")
    if scheme.lower() == "bearer":
        return _check_token(account, credentials.strip(), keys or _first_alone(account))
    if scheme.lower() == "basic":
        _check_secret(account, credentials.strip())
        return None
    raise RefusedError(WRONG_CREDENTIALS)


def _first_alone(account: Account) -> Keys:
    return lambda one: account.application_public_key if one == account.application_id else None


def _check_token(account: Account, token: str, keys: Keys) -> str:
    claimed = _claimed_application(token)
    key = keys(claimed)
    try:
        claims = jwt.decode(
            token, _public_key(key or account.application_public_key), algorithms=["RS256"]
        ).claims
    except (JoseError, ValueError) as error:
        raise RefusedError(WRONG_CREDENTIALS) from error
    if key is None:
        raise RefusedError(UNPROVISIONED)
    _check_times(claims)
    return claimed


def _claimed_application(token: str) -> str:
    """Which application a token says it is of, to find the key that proves it."""
    middle = token.split(".")[1] if token.count(".") == 2 else ""
    try:
        claims = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except ValueError:
        return ""
    return str(claims.get("application_id", "")) if isinstance(claims, dict) else ""


def _check_times(claims: dict[str, Any]) -> None:
    issued, now = claims.get("iat"), time.time()
    if not isinstance(issued, int | float) or issued > now + _LEEWAY_S:
        raise RefusedError(WRONG_CREDENTIALS)
    expires = claims.get("exp", issued + _DEFAULT_LIFE_S)
    if not isinstance(expires, int | float) or expires < now:
        raise RefusedError(WRONG_CREDENTIALS)
    if expires - issued > _LONGEST_LIFE_S:
        raise RefusedError(WRONG_CREDENTIALS)


def _check_secret(account: Account, credentials: str) -> None:
    try:
        given = base64.b64decode(credentials, validate=True)
    except binascii.Error as error:
        raise RefusedError(WRONG_CREDENTIALS) from error
    if not hmac.compare_digest(given, f"{account.api_key}:{account.api_secret}".encode()):
        raise RefusedError(WRONG_CREDENTIALS)


@lru_cache(maxsize=4)
def _public_key(pem: str) -> RSAKey:
    return RSAKey.import_key(pem)
