"""Vonage's webhooks of the Messages API: inbound texts and delivery receipts."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, request

from threadside.carriers import vonage_signatures, vonage_webhooks
from threadside.carriers.vonage_fields import LONGEST_NAME, clean
from threadside.http.guards import open_to_anyone
from threadside.runtime import runtime
from threadside.sending.accounts import CarrierAccounts
from threadside.sending.port import AccountAccess, Unreadable
from threadside.threads import receive
from threadside.webhooks import vonage_sms
from threadside.webhooks.inbox import Inbox, Incoming
from threadside.webhooks.intake import answered, unreadable

Understand = Callable[[AccountAccess, bytes], Incoming]


def create_blueprint(accounts: CarrierAccounts, inbox: Inbox) -> Blueprint:
    """The routes of both APIs, storing into `inbox` what `accounts` can verify."""
    bp = Blueprint("webhooks_vonage", __name__, url_prefix="/webhooks/vonage")

    def take(understand: Understand) -> Response:
        def stored(body: bytes) -> None:
            inbox.store(understand(_verified(accounts, body), body))

        return answered(inbox.rush, stored)

    @bp.post("/inbound")
    @open_to_anyone("Vonage's signature over the body is checked first.")
    def vonage_inbound() -> Response:
        return take(_inbound)

    @bp.post("/status")
    @open_to_anyone("Vonage's signature over the body is checked first.")
    def vonage_status() -> Response:
        return take(_status)

    vonage_sms.add_routes(bp, accounts, inbox)
    return bp


def _verified(accounts: CarrierAccounts, body: bytes) -> AccountAccess:
    authorization = request.headers.get("Authorization", "")
    api_key = vonage_signatures.claimed_api_key(authorization)
    try:
        return _signer(accounts.by_api_key("vonage", api_key), authorization, body)
    except vonage_signatures.BadSignature:  # its secret may have been changed this minute
        return _signer(accounts.by_api_key("vonage", api_key, fresh=True), authorization, body)


def _signer(found: tuple[AccountAccess, ...], authorization: str, body: bytes) -> AccountAccess:
    if not found:
        raise vonage_signatures.BadSignature("unknown_account")
    secrets = found[0].signature_secrets
    vonage_signatures.verify(authorization, body, secrets, runtime().uow.clock())
    return found[0]


def _inbound(access: AccountAccess, body: bytes) -> Incoming:
    parsed = _parse(body)
    try:
        text = vonage_webhooks.read_inbound(parsed or {})
    except Unreadable as why:
        return unreadable(access, "inbound", body, why)
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
        text=None if text.part else text.text,
    )


def _status(access: AccountAccess, body: bytes) -> Incoming:
    parsed = _parse(body)
    try:
        word = vonage_webhooks.read_status(parsed or {})
    except Unreadable as why:
        return unreadable(access, "status", body, why)
    stamp = clean(str((parsed or {}).get("timestamp")))[:LONGEST_NAME]
    return Incoming(
        account_id=access.id,
        kind="status",
        dedupe_key=f"vonage:st:{access.id}:{word.carrier_uuid}:{word.status}:{stamp}",
        body=json.dumps(parsed),
        state="pending",
        job=receive.STATUS,
        job_key=f"{access.id} {word.client_ref or word.carrier_uuid}",
    )


def _parse(body: bytes) -> Mapping[str, Any] | None:
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, dict) else None
