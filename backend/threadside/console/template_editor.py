"""Writing a template: a draft with what is wrong beside it, and nothing lost when two write."""

from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, Final

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from threadside.console import template_looks
from threadside.console.forms import FieldRefused, Form
from threadside.console.frame import console, done, render, visitor
from threadside.console.template_list import EXAMPLES, HOME
from threadside.console.template_page import Difference, between
from threadside.errors import NotFound, Refusal
from threadside.http import browser
from threadside.runtime import runtime
from threadside.store.uow import Tx
from threadside.templates import draft, listing, reading, review
from threadside.templates.content import (
    LONGEST_BODY,
    LONGEST_FOLDER,
    LONGEST_NAME,
    PURPOSES,
    Content,
)
from threadside.templates.reading import Whole
from threadside.words import say

bp = Blueprint("template_editor", __name__, url_prefix="/templates")

FIELDS: Final = {
    "bad_template_name": "name", "template_name_taken": "name", "bad_template_body": "body",
    "template_refused": "body", "bad_template_folder": "folder", "bad_template_tags": "tags",
    "bad_purpose": "purpose", "bad_language": "language", "bad_effective": "effective_until",
}  # fmt: skip
DO: Final = ("save", "submit", "look")
"""Keep it as a draft; have it reviewed as well; only show what it would look like."""
OVERTAKEN: Final = ("changed_meanwhile", "draft_exists", "not_found")
SCRIPT: Final = "script-src 'self'; connect-src 'self'"


@bp.get("/new")
@console("admin")
def new() -> Response:
    """An empty draft, or one of the examples to be made one's own."""
    return _edit(None, Form("template", _fields(_example())))


@bp.post("/new")
@console("admin")
def add() -> AnyResponse:
    """Keep a new draft."""
    return _save(None)


@bp.get("/<id:template_id>/edit")
@console("admin")
def edit(template_id: str) -> AnyResponse:
    """The open draft, else the wording in force to be made another one."""
    found = _found(template_id)
    open_draft = found.draft
    content = open_draft.content if open_draft else found.content
    revision = open_draft.revision if open_draft else 0
    return _edit(found, Form("template", _fields(content) | {"version": revision}))


@bp.post("/<id:template_id>/edit")
@console("admin")
def change(template_id: str) -> AnyResponse:
    """Keep what was written."""
    return _save(template_id)


@bp.post("/look")
@console("admin")
def look() -> Response:
    """How what is being typed looks, is counted and judged: a piece of the editor's page. Nothing
    is kept."""
    form = Form.sent("template")
    with runtime().uow.read() as session:
        found = _looked(session, form)
    return browser.page("console/template_look.html", form=form, look=found, looks=template_looks)


def _save(template_id: str | None) -> AnyResponse:
    form = Form.sent("template")
    if form.text("do") == "look":
        return _edit(_found(template_id) if template_id else None, form)
    send = form.text("do") == "submit"
    try:
        content = _content(form)
        with runtime().uow.write() as tx:
            kept, revision = _keep(tx, template_id, content, form.version)
            if send:
                review.submit(tx, *_us(), kept, seen=revision)
    except Refusal as refusal:
        return _refused(template_id, form, refusal)
    return done("template_submitted" if send else "template_saved", f"{HOME}/{kept}")


def _keep(tx: Tx, template_id: str | None, content: Content, seen: int) -> tuple[str, int]:
    """Write a draft down; gives the template and the draft's revision. `seen` is the revision
    that was edited, 0 where there was no draft yet."""
    if template_id is None:
        return draft.begin(tx, *_us(), content), 1
    if not seen:
        draft.revise(tx, *_us(), template_id)
    return template_id, draft.edit(tx, *_us(), template_id, content, seen=seen or 1)


def _refused(template_id: str | None, form: Form, refusal: Refusal) -> Response:
    """The form once more, with every word that was typed. Who was overtaken by a colleague sees
    both texts; saved again, theirs stands in place of the colleague's."""
    try:
        found = _found(template_id) if template_id else None
    except NotFound:
        gone = Form("template", form.values, problem=say("console.templates.gone"))
        return _edit(None, gone, 404)
    if found is None or refusal.code not in OVERTAKEN:
        again = form.refused(refusal, FIELDS)
        return _edit(found, again, 409 if refusal.status == 409 else 422)
    theirs = found.draft.content if found.draft else found.content
    ours = replace(theirs, **_typed(form))
    again = Form("template", form.values | {"version": found.draft.revision if found.draft else 0})
    return _edit(found, again, 409, apart=between(theirs, ours))


def _found(template_id: str) -> Whole:
    """The template that is edited.

    Raises:
        NotFound: when it is not of this workspace.
    """
    with runtime().uow.read() as session:
        return reading.one(session, visitor().workspace_id, template_id)


def _edit(
    found: Whole | None, form: Form, status: int = 200, apart: Difference | None = None
) -> Response:
    """`apart` is what tells the form's words from a colleague's, who overtook their writer."""
    with runtime().uow.read() as session:
        choices = listing.choices(session, visitor().workspace_id)
        shown = _looked(session, form)
    response = render(
        "console/template_edit.html", status, form=form, found=found, apart=apart,
        look=shown, looks=template_looks, offered=template_looks.offered(),
        written=template_looks.written(),
        languages=template_looks.languages(*choices.languages, form.text("language")),
        purposes=template_looks.purposes(), folders=[name for name, _ in choices.folders if name],
        tags=choices.tags, longest={"name": LONGEST_NAME, "folder": LONGEST_FOLDER,
        "body": LONGEST_BODY},
    )  # fmt: skip
    policy = response.headers["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = f"{policy}; {SCRIPT}"
    return response


def _looked(session: Session, form: Form) -> template_looks.Look:
    content = Content(**_typed(form))
    if content.purpose not in PURPOSES:
        content = replace(content, purpose=PURPOSES[0])
    ground = template_looks.ground(session)
    return template_looks.looked_at(session, ground, content, form.text("person"), form.text("as"))


def _content(form: Form) -> Content:
    """What the form says.

    Raises:
        FieldRefused: for a moment that is none; all else is the domain's to judge.
    """
    return Content(
        **_typed(form),
        effective_from=_moment(form, "effective_from"),
        effective_until=_moment(form, "effective_until"),
    )


def _typed(form: Form) -> dict[str, Any]:
    """Every detail but the moments, as it was typed."""
    tags = (each.strip() for each in form.text("tags").split(","))
    return {
        "name": form.text("name"),
        "body": form.text("body").replace("\r\n", "\n"),
        "folder": form.text("folder"),
        "tags": tuple(each for each in dict.fromkeys(tags) if each),
        "purpose": form.text("purpose"),
        "language": form.text("language"),
    }


def _fields(content: Content) -> dict[str, object]:
    """A content as the form has it."""
    return {
        **asdict(content),
        "tags": ", ".join(content.tags),
        "effective_from": _written(content.effective_from),
        "effective_until": _written(content.effective_until),
    }


def _moment(form: Form, field: str) -> datetime | None:
    """A moment in UTC; None where the field is empty.

    Raises:
        FieldRefused: when it is no moment.
    """
    if not form.text(field):
        return None
    try:
        return datetime.fromisoformat(form.text(field)).replace(tzinfo=UTC)
    except ValueError as error:
        raise FieldRefused("bad_moment", field) from error


def _written(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M}" if moment else ""


def _example() -> Content:
    """What a new draft begins with: the example that was asked for, else nothing."""
    name = request.args.get("example", "")
    if name not in EXAMPLES:
        return Content(name="", body="", language="en")
    words = f"console.templates.example.{name}"
    return Content(
        name=say(f"{words}.name"), body=say(f"{words}.body"), purpose=EXAMPLES[name], language="en"
    )


def _us() -> tuple[str, str]:
    return visitor().workspace_id, visitor().member_id
