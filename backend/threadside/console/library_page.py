"""One item of the library: its file, what is known of it, its versions and its story."""

from typing import Final

from flask import Blueprint, Response, request

from threadside.console import library_looks
from threadside.console.forms import Form
from threadside.console.frame import console, render, visitor
from threadside.console.library_looks import PLAYED
from threadside.errors import NotFound
from threadside.http.files import give
from threadside.library import lines, reading, usage
from threadside.library.reading import Whole
from threadside.media import look
from threadside.media.kinds import JPEG
from threadside.runtime import runtime
from threadside.store.tables import Media
from threadside.templates import checks, review
from threadside.templates.content import LONGEST_NAME, LONGEST_WORDS

bp = Blueprint("library_page", __name__, url_prefix="/library")

VERSIONS: Final = 10
LATEST: Final = 5


@bp.get("/<id:item_id>")
@console("read")
def page(item_id: str) -> Response:
    """Everything that is known of it."""
    return show(item_id)


@bp.get("/files/<id:media_id>")
@console("read")
def file(media_id: str) -> Response:
    """The bytes of a file that some version has."""
    media = _media(media_id)
    return give(media, media.sha256 or "", media.bytes or 0, media.content_type, media.name)


@bp.get("/files/<id:media_id>/thumbnail")
@console("read")
def thumbnail(media_id: str) -> Response:
    """A small JPEG of a picture."""
    media = _media(media_id)
    if media.thumbnail_sha256 is None:
        raise NotFound("thumbnail")
    with runtime().uow.read() as session:
        size = look.size_of(session, media.workspace_id, media.thumbnail_sha256)
    return give(media, media.thumbnail_sha256, size, JPEG.content_type, f"{media.id}.jpg")


def show(
    item_id: str, form: Form | None = None, status: int = 200, problem: str = ""
) -> Response:  # fmt: skip
    """The page of an item; `form` is one that was not taken, `problem` why nothing was done.

    Raises:
        NotFound: for an item that is not of this workspace.
    """
    workspace_id, us = visitor().workspace_id, visitor().member_id
    with runtime().uow.read() as session:
        found = reading.one(session, workspace_id, item_id)
        waits = found.open is not None and found.open.state == "in_review"
        policy = checks.policy(session, workspace_id) if waits else None
        others = review.others_who_may_approve(session, workspace_id, us) if waits else ()
        used = usage.of(session, workspace_id, (item_id,)).get(item_id)
        latest = usage.latest(session, workspace_id, item_id, LATEST) if used else []
        ours = lines.of(session, workspace_id)
    writers = found.open.writers if found.open else ()
    shown = found.versions if request.args.get("versions") == "all" else found.versions[:VERSIONS]
    response = render(
        "console/library_item.html", status, found=found, problem=problem, used=used,
        latest=latest, others=others, versions=shown, hidden=len(found.versions) - len(shown),
        may_approve=policy is not None and review.may_approve(policy, writers, us),
        forms=_forms(found) | ({form.name: form} if form else {}), looks=library_looks,
        ways=lines.ways(ours, found.media), longest=LONGEST_WORDS, longest_name=LONGEST_NAME,
    )  # fmt: skip
    policy_header = response.headers["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = f"{policy_header}; {PLAYED}"
    return response


def _media(media_id: str) -> Media:
    with runtime().uow.read() as session:
        return reading.media_of(session, visitor().workspace_id, media_id)


def _forms(found: Whole) -> dict[str, Form]:
    revision = {"version": found.open.revision if found.open else 0}
    return {
        "submit": Form("submit", revision),
        "decide": Form("decide", revision),
        "discard": Form("discard", revision),
        "retire": Form("retire"),
        "bring_back": Form("bring_back"),
        "comment": Form("comment"),
    }
