"""Forms for web sites that ask visitors for consent: their wordings, and how they are put there."""

from typing import Final

from flask import Blueprint, Response
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from threadside.consent import forms, listing
from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.errors import Refusal
from threadside.people.cards import display
from threadside.runtime import runtime
from threadside.store.tables import ConsentForm, Line

bp = Blueprint("consent_forms", __name__, url_prefix="/consent/forms")

HOME: Final = "/console/consent/forms"
SCOPES: Final = ("informational", "marketing")
FIELDS: Final = {
    "empty_name": "name", "form_scope": "scope", "form_wording": "wording",
    "form_origin": "origins", "form_line": "line",
}  # fmt: skip


@bp.get("")
@console("read")
def index() -> Response:
    """Every form."""
    with runtime().uow.read() as session:
        found = forms.of_workspace(session, visitor().workspace_id)
    return render("console/consent_forms.html", rows=found)


@bp.get("/new")
@console("admin")
def new() -> Response:
    """A form to fill in."""
    return _new(Form("form", {"scope": "informational", "double_opt_in": True, "locale": "en"}))


@bp.post("/new")
@console("admin")
def add() -> AnyResponse:
    """Make one."""
    form = Form.sent("form")
    try:
        with runtime().uow.write() as tx:
            made = forms.add(
                tx,
                visitor().workspace_id,
                name=form.required("name"),
                scope=form.choice("scope", SCOPES),
                wording=form.text("wording"),
                origins=form.text("origins").split(),
                locale=form.text("locale")[:10] or "en",
                double_opt_in=form.checked("double_opt_in"),
                line=form.text("line") or None,
                member_id=visitor().member_id,
            )
            where = f"{HOME}/{made.id}"
    except Refusal as refusal:
        return _new(form.refused(refusal, FIELDS), 422)
    return done("form_added", where)


@bp.get("/<id:form_id>")
@console("read")
def page(form_id: str) -> Response:
    """One form: where it stands, what it says, what it said before."""
    return _page(form_id)


@bp.post("/<id:form_id>/wording")
@console("admin")
def reword(form_id: str) -> AnyResponse:
    """Another wording from now on."""
    form = Form.sent("wording")
    try:
        with runtime().uow.write() as tx:
            found = listing.form(tx.session, visitor().workspace_id, form_id)
            _require_seen(found, form)
            forms.reword(tx, found, form.text("wording"), visitor().member_id)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return _page(form_id, form.refused(refusal, FIELDS), refusal.status)
    return done("form_reworded", f"{HOME}/{form_id}")


@bp.post("/<id:form_id>/pause")
@console("admin")
def pause(form_id: str) -> AnyResponse:
    """Take no answers until it is opened again."""
    with runtime().uow.write() as tx:
        forms.close(tx, listing.form(tx.session, visitor().workspace_id, form_id))
    return done("form_paused", f"{HOME}/{form_id}")


@bp.post("/<id:form_id>/open")
@console("admin")
def reopen(form_id: str) -> AnyResponse:
    """Take answers again."""
    with runtime().uow.write() as tx:
        forms.reopen(tx, listing.form(tx.session, visitor().workspace_id, form_id))
    return done("form_opened", f"{HOME}/{form_id}")


def _require_seen(row: ConsentForm, form: Form) -> None:
    if row.version != form.version:
        raise Refusal("changed_meanwhile")


def _new(form: Form, status: int = 200) -> Response:
    with runtime().uow.read() as session:
        lines = session.scalars(
            select(Line)
            .where(Line.workspace_id == visitor().workspace_id)
            .order_by(Line.position, Line.id)
        ).all()
    shown = [(line.phone, f"{line.name}, {display(line.phone)}") for line in lines]
    return render(
        "console/consent_form_new.html", status, form=form, line_choices=shown, scopes=SCOPES
    )


def _page(form_id: str, form: Form | None = None, status: int = 200) -> Response:
    with runtime().uow.read() as session:
        found = listing.form(session, visitor().workspace_id, form_id)
        wordings = listing.wordings(session, form_id)
        line = session.get(Line, found.line_id) if found.line_id else None
    current = {"wording": wordings[0].row.wording, "version": found.version}
    return render(
        "console/consent_form.html",
        status,
        row=found,
        wordings=wordings,
        line=line,
        form=form or Form("wording", current),
        address=f"{runtime().settings.public_url.rstrip('/')}/f/{found.key}",
    )
