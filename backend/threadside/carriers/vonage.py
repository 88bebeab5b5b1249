"""Vonage: sending through the Messages API v1.

Source: https://developer.vonage.com/en/api/messages (requests, errors).

The SDK is disarmed (`vonage_client.py` says how and why): one call of `send` is one POST.
"""

from pathlib import Path

import requests
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import ValidationError
from vonage import Auth
from vonage_http_client.errors import HttpRequestError
from vonage_messages.models import Sms

from threadside.carriers import vonage_errors, vonage_mms
from threadside.carriers.vonage_client import never_connected, open_client, retry_after
from threadside.network import allow_network
from threadside.sending.port import (
    Accepted,
    AccountAccess,
    Outcome,
    OutgoingText,
    Unknown,
    not_accepted,
)


class VonageCarrier:
    """Sends for one account. Not for sharing between threads: the SDK's headers are one dict."""

    def __init__(self, access: AccountAccess, *, ca_file: Path | None, timeout_s: int) -> None:
        auth = Auth(application_id=access.application_id, private_key=access.private_key)
        # Parsed once here: the SDK would parse and check the PEM again for every request.
        auth._jwt_client._private_key = load_pem_private_key(  # noqa: SLF001
            access.private_key.encode(), None
        )
        self._client = open_client(
            auth, api_host=access.api_host, ca_file=ca_file, timeout_s=timeout_s
        )

    def send(self, text: OutgoingText) -> Outcome:
        """One POST to `/v1/messages`; what came of it. Numbers go without `+`."""
        allow_network()
        try:
            message = vonage_mms.message_of(text) if text.media else _sms(text)
        except ValidationError:
            return not_accepted("invalid")
        try:
            answer = self._client.messages.send(message)
        except HttpRequestError as error:
            return _refused(error.response)
        except requests.exceptions.ConnectionError as error:
            if never_connected(error):
                return not_accepted("unreachable_carrier")
            return Unknown("no_answer")
        except (requests.exceptions.RequestException, ValidationError, TypeError, ValueError):
            # Time-outs, and a 2xx whose body is not an answer: it may have been accepted.
            return Unknown("no_answer")
        return Accepted(answer.message_uuid)


def _sms(text: OutgoingText) -> Sms:
    return Sms(
        to=text.to.removeprefix("+"),
        from_=text.sender.removeprefix("+"),
        text=text.text,
        client_ref=text.client_ref,
    )


def _refused(response: requests.Response) -> Outcome:
    status = response.status_code
    if status >= 500 or status < 400:
        return Unknown(f"http_{status}")
    reason = vonage_errors.of_refusal(status, _fragment(response))
    return not_accepted(reason, retry_after(response))


def _fragment(response: requests.Response) -> str:
    try:
        problem = response.json()
    except ValueError:
        return ""
    kind = problem.get("type") if isinstance(problem, dict) else None
    return str(kind).rpartition("#")[2] if kind else ""
