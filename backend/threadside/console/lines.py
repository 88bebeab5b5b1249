"""The lines of a workspace: their list, registering one, and each one's page."""

from typing import Final

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.console.line_page import show
from threadside.errors import Refusal
from threadside.runtime import runtime
from threadside.store.tables import Workspace
from threadside.workspace import lines, number_orders

bp = Blueprint("lines", __name__, url_prefix="/lines")

REQUEST_FIELDS: Final = {
    "bad_number": "phone", "line_taken": "phone", "no_account": "phone", "empty_name": "name",
}  # fmt: skip


@bp.get("")
@console("read", local=True)
def index() -> Response:
    """Every line with its state."""
    with runtime().uow.read() as session:
        rows = lines.registered(session, visitor().workspace_id)
        orders = number_orders.open_orders(session, visitor().workspace_id)
    return render("console/lines.html", rows=rows, orders=orders)


@bp.get("/new")
@console("admin")
def new() -> Response:
    """The form for a number that exists."""
    return render("console/line_new.html", form=Form("new"))


@bp.post("/new")
@console("admin")
def add() -> AnyResponse:
    """Register a number that exists: ours at the carrier, or hosted elsewhere."""
    form = Form.sent("new")
    try:
        with runtime().uow.write() as tx:
            made = lines.request(
                tx,
                tx.session.get_one(Workspace, visitor().workspace_id),
                form.text("phone"),
                form.text("name"),
                hosted=form.checked("hosted"),
            )
    except Refusal as refusal:
        return render("console/line_new.html", 422, form=form.refused(refusal, REQUEST_FIELDS))
    return done("line_requested", f"/console/lines/{made.id}")


@bp.get("/<id:line_id>")
@console("read", local=True)
def page(line_id: str) -> Response:
    """One line."""
    return show(line_id)
