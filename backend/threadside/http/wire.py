"""What every request and response passes: request id, origin, cross-origin rules, headers."""

import structlog
from flask import Flask, Response, current_app, g, request

from threadside.errors import Forbidden
from threadside.http.guards import decides_origins
from threadside.http.origins import allowed_origins
from threadside.ids import new_id
from threadside.runtime import runtime
from threadside.settings import Settings

MAX_BODY = 64 * 1024
PREFLIGHT_KEPT_S = 7200
METHODS = "GET, POST, PUT, PATCH, DELETE"
ASKED_HEADERS = "authorization, content-type"
TOLD_HEADERS = "X-Event-Seq, Retry-After, X-Request-Id"

SECURITY = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def install(app: Flask, settings: Settings) -> None:
    """Wrap every request of `app`."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    origins = allowed_origins(settings)
    app.before_request(_name_request)
    app.before_request(lambda: _check_origin(origins))
    app.after_request(lambda response: _cross_origin(response, origins))
    app.after_request(_harden)


def _name_request() -> None:
    g.request_id = new_id()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _check_origin(origins: frozenset[str]) -> Response | None:
    origin = request.headers.get("Origin")
    view = current_app.view_functions.get(request.endpoint or "")
    if origin is None or decides_origins(view):
        return None
    if origin not in origins:
        raise Forbidden("origin_not_allowed")
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        return _preflight()
    return None


def _preflight() -> Response:
    response = Response(status=204)
    response.headers["Access-Control-Allow-Methods"] = METHODS
    response.headers["Access-Control-Allow-Headers"] = ASKED_HEADERS
    response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_KEPT_S)
    if request.headers.get("Access-Control-Request-Private-Network") == "true":
        response.headers["Access-Control-Allow-Private-Network"] = "true"
    return response


def _cross_origin(response: Response, origins: frozenset[str]) -> Response:
    response.headers.add("Vary", "Origin")
    origin = request.headers.get("Origin")
    if origin in origins:
        response.headers["Access-Control-Allow-Origin"] = str(origin)
        response.headers["Access-Control-Expose-Headers"] = TOLD_HEADERS
    return response


def _harden(response: Response) -> Response:
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    if runtime().settings.public_url.startswith("https://"):
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    response.headers["X-Request-Id"] = g.get("request_id", "")
    return response
