"""Taking in what another system knows of consent, with a report on every row."""

from collections import Counter
from itertools import islice
from typing import Final

from flask import Blueprint, Response, request

from threadside.consent.importing import AT_ONCE, Report, take
from threadside.console.forms import FieldRefused, Form
from threadside.console.frame import console, render, visitor
from threadside.console.one_number import region
from threadside.errors import Refusal
from threadside.rules import cells
from threadside.rules.consent.importing import COLUMNS, NotTakable, read
from threadside.runtime import runtime
from threadside.words import say

bp = Blueprint("consent_import", __name__, url_prefix="/consent/import")

LARGEST: Final = 2_000_000
SHOWN: Final = 500
ORDER: Final = ("refused", "lowered", "taken", "known")
"""What needs a look comes first."""


@bp.get("")
@console("admin")
def page() -> Response:
    """Choose a file."""
    return _show(Form("import"))


@bp.post("")
@console("admin", room=LARGEST)
def take_in() -> Response:
    """Take its rows in, each whole or not at all; the same file again changes nothing."""
    form = Form("import")
    reports: list[Report] = []
    try:
        name, text = _file()
        _take(name, text, reports)
    except NotTakable as error:
        columns = ", ".join(sorted(COLUMNS))
        why = say(f"consent.file.{error.code}", what=error.what, columns=columns)
        return _show(Form("import", errors={"file": why}), reports, status=422)
    except Refusal as refusal:
        return _show(form.refused(refusal, {"no_file": "file"}), status=422)
    return _show(form, reports, name=name)


def _file() -> tuple[str, str]:
    """The file's name and its text.

    Raises:
        FieldRefused: when there is none, or it is no text.
    """
    file = request.files.get("file")
    if file is None or not file.filename:
        raise FieldRefused("empty_field", "file")
    try:
        return file.filename, cells.decoded(file.stream.read(LARGEST))
    except cells.NotText as error:
        raise FieldRefused("not_text", "file") from error


def _take(name: str, text: str, reports: list[Report]) -> None:
    """Adds to `reports` as it goes, so that what was taken before an error is told, too."""
    held, here = runtime(), visitor()
    rows = read(text, region(), held.uow.clock())
    while some := list(islice(rows, AT_ONCE)):
        with held.uow.write() as tx:
            done = take(tx, here.workspace_id, some, source=name, member_id=here.member_id)
        reports.extend(done)


def _show(
    form: Form, reports: list[Report] | None = None, *, name: str = "", status: int = 200
) -> Response:
    found = sorted(reports or [], key=lambda each: (ORDER.index(each.outcome), each.line))
    counts = Counter(each.outcome for each in found)
    return render(
        "console/consent_import.html",
        status,
        form=form,
        file=name,
        columns=sorted(COLUMNS - {"phone"}),
        rows=found[:SHOWN],
        hidden=len(found) - len(found[:SHOWN]),
        counts=[(outcome, counts[outcome]) for outcome in ORDER if counts[outcome]],
    )
