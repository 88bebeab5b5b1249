"""Taking templates in from a file: what would become of every row is shown before any is taken."""

import base64
import binascii
import zlib
from collections import Counter
from typing import Final

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import FieldRefused, Form
from threadside.console.frame import console, done, render, visitor
from threadside.console.template_list import HOME
from threadside.errors import Refusal
from threadside.runtime import runtime
from threadside.templates import sheet
from threadside.templates.sheet import COLUMNS, LARGEST, MOST_ROWS, Report

bp = Blueprint("template_import", __name__, url_prefix="/templates/import")

LARGEST_PACKED: Final = 400_000
"""What the page carries from the report to the press that applies it; a form without files may have
500 kB (Flask, `MAX_FORM_MEMORY_SIZE`)."""
ROOM: Final = LARGEST + LARGEST_PACKED
SHOWN: Final = 500
ORDER: Final = ("refused", "changed", "new", "known")
"""What needs a look comes first."""


@bp.get("")
@console("admin")
def page() -> Response:
    """Choose a file."""
    return _show(Form("import"))


@bp.post("")
@console("admin", room=ROOM)
def report() -> Response:
    """What would become of each row. Nothing is kept."""
    form = Form("import")
    try:
        name, data = _file()
        packed = _packed(data)
        with runtime().uow.read() as session:
            found = sheet.plan(session, visitor().workspace_id, sheet.read(data))
    except Refusal as refusal:
        return _show(form.refused(refusal, {"bad_sheet": "file"}), status=422)
    return _show(form, found, name, packed)


@bp.post("/apply")
@console("admin", room=ROOM)
def apply() -> AnyResponse:
    """Take the rows of the report in, all or none."""
    packed, name = request.form.get("packed", ""), request.form.get("file", "")[:200]
    try:
        data = _unpacked(packed)
        with runtime().uow.write() as tx:
            found = sheet.take(tx, visitor().workspace_id, visitor().member_id, sheet.read(data))
    except Refusal as refusal:
        return _show(Form("import").refused(refusal, {"bad_sheet": "file"}), status=422)
    if not found.applied:
        return _show(Form("import"), found, name, packed, status=409)
    counts = Counter(row.outcome for row in found.rows)
    return done(
        "templates_taken", f"{HOME}?show=draft", new=str(counts["new"]),
        changed=str(counts["changed"]),
    )  # fmt: skip


def _file() -> tuple[str, bytes]:
    """The file's name and what is in it.

    Raises:
        FieldRefused: when there is none.
        Refusal: `file_too_large`.
    """
    file = request.files.get("file")
    if file is None or not file.filename:
        raise FieldRefused("empty_field", "file")
    data = file.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise FieldRefused("sheet_too_large", "file")
    return file.filename[:200], data


def _packed(data: bytes) -> str:
    """A file small enough to stand in the page.

    Raises:
        FieldRefused: `sheet_too_large`, when it can't be made so.
    """
    packed = base64.b64encode(zlib.compress(data, 9)).decode()
    if len(packed) > LARGEST_PACKED:
        raise FieldRefused("sheet_too_large", "file")
    return packed


def _unpacked(packed: str) -> bytes:
    """Raises FieldRefused for anything but what a report's page has."""
    try:
        data = zlib.decompressobj().decompress(base64.b64decode(packed, validate=True), LARGEST + 1)
    except (zlib.error, binascii.Error, ValueError) as error:
        raise FieldRefused("empty_field", "file") from error
    if not data:
        raise FieldRefused("empty_field", "file")
    if len(data) > LARGEST:
        raise FieldRefused("sheet_too_large", "file")
    return data


def _show(
    form: Form, report: Report | None = None, name: str = "", packed: str = "", status: int = 200
) -> Response:
    rows = (
        sorted(report.rows, key=lambda row: (ORDER.index(row.outcome), row.line)) if report else []
    )
    counts = Counter(row.outcome for row in rows)
    return render(
        "console/template_import.html", status, form=form, file=name, packed=packed, report=report,
        rows=rows[:SHOWN], hidden=len(rows) - len(rows[:SHOWN]), columns=COLUMNS, most=MOST_ROWS,
        counts=[(outcome, counts[outcome]) for outcome in ORDER if counts[outcome]],
        changes=counts["new"] + counts["changed"],
    )  # fmt: skip
