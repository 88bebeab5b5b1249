"""What is said of an item: its name, what it shows, where it stands."""

from typing import Final

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from threadside.console import library_looks
from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.console.library_looks import HOME
from threadside.errors import NotFound, Refusal
from threadside.library import draft, listing, reading, review
from threadside.library.content import LONGEST_ALT, LONGEST_FOLDER, LONGEST_NAME, Content
from threadside.library.reading import Whole
from threadside.runtime import runtime

bp = Blueprint("library_edit", __name__, url_prefix="/library/<id:item_id>/edit")

FIELDS: Final = {
    "bad_template_name": "name", "bad_alt": "alt", "alt_needed": "alt",
    "bad_template_folder": "folder", "bad_template_tags": "tags",
}  # fmt: skip


@bp.get("")
@console("admin")
def edit(item_id: str) -> Response:
    """The open version's words, else those in force to be made others."""
    found = _found(item_id)
    made = found.open
    said = made.content if made else found.content
    return _show(found, Form("item", _fields(said) | {"version": made.revision if made else 0}))


@bp.post("")
@console("admin")
def change(item_id: str) -> AnyResponse:
    """Keep what was written, and hand it in where that was pressed."""
    form = Form.sent("item")
    us = visitor()
    send = form.text("do") == "submit"
    try:
        with runtime().uow.write() as tx:
            revision = draft.change(
                tx, us.workspace_id, us.member_id, item_id, seen=form.version, content=_typed(form)
            )
            if send:
                review.submit(tx, us.workspace_id, us.member_id, item_id, seen=revision)
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(item_id, form, refusal)
    return done("library_submitted" if send else "library_saved", f"{HOME}/{item_id}")


def _refused(item_id: str, form: Form, refusal: Refusal) -> Response:
    """The form once more, with every word that was typed. Who was overtaken by a colleague sees
    what is there now; saved again, theirs stands in place of the colleague's."""
    found = _found(item_id)
    if refusal.code != "changed_meanwhile":
        status = 409 if refusal.status == 409 else 422
        return _show(found, form.refused(refusal, FIELDS), status)
    again = Form("item", form.values | {"version": found.open.revision if found.open else 0})
    return _show(found, again, 409, overtaken=True)


def _found(item_id: str) -> Whole:
    """Raises:
    NotFound: when it is not of this workspace.
    """
    with runtime().uow.read() as session:
        return reading.one(session, visitor().workspace_id, item_id)


def _show(found: Whole, form: Form, status: int = 200, *, overtaken: bool = False) -> Response:
    with runtime().uow.read() as session:
        folders = listing.folders(session, visitor().workspace_id)
    return render(
        "console/library_edit.html", status, found=found, form=form, overtaken=overtaken,
        media=found.open.media if found.open else found.media, looks=library_looks,
        now_said=found.open.content if found.open else found.content,
        folders=[name for name, _ in folders if name],
        longest={"name": LONGEST_NAME, "alt": LONGEST_ALT, "folder": LONGEST_FOLDER},
    )  # fmt: skip


def _typed(form: Form) -> Content:
    tags = (each.strip() for each in form.text("tags").split(","))
    return Content(
        form.text("name"), form.text("alt"), form.text("folder"),
        tuple(each for each in dict.fromkeys(tags) if each),
    )  # fmt: skip


def _fields(content: Content) -> dict[str, object]:
    return {
        "name": content.name, "alt": content.alt, "folder": content.folder,
        "tags": ", ".join(content.tags),
    }  # fmt: skip
