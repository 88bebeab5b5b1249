"""Vonage: sending through the Messages API v1.

Source: https://developer.vonage.com/en/api/messages (requests, errors).

The SDK is disarmed on purpose. As shipped it posts a text again, up to ten times, when the
connection drops after the request (`HttpClient.make_request` loops over `pool_maxsize`), waits
without a timeout, parses the RSA key anew for each request, and follows redirects by turning
the POST into a GET. Here one call of `send` is one POST.
"""

import logging
from pathlib import Path

import requests
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import ValidationError
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError
from vonage import Auth, HttpClientOptions, Vonage
from vonage_http_client.errors import HttpRequestError
from vonage_messages.models import Sms

from threadside.carriers import vonage_errors
from threadside.network import allow_network
from threadside.sending.port import (
    Accepted,
    AccountAccess,
    Outcome,
    OutgoingText,
    Unknown,
    not_accepted,
)

# Its debug lines hold bodies, numbers and the previous Authorization header.
logging.getLogger("vonage").setLevel(logging.ERROR)


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
            return not_accepted("invalid")
        try:
            answer = self._client.messages.send(message)
        except HttpRequestError as error:
            return _refused(error.response)
        except requests.exceptions.ConnectionError as error:
            if _never_connected(error):
                return not_accepted("unreachable_carrier")
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
    reason = vonage_errors.of_refusal(status, _fragment(response))
    return not_accepted(reason, _retry_after(response))


def _fragment(response: requests.Response) -> str:
    try:
        problem = response.json()
    except ValueError:
        return ""
    kind = problem.get("type") if isinstance(problem, dict) else None
    return str(kind).rpartition("#")[2] if kind else ""


def _retry_after(response: requests.Response) -> float | None:
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isascii() and value.isdigit() else None
