"""What an admin does with one line. Every action answers with the line's page."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import Form
from threadside.console.frame import console, done, visitor
from threadside.console.line_page import KILOBYTE, show
from threadside.errors import Invalid, Refusal
from threadside.runtime import runtime
from threadside.store.tables import Line, Workspace
from threadside.store.uow import Tx
from threadside.threads import line_checks
from threadside.threads.pressing import Sender
from threadside.workspace import limits, line_proof, lines, versions

bp = Blueprint("line_actions", __name__, url_prefix="/lines/<id:line_id>")

FIELDS: Final = {
    "bad_number": "phone", "empty_name": "name", "bad_media_limit": "media_limit",
    "bad_throughput": "per_second", "bad_burst": "burst",
    "no_code_sent": "code", "too_many_codes": "code", "wrong_code": "code",
}  # fmt: skip

Change = Callable[[Tx, Line], object]


@bp.post("/pause")
@console("admin")
def pause(line_id: str) -> AnyResponse:
    """Keep its texts in the queue."""
    return _change(line_id, Form.sent("pause"), lines.pause, "line_paused")


@bp.post("/resume")
@console("admin")
def resume(line_id: str) -> AnyResponse:
    """Let its texts go again."""
    return _change(line_id, Form.sent("resume"), lines.resume, "line_resumed")


@bp.post("/describe")
@console("admin")
def describe(line_id: str) -> AnyResponse:
    """Its name, and what it can do."""
    form = Form.sent("describe")

    def change(tx: Tx, line: Line) -> None:
        wish = lines.Description(
            name=form.text("name"),
            sms=form.checked("sms"),
            mms=form.checked("mms"),
            media_limit=form.whole("media_limit") * KILOBYTE,
            verified=form.checked("verified"),
        )
        lines.describe(tx, line, wish)

    return _change(line_id, form, change, "line_described")


@bp.post("/link")
@console("admin")
def link(line_id: str) -> AnyResponse:
    """The campaign that it texts under."""
    form = Form.sent("link")
    return _change(
        line_id, form, lambda tx, line: lines.link(tx, line, form.text("campaign") or None),
        "line_linked",
    )  # fmt: skip


@bp.post("/limits")
@console("admin")
def limit(line_id: str) -> AnyResponse:
    """How fast the carrier takes its texts."""
    form = Form.sent("limits")

    def change(tx: Tx, line: Line) -> None:
        per_second, burst = form.number("per_second"), form.number("burst")
        limits.set_line(tx, line.workspace_id, line.id, per_second, burst)

    return _change(line_id, form, change, "line_limits")


@bp.post("/test")
@console("admin")
def test(line_id: str) -> AnyResponse:
    """A real text to the admin's own phone."""
    form = Form.sent("test")

    def change(tx: Tx, line: Line) -> None:
        name = visitor().who.name
        line_checks.send_test(tx, _sender(tx.session), line, form.text("phone"), name)

    return _change(line_id, form, change, "line_test", "#test")


@bp.post("/code")
@console("admin")
def send_code(line_id: str) -> AnyResponse:
    """A code to the line, from another one."""
    return _change(
        line_id,
        Form.sent("code"),
        lambda tx, line: line_checks.send_code(tx, _sender(tx.session), line),
        "line_code",
        "#proof",
    )


@bp.post("/verify")
@console("admin")
def verify(line_id: str) -> AnyResponse:
    """The code that was read on the line's phone."""
    form = Form.sent("code")
    right: list[bool] = []

    def change(tx: Tx, line: Line) -> None:
        right.append(line_proof.verify(tx, line, form.text("code")))

    answer = _change(line_id, form, change, "line_live")
    if right == [False]:  # the try is counted, so the transaction ended well
        return show(line_id, 422, form.refused(Invalid("wrong_code"), FIELDS))
    return answer


@bp.post("/arrived")
@console("admin")
def arrived(line_id: str) -> AnyResponse:
    """Look whether a text has come in."""
    return _change(line_id, Form.sent("code"), line_proof.verify_by_arrival, "line_live")


def _change(line_id: str, form: Form, change: Change, told: str, place: str = "") -> AnyResponse:
    """Make one change to a line of the version that the form was made for."""
    try:
        with runtime().uow.write() as tx:
            line = versions.hold(tx, Line, visitor().workspace_id, line_id, form.version)
            change(tx, line)
    except Refusal as refusal:
        return _again(line_id, form, refusal)
    return done(told, f"/console/lines/{line_id}{place}", name=line.name[:60])


def _again(line_id: str, form: Form, refusal: Refusal) -> AnyResponse:
    if refusal.status == 404:
        raise refusal
    return show(line_id, 409 if refusal.status == 409 else 422, form.refused(refusal, FIELDS))


def _sender(session: Session) -> Sender:
    workspace = session.get_one(Workspace, visitor().workspace_id)
    return Sender(
        workspace_id=workspace.id,
        member_id=visitor().member_id,
        region=workspace.region,
        hold_seconds=workspace.hold_seconds,
        sealer=runtime().sealer,
    )
