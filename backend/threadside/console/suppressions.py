"""The numbers that must not be texted, why, and the list as a file."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, request, stream_with_context

from threadside.consent import listing
from threadside.console.forms import Form
from threadside.console.frame import console, render, visitor
from threadside.rules import cells
from threadside.runtime import runtime
from threadside.store.tables.consent import REASONS
from threadside.words import say

bp = Blueprint("suppressions", __name__, url_prefix="/consent/suppressions")

HOME: Final = "/console/consent/suppressions"
COLUMNS: Final = ("phone", "reason", "since", "keyword", "words", "line", "recorded_by")
AT_ONCE: Final = 500


@bp.get("")
@console("read")
def index() -> Response:
    """One page, by reason and by a part of the number."""
    asked = Form("filter", {name: request.args.get(name, "")[:64] for name in ("reason", "number")})
    reason = asked.text("reason") if asked.text("reason") in REASONS else ""
    digits = "".join(letter for letter in asked.text("number") if letter in "0123456789")
    with runtime().uow.read() as session:
        rows, cursor = listing.suppressions(
            session,
            visitor().workspace_id,
            reason=reason,
            digits=digits,
            before=request.args.get("before", "")[:200],
        )
        counts = listing.suppressed(session, visitor().workspace_id)
    kept = {"reason": reason, "number": asked.text("number")}
    older = f"{HOME}?{urlencode(kept | {'before': cursor})}" if cursor else None
    return render(
        "console/suppressions.html", form=asked, rows=rows, older=older, counts=counts,
        reasons=REASONS, narrowed=bool(reason or asked.text("number")),
    )  # fmt: skip


@bp.get("/file.csv")
@console("read")
def file() -> Response:
    """All of them, for a spreadsheet or another system."""
    response = Response(stream_with_context(_lines(visitor().workspace_id)), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="suppressions.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _lines(workspace_id: str) -> Iterator[str]:
    yield cells.row(COLUMNS)
    before = ""
    while True:
        with runtime().uow.read() as session:
            rows, cursor = listing.suppressions(session, workspace_id, before=before, most=AT_ONCE)
        for each in rows:
            row = each.row
            said = (row.keyword, row.words, each.line or "", each.member or "")
            reason = say(f"console.suppressions.{row.reason}")
            yield cells.row((row.phone, reason, row.since.isoformat(), *map(cells.safe, said)))
        if cursor is None:
            return
        before = cursor
