"""What admins do with a template, each step one transaction: have it looked at, decide, retire."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import Form
from threadside.console.frame import console, done, visitor
from threadside.console.template_list import HOME
from threadside.console.template_page import show
from threadside.errors import NotFound, Refusal
from threadside.runtime import runtime
from threadside.store.uow import Tx
from threadside.templates import draft, review

bp = Blueprint("template_steps", __name__, url_prefix="/templates/<id:template_id>")

FIELDS: Final = {
    "bad_template_name": "name", "template_name_taken": "name", "reason_needed_here": "reason",
    "empty_comment": "words",
}  # fmt: skip
LONG: Final = {"decide": "reason", "retire": "reason", "bring_back": "reason"}
"""Where each form has its words, if not in `words`."""


@bp.post("/submit")
@console("admin")
def submit(template_id: str) -> AnyResponse:
    """Have somebody look at its draft."""
    form = Form.sent("submit")
    return _do(template_id, form, "template_submitted", lambda tx: review.submit(
        tx, *_us(), template_id, seen=form.version, words=form.text("words")
    ))  # fmt: skip


@bp.post("/take-back")
@console("admin")
def take_back(template_id: str) -> AnyResponse:
    """Go on writing what waits for review."""
    form = Form.sent("take_back")
    return _do(template_id, form, "template_taken_back", lambda tx: review.take_back(
        tx, *_us(), template_id
    ))  # fmt: skip


@bp.post("/decide")
@console("admin")
def decide(template_id: str) -> AnyResponse:
    """Put what waits in force, or send it back."""
    form = Form.sent("decide")
    verb = review.approve if form.text("do") == "approve" else review.send_back
    told = "template_approved" if verb is review.approve else "template_sent_back"
    return _do(template_id, form, told, lambda tx: verb(
        tx, *_us(), template_id, form.text("reason"), seen=form.version
    ))  # fmt: skip


@bp.post("/retire")
@console("admin")
def retire(template_id: str) -> AnyResponse:
    """Out of reps' lists; kept with everything that was sent."""
    form = Form.sent("retire")
    return _do(template_id, form, "template_retired", lambda tx: review.retire(
        tx, *_us(), template_id, form.text("reason")
    ))  # fmt: skip


@bp.post("/bring-back")
@console("admin")
def bring_back(template_id: str) -> AnyResponse:
    """Into reps' lists again, as it was approved."""
    form = Form.sent("bring_back")
    return _do(template_id, form, "template_brought_back", lambda tx: review.bring_back(
        tx, *_us(), template_id, form.text("reason")
    ))  # fmt: skip


@bp.post("/comment")
@console("admin")
def comment(template_id: str) -> AnyResponse:
    """Say something about it to the others."""
    form = Form.sent("comment")
    return _do(template_id, form, "template_commented", lambda tx: review.comment(
        tx, *_us(), template_id, form.text("words")
    ), "#story")  # fmt: skip


@bp.post("/copy")
@console("admin")
def copy(template_id: str) -> AnyResponse:
    """Another template that begins with its wording."""
    form = Form.sent("copy")
    try:
        with runtime().uow.write() as tx:
            made = draft.copy(tx, *_us(), template_id, form.text("name"))
    except Refusal as refusal:
        return _refused(template_id, form, refusal)
    return done("template_copied", f"{HOME}/{made}/edit")


@bp.post("/discard")
@console("admin")
def discard(template_id: str) -> AnyResponse:
    """Throw its draft away; a template that was never approved goes with it."""
    form = Form.sent("discard")
    try:
        with runtime().uow.write() as tx:
            gone = draft.discard(tx, *_us(), template_id, seen=form.version)
    except Refusal as refusal:
        return _refused(template_id, form, refusal)
    return done("template_discarded", HOME if gone else f"{HOME}/{template_id}")


def _do(
    template_id: str, form: Form, told: str, verb: Callable[[Tx], object], place: str = ""
) -> AnyResponse:
    """One verb in one transaction, and the page after it."""
    try:
        with runtime().uow.write() as tx:
            verb(tx)
    except Refusal as refusal:
        return _refused(template_id, form, refusal)
    return done(told, f"{HOME}/{template_id}{place}")


def _refused(template_id: str, form: Form, refusal: Refusal) -> AnyResponse:
    """The page as it is now, with what was typed and why it was not done. What is no field's stands
    above all steps: what was meant may be no step of it any more.

    Raises:
        NotFound: for a template that is not of this workspace.
    """
    if isinstance(refusal, NotFound):
        refusal = Refusal("template_draft_gone")
    if refusal.code == "changed_meanwhile":
        now = refusal.extra["now"]
        refusal = Refusal("template_changed_meanwhile", params={"by": now["by"]})
        form = Form(form.name, {**form.values, "version": now["revision"]})
    fields = {**FIELDS, "words_too_long": LONG.get(form.name, "words")}
    again = form.refused(refusal, fields)
    typed = Form(form.name, form.values, errors=again.errors)
    return show(template_id, typed, refusal.status, again.problem)


def _us() -> tuple[str, str]:
    return visitor().workspace_id, visitor().member_id
