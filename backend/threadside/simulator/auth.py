"""Who is asking: `Bearer` with an application's RS256 token, or `Basic` with key and secret.

Source: https://developer.vonage.com/en/concepts/guides/authentication.
"""

import base64
import binascii
import hmac
import time
from functools import lru_cache

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from threadside.simulator.account import Account
from threadside.simulator.problems import UNPROVISIONED, WRONG_CREDENTIALS, RefusedError

_LEEWAY_S = 60
_DEFAULT_LIFE_S = 15 * 60
_LONGEST_LIFE_S = 24 * 3600


def authenticate(account: Account, authorization: str | None) -> None:
    """Let an `Authorization` header pass, or raise RefusedError (401)."""
    scheme, _, credentials = (authorization or "").partition(" ")
    if scheme.lower() == "bearer":
        _check_token(account, credentials.strip())
    elif scheme.lower() == "basic":
        _check_secret(account, credentials.strip())
    else:
        raise RefusedError(WRONG_CREDENTIALS)


def _check_token(account: Account, token: str) -> None:
    try:
        claims = jwt.decode(
            token, _public_key(account.application_public_key), algorithms=["RS256"]
        ).claims
    except (JoseError, ValueError) as error:
        raise RefusedError(WRONG_CREDENTIALS) from error
    if claims.get("application_id") != account.application_id:
        raise RefusedError(UNPROVISIONED)
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
