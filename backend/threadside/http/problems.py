"""Refusals and errors as problem documents (RFC 9457), in words from the word table."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, request
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from threadside.errors import Refusal
from threadside.words import say_or

log = structlog.get_logger(__name__)

CONTENT_TYPE = "application/problem+json"
MAX_FIELD = 100
BUSY_RETRY_S = 1

CODES = {
    400: "bad_request",
    404: "no_such_path",
    405: "method_not_allowed",
    413: "too_large",
    415: "wrong_content_type",
    429: "too_many_requests",
}


def install(app: Flask) -> None:
    """Answer every refusal and every error with a problem document."""
    app.register_error_handler(Refusal, on_refusal)
    app.register_error_handler(HTTPException, on_http_exception)
    app.register_error_handler(ValidationError, on_unexpected)
    app.register_error_handler(OperationalError, on_database_away)
    app.register_error_handler(PoolTimeout, on_database_away)
    app.register_error_handler(Exception, on_unexpected)


def problem(
    code: str,
    status: int,
    *,
    params: Mapping[str, object] | None = None,
    extra: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A problem document for `code`; `params` fill its sentence, `extra` adds members."""
    words = dict(params or {})
    body = {
        "type": f"/docs#problem-{code}",
        "title": say_or(f"error.{code}.title", "error.bad_request.title", **words),
        "status": status,
        "code": code,
        "detail": say_or(f"error.{code}.detail", "error.bad_request.detail", **words),
        **(extra or {}),
    }
    response = Response(json.dumps(body, default=str), status, content_type=CONTENT_TYPE)
    for name, value in (headers or {}).items():
        response.headers[name] = value
    if status == HTTPStatus.UNAUTHORIZED:
        error = ', error="invalid_token"' if code == "token_expired" else ""
        response.headers["WWW-Authenticate"] = f'Bearer realm="threadside"{error}'
    return response


def invalid(error: ValidationError) -> Refusal:
    """The refusal for values that break a contract: field by field, never repeating the input."""
    return Refusal("invalid", status=422, extra={"errors": [_plain(e) for e in error.errors()]})


def _plain(error: Any) -> dict[str, str]:
    where: Sequence[object] = error["loc"]
    field = ".".join(str(part) for part in where)[:MAX_FIELD]
    echoes = error["type"] in {"union_tag_invalid", "literal_error", "enum"}
    message = "Not one of the allowed values" if echoes else error["msg"]
    return {"field": field, "message": message}


def on_refusal(refusal: Refusal) -> Response:
    """What a feature or a guard refused."""
    retry = refusal.extra.pop("retry_after", BUSY_RETRY_S if refusal.status == 503 else None)
    return problem(
        refusal.code,
        refusal.status,
        params=refusal.params,
        extra=refusal.extra,
        headers={} if retry is None else {"Retry-After": str(retry)},
    )


def on_http_exception(error: HTTPException) -> Response:
    """What Flask or Werkzeug refused: unknown paths, methods, bodies that are too large."""
    status = error.code or 500
    if status < 400:
        return current_app.make_response(error.get_response(request.environ))
    if status >= 500:
        return on_unexpected(error)
    headers = {}
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return problem(CODES.get(status, "bad_request"), status, headers=headers)


def on_database_away(error: Exception) -> Response:
    """The database can't be reached, or has no connection left."""
    log.error("database_unavailable", error=type(error).__name__, path=_route())
    return problem("busy", 503, headers={"Retry-After": str(BUSY_RETRY_S)})


def on_unexpected(error: Exception) -> Response:
    """A fault of ours: logged whole, told without details, found again by its request id."""
    log.error("unexpected_error", route=_route(), exc_info=error)
    request_id = g.get("request_id", "")
    return problem(
        "internal", 500, params={"request_id": request_id}, extra={"request_id": request_id}
    )


def _route() -> str:
    return request.url_rule.rule if request.url_rule else "(unknown)"
