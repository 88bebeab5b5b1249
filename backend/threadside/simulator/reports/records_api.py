"""`GET /v2/reports/records`: what the carrier has on file, some minutes after it happened.

Source: https://developer.vonage.com/en/api/reports (synchronous records) and its guide to
pagination. The products are MESSAGES and SMS, the direction outbound.
"""

import base64
import secrets
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from threadside.simulator.answers import json_answer
from threadside.simulator.faults import FaultKind
from threadside.simulator.ledger import Accepted
from threadside.simulator.network import Network
from threadside.simulator.reports import asking
from threadside.simulator.reports.records import head, ids, iso, matching, on_file, records

_MOST_IDS = 20
_PER_SECOND = 10
_FILTERS: tuple[str, ...] = ("to", "from", "status")
_WITH_IDS_ONLY = {"account_id", "product", "direction", "id", "include_message"}


def records_api(network: Network) -> Blueprint:
    """The blueprint."""
    api = Blueprint("records", __name__)
    limit = asking.Limit(_PER_SECOND)

    def load() -> Response:
        if fault := network.faults.take(FaultKind.REPORTS_STATUS, request.args.get("to", "")):
            return Response("", fault.status)
        return json_answer(_load(network, request.args.to_dict()))

    @api.get("/v2/reports/records")
    def load_records() -> Response:
        return asking.answered(network, limit, load)

    return api


def _load(network: Network, query: dict[str, str]) -> dict[str, Any]:
    asking.check(network, query)
    filed = on_file(network, query["product"])
    with_text = query.get("include_message") == "true"
    if "id" in query:
        return _by_id(network, query, filed, with_text=with_text)
    filters = {name: query[name] for name in _FILTERS if name in query}
    found = matching(filed, *asking.window(query, asking.DAY), filters)
    rows = [row for entry in found for row in records(entry, network, with_text=with_text)]
    start, end = _page(query, network.account.reports_page)
    more = {"cursor": _encoded(str(end)), "iv": _encoded(f"iv {end}")} if end < len(rows) else {}
    links = {"self": {"href": request.url}}
    if more:
        links["next"] = {"href": f"{request.base_url}?{urlencode({**query, **more})}"}
    page = rows[start:end]
    return {**_head(query, len(page)), "_links": links, **more, "records": page} | (
        {"request_status": "TRUNCATED"} if more else {}
    )


def _by_id(
    network: Network, query: dict[str, str], filed: list[Accepted], *, with_text: bool
) -> dict[str, Any]:
    beside = sorted(query.keys() - _WITH_IDS_ONLY)
    asking.require(not beside, ",".join(beside), "must not be given together with id")
    asked = [one for one in query["id"].split(",") if one]
    asking.require(0 < len(asked) <= _MOST_IDS, "id", f"must name 1 to {_MOST_IDS} records")
    known = {
        row["id"]: row
        for entry in filed
        if not set(ids(entry)).isdisjoint(asked)
        for row in records(entry, network, with_text=with_text)
    }
    rows = [known[one] for one in asked if one in known]
    missing = ",".join(one for one in asked if one not in known)
    return (
        _head(query, len(rows))
        | {"records": rows}
        | ({"ids_not_found": missing} if missing else {})
    )


def _page(query: dict[str, str], size: int) -> tuple[int, int]:
    cursor, iv = query.get("cursor"), query.get("iv")
    if cursor is None and iv is None:
        return 0, size
    start = _decoded(cursor or "")
    whole = start.isdigit() and iv == _encoded(f"iv {start}")
    asking.require(whole, "cursor", "must be given as the page before said, together with its iv")
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
        "received_at": iso(datetime.now().astimezone()),
        "items_count": count,
        **head(query),
    }
