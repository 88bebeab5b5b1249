"""What the older management APIs share: key and secret, and their way to say no."""

import hmac
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from flask import Response, request

from threadside.simulator.answers import json_answer
from threadside.simulator.sms.request import SmsRefusedError, basic_credentials
from threadside.simulator.state import State

_LABELS = {200: "success", 401: "authentication failed", 420: "method failed"}


def said(status: int, label: str | None = None) -> Response:
    """`error-code` and `error-code-label`; failures other than 401 are HTTP 420."""
    body = {"error-code": str(status), "error-code-label": label or _LABELS[status]}
    return json_answer(body, status)


def guarded(state: State, view: Callable[..., Response]) -> Callable[..., Response]:
    """A view for holders of key and secret (Basic, query or form) alone."""

    @wraps(view)
    def checked(**path: Any) -> Response:
        return view(**path) if _may(state, given()) else said(401)

    return checked


def given() -> Mapping[str, str]:
    """Query and form together."""
    return request.values.to_dict()


def _may(state: State, fields: Mapping[str, str]) -> bool:
    try:
        key, secret = basic_credentials(request.headers.get("Authorization"))
    except SmsRefusedError:
        return False
    key, secret = key or fields.get("api_key", ""), secret or fields.get("api_secret", "")
    wanted = f"{state.account.api_key}:{state.account.api_secret}"
    return hmac.compare_digest(f"{key}:{secret}".encode(), wanted.encode())
