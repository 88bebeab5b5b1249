"""From a fresh installation to the first real text: what is done, what is missing, and where.

The test is a text like any other: the press is this form, sent by somebody who is signed in and
whose browser got the form from us, so a script can't make it; the verdict decides, and the outbox
sends it. Whoever asks for it ticks that the phone is theirs, and that is what the ledger says.
"""

from typing import Final

from flask import Blueprint, Response
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import FieldRefused, Form
from threadside.console.frame import around, console, done, render, visitor
from threadside.console.line_page import display_or_empty
from threadside.contracts.timeline import MessageItem
from threadside.errors import Refusal
from threadside.ids import new_id
from threadside.runtime import runtime
from threadside.store.tables import Line, Workspace
from threadside.threads import line_checks
from threadside.threads.pressing import Sender
from threadside.timeline import items
from threadside.workspace import line_proof, lines, set_up
from threadside.workspace.set_up import Step

bp = Blueprint("set_up", __name__, url_prefix="/set-up")

HOME: Final = "/console/set-up"
PLACES: Final = {
    "line.no_account": "/console/account",
    "line.no_line": "/console/lines/new",
    "crm": "/console/crm",
    "consent": "/console/policy/consent#consent-contact_path",
    "template.none": "/console/templates/new",
    "template": "/console/templates",
    "responder": "/console/people",
    "test": f"{HOME}#test",
    "test.no_line": f"{HOME}#line",
}
"""Where each step is done, by `<step>.<what it lacks>`, else by the step."""


@bp.get("")
@console("admin")
def page() -> Response:
    """All steps."""
    return _show()


@bp.post("/test")
@console("admin")
def test() -> AnyResponse:
    """A real text to the admin's own phone."""
    form = Form.sent("test")
    try:
        if not form.checked("mine"):
            raise FieldRefused("not_your_phone", "mine")
        with runtime().uow.write() as tx:
            line = lines.sending(tx.session, visitor().workspace_id, form.text("line"))
            line_checks.send_test(
                tx, _sender(tx.session), line, form.text("phone"), visitor().who.name,
                key=form.text("key"), attests=True,
            )  # fmt: skip
    except Refusal as refusal:
        again = form.refused(refusal, {"bad_number": "phone"})
        return _show(409 if refusal.status == 409 else 422, again)
    return done("line_test", f"{HOME}#test", name=line.name[:60])


@bp.post("/hide")
@console("admin")
def hide() -> AnyResponse:
    """Put the list away."""
    with runtime().uow.write() as tx:
        set_up.hide(tx, visitor().workspace_id, hidden=True)
    return done("set_up_hidden", "/console/lines")


@bp.post("/show")
@console("admin")
def show_again() -> AnyResponse:
    """Let every page say again how far it is."""
    with runtime().uow.write() as tx:
        set_up.hide(tx, visitor().workspace_id, hidden=False)
    return done("set_up_shown", HOME)


def place(step: Step) -> str:
    """Where a step is done."""
    if step.target:
        return f"/console/lines/{step.target}"
    return PLACES.get(f"{step.name}.{step.lacks}") or PLACES[step.name]


def _show(status: int = 200, form: Form | None = None) -> Response:
    mine = visitor()
    with runtime().uow.read() as session:
        ours = [each for each in lines.of_workspace(session, mine.workspace_id) if _can_send(each)]
        phone = line_proof.last_test_number(session, mine.workspace_id, mine.member_id)
        newest = line_proof.newest_test(session, mine.workspace_id)
        item = items.load(session, mine.workspace_id, newest) if newest else None
    given = {"phone": display_or_empty(phone), "key": new_id()}
    return render(
        "console/set_up.html",
        status,
        steps=around().set_up,
        place=place,
        hidden=around().set_up_hidden,
        lines=[(each.id, f"{each.name} · {display_or_empty(each.phone)}") for each in ours],
        newest=item if isinstance(item, MessageItem) else None,
        form=form or Form("test", given),
    )


def _can_send(line: Line) -> bool:
    return line.state == "live" and line.sms


def _sender(session: Session) -> Sender:
    workspace = session.get_one(Workspace, visitor().workspace_id)
    return Sender(
        workspace_id=workspace.id,
        member_id=visitor().member_id,
        region=workspace.region,
        hold_seconds=workspace.hold_seconds,
        sealer=runtime().sealer,
    )
