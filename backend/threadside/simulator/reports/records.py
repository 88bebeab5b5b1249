"""A record of the carrier's, as either product names its fields.

Source: https://developer.vonage.com/en/api/reports. A text by the SMS API has one record a part,
with the statuses and error codes of that API's receipts.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal

from threadside.simulator.ledger import Accepted
from threadside.simulator.network import Network
from threadside.simulator.status_codes import err_code_of

Product = Literal["MESSAGES", "SMS"]
_API: Final[Mapping[str, str]] = {"MESSAGES": "messages", "SMS": "sms"}
PRODUCTS: Final = frozenset(_API)
_EXPIRED: Final = 1360
_ENDED: Final = ("rejected", "undeliverable")
Record = dict[str, str]


def on_file(network: Network, product: str) -> list[Accepted]:
    """What was sent by this product's API long enough ago, the oldest first."""
    late = network.account.reports_after_s
    return [
        entry
        for entry in network.ledger.accepted()
        if entry.submission.api == _API[product] and network.clock.now() - entry.accepted_s >= late
    ]


def matching(
    entries: Iterable[Accepted], start: datetime, end: datetime, filters: Mapping[str, str]
) -> list[Accepted]:
    """Those accepted from `start` to before `end` with these `to`, `from`, `status` and
    `client_ref`; what is not given is any."""
    return [
        entry
        for entry in entries
        if start <= entry.accepted_at < end
        and filters.get("to") in {None, entry.submission.to}
        and filters.get("from") in {None, entry.submission.sender}
        and filters.get("status") in {None, _status(entry)}
        and filters.get("client_ref") in {None, entry.submission.client_ref}
    ]


def ids(entry: Accepted) -> Sequence[str]:
    """The ids that its records have."""
    return entry.part_ids or (entry.message_uuid,)


def records(entry: Accepted, network: Network, *, with_text: bool) -> list[Record]:
    """The records of a message: one, or one for each part that was charged for."""
    submission, account = entry.submission, network.account
    named = ids(entry)
    shared = {
        "client_ref": submission.client_ref or "",
        "direction": "outbound",
        "from": submission.sender,
        "to": submission.to,
        **({} if submission.api == "sms" else {"provider": submission.channel}),
        "network": account.network_code,
        "date_received": iso(entry.accepted_at),
        "date_finalized": iso(entry.reported_at or entry.accepted_at),
        "status": _status(entry),
        "error_code": _error_code(entry),
        "currency": account.currency,
        "total_price": f"{account.charge(entry.parts if len(named) == 1 else 1):.5f}",
    }
    text = {"message_body": submission.text} if with_text else {}
    return [
        {"account_id": account.api_key, "message_id": one, **shared, "id": one, **text}
        for one in named
    ]


def iso(at: datetime) -> str:
    """As the API writes a moment."""
    return at.isoformat(timespec="seconds")


def head(query: Mapping[str, Any]) -> dict[str, Any]:
    """What an answer repeats of what was asked."""
    return {name: query[name] for name in ("product", "account_id", "direction") if name in query}


def _status(entry: Accepted) -> str:
    if entry.submission.api != "sms":
        return "submitted" if entry.status == "accepted" else entry.status
    if entry.status in _ENDED:
        return "expired" if entry.error_code == _EXPIRED else "failed"
    return "accepted" if entry.status == "submitted" else entry.status


def _error_code(entry: Accepted) -> str:
    if entry.submission.api == "sms" and entry.status in _ENDED:
        return str(err_code_of(entry.error_code))
    return str(entry.error_code or "")
