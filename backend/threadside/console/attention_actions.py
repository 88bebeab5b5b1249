"""What an admin does about what waits. Every action leads back to the page of all of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.attention import overview
from threadside.console.forms import Form
from threadside.console.frame import console, done, visitor
from threadside.crm import log as crm_log
from threadside.crm import opt_outs as crm_opt_outs
from threadside.crm import unread as crm_unread
from threadside.errors import Invalid, NotFound, Refusal
from threadside.insight import alarms, mending
from threadside.insight.attention import CHAIN, MEDIA, PAGES, REFUSED
from threadside.runtime import runtime
from threadside.store.tables import Line
from threadside.store.uow import Tx
from threadside.threads import doubt
from threadside.workspace import lines, versions

bp = Blueprint("attention_actions", __name__, url_prefix="/attention")

HERE: Final = "/console/attention"


@bp.post("/alarms/<id:alarm_id>/close")
@console("admin")
def close_alarm(alarm_id: str) -> AnyResponse:
    """It was dealt with; what it paused may go on, or stays as it is."""
    form = Form.sent("close")
    resume = form.text("then") == "resume"
    return _do(
        lambda tx: alarms.close(
            tx, visitor().workspace_id, visitor().member_id, alarm_id, form.text("note"),
            resume=resume,
        ),
        "alarm_closed",
    )  # fmt: skip


@bp.post("/lines/<id:line_id>/resume")
@console("admin")
def resume_line(line_id: str) -> AnyResponse:
    """Let the texts of a line go again."""
    seen = Form.sent("resume").whole("version")

    def resume(tx: Tx) -> None:
        lines.resume(tx, versions.hold(tx, Line, visitor().workspace_id, line_id, seen))

    return _do(resume, "line_goes_on")


@bp.post("/texts/<id:message_id>/settle")
@console("admin")
def settle(message_id: str) -> AnyResponse:
    """What became of a text in doubt, as a member found out."""
    sent = Form.sent("settle").text("outcome") == "sent"
    here = visitor()
    return _do(
        lambda tx: doubt.settle(tx, here.workspace_id, here.member_id, message_id, sent=sent),
        "settled_sent" if sent else "settled_not_sent",
    )


@bp.post("/webhooks/fold-matching")
@console("admin")
def fold_matching() -> AnyResponse:
    """Fold in all that came before their line was added."""
    with runtime().uow.write() as tx:
        count = mending.fold_matching(tx, visitor().workspace_id)
    return done("folded_matching" if count else "folded_none", HERE, count=str(count))


@bp.post("/webhooks/<id:receipt_id>/fold")
@console("admin")
def fold_again(receipt_id: str) -> AnyResponse:
    """Look once more for whom it is."""
    return _do(
        lambda tx: mending.fold_again(tx, visitor().workspace_id, receipt_id), "folded_again"
    )


@bp.post("/webhooks/<id:receipt_id>/read")
@console("admin")
def note_read(receipt_id: str) -> AnyResponse:
    """Nothing can be done with it."""
    return _do(lambda tx: mending.note_read(tx, visitor().workspace_id, receipt_id), "read")


@bp.post("/jobs/<id:job_id>/run")
@console("admin")
def run_again(job_id: str) -> AnyResponse:
    """Let it try again."""
    return _do(lambda tx: mending.run_again(tx, visitor().workspace_id, job_id), "run_again")


@bp.post("/jobs/<id:job_id>/drop")
@console("admin")
def drop(job_id: str) -> AnyResponse:
    """Give up on it, for a reason that is kept."""
    form = Form.sent(f"drop-{job_id}")
    try:
        return _do(
            lambda tx: mending.drop(tx, visitor().workspace_id, job_id, form.text("reason")),
            "dropped",
        )
    except Invalid as refusal:
        return overview({job_id: form.refused(refusal, {"empty_reason": "reason"})})


@bp.post("/media/<id:media_id>/fetch")
@console("admin")
def fetch_again(media_id: str) -> AnyResponse:
    """Ask the carrier for it once more."""
    return _do(
        lambda tx: mending.fetch_again(tx, visitor().workspace_id, media_id), "fetched_again"
    )


@bp.post("/crm/<id:entry_id>/write")
@console("admin")
def write_again(entry_id: str) -> AnyResponse:
    """Write into the CRM once more what it refused."""
    return _do(lambda tx: crm_log.try_again(tx, visitor().workspace_id, entry_id), "written_again")


@bp.post("/crm-opt-outs/<id:opt_out_id>/write")
@console("admin")
def write_opt_out_again(opt_out_id: str) -> AnyResponse:
    """Write an opt-out into the CRM once more that it refused."""
    return _do(
        lambda tx: crm_opt_outs.try_again(tx, visitor().workspace_id, opt_out_id), "written_again"
    )


@bp.post("/crm-webhooks/<id:event_id>/forget")
@console("admin")
def forget_crm_webhook(event_id: str) -> AnyResponse:
    """Delete a CRM's webhook that nobody can read."""
    return _do(
        lambda tx: crm_unread.forget(tx, visitor().workspace_id, event_id), "crm_webhook_forgotten"
    )


@bp.post("/seen/<topic>")
@console("admin")
def seen(topic: str) -> AnyResponse:
    """All that was on the page."""
    if topic not in (MEDIA, REFUSED, CHAIN, PAGES):
        raise NotFound("page")
    form = Form.sent("seen")
    try:
        until = datetime.fromisoformat(form.text("until"))
    except ValueError as error:
        raise Refusal("stale_form", status=400) from error
    moment = until if until.tzinfo else until.replace(tzinfo=UTC)
    return _do(lambda tx: mending.seen(tx, visitor().workspace_id, topic, moment), "seen")


def _do(what: Callable[[Tx], object], told: str) -> AnyResponse:
    with runtime().uow.write() as tx:
        what(tx)
    return done(told, HERE)
