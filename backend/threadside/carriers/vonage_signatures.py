"""Proof that a webhook is Vonage's: the token of the Messages API, the `sig` of the SMS API.

Sources: https://developer.vonage.com/en/getting-started/concepts/webhooks (the token) and
https://developer.vonage.com/en/getting-started/concepts/signing-messages (the `sig`).
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from threadside.carriers.vonage_fields import clean

OLDEST: Final = timedelta(hours=25)
"""Vonage retries a webhook for 24 hours; whether it signs retries anew is not documented."""
OLDEST_SMS: Final = timedelta(hours=73)
"""The SMS API retries delivery receipts for 72 hours."""
SKEW_S: Final = 60
SMS_ALGORITHMS: Final = ("md5hash", "md5", "sha1", "sha256", "sha512")
LONGEST_STAMP: Final = 12
_SEPARATORS: Final = re.compile("[&=]")


class BadSignature(Exception):  # noqa: N818 - reads as the fact it states
    """A webhook is not, or not provably, from Vonage. The message names the reason."""


def claimed_api_key(authorization: str) -> str:
    """Which account a webhook says it is for, to look its secret up. Proves nothing yet.

    Raises:
        BadSignature: when there is no readable token.
    """
    return clean(str(_claims(authorization).get("api_key", "")))


def verify(authorization: str, body: bytes, secrets: Sequence[str], now: datetime) -> None:
    """Check a webhook's HS256 token, its age and that it is about exactly these bytes.

    Any of `secrets` may have signed it.

    Raises:
        BadSignature: with the reason.
    """
    claims = _decoded(authorization.removeprefix("Bearer ").strip(), secrets)
    if claims.get("iss", "Vonage") != "Vonage":
        raise BadSignature("issuer")
    issued = claims.get("iat")
    if not isinstance(issued, int | float):
        raise BadSignature("no_issue_time")
    _check_age(issued, now, OLDEST)
    digest = hashlib.sha256(body).hexdigest()
    told = clean(str(claims.get("payload_hash", ""))).lower()
    if not hmac.compare_digest(told.encode(), digest.encode()):
        raise BadSignature("payload_hash")


def verify_sms(
    fields: Mapping[str, str], secrets: Sequence[str], algorithm: str, now: datetime
) -> None:
    """Check the `sig` of a webhook of the SMS API, and the age of its `timestamp`.

    `algorithm` is `md5hash` (Vonage's default: an MD5 of the fields with the secret at the end),
    `md5`, `sha1`, `sha256` or `sha512` (HMAC), or `any` of these.

    Raises:
        BadSignature: with the reason; `unsigned` without a `sig`.
    """
    told = fields.get("sig", "").lower().encode("utf-8", "replace")
    if not told:
        raise BadSignature("unsigned")
    message = _signed_words(fields)
    algorithms = SMS_ALGORITHMS if algorithm == "any" else (algorithm,)
    # Every one is computed and compared, so the time tells nothing.
    held = [
        hmac.compare_digest(told, _sms_digest(message, secret, one))
        for secret in secrets
        for one in algorithms
    ]
    if not any(held):
        raise BadSignature("signature")
    stamp = fields.get("timestamp", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= LONGEST_STAMP):
        raise BadSignature("no_issue_time")
    _check_age(int(stamp), now, OLDEST_SMS)


def _signed_words(fields: Mapping[str, str]) -> bytes:
    words = "".join(
        f"&{name}={_SEPARATORS.sub('_', fields[name])}" for name in sorted(fields) if name != "sig"
    )
    return words.encode("utf-8", "replace")


def _sms_digest(message: bytes, secret: str, algorithm: str) -> bytes:
    if algorithm == "md5hash":
        made = hashlib.md5(message + secret.encode())  # noqa: S324 - Vonage's choice
        return made.hexdigest().encode()
    return hmac.new(secret.encode(), message, algorithm).hexdigest().encode()


def _check_age(issued: float, now: datetime, oldest: timedelta) -> None:
    try:
        age = now.timestamp() - issued
    except OverflowError as error:
        raise BadSignature("age") from error
    if not -SKEW_S <= age <= oldest.total_seconds():
        raise BadSignature("age")


def _decoded(token: str, secrets: Sequence[str]) -> Mapping[str, Any]:
    for secret in secrets:
        try:
            return jwt.decode(token, OctKey.import_key(secret), algorithms=["HS256"]).claims
        except (JoseError, ValueError):
            continue
    raise BadSignature("signature")


def _claims(authorization: str) -> Mapping[str, Any]:
    parts = authorization.removeprefix("Bearer ").strip().split(".")
    if not authorization.startswith("Bearer ") or len(parts) != 3:
        raise BadSignature("unsigned")
    try:
        raw = base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4))
        claims = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadSignature("unreadable_token") from error
    if not isinstance(claims, dict):
        raise BadSignature("unreadable_token")
    return claims
