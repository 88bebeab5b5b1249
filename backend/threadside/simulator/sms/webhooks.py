"""What the SMS API tells the business: a receipt for every part, an inbound text in parts.

Source: SMS API OpenAPI 1.2, "Delivery Receipt" and "Inbound SMS".
"""

import time
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from threadside.simulator.account import Account
from threadside.simulator.inbound import Inbound, keyword
from threadside.simulator.ledger import Accepted
from threadside.simulator.outcomes import Receipt
from threadside.simulator.parts import is_basic, split_parts
from threadside.simulator.status_codes import err_code_of

_EXPIRED, _PART_MISSING = 1360, 1


def receipts(entry: Accepted, receipt: Receipt, account: Account) -> list[dict[str, str]]:
    """One receipt for each part; of a text that got through partly only the first was delivered."""
    return [
        _receipt(entry, receipt, account, part_id, lost=receipt.partly and number > 0)
        for number, part_id in enumerate(entry.part_ids)
    ]


def _receipt(
    entry: Accepted, receipt: Receipt, account: Account, part_id: str, *, lost: bool
) -> dict[str, str]:
    status, err_code = _status(receipt)
    if receipt.partly:
        status, err_code = ("failed", _PART_MISSING) if lost else ("delivered", 0)
    submission, now = entry.submission, datetime.now(UTC)
    fields = {
        "msisdn": submission.to,
        "to": submission.sender,
        "network-code": account.network_code,
        "messageId": part_id,
        "price": f"{account.charge(1):.8f}",
        "status": status,
        "scts": now.strftime("%y%m%d%H%M"),
        "err-code": str(err_code),
        "api-key": account.api_key,
        "message-timestamp": now.strftime("%Y-%m-%d %H:%M:%S"),
    }
    return fields | ({"client-ref": submission.client_ref} if submission.client_ref else {})


def _status(receipt: Receipt) -> tuple[str, int]:
    if receipt.status == "submitted":
        return "accepted", 0
    if receipt.status == "delivered":
        return "delivered", 0
    if receipt.code == _EXPIRED:
        return "expired", 0
    return "failed", receipt.err_code or err_code_of(receipt.code)


def inbound_parts(
    inbound: Inbound,
    account: Account,
    *,
    order: Sequence[int] | None = None,
    told_apart: bool = True,
) -> list[dict[str, str]]:
    """A contact's text, in as many messages as its parts need.

    `order` names the parts (from 1) that arrive, in that order: one left out is lost, one named
    twice comes twice. Without `told_apart` the concatenation fields are missing, as with some
    carriers.
    """
    parts = split_parts(inbound.text) or [""]
    reference = str(uuid.UUID(inbound.message_uuid).int % 255 + 1)
    wanted = order or range(1, len(parts) + 1)
    return [
        _part(inbound, account, parts, number)
        | (_concat(reference, len(parts), number) if told_apart and len(parts) > 1 else {})
        for number in wanted
        if 1 <= number <= len(parts)
    ]


def _part(inbound: Inbound, account: Account, parts: list[str], number: int) -> dict[str, str]:
    text = parts[number - 1]
    several = len(parts) > 1
    whole = uuid.UUID(inbound.message_uuid)
    return {
        "msisdn": inbound.sender,
        "to": inbound.to,
        "messageId": str(uuid.uuid5(whole, str(number))) if several else inbound.message_uuid,
        "text": text,
        "type": "text" if all(is_basic(character) for character in text) else "unicode",
        "keyword": keyword(text),
        "api-key": account.api_key,
        "message-timestamp": time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime()),
    }


def _concat(reference: str, total: int, number: int) -> dict[str, str]:
    return {
        "concat": "true",
        "concat-ref": reference,
        "concat-total": str(total),
        "concat-part": str(number),
    }
