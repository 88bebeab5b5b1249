"""One line per answer: method, rule, status, time. No query string, no number, no body, no name."""

import structlog
from flask import Flask, Response, request

from threadside.http.metrics import is_stream, route_name, seconds_taken

log = structlog.get_logger("threadside.access")

QUIET = frozenset({"/healthz", "/readyz", "/metrics"})


def install(app: Flask) -> None:
    """Log every answer of `app`, except to those who only look whether we live."""
    app.after_request(_write)


def _write(response: Response) -> Response:
    route = route_name()
    if route not in QUIET and not is_stream():
        log.info(
            "answered",
            method=request.method,
            route=route,
            status=response.status_code,
            ms=round(seconds_taken() * 1000, 1),
        )
    return response
