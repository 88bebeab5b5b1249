"""A webhook before it is posted: what it says, and in which manner it goes out.

The Messages API posts JSON with a token. The SMS API calls as the account is set to: GET with a
query, POST with a form, or POST with JSON, with a `sig` if the account has signing switched on.
"""

import secrets
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode

from threadside.simulator.account import Account
from threadside.simulator.faults import FaultBook, FaultKind
from threadside.simulator.payloads import json_bytes
from threadside.simulator.signing import sign
from threadside.simulator.sms.signature import signature

Manner = Literal["messages", "sms"]


@dataclass(frozen=True, slots=True)
class Letter:
    """What one webhook says; `application_id` is whose it is, None for the account's own."""

    payload: Mapping[str, Any]
    manner: Manner = "messages"
    user_agent: str = "Vonage/MessagingHUB/v1.0"
    application_id: str | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A request ready to go; `how` says how it was signed."""

    method: Literal["GET", "POST"]
    query: str
    body: bytes
    how: str
    headers: dict[str, str] = field(default_factory=dict)


def seal(account: Account, letter: Letter, faults: FaultBook, contact: str) -> Sealed:
    """Write a letter out and sign it; done anew for every attempt."""
    sealed = (
        _seal_messages(account, letter, faults, contact)
        if letter.manner == "messages"
        else _seal_sms(account, letter, faults, contact)
    )
    if faults.take(FaultKind.NO_CONTENT_TYPE, contact):
        sealed.headers.pop("Content-Type", None)
    sealed.headers["User-Agent"] = letter.user_agent
    return sealed


def _seal_messages(account: Account, letter: Letter, faults: FaultBook, contact: str) -> Sealed:
    body = json_bytes(letter.payload)
    authorization, how = sign(account, body, faults, contact, application_id=letter.application_id)
    headers = {"Content-Type": "application/json"}
    if authorization:
        headers["Authorization"] = authorization
    return Sealed("POST", "", body, how, headers)


def _seal_sms(account: Account, letter: Letter, faults: FaultBook, contact: str) -> Sealed:
    fields, how = _signed({**letter.payload}, account, faults, contact)
    match account.sms_webhook_method:
        case "GET":
            return Sealed("GET", urlencode(fields), b"", how)
        case "POST":
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            return Sealed("POST", "", urlencode(fields).encode(), how, headers)
        case "POST-JSON":
            return Sealed("POST", "", json_bytes(fields), how, {"Content-Type": "application/json"})


def _signed(
    fields: dict[str, str], account: Account, faults: FaultBook, contact: str
) -> tuple[dict[str, str], str]:
    algorithm = account.sms_signature
    if algorithm is None or faults.take(FaultKind.UNSIGNED, contact):
        return fields, "unsigned"
    how, secret, stamp = "signed", account.signature_secret, time.time()
    if faults.take(FaultKind.BAD_SIGNATURE, contact):
        how, secret = FaultKind.BAD_SIGNATURE.value, secrets.token_hex(16)
    elif fault := faults.take(FaultKind.SKEWED_IAT, contact):
        how, stamp = FaultKind.SKEWED_IAT.value, stamp - (fault.seconds or 0.0)
    fields = {**fields, "timestamp": str(int(stamp)), "nonce": str(uuid.uuid4())}
    if faults.take(FaultKind.OTHER_API_KEY, contact):
        how, fields["api-key"] = FaultKind.OTHER_API_KEY.value, secrets.token_hex(4)
    return fields | {"sig": signature(fields, secret, algorithm)}, how
