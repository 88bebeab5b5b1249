"""Webhooks of linked CRMs: verified, kept, answered; what they tell is folded in by a job.

Each connection has an address of its own. A signature that does not hold is refused with 401 and
counted among the other refused requests; what is surely the CRM's and can't be understood is kept.
"""

import hashlib

import structlog
from flask import Blueprint, Response, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.carriers.vonage_fields import clean
from threadside.crm import changes
from threadside.http.guards import open_to_anyone
from threadside.http.records import lookups
from threadside.linking import apps, seals
from threadside.linking.port import Crm, Request
from threadside.linking.problems import CrmProblem, Forged
from threadside.runtime import runtime
from threadside.store.tables import CrmConnection
from threadside.webhooks.refused import keep_refused

log = structlog.get_logger(__name__)

LARGEST = 1024 * 1024
"""HubSpot tells up to a hundred changes at once, each below two kilobytes."""
KEPT = 2_000
MOST_CHANGES = 1_000


def create_blueprint() -> Blueprint:
    """The route."""
    bp = Blueprint("webhooks_crm", __name__, url_prefix="/webhooks/crm")

    @bp.post("/<id:connection_id>")
    @open_to_anyone("The CRM's signature, or the secret it was given, is checked first.")
    def crm_webhook(connection_id: str) -> Response:
        body = _body()
        if len(body) > LARGEST:
            return _refused("too_large", body, 413)
        with runtime().uow.read() as session:
            row = session.scalar(
                select(CrmConnection).where(
                    CrmConnection.id == connection_id, CrmConnection.state != "disconnected"
                )
            )
            try:
                secrets = ("", "") if row is None else _secrets(session, row)
            except CrmProblem:  # sealed with a key that this server does not have, yet
                return Response(status=503)
        crm = lookups().crms.known.get(row.crm) if row is not None else None
        if row is None or crm is None:
            return _refused("unknown_connection", body, 404)
        return _taken(crm, row, _as_it_came(body), secrets)

    return bp


def _secrets(session: Session, row: CrmConnection) -> tuple[str, str]:
    """The secret of a connection's webhooks, and that of the application; empty without one."""
    sealer = runtime().sealer
    hook = seals.opened(sealer, row.hook_sealed, seals.HOOK, row.id) if row.hook_sealed else ""
    app = apps.find(session, sealer, row.workspace_id, row.crm)
    return hook, app.client_secret if app is not None else ""


def _as_it_came(body: bytes) -> Request:
    """With the address that the CRM calls: some sign it."""
    query = request.query_string.decode("ascii", "replace")
    url = f"{runtime().settings.public_url.rstrip('/')}{request.path}{'?' if query else ''}{query}"
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Request(request.method, url, headers, body)


def _taken(crm: Crm, row: CrmConnection, came: Request, secrets: tuple[str, str]) -> Response:
    try:
        told = crm.changes(came, *secrets)
    except Forged:
        return _refused("crm_signature", came.body, 401)
    except CrmProblem as problem:
        return _unreadable(row, came, problem.code)
    except Exception as error:
        log.exception("crm_webhook_not_understood", crm=row.crm)
        return _unreadable(row, came, type(error).__name__)
    with runtime().uow.write() as tx:
        changes.keep(tx, row.id, row.workspace_id, told[:MOST_CHANGES])
    return Response(status=200)


def _unreadable(row: CrmConnection, came: Request, why: str) -> Response:
    key = f"unreadable:{hashlib.sha256(came.body).hexdigest()}"
    body = clean(came.body[:KEPT].decode("utf-8", "replace"))
    with runtime().uow.write() as tx:
        changes.keep_unreadable(tx, row.id, row.workspace_id, key, f"{why}: {body}")
    return Response(status=200)


def _body() -> bytes:
    """The body, or its beginning where it is larger than `LARGEST`."""
    request.max_content_length = LARGEST * 64
    read = bytearray()
    while len(read) <= LARGEST and (more := request.stream.read(LARGEST + 1 - len(read))):
        read += more
    return bytes(read)


def _refused(reason: str, body: bytes, status: int) -> Response:
    path = "/webhooks/crm"
    keep_refused(runtime().uow, path, reason, body)
    return Response(status=status)
