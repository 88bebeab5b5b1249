"""`GET /v2/reports/records`: what the carrier has on file, some minutes after it happened.

Source: https://developer.vonage.com/en/api/reports (synchronous records) and its guide to
pagination. The product is MESSAGES, the direction outbound; key and secret are asked for (Basic).
"""

import base64
import json
import secrets
import threading
import time
from collections import deque
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from threadside.simulator.auth import authenticate
from threadside.simulator.faults import FaultKind
from threadside.simulator.ledger import Accepted
from threadside.simulator.network import Network
from threadside.simulator.problems import (
    FORBIDDEN,
    THROTTLED,
    WRONG_CREDENTIALS,
    InvalidParameter,
    RefusedError,
    invalid_params,
)

_LONGEST_WINDOW = timedelta(hours=24)
_MOST_IDS = 20
_PER_SECOND = 10
_WITH_IDS_ONLY = {"account_id", "product", "direction", "id", "include_message"}


def reports_api(network: Network) -> Blueprint:
    """The blueprint."""
    api = Blueprint("reports", __name__)
    limit = _Limit()

    @api.get("/v2/reports/records")
    def load_records() -> Response:
        try:
            limit.spend()
            _authenticate(network)
            if fault := network.faults.take(FaultKind.REPORTS_STATUS, request.args.get("to", "")):
                return Response("", fault.status)
            return _json(_load(network, request.args.to_dict()), 200)
        except RefusedError as refused:
            document = refused.problem.document(secrets.token_hex(16))
            return _json(document, refused.problem.status)

    return api


class _Limit:
    """Ten requests in any second (real time), as the API allows an account."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._recent: deque[float] = deque(maxlen=_PER_SECOND)

    def spend(self) -> None:
        with self._lock:
            now = time.monotonic()
            if len(self._recent) == _PER_SECOND and now - self._recent[0] < 1:
                raise RefusedError(THROTTLED)
            self._recent.append(now)


def _authenticate(network: Network) -> None:
    authorization = request.headers.get("Authorization", "")
    if not authorization.lower().startswith("basic "):
        raise RefusedError(WRONG_CREDENTIALS)
    authenticate(network.account, authorization)


def _load(network: Network, query: dict[str, str]) -> dict[str, Any]:
    account = network.account
    if query.get("account_id", account.api_key) != account.api_key:
        raise RefusedError(FORBIDDEN)
    _require(query.get("product") == "MESSAGES", "product", "only MESSAGES is simulated")
    _require(query.get("direction") == "outbound", "direction", "only outbound is simulated")
    on_file = [
        entry
        for entry in network.ledger.accepted()
        if entry.submission.api == "messages"
        and network.clock.now() - entry.accepted_s >= account.reports_after_s
    ]
    with_text = query.get("include_message") == "true"
    if "id" in query:
        return _by_id(network, query, on_file, with_text=with_text)
    found = _in_window(query, on_file)
    start, end = _page(query, account.reports_page)
    rows = [_record(entry, network, with_text=with_text) for entry in found[start:end]]
    more = {"cursor": _encoded(str(end)), "iv": _encoded(f"iv {end}")} if end < len(found) else {}
    links = {"self": {"href": request.url}}
    if more:
        links["next"] = {"href": f"{request.base_url}?{urlencode({**query, **more})}"}
    return {**_head(query, len(rows)), "_links": links, **more, "records": rows} | (
        {"request_status": "TRUNCATED"} if more else {}
    )


def _by_id(
    network: Network, query: dict[str, str], on_file: list[Accepted], *, with_text: bool
) -> dict[str, Any]:
    beside = sorted(query.keys() - _WITH_IDS_ONLY)
    _require(not beside, ",".join(beside), "must not be given together with id")
    ids = [one for one in query["id"].split(",") if one]
    _require(0 < len(ids) <= _MOST_IDS, "id", f"must name 1 to {_MOST_IDS} records")
    known = {entry.message_uuid: entry for entry in on_file}
    rows = [_record(known[one], network, with_text=with_text) for one in ids if one in known]
    missing = ",".join(one for one in ids if one not in known)
    return (
        _head(query, len(rows))
        | {"records": rows}
        | ({"ids_not_found": missing} if missing else {})
    )


def _in_window(query: dict[str, str], on_file: list[Accepted]) -> list[Accepted]:
    """`date_start` is inclusive, `date_end` exclusive."""
    end = _moment(query, "date_end") or datetime.now().astimezone()
    start = _moment(query, "date_start") or end - _LONGEST_WINDOW
    _require(start < end, "date_start", "must be before date_end")
    _require(end - start <= _LONGEST_WINDOW, "date_end", "must be within 24 hours of date_start")
    return [
        entry
        for entry in on_file
        if start <= entry.accepted_at < end
        and query.get("to") in {None, entry.submission.to}
        and query.get("from") in {None, entry.submission.sender}
        and query.get("status") in {None, _status(entry)}
    ]


def _moment(query: dict[str, str], name: str) -> datetime | None:
    given = query.get(name)
    if given is None:
        return None
    try:
        at = datetime.fromisoformat(given)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise RefusedError(
            invalid_params(InvalidParameter(name, "must be yyyy-mm-ddThh:mm:ss[.sss]±hh:mm or Z"))
        )
    return at


def _page(query: dict[str, str], size: int) -> tuple[int, int]:
    cursor, iv = query.get("cursor"), query.get("iv")
    if cursor is None and iv is None:
        return 0, size
    start = _decoded(cursor or "")
    whole = start.isdigit() and iv == _encoded(f"iv {start}")
    _require(whole, "cursor", "must be given as the page before said, together with its iv")
    return int(start), int(start) + size


def _encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decoded(token: str) -> str:
    try:
        return base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode("ascii")
    except ValueError:
        return ""


def _head(query: dict[str, str], count: int) -> dict[str, Any]:
    return {
        "request_id": secrets.token_hex(16),
        "request_status": "SUCCESS",
        "received_at": _iso(datetime.now().astimezone()),
        "items_count": count,
        **{name: query[name] for name in ("product", "account_id", "direction") if name in query},
    }


def _record(entry: Accepted, network: Network, *, with_text: bool) -> dict[str, Any]:
    submission, account = entry.submission, network.account
    record = {
        "account_id": account.api_key,
        "message_id": entry.message_uuid,
        "client_ref": submission.client_ref or "",
        "direction": "outbound",
        "from": submission.sender,
        "to": submission.to,
        "provider": submission.channel,
        "network": account.network_code,
        "date_received": _iso(entry.accepted_at),
        "date_finalized": _iso(entry.reported_at or entry.accepted_at),
        "status": _status(entry),
        "error_code": str(entry.error_code or ""),
        "currency": account.currency,
        "total_price": f"{account.charge(entry.parts):.5f}",
        "id": entry.message_uuid,
    }
    return record | ({"message_body": submission.text} if with_text else {})


def _status(entry: Accepted) -> str:
    return "submitted" if entry.status == "accepted" else entry.status


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _require(holds: bool, name: str, reason: str) -> None:
    if not holds:
        raise RefusedError(invalid_params(InvalidParameter(name, reason)))


def _json(document: dict[str, Any], status: int) -> Response:
    mimetype = "application/json" if status < 400 else "application/problem+json"
    return Response(json.dumps(document), status, mimetype=mimetype)
