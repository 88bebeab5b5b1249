"""What happened here, entry by entry, and whether the record holds."""

from datetime import UTC, date, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from threadside.audit import listing, piecewise
from threadside.audit.anchors import AnchorFolder, AnchorForged
from threadside.audit.listing import Listed, Wanted
from threadside.audit.piecewise import Piece
from threadside.console.audit_words import in_words
from threadside.console.forms import FieldRefused, Form
from threadside.console.frame import console, render, visitor
from threadside.console.one_number import e164
from threadside.errors import Refusal
from threadside.runtime import runtime

bp = Blueprint("audit_log", __name__, url_prefix="/records")

HOME: Final = "/console/records"
FAMILIES: Final = (
    "consent", "text", "policy", "template", "library", "form", "read", "sign_in", "session",
    "token", "override", "export", "hold", "erasure", "person", "workspace", "member", "line",
    "account", "brand", "campaign", "chain", "invitation", "device", "password", "second_factor",
    "passkey",
)  # fmt: skip
"""The kinds of entries by what stands before the dot."""


@bp.get("")
@console("read")
def index() -> Response:
    """Entries, the newest first."""
    return _show()


@bp.post("/verify")
@console("read")
def verify() -> Response:
    """Check the chain from its beginning, or go on where the piece before ended, and say what was
    found."""
    held, workspace_id = runtime(), visitor().workspace_id
    try:
        kept = AnchorFolder(held.settings.anchors).anchors(workspace_id)
    except AnchorForged:
        return _show(forged=True)
    given = Form.sent("verify").text("so_far")
    place = piecewise.begin(held.sealer, workspace_id, given, held.uow.clock())
    with held.uow.read() as session:
        found = piecewise.verified(session, workspace_id, kept, place)
    return _show(found, so_far=found.place.sealed(held.sealer, workspace_id))


def _show(found: Piece | None = None, *, so_far: str = "", forged: bool = False) -> Response:
    asked = {name: request.args.get(name, "")[:64] for name in ("kind", "number", "from", "to")}
    form = Form("filter", asked)
    rows: list[Listed] = []
    try:
        wanted = _wanted(form)
        before = _number(request.args.get("before", ""))
        with runtime().uow.read() as session:
            rows = listing.entries(session, visitor().workspace_id, wanted, before=before)
    except Refusal as refusal:
        form = form.refused(refusal)
    with runtime().uow.read() as session:
        anchors = listing.anchors(session, visitor().workspace_id)
        head = listing.newest(session, visitor().workspace_id)
    older = None
    if len(rows) == listing.PAGE:
        older = f"{HOME}?{urlencode(asked | {'before': rows[-1].entry.number})}"
    return render(
        "console/audit_log.html",
        422 if form.errors else 200,
        form=form,
        rows=[(row, in_words(row)) for row in rows],
        older=older,
        families=FAMILIES,
        anchors=anchors,
        head=head,
        found=found,
        so_far=so_far,
        forged=forged,
        narrowed=any(asked.values()),
    )


def _wanted(form: Form) -> Wanted:
    number = form.text("number")
    until = _day(form, "to")
    return Wanted(
        family=form.text("kind") if form.text("kind") in FAMILIES else "",
        phone=e164(number) if number else "",
        since=_day(form, "from"),
        until=until + timedelta(days=1) if until else None,
    )


def _day(form: Form, field: str) -> datetime | None:
    value = form.text(field)
    if not value:
        return None
    try:
        found = date.fromisoformat(value)
        return (
            datetime(found.year, found.month, found.day, tzinfo=UTC) if found.year > 1990 else None
        )
    except ValueError as error:
        raise FieldRefused("bad_day", field) from error


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
