"""How an admin describes the pages of a system that the extension does not know."""

import json
from typing import Any, Final

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.crm import HOME
from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.contracts.pages import MOST_ADAPTERS
from threadside.crm import pages
from threadside.errors import NotFound, Refusal
from threadside.rules.page_adapters import identify
from threadside.runtime import runtime
from threadside.store.tables import PageAdapter, PageReport
from threadside.words import say

bp = Blueprint("crm_pages", __name__, url_prefix="/crm/pages")

PLACE: Final = f"{HOME}/pages"
LONGEST_ADDRESS: Final = 2_000
FIELDS: Final = dict.fromkeys(
    ("page_adapter_json", "page_adapter_wrong", "page_adapter_long", "page_adapter_many"), "data"
)
EXAMPLE: Final = {
    "id": "own-desk",
    "name": "Our desk",
    "hosts": ["desk.example.com"],
    "records": [{"address": "/{type}/{id:number}"}],
    "types": {"people": "contact", "firms": "company", "cases": "ticket"},
    "page": {"record": "main", "heading": "main h1", "phones": "main .phone a"},
}


@bp.get("")
@console("read")
def index() -> Response:
    """Every description."""
    with runtime().uow.read() as session:
        rows = pages.listed(session, visitor().workspace_id)
    return render("console/crm_pages.html", rows=rows, most=MOST_ADAPTERS)


@bp.get("/new")
@console("admin")
def new() -> Response:
    """The form for a new one, with an example in it."""
    return _show(None, Form("adapter", {"data": _written(EXAMPLE)}))


@bp.post("/new")
@console("admin")
def add() -> AnyResponse:
    """Keep a new one, or try it."""
    return _taken(None)


@bp.get("/<id:adapter_id>")
@console("read")
def page(adapter_id: str) -> Response:
    """One description."""
    row = _row(adapter_id)
    return _show(row, Form("adapter", {"data": _written(row.data)}))


@bp.post("/<id:adapter_id>")
@console("admin")
def change(adapter_id: str) -> AnyResponse:
    """Keep what was changed, or try it."""
    return _taken(_row(adapter_id))


@bp.post("/<id:adapter_id>/remove")
@console("admin")
def remove(adapter_id: str) -> AnyResponse:
    """Take it back."""
    form = Form.sent("remove")
    try:
        with runtime().uow.write() as tx:
            name = pages.remove(tx, visitor().workspace_id, adapter_id, form.version)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        row = _row(adapter_id)
        again = Form("adapter", {"data": _written(row.data)}).refused(refusal)
        return _show(row, again, 409)
    return done("page_removed", PLACE, name=name)


@bp.get("/reports/<id:report_id>")
@console("read")
def report(report_id: str) -> Response:
    """What a page was built of that its adapter no longer fits."""
    with runtime().uow.read() as session:
        row = session.get(PageReport, report_id)
    if row is None or row.workspace_id != visitor().workspace_id:
        raise NotFound("report")
    return render("console/crm_report.html", row=row, written=_written(dict(row.structure)))


def missing_part(part: str) -> str:
    """A part of a page that was not found, in words; a filter of templates."""
    return say(f"console.attention.pages.{part}")


def _taken(row: PageAdapter | None) -> AnyResponse:
    sent = {
        "data": request.form.get("data", "")[: pages.LONGEST + 1],
        "address": request.form.get("address", "")[:LONGEST_ADDRESS],
        "version": request.form.get("version", ""),
    }
    form = Form("adapter", sent)
    try:
        adapter, compiled = pages.check(form.text("data"))
        if request.form.get("do") == "try":
            return _show(row, form, tried=_tried(form.text("address"), compiled))
        with runtime().uow.write() as tx:
            if row is None:
                adapter_id = pages.add(tx, visitor().workspace_id, adapter)
            else:
                adapter_id = row.id
                pages.change(tx, visitor().workspace_id, row.id, form.version, adapter)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return _show(row, form.refused(refusal, FIELDS), 409 if refusal.status == 409 else 422)
    return done("page_saved", f"{PLACE}/{adapter_id}", name=adapter["name"])


def _tried(address: str, compiled: Any) -> dict[str, str]:
    if not address:
        return {"tone": "note", "words": say("console.crm.pages.try_none")}
    found = identify(address, compiled)
    if found is None:
        return {"tone": "wait", "words": say("console.crm.pages.tried_nothing")}
    words = say(
        "console.crm.pages.tried",
        type=say(f"console.crm.pages.type.{found.type}"),
        id=found.id,
        account=found.account,
    )
    return {"tone": "go", "words": words}


def _row(adapter_id: str) -> PageAdapter:
    with runtime().uow.read() as session:
        return pages.find(session, visitor().workspace_id, adapter_id)


def _written(data: dict[str, Any]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False)


def _show(
    row: PageAdapter | None, form: Form, status: int = 200, tried: dict[str, str] | None = None
) -> Response:
    return render("console/crm_pages_one.html", status, row=row, form=form, tried=tried)
