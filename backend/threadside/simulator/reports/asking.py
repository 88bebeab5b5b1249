"""What both ways of asking share: who may, how often, and for what."""

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from flask import Response, request

from threadside.simulator.answers import refusal
from threadside.simulator.auth import authenticate
from threadside.simulator.network import Network
from threadside.simulator.problems import (
    FORBIDDEN,
    THROTTLED,
    WRONG_CREDENTIALS,
    InvalidParameter,
    RefusedError,
    invalid_params,
)
from threadside.simulator.reports.records import PRODUCTS

DAY: Final = timedelta(hours=24)


class Limit:
    """So many requests in any second (real time), as the API allows an account."""

    def __init__(self, per_second: int) -> None:
        self._most = per_second
        self._lock = threading.Lock()
        self._recent: deque[float] = deque(maxlen=per_second)

    def spend(self) -> None:
        """Raises RefusedError (429)."""
        with self._lock:
            now = time.monotonic()
            if len(self._recent) == self._most and now - self._recent[0] < 1:
                raise RefusedError(THROTTLED)
            self._recent.append(now)


def answered(network: Network, limit: Limit, answer: Callable[[], Response]) -> Response:
    """What `answer` gives to the account itself, which names key and secret (Basic); a refusal is
    a problem document."""
    try:
        limit.spend()
        _check_secret(network)
        return answer()
    except RefusedError as refused:
        return refusal(refused.problem)


def _check_secret(network: Network) -> None:
    authorization = request.headers.get("Authorization", "")
    if not authorization.lower().startswith("basic "):
        raise RefusedError(WRONG_CREDENTIALS)
    authenticate(network.account, authorization)


def check(network: Network, query: Mapping[str, Any]) -> None:
    """The account's own texts out, of a product that is simulated."""
    account = network.account
    if query.get("account_id", account.api_key) != account.api_key:
        raise RefusedError(FORBIDDEN)
    require(query.get("product") in PRODUCTS, "product", "only MESSAGES and SMS are simulated")
    require(query.get("direction") == "outbound", "direction", "only outbound is simulated")


def window(query: Mapping[str, Any], longest: timedelta) -> tuple[datetime, datetime]:
    """`date_start` is inclusive, `date_end` exclusive; by default the last day."""
    end = _moment(query, "date_end") or datetime.now().astimezone()
    start = _moment(query, "date_start") or end - DAY
    require(start < end, "date_start", "must be before date_end")
    hours = int(longest / timedelta(hours=1))
    require(end - start <= longest, "date_end", f"must be within {hours} hours of date_start")
    return start, end


def _moment(query: Mapping[str, Any], name: str) -> datetime | None:
    given = query.get(name)
    if given is None:
        return None
    try:
        at = datetime.fromisoformat(given)
    except (TypeError, ValueError):
        at = None
    if at is None or at.tzinfo is None:
        raise RefusedError(
            invalid_params(InvalidParameter(name, "must be yyyy-mm-ddThh:mm:ss[.sss]±hh:mm or Z"))
        )
    return at


def require(holds: bool, name: str, reason: str) -> None:
    """Raises RefusedError (422) for this parameter."""
    if not holds:
        raise RefusedError(invalid_params(InvalidParameter(name, reason)))
