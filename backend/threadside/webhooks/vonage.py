"""Vonage's webhooks of the Messages API: inbound texts and delivery receipts.

Answers: 200 once stored, also for what can't be understood (a 4xx would lose it for ever, a 5xx
would bring it back for a day); 401 for a token that does not hold; 500 for no token at all,
since Vonage repeats such calls signed.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request

from threadside.carriers import vonage
from threadside.http.guards import open_to_anyone
from threadside.runtime import runtime
from threadside.sending.accounts import CarrierAccounts
from threadside.sending.port import AccountAccess, Unreadable
from threadside.threads import receive
from threadside.webhooks.inbox import Inbox, Incoming, keep_refused

LARGEST = 256 * 1024
"""A refused body is lost, since Vonage repeats no 4xx; so far more than the longest text."""


def create_blueprint(accounts: CarrierAccounts, inbox: Inbox) -> Blueprint:
    """The two routes, storing into `inbox` what `accounts` can verify."""
    bp = Blueprint("webhooks_vonage", __name__, url_prefix="/webhooks/vonage")

    @bp.post("/inbound")
    @open_to_anyone("Vonage's signature over the body is checked first.")
    def vonage_inbound() -> Response:
        return _take(accounts, inbox, _inbound)

    @bp.post("/status")
    @open_to_anyone("Vonage's signature over the body is checked first.")
    def vonage_status() -> Response:
        return _take(accounts, inbox, _status)

    return bp


def _take(accounts: CarrierAccounts, inbox: Inbox, understand: Any) -> Response:
    request.max_content_length = LARGEST
    body = request.get_data(cache=True)
    try:
        access = _verified(accounts, body)
    except vonage.BadSignature as error:
        keep_refused(runtime().uow, request.path, str(error), body)
        return _empty(500 if str(error) == "unsigned" else 401)
    inbox.store(understand(access, body))
    return _empty(200)


def _verified(accounts: CarrierAccounts, body: bytes) -> AccountAccess:
    authorization = request.headers.get("Authorization", "")
    access = accounts.by_api_key("vonage", vonage.claimed_api_key(authorization))
    if access is None:
        raise vonage.BadSignature("unknown_account")
    vonage.verify(authorization, body, access.signature_secret, runtime().uow.clock())
    return access


def _inbound(access: AccountAccess, body: bytes) -> Incoming:
    parsed = _parse(body)
    try:
        text = vonage.read_inbound(parsed or {})
    except Unreadable as error:
        return _unreadable(access, "inbound", body, str(error))
    return Incoming(
        account_id=access.id,
        kind="inbound",
        dedupe_key=f"vonage:in:{access.id}:{text.carrier_uuid}",
        body=json.dumps(parsed),
        state="pending",
        job=receive.INBOUND,
        job_key=f"{access.id} {text.line_phone} {text.peer}",
        line_phone=text.line_phone,
        peer=text.peer,
    )


def _status(access: AccountAccess, body: bytes) -> Incoming:
    parsed = _parse(body)
    try:
        word = vonage.read_status(parsed or {})
    except Unreadable as error:
        return _unreadable(access, "status", body, str(error))
    stamp = vonage.clean(str((parsed or {}).get("timestamp")))
    return Incoming(
        account_id=access.id,
        kind="status",
        dedupe_key=f"vonage:st:{access.id}:{word.carrier_uuid}:{word.status}:{stamp}",
        body=json.dumps(parsed),
        state="pending",
        job=receive.STATUS,
        job_key=f"{access.id} {word.client_ref or word.carrier_uuid}",
    )


def _unreadable(access: AccountAccess, kind: str, body: bytes, why: str) -> Incoming:
    return Incoming(
        account_id=access.id,
        kind=kind,
        dedupe_key=f"vonage:{kind}:{access.id}:{hashlib.sha256(body).hexdigest()}",
        body=vonage.clean(body.decode("utf-8", "replace")),
        state="unreadable",
        job=None,
        note=why,
    )


def _parse(body: bytes) -> Mapping[str, Any] | None:
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, dict) else None


def _empty(status: int) -> Response:
    return Response(status=status)
