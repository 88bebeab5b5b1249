"""Vonage's webhooks of the SMS API: as a GET, a form or JSON, signed within their fields.

They reach us where an account's "Messaging API type" is the SMS API, for numbers linked to an
application as well. Without an `api-key` among the fields, whoever's secret signed them is meant.
"""

import json
from collections.abc import Callable, Mapping

from flask import Blueprint, Response, request

from threadside.carriers import vonage_sms
from threadside.carriers.vonage_fields import LONGEST_NAME, clean, e164
from threadside.carriers.vonage_signatures import BadSignature, verify_sms
from threadside.http.guards import open_to_anyone
from threadside.runtime import runtime
from threadside.sending.accounts import CarrierAccounts
from threadside.sending.port import AccountAccess, Unreadable
from threadside.threads import receive
from threadside.webhooks.inbox import Inbox, Incoming
from threadside.webhooks.intake import answered, unreadable

Fields = Mapping[str, str]
Understand = Callable[[AccountAccess, Fields], Incoming]


def add_routes(bp: Blueprint, accounts: CarrierAccounts, inbox: Inbox) -> None:
    """`/sms/inbound` and `/sms/receipt`, storing into `inbox` what `accounts` can verify."""

    def take(understand: Understand) -> Response:
        def stored(body: bytes) -> None:
            query = request.query_string.decode("latin-1")
            found = vonage_sms.fields_of(query, body if request.method == "POST" else b"")
            if vonage_sms.is_webhook(found):
                inbox.store(understand(_verified(accounts, found), found))

        return answered(inbox.rush, stored)

    @bp.route("/sms/inbound", methods=["GET", "POST"])
    @open_to_anyone("Vonage's signature in the fields is checked first.")
    def vonage_sms_inbound() -> Response:
        return take(_inbound)

    @bp.route("/sms/receipt", methods=["GET", "POST"])
    @open_to_anyone("Vonage's signature in the fields is checked first.")
    def vonage_sms_receipt() -> Response:
        return take(_receipt)


def _verified(accounts: CarrierAccounts, found: Fields) -> AccountAccess:
    try:
        return _signer(accounts, found, fresh=False)
    except BadSignature:  # its secret may have been changed this minute
        return _signer(accounts, found, fresh=True)


def _signer(accounts: CarrierAccounts, found: Fields, *, fresh: bool) -> AccountAccess:
    api_key = clean(found.get("api-key", ""))
    if api_key:
        candidates = accounts.by_api_key("vonage", api_key, fresh=fresh)
    else:
        candidates = accounts.of_carrier("vonage", fresh=fresh)
    if not candidates:
        raise BadSignature("unknown_account")
    if not found.get("sig"):
        return _unsigned(accounts, candidates, found)
    refusal = BadSignature("signature")
    for access in candidates:
        algorithm = "any" if access.sms_signature == "unsigned" else access.sms_signature
        try:
            verify_sms(found, access.signature_secrets, algorithm, runtime().uow.clock())
        except BadSignature as error:
            refusal = error if str(error) != "signature" else refusal
        else:
            return access
    raise refusal


def _unsigned(
    accounts: CarrierAccounts, candidates: tuple[AccountAccess, ...], found: Fields
) -> AccountAccess:
    trusting = [access for access in candidates if access.sms_signature == "unsigned"]
    if not trusting:
        raise BadSignature("unsigned")
    if len(trusting) == 1:
        return trusting[0]
    meant = accounts.with_line(trusting, e164(clean(found.get("to", ""))))
    if meant is None:
        raise BadSignature("unknown_account")
    return meant


def _inbound(access: AccountAccess, found: Fields) -> Incoming:
    body = json.dumps(found)
    try:
        text = vonage_sms.read_inbound(found)
    except Unreadable as why:
        return unreadable(access, "sms_inbound", body.encode(), why)
    part = f":{text.part.reference}.{text.part.number}" if text.part else ""
    return Incoming(
        account_id=access.id,
        kind="sms_inbound",
        dedupe_key=f"vonage:sms:in:{access.id}:{text.carrier_uuid}{part}",
        body=body,
        state="pending",
        job=receive.SMS_INBOUND,
        job_key=f"{access.id} {text.line_phone} {text.peer}",
        line_phone=text.line_phone,
        peer=text.peer,
        text=None if text.part else text.text,
    )


def _receipt(access: AccountAccess, found: Fields) -> Incoming:
    body = json.dumps(found)
    try:
        word = vonage_sms.read_status(found)
    except Unreadable as why:
        return unreadable(access, "sms_receipt", body.encode(), why)
    code = clean(found.get("err-code", ""))[:LONGEST_NAME]
    named = f"{word.carrier_uuid}:{word.status}:{code}:{word.client_ref}"
    return Incoming(
        account_id=access.id,
        kind="sms_receipt",
        dedupe_key=f"vonage:sms:st:{access.id}:{named}",
        body=body,
        state="pending",
        job=receive.SMS_RECEIPT,
        job_key=f"{access.id} {word.client_ref or word.carrier_uuid}",
    )
