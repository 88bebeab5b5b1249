"""The switch that stops all sending, as an admin presses it."""

from datetime import UTC, datetime
from typing import Final

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import Form
from threadside.console.frame import console, done, visitor
from threadside.console.settings import HOME, show
from threadside.errors import Refusal
from threadside.runtime import runtime
from threadside.sending import pausing

bp = Blueprint("sends", __name__, url_prefix="/settings/sending")

NEVER: Final = datetime.min.replace(tzinfo=UTC)


@bp.post("/pause")
@console("admin")
def pause() -> AnyResponse:
    """Stop everything, and say why."""
    form = Form.sent("pause")
    try:
        reason = form.required("reason")
        with runtime().uow.write() as tx:
            pausing.pause(tx, visitor().workspace_id, visitor().member_id, reason)
    except Refusal as refusal:
        return show(409 if refusal.status == 409 else 422, form.refused(refusal))
    return done("sends_paused", HOME)


@bp.post("/resume")
@console("admin")
def resume() -> AnyResponse:
    """Let the texts go on that the pause on the page has kept."""
    form = Form.sent("resume")
    try:
        with runtime().uow.write() as tx:
            pausing.resume(tx, visitor().workspace_id, _moment(form.text("at")))
    except Refusal as refusal:
        return show(409, Form("pause").refused(refusal))
    return done("sends_resumed", HOME)


def _moment(written: str) -> datetime:
    """When the pause began that the form was made for; one that is none fits no pause."""
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return NEVER
