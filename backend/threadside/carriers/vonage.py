"""Vonage: the Messages API v1 for sending, its signed webhooks for receiving.

Sources: https://developer.vonage.com/en/api/messages (requests, errors, webhooks) and
https://developer.vonage.com/en/getting-started/concepts/webhooks (signatures).

The SDK is disarmed on purpose. As shipped it posts a text again, up to ten times, when the
connection drops after the request (`HttpClient.make_request` loops over `pool_maxsize`), waits
without a timeout, parses the RSA key anew for each request, and follows redirects by turning
the POST into a GET. Here one call of `send` is one POST.
"""

import base64
import hashlib
import hmac
import json
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import requests
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from pydantic import ValidationError
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError
from vonage import Auth, HttpClientOptions, Vonage
from vonage_http_client.errors import HttpRequestError
from vonage_messages.models import Sms

from threadside.network import allow_network
from threadside.sending.port import (
    Accepted,
    AccountAccess,
    InboundText,
    NotAccepted,
    Outcome,
    OutgoingText,
    StatusReceipt,
    Unknown,
    Unreadable,
)

# Its debug lines hold bodies, numbers and the previous Authorization header.
logging.getLogger("vonage").setLevel(logging.ERROR)

OLDEST: Final = timedelta(hours=25)
"""Vonage retries a webhook for 24 hours; whether it signs retries anew is not documented."""
SKEW_S: Final = 60
LONGEST_NAME: Final = 64
"""Ids are UUIDs, numbers have 15 digits at most, sender names 11 characters."""

# HTTP status of a refused send -> what to do. A 4xx is surely not accepted.
REFUSED: Final[Mapping[int, tuple[str, str]]] = {
    401: ("pause", "account"),
    402: ("pause", "account"),
    403: ("pause", "account"),
    404: ("pause", "account"),
    429: ("throttle", "throttled"),
}
# Fragment of the problem's `type` on a 422 -> what to do. These numbers mean other things
# in status webhooks.
REFUSED_422: Final[Mapping[str, tuple[str, str]]] = {
    "1120": ("pause", "account"),
    "110": ("fail", "bad_number"),
}
# `status` of a status webhook -> our delivery state.
STATES: Final[Mapping[str, str]] = {
    "submitted": "submitted",
    "delivered": "delivered",
    "read": "delivered",
    "rejected": "rejected",
    "undeliverable": "undelivered",
}
# `error.title` of a status webhook -> the reason in our words.
REASONS: Final[Mapping[str, str]] = {
    "1050": "bad_number", "1040": "bad_number", "1170": "bad_number", "1190": "bad_number",
    "1200": "bad_number", "1250": "bad_number", "1260": "bad_number", "1280": "bad_number",
    "1430": "bad_number", "1180": "unreachable", "1220": "unreachable", "1360": "unreachable",
    "1210": "content", "1270": "content", "1282": "content", "1240": "opted_out",
    "1483": "opted_out", "1060": "account", "1070": "account", "1080": "account",
    "1120": "account", "1140": "account", "1160": "account", "1251": "account",
    "1420": "account", "1470": "account", "1010": "invalid", "1020": "invalid",
    "1090": "invalid", "1130": "invalid", "1150": "invalid",
}  # fmt: skip


class BadSignature(Exception):  # noqa: N818 - reads as the fact it states
    """A webhook is not, or not provably, from Vonage. The message names the reason."""


class VonageCarrier:
    """Sends for one account. Not for sharing between threads: the SDK's headers are one dict."""

    def __init__(self, access: AccountAccess, *, ca_file: Path | None, timeout_s: int) -> None:
        auth = Auth(application_id=access.application_id, private_key=access.private_key)
        # Parsed once here: the SDK would parse and check the PEM again for every request.
        auth._jwt_client._private_key = load_pem_private_key(  # noqa: SLF001
            access.private_key.encode(), None
        )
        self._client = Vonage(
            auth, HttpClientOptions(api_host=access.api_host, timeout=timeout_s, max_retries=0)
        )
        http = self._client.http_client
        http._http_client_options.pool_maxsize = 1  # noqa: SLF001 - one turn of the retry loop
        session = http._session  # noqa: SLF001
        session.max_redirects = 0
        # An environment's proxies or CA bundles must not decide whom we send customers' texts to.
        session.trust_env = False
        if ca_file is not None:
            session.verify = str(ca_file)

    def send(self, text: OutgoingText) -> Outcome:
        """One POST to `/v1/messages`; what came of it. Numbers go without `+`."""
        allow_network()
        try:
            message = Sms(
                to=text.to.removeprefix("+"),
                from_=text.sender.removeprefix("+"),
                text=text.text,
                client_ref=text.client_ref,
            )
        except ValidationError:
            return NotAccepted("fail", "invalid")
        try:
            answer = self._client.messages.send(message)
        except HttpRequestError as error:
            return _refused(error.response)
        except requests.exceptions.ConnectionError as error:
            if _never_connected(error):
                return NotAccepted("retry", "unreachable_carrier")
            return Unknown("no_answer")
        except (requests.exceptions.RequestException, ValidationError, TypeError, ValueError):
            # Time-outs, and a 2xx whose body is not an answer: it may have been accepted.
            return Unknown("no_answer")
        return Accepted(answer.message_uuid)


def _never_connected(error: requests.exceptions.ConnectionError) -> bool:
    if isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.ProxyError):
        return True
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    if isinstance(reason, NewConnectionError | ConnectTimeoutError):
        return True
    return isinstance(error, requests.exceptions.SSLError) and "CERTIFICATE_VERIFY" in str(error)


def _refused(response: requests.Response) -> Outcome:
    status = response.status_code
    if status >= 500 or status < 400:
        return Unknown(f"http_{status}")
    action, code = REFUSED.get(status, ("fail", "invalid"))
    if status == 422:
        action, code = REFUSED_422.get(_fragment(response), ("fail", "invalid"))
    return NotAccepted(action, code, _retry_after(response))  # type: ignore[arg-type]


def _fragment(response: requests.Response) -> str:
    try:
        problem = response.json()
    except ValueError:
        return ""
    kind = problem.get("type") if isinstance(problem, dict) else None
    return str(kind).rpartition("#")[2] if kind else ""


def _retry_after(response: requests.Response) -> float | None:
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isdigit() else None


def claimed_api_key(authorization: str) -> str:
    """Which account a webhook says it is for, to look its secret up. Proves nothing yet.

    Raises:
        BadSignature: when there is no readable token.
    """
    return clean(str(_claims(authorization).get("api_key", "")))


def verify(authorization: str, body: bytes, secret: str, now: datetime) -> None:
    """Check a webhook's HS256 token, its age and that it is about exactly these bytes.

    Raises:
        BadSignature: with the reason.
    """
    token = authorization.removeprefix("Bearer ").strip()
    try:
        claims = jwt.decode(token, OctKey.import_key(secret), algorithms=["HS256"]).claims
    except (JoseError, ValueError) as error:
        raise BadSignature("signature") from error
    issued = claims.get("iat")
    if not isinstance(issued, int | float):
        raise BadSignature("no_issue_time")
    age = now.timestamp() - issued
    if age > OLDEST.total_seconds() or age < -SKEW_S:
        raise BadSignature("age")
    digest = hashlib.sha256(body).hexdigest()
    if not hmac.compare_digest(str(claims.get("payload_hash", "")).lower(), digest):
        raise BadSignature("payload_hash")


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


def read_inbound(body: Mapping[str, Any]) -> InboundText:
    """A text from an inbound webhook (v1). Senders may be short codes or names: kept as they are.

    Raises:
        Unreadable: when it is not an SMS text with an id, a sender and a receiver.
    """
    uuid, sender, to = (_name(body.get(k)) for k in ("message_uuid", "from", "to"))
    text = body.get("text")
    if body.get("channel") != "sms" or body.get("message_type", "text") != "text":
        raise Unreadable("not_a_text")
    if not (uuid and sender and to and isinstance(text, str)):
        raise Unreadable("fields")
    return InboundText(uuid, _e164(to), _e164(sender), clean(text), _time(body.get("timestamp")))


def read_status(body: Mapping[str, Any]) -> StatusReceipt:
    """A delivery receipt from a status webhook (v1). The status decides, an `error` explains.

    Raises:
        Unreadable: when it names no message or no status.
    """
    uuid, status = _name(body.get("message_uuid")), _name(body.get("status"))
    if not (uuid and status):
        raise Unreadable("fields")
    error = body.get("error")
    title = str(error.get("title", "")) if isinstance(error, dict) else ""
    state = STATES.get(status)
    failed = state in ("rejected", "undelivered")
    return StatusReceipt(
        carrier_uuid=uuid,
        client_ref=_name(body.get("client_ref")),
        status=status,
        state=state,
        error_code=REASONS.get(title, "unknown") if failed else None,
        at=_time(body.get("timestamp")),
    )


def _name(value: object) -> str | None:
    """An id, number or word as it can be stored and found again; None for anything else."""
    if isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and clean(value) == value:
        return value
    return None


def clean(text: str) -> str:
    """Text that both databases can hold: no NUL, no lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _e164(number: str) -> str:
    digits = number.removeprefix("+")
    return f"+{digits}" if digits.isascii() and digits.isdigit() and len(digits) > 6 else digits


def _time(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value.replace(" UTC", "+00:00"))
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
