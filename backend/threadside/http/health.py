"""Whether this process lives, whether it can serve, and its measures."""

from ipaddress import ip_address

from flask import Blueprint, Response, jsonify, request
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from threadside.http import metrics
from threadside.http.guards import open_to_anyone
from threadside.http.problems import problem
from threadside.runtime import runtime
from threadside.store.migrate import NewerDatabase, pending

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@open_to_anyone("Says only that the process answers.")
def healthz() -> Response:
    """The process answers; nothing else is looked at, so a slow database restarts nobody."""
    return jsonify(status="ok")


@bp.get("/readyz")
@open_to_anyone("Says only which part is not ready.")
def readyz() -> Response:
    """Whether the database answers and has the shape that this release expects."""
    checks = {"database": _database(), "migrations": _migrations()}
    ready = all(state == "ok" for state in checks.values())
    response = jsonify(status="ok" if ready else "not_ready", checks=checks)
    response.status_code = 200 if ready else 503
    return response


@bp.get("/metrics")
@open_to_anyone("Counts without names, and only for this machine and private networks.")
def metrics_page() -> Response:
    """Prometheus' measures; a caller from the internet is told that there is nothing."""
    if not ip_address(request.remote_addr or "0.0.0.0").is_private:  # noqa: S104 - no bind
        return problem("no_such_path", 404)
    return metrics.exposition()


def _database() -> str:
    try:
        with runtime().uow.read() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return "unreachable"
    return "ok"


def _migrations() -> str:
    try:
        return "pending" if pending(runtime().uow.engine) else "ok"
    except NewerDatabase:
        return "newer"
    except SQLAlchemyError:
        return "unknown"
