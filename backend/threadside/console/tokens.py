"""The tokens of scripts: making one with what it may do, and ending one."""

from typing import Final

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.errors import Refusal
from threadside.runtime import runtime
from threadside.words import say
from threadside.workspace import script_tokens
from threadside.workspace.scopes import SCOPES

bp = Blueprint("tokens", __name__, url_prefix="/tokens")

HOME: Final = "/console/tokens"
FIELDS: Final = {"no_token_name": "name", "bad_days": "days", "no_scope": "scopes"}


@bp.get("")
@console("admin")
def index() -> Response:
    """Those that work, and making another."""
    return _show()


@bp.post("")
@console("admin")
def make() -> Response:
    """Another one. It is shown by this answer and never again."""
    form, here = Form.sent("token"), visitor()
    wanted = [scope for scope in SCOPES if form.checked(f"scope.{scope}")]
    try:
        with runtime().uow.write() as tx:
            secret = script_tokens.make(
                tx, here.workspace_id, here.member_id,
                name=form.text("name"), days=form.whole("days"), wanted=wanted,
            )  # fmt: skip
    except Refusal as refusal:
        return _show(form.refused(refusal, FIELDS), 422)
    return _show(made=(form.text("name"), secret))


@bp.post("/<id:token_id>/end")
@console("admin")
def end(token_id: str) -> AnyResponse:
    """One works no longer."""
    with runtime().uow.write() as tx:
        name = script_tokens.end(tx, visitor().workspace_id, token_id)
    return done("token_ended", HOME, name=name[:60])


def _show(
    form: Form | None = None, status: int = 200, made: tuple[str, str] | None = None
) -> Response:
    held = runtime()
    with held.uow.read() as session:
        found = script_tokens.working(session, visitor().workspace_id, held.uow.clock())
    return render(
        "console/tokens.html",
        status,
        found=found,
        form=form or Form("token", {"days": "90"}),
        scopes=SCOPES,
        days=[(str(each), say("tokens.days_of", count=each)) for each in script_tokens.DAYS],
        made=made,
        home=HOME,
        longest=script_tokens.LONGEST_NAME,
    )
