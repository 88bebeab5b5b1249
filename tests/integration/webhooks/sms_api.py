"""Calls as the SMS API makes them: its fields, signed by each of its algorithms."""

import hashlib
import hmac
import itertools
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import update

from tests.integration.desk import ANNA, OUR_LINE, Account, Desk
from threadside.store.tables import CarrierAccount

INBOUND = "/webhooks/vonage/sms/inbound"
RECEIPT = "/webhooks/vonage/sms/receipt"
_ids = itertools.count(1)


def fields(text: str, peer: str = ANNA, **more: Any) -> dict[str, Any]:
    """The fields of a text that arrives, not signed."""
    return {
        "msisdn": peer.removeprefix("+"),
        "to": OUR_LINE.removeprefix("+"),
        "messageId": f"0A00000000{next(_ids):06X}",
        "text": text,
        "type": "text",
        "keyword": text.split(" ", maxsplit=1)[0].upper(),
        "message-timestamp": "2026-03-02 15:30:00",
        **more,
    }


def part_fields(
    text: str, number: int, total: int, reference: int = 185, **more: Any
) -> dict[str, Any]:
    """The fields of one part of a long text."""
    concat = {
        "concat": "true",
        "concat-ref": str(reference),
        "concat-total": str(total),
        "concat-part": str(number),
    }
    return fields(text, **{**concat, **more})


def receipt_fields(status: str, **more: Any) -> dict[str, Any]:
    """The fields of a delivery receipt, not signed. Here `msisdn` is who was written to."""
    return {
        "msisdn": ANNA.removeprefix("+"),
        "to": OUR_LINE.removeprefix("+"),
        "network-code": "310004",
        "messageId": f"1400000000{next(_ids):06X}",
        "price": "0.00845000",
        "status": status,
        "scts": "2603021530",
        "err-code": "0",
        "message-timestamp": "2026-03-02 15:30:05",
        **more,
    }


def signed(
    desk: Desk, found: Mapping[str, Any], algorithm: str = "md5hash", **by: Any
) -> dict[str, Any]:
    """The same fields with the account's key, the time and a signature over all of them."""
    account: Account = by.pop("account", desk.account)
    told = {
        **found,
        "api-key": account.api_key,
        "timestamp": str(int(desk.clock().timestamp())),
        "nonce": "929d6744-bd28-42c8-b6cf-31d5b4f43732",
        **{name.replace("_", "-"): value for name, value in by.items()},
    }
    told = {name: value for name, value in told.items() if value is not None}
    words = "".join(
        f"&{name}={str(told[name]).replace('&', '_').replace('=', '_')}" for name in sorted(told)
    ).encode("utf-8", "replace")
    if algorithm == "md5hash":
        sig = hashlib.md5(words + account.secret.encode()).hexdigest()
    else:
        sig = hmac.new(account.secret.encode(), words, algorithm).hexdigest()
    return {**told, "sig": sig}


def call(desk: Desk, path: str, found: Any, way: str = "json") -> int:
    """The status of the answer to fields sent as `get`, `form`, `json` or `bare` JSON."""
    client = desk.app.test_client()
    if way == "get":
        return client.get(f"{path}?{urlencode(found)}").status_code
    if way == "form":
        return client.post(path, data=found).status_code
    raw = found if isinstance(found, bytes) else json.dumps(found).encode()
    kind = {"Content-Type": "application/json"} if way == "json" else {}
    return client.post(path, data=raw, headers=kind).status_code


def arrives(desk: Desk, found: Mapping[str, Any], way: str = "json") -> None:
    """A signed text or part is acknowledged, and not yet folded in."""
    assert call(desk, INBOUND, signed(desk, found), way) == 200


def sign_by(desk: Desk, how: str) -> None:
    """How webhooks of the SMS API must be signed for the desk's account."""
    with desk.uow.write() as tx:
        tx.session.execute(
            update(CarrierAccount)
            .where(CarrierAccount.id == desk.account.id)
            .values(sms_signature=how)
        )
