"""Exports of everything about one number: asked for, made, downloaded for a week."""

from typing import Final

from flask import Blueprint, Response
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.console.one_number import e164
from threadside.errors import Refusal
from threadside.media.sizes import in_words
from threadside.records import exports
from threadside.runtime import runtime
from threadside.store.tables import Member, User

bp = Blueprint("exports", __name__, url_prefix="/records/exports")

HOME: Final = "/console/records/exports"
LONGEST_REASON: Final = 500


@bp.get("")
@console("read")
def index() -> Response:
    """Those of the last week."""
    return _show(Form("export"))


@bp.post("")
@console("admin")
def ask() -> AnyResponse:
    """Have one made."""
    form = Form.sent("export")
    try:
        phone = e164(form.required("number"))
        reason = form.required("reason")[:LONGEST_REASON].replace("\x00", "")
        with runtime().uow.write() as tx:
            exports.ask(tx, visitor().workspace_id, phone, visitor().member_id, reason)
    except Refusal as refusal:
        return _show(form.refused(refusal), 422)
    return done("export_asked", HOME)


@bp.get("/<id:export_id>/file")
@console("admin")
def download(export_id: str) -> Response:
    """The ZIP; that it was taken is recorded."""
    held = runtime()
    with held.uow.write() as tx:
        row = exports.find(tx.session, visitor().workspace_id, export_id)
        body = exports.download(tx, held.media, visitor().workspace_id, export_id)
        name = f"threadside-{row.phone.removeprefix('+')}-{row.at:%Y%m%d}.zip"
        size = row.bytes
    response = Response(body, mimetype="application/zip")
    response.headers["Content-Length"] = str(size)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _show(form: Form, status: int = 200) -> Response:
    with runtime().uow.read() as session:
        rows = exports.listed(session, visitor().workspace_id)
        names = _names(session, {row.member_id for row in rows})
    return render(
        "console/exports.html", status, form=form, size=in_words, kept=exports.KEPT.days,
        rows=[(row, names.get(row.member_id or "")) for row in rows],
        waiting=any(row.state == "asked" for row in rows),
    )  # fmt: skip


def _names(session: Session, member_ids: set[str | None]) -> dict[str, str]:
    rows = session.execute(
        select(Member.id, User.name)
        .join(User, User.id == Member.user_id)
        .where(Member.id.in_({each for each in member_ids if each}))
    )
    return {row.id: row.name for row in rows}
