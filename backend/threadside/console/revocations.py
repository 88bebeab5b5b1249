"""Texts that may ask us to stop, until a person has said what they mean."""

from typing import Final

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from threadside.consent import holds, listing
from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.errors import Refusal
from threadside.runtime import runtime

bp = Blueprint("revocations", __name__, url_prefix="/consent/revocations")

HOME: Final = "/console/consent/revocations"
OUTCOMES: Final = ("upheld", "dismissed")
LONGEST_NOTE: Final = 1000


@bp.get("")
@console("read")
def index() -> Response:
    """Those that are open, what is due first at the top."""
    return _show(after=request.args.get("after", "")[:36])


@bp.post("/<id:revocation_id>/settle")
@console("admin")
def settle(revocation_id: str) -> AnyResponse:
    """Say what one means."""
    form = Form.sent(revocation_id)
    try:
        outcome = form.choice("outcome", OUTCOMES)
        with runtime().uow.write() as tx:
            holds.settle(
                tx,
                visitor().workspace_id,
                revocation_id,
                member_id=visitor().member_id,
                outcome=outcome,
                note=form.text("note")[:LONGEST_NOTE].replace("\x00", ""),
            )
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return _show(form.refused(refusal), status=refusal.status)
    return done(f"revocation_{outcome}", HOME)


def _show(form: Form | None = None, *, after: str = "", status: int = 200) -> Response:
    held, here = runtime(), visitor()
    with held.uow.read() as session:
        rows = listing.doubts(session, here.workspace_id, after=after)
    for each in rows:
        held.notebook.read(here.workspace_id, here.member_id, each.row.person_id)
    older = f"{HOME}?after={rows[-1].row.id}" if len(rows) == listing.PAGE else None
    return render(
        "console/revocations.html", status, rows=rows, older=older, first=not after,
        form=form or Form(""),
    )  # fmt: skip
