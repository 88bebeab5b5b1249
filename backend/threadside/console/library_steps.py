"""What admins do with an item, each step one transaction: have it looked at, decide, retire."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import Form
from threadside.console.frame import console, done, visitor
from threadside.console.library_looks import HOME
from threadside.console.library_page import show
from threadside.errors import NotFound, Refusal
from threadside.library import draft, review
from threadside.runtime import runtime
from threadside.store.uow import Tx
from threadside.words import say

bp = Blueprint("library_steps", __name__, url_prefix="/library/<id:item_id>")

FIELDS: Final = {"reason_needed_here": "reason", "empty_comment": "words"}
LONG: Final = {"decide": "reason", "retire": "reason", "bring_back": "reason"}
"""Where each form has its words, if not in `words`."""


@bp.post("/submit")
@console("admin")
def submit(item_id: str) -> AnyResponse:
    """Have somebody look at its draft."""
    form = Form.sent("submit")
    return _do(item_id, form, "library_submitted", lambda tx: review.submit(
        tx, *_us(), item_id, seen=form.version, words=form.text("words")
    ))  # fmt: skip


@bp.post("/take-back")
@console("admin")
def take_back(item_id: str) -> AnyResponse:
    """Go on working on what waits for review."""
    form = Form.sent("take_back")
    return _do(item_id, form, "library_taken_back", lambda tx: review.take_back(
        tx, *_us(), item_id
    ))  # fmt: skip


@bp.post("/decide")
@console("admin")
def decide(item_id: str) -> AnyResponse:
    """Put what waits in force, or send it back."""
    form = Form.sent("decide")
    verb = review.approve if form.text("do") == "approve" else review.send_back
    told = "library_approved" if verb is review.approve else "library_sent_back"
    return _do(item_id, form, told, lambda tx: verb(
        tx, *_us(), item_id, form.text("reason"), seen=form.version
    ))  # fmt: skip


@bp.post("/retire")
@console("admin")
def retire(item_id: str) -> AnyResponse:
    """Out of reps' reach; kept with everything that was sent."""
    form = Form.sent("retire")
    return _do(item_id, form, "library_retired", lambda tx: review.retire(
        tx, *_us(), item_id, form.text("reason")
    ))  # fmt: skip


@bp.post("/bring-back")
@console("admin")
def bring_back(item_id: str) -> AnyResponse:
    """Into reps' reach again, as it was approved."""
    form = Form.sent("bring_back")
    return _do(item_id, form, "library_brought_back", lambda tx: review.bring_back(
        tx, *_us(), item_id, form.text("reason")
    ))  # fmt: skip


@bp.post("/comment")
@console("admin")
def comment(item_id: str) -> AnyResponse:
    """Say something about it to the others."""
    form = Form.sent("comment")
    return _do(item_id, form, "library_commented", lambda tx: review.comment(
        tx, *_us(), item_id, form.text("words")
    ), "#story")  # fmt: skip


@bp.post("/discard")
@console("admin")
def discard(item_id: str) -> AnyResponse:
    """Throw its draft away; an item that was never approved goes with it."""
    form = Form.sent("discard")
    try:
        with runtime().uow.write() as tx:
            gone = draft.discard(tx, *_us(), item_id, seen=form.version)
    except Refusal as refusal:
        return _refused(item_id, form, refusal)
    return done("library_discarded", HOME if gone else f"{HOME}/{item_id}")


def _do(
    item_id: str, form: Form, told: str, verb: Callable[[Tx], object], place: str = ""
) -> AnyResponse:
    """One verb in one transaction, and the page after it."""
    try:
        with runtime().uow.write() as tx:
            verb(tx)
    except Refusal as refusal:
        return _refused(item_id, form, refusal)
    return done(told, f"{HOME}/{item_id}{place}")


def _refused(item_id: str, form: Form, refusal: Refusal) -> AnyResponse:
    """The page as it is now, with what was typed and why it was not done.

    Raises:
        NotFound: for an item that is not of this workspace.
    """
    if isinstance(refusal, NotFound):
        refusal = Refusal("library_draft_gone")
    if refusal.code == "changed_meanwhile":
        now = refusal.extra["now"]
        by = now["by"] or say("console.templates.somebody")
        refusal = Refusal("library_changed_meanwhile", params={"by": by})
        form = Form(form.name, {**form.values, "version": now["revision"]})
    fields = {**FIELDS, "words_too_long": LONG.get(form.name, "words")}
    again = form.refused(refusal, fields)
    typed = Form(form.name, form.values, errors=again.errors)
    return show(item_id, typed, refusal.status, again.problem)


def _us() -> tuple[str, str]:
    return visitor().workspace_id, visitor().member_id
