"""Everything that can be set, to be searched; and the forms of how a workspace itself works."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, request
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from threadside.console import meanwhile, settings_catalog
from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.errors import Refusal
from threadside.runtime import runtime
from threadside.store.tables import Workspace
from threadside.store.uow import Tx
from threadside.workspace.members import LONGEST_HOLD_SECONDS, describe_workspace, set_hold

bp = Blueprint("settings", __name__, url_prefix="/settings")

LONGEST_SEARCH: Final = 100
HOME: Final = "/console/settings"
FIELDS: Final = {"bad_hold": "hold_seconds", "empty_name": "name", "bad_region": "region"}


@bp.get("")
@console("read")
def page() -> Response:
    """The settings of the workspace."""
    return show()


@bp.post("/undo")
@console("admin")
def undo() -> AnyResponse:
    """How long a press of Send can be undone."""
    form = Form.sent("undo")
    return _change(
        form,
        ("hold_seconds",),
        lambda tx, row: set_hold(
            tx, row, form.whole("hold_seconds"), by=visitor().member_id, reason=form.text("reason")
        ),
        "settings_undo",
    )


@bp.post("/workspace")
@console("admin")
def workspace() -> AnyResponse:
    """Its name and region."""
    form = Form.sent("workspace")
    return _change(
        form,
        ("name", "region"),
        lambda tx, row: describe_workspace(
            tx,
            row,
            form.text("name"),
            form.text("region"),
            by=visitor().member_id,
            reason=form.text("reason"),
        ),
        "settings_workspace",
    )


def _change(
    form: Form, fields: tuple[str, ...], change: Callable[[Tx, Workspace], None], told: str
) -> AnyResponse:
    """Make a change to a workspace whose `fields` are what the form was made for."""
    try:
        with runtime().uow.write() as tx:
            change(tx, _held(tx, form, fields))
    except Refusal as refusal:
        again = form.refused(refusal, FIELDS)
        if refusal.code != "changed_meanwhile":
            return show(422, again)
        with runtime().uow.read() as session:
            row = session.get_one(Workspace, visitor().workspace_id)
        now = {field: getattr(row, field) for field in fields}
        together, since = meanwhile.of_fields(again, now)
        return show(409, together, told=since)
    return done(told, HOME)


def _held(tx: Tx, form: Form, fields: tuple[str, ...]) -> Workspace:
    mine = select(Workspace).where(Workspace.id == visitor().workspace_id)
    row = tx.session.scalars(mine.with_for_update(key_share=True)).one()
    if any(form.values.get(f"was_{field}") != str(getattr(row, field)) for field in fields):
        raise Refusal("changed_meanwhile")
    return row


def show(status: int = 200, *forms: Form, told: meanwhile.Meanwhile | None = None) -> Response:
    """The page; `forms` are those that somebody filled in wrongly, `told` is what somebody else
    changed since."""
    asked = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    with runtime().uow.read() as session:
        row = session.get_one(Workspace, visitor().workspace_id)
        every = settings_catalog.items(session, visitor().workspace_id)
    found = settings_catalog.matching(every, asked)
    given = {
        "pause": Form("pause"),
        "undo": Form("undo", {"hold_seconds": row.hold_seconds}),
        "workspace": Form("workspace", {"name": row.name, "region": row.region}),
    } | {form.name: form for form in forms}
    return render(
        "console/settings.html", status, workspace=row, forms=given, longest=LONGEST_HOLD_SECONDS,
        asked=asked, found=found, groups=settings_catalog.grouped(found), meanwhile=told,
        search=Form("search", {"q": asked}),
    )  # fmt: skip
