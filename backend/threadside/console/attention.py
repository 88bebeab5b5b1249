"""What waits for a person, each with what can be done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from threadside.console.attention_topics import BY_NAME, TOPICS, Topic
from threadside.console.forms import Form
from threadside.console.frame import around, console, render, visitor
from threadside.crm import unread
from threadside.errors import NotFound
from threadside.insight import attention
from threadside.runtime import runtime
from threadside.store.tables import WebhookReceipt

bp = Blueprint("attention", __name__, url_prefix="/attention")
SHOWN: Final = 5
"""Of each topic on the page of all of them; the rest stand on a page of their own."""


@dataclass(frozen=True)
class Section:
    """One topic as a page shows it; `older` is the address of what follows."""

    name: str
    rows: Sequence[Any]
    count: int
    older: str | None


@bp.get("")
@console("read")
def index() -> Response:
    """Everything that waits, the most urgent first."""
    return overview()


@bp.get("/all/<name>")
@console("read")
def topic(name: str) -> Response:
    """All that waits of one kind, page by page."""
    if name not in BY_NAME:
        raise NotFound("page")
    before = request.args.get("before", "")[:36]
    waits = around().waits
    with runtime().uow.read() as session:
        section = _section(session, BY_NAME[name], waits, before, attention.PAGE)
    return render("console/attention.html", sections=[section], waits=waits,
                  alone=name, forms={})  # fmt: skip


@bp.get("/webhooks/<id:receipt_id>")
@console("read")
def webhook(receipt_id: str) -> Response:
    """A kept webhook as it came."""
    return render("console/webhook.html", row=_kept(receipt_id))


@bp.get("/webhooks/<id:receipt_id>/body")
@console("read")
def webhook_body(receipt_id: str) -> Response:
    """Its body, to be kept or sent to somebody who can read it."""
    response = Response(_kept(receipt_id).body, mimetype="text/plain")
    response.headers["Content-Disposition"] = f'attachment; filename="webhook-{receipt_id}.txt"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@bp.get("/crm-webhooks/<id:event_id>")
@console("read")
def crm_webhook(event_id: str) -> Response:
    """What a CRM sent and nobody could read, as far as it is kept."""
    with runtime().uow.read() as session:
        found = unread.one(session, visitor().workspace_id, event_id)
    return render("console/crm_webhook.html", found=found)


def overview(forms: dict[str, Form] | None = None) -> Response:
    """The page of everything; `forms` are those to be shown once more, by the id of their row."""
    waits = around().waits
    with runtime().uow.read() as session:
        sections = [_section(session, each, waits, "", SHOWN) for each in TOPICS]
    return render(
        "console/attention.html",
        422 if forms else 200,
        sections=[section for section in sections if section.rows],
        waits=waits,
        alone=None,
        forms=forms or {},
    )


def _section(
    session: Session, of: Topic, waits: attention.Waiting, before: str, most: int
) -> Section:
    count = getattr(waits, of.name)
    rows = of.rows(session, visitor().workspace_id, before, most) if count else []
    older = None
    if len(rows) == most and (before or count > most):
        older = f"/console/attention/all/{of.name}?before={of.key(rows[-1])}"
    return Section(of.name, rows, count, older)


def _kept(receipt_id: str) -> WebhookReceipt:
    with runtime().uow.read() as session:
        found = attention.kept_webhook(session, visitor().workspace_id, receipt_id)
    if found is None:
        raise NotFound("webhook")
    return found
