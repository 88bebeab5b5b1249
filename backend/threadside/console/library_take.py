"""Bringing files: by the form's own field, dropped or pasted; new ones, and others for an item.

A script of ours sends one file a request and reads what became of it as JSON; without it the form
brings them all at once.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, jsonify, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from threadside.console import library_looks
from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.console.library_looks import HOME, SCRIPT
from threadside.errors import NotFound, Refusal
from threadside.http.files import FORM_ROOM
from threadside.library import listing, reading, taking
from threadside.library.content import LONGEST_FOLDER
from threadside.library.taking import File
from threadside.media.sizes import LARGEST, in_words
from threadside.runtime import runtime
from threadside.words import say

bp = Blueprint("library_take", __name__, url_prefix="/library")

ROOM: Final = LARGEST + FORM_ROOM
LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file: where its item is, or why it was not taken."""

    name: str
    to: str = ""
    refused: str = ""
    status: int = 201


@bp.get("/new")
@console("admin")
def new() -> Response:
    """Choose files."""
    return _form(None, Form("take", {"folder": request.args.get("folder", "")}))


@bp.post("/new")
@console("admin", room=ROOM)
def add() -> AnyResponse:
    """Take them in, each as a draft of its own."""
    form = Form.sent("take")

    def one(file: File) -> str:
        made = taking.add(library_looks.desk(), file, form.text("folder"))
        return f"{HOME}/{made}/edit"

    taken = [_taken(each, one) for each in _files()]
    if _by_script():
        return _told(taken)
    good = [each for each in taken if each.to]
    if not taken or len(good) < len(taken):
        return _form(None, form, taken, status=422)
    if len(good) == 1:
        return done("library_taken_one", good[0].to)
    return done("library_taken", f"{HOME}?show=draft", count=str(len(good)))


@bp.get("/<id:item_id>/file")
@console("admin")
def other(item_id: str) -> Response:
    """Choose another file for an item."""
    found = _found(item_id)
    return _form(found, Form("take", {"version": found.open.revision if found.open else 0}))


@bp.post("/<id:item_id>/file")
@console("admin", room=ROOM)
def replace(item_id: str) -> AnyResponse:
    """Put another file in the place of an item's, in its draft."""
    form = Form.sent("take")
    to = f"{HOME}/{item_id}"

    def one(file: File) -> str:
        taking.replace(library_looks.desk(), file, item_id, seen=form.version)
        return to

    taken = [_taken(each, one) for each in list(_files())[:1]]
    if _by_script():
        return _told(taken)
    if taken and taken[0].to:
        return done("library_replaced", to)
    found = _found(item_id)
    again = Form("take", {"version": found.open.revision if found.open else 0})
    return _form(found, again, taken, status=taken[0].status if taken else 422)


def _files() -> Iterator[FileStorage]:
    return (each for each in request.files.getlist("file") if each.filename)


def _taken(file: FileStorage, use: Callable[[File], str]) -> Taken:
    name = (file.filename or "")[:LONGEST_NAME]
    try:
        return Taken(name, use(_read(file)))
    except NotFound:
        raise
    except Refusal as refusal:
        return Taken(name, refused=_why(refusal), status=refusal.status)


def _read(file: FileStorage) -> File:
    """Raises:
    Refusal: `media_too_large` (413).
    """
    with closing(file):
        data = file.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refusal(
            "media_too_large",
            status=413,
            params={"size": in_words(len(data)), "limit": in_words(LARGEST)},
        )
    return File(file.filename, data)


def _why(refusal: Refusal) -> str:
    if refusal.code == "changed_meanwhile":
        by = refusal.extra["now"]["by"] or say("console.templates.somebody")
        return say("error.library_changed_meanwhile.detail", by=by)
    return say(f"error.{refusal.code}.detail", **refusal.params)


def _by_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _told(taken: list[Taken]) -> Response:
    one = taken[0] if taken else Taken("", refused=say("console.library.choose_first"), status=422)
    response = jsonify({"name": one.name, "to": one.to, "refused": one.refused})
    response.status_code = one.status
    return response


def _found(item_id: str) -> reading.Whole:
    """Raises:
    NotFound: for an item that is not of this workspace.
    """
    with runtime().uow.read() as session:
        return reading.one(session, visitor().workspace_id, item_id)


def _form(
    found: reading.Whole | None, form: Form, taken: list[Taken] | None = None, status: int = 200
) -> Response:
    """`taken` is what became of files that were brought, of which one at least was refused."""
    if taken == []:
        form = Form(form.name, form.values, errors={"file": say("console.library.choose_first")})
    workspace_id = visitor().workspace_id
    with runtime().uow.read() as session:
        folders = listing.folders(session, workspace_id)
        room = taking.room(session, workspace_id)
    response = render(
        "console/library_take.html", status, form=form, found=found, taken=taken or [],
        folders=[name for name, _ in folders if name], longest=LONGEST_FOLDER, largest=LARGEST,
        most=in_words(LARGEST), room=in_words(room),
    )  # fmt: skip
    policy = response.headers["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = f"{policy}; {SCRIPT}"
    return response
