"""Pictures and files: uploading them, showing them to members, and handing them to whoever has a
link. What strangers made is never run as a page of ours: `http/files.py`."""

from flask import Blueprint, Response, make_response, render_template

from threadside.contracts.media import UploadQuery
from threadside.contracts.timeline import UploadedMedia
from threadside.errors import NotFound, Refusal
from threadside.http.endpoint import endpoint
from threadside.http.files import TooLarge, form_file, give
from threadside.http.guards import open_to_anyone
from threadside.media import links, look, upload
from threadside.media.kinds import JPEG
from threadside.media.sizes import LARGEST, in_words
from threadside.runtime import runtime
from threadside.store.tables import Media
from threadside.timeline.media import to_item
from threadside.workspace.actor import Actor

bp = Blueprint("media", __name__)

PAGE_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'"


@endpoint(
    bp,
    "POST",
    "/v1/media",
    query=UploadQuery,
    reply=UploadedMedia,
    status=201,
    needs="send",
    upload=True,
)
def upload_media(actor: Actor, query: UploadQuery) -> UploadedMedia:
    """Make one file, `file` of a form, fit for a line. What is not sent is kept for a day."""
    held = runtime()
    with held.uow.read() as session:
        limit = upload.room(session, actor.workspace_id, query)
    name, data = _file()
    kept = upload.keep(
        held.uow,
        held.media,
        held.scan,
        workspace_id=actor.workspace_id,
        member_id=actor.member_id,
        name=name,
        data=data,
        limit=limit,
    )
    shown = to_item(kept.media).model_dump()
    return UploadedMedia(**shown, link=held.settings.public_url + kept.link)


@endpoint(bp, "GET", "/v1/media/<id:media_id>", needs="read", download=True)
def get_media(actor: Actor, media_id: str) -> Response:
    """The bytes of one picture or file; any range of them."""
    return _give(_ready(actor, media_id))


@endpoint(bp, "GET", "/v1/media/<id:media_id>/thumbnail", needs="read", download=True)
def get_thumbnail(actor: Actor, media_id: str) -> Response:
    """A small JPEG of a picture: up to 480 pixels a side, 1,600 if browsers don't show it."""
    media = _ready(actor, media_id)
    if media.thumbnail_sha256 is None:
        raise NotFound("thumbnail")
    with runtime().uow.read() as session:
        size = look.size_of(session, media.workspace_id, media.thumbnail_sha256)
    return give(media, media.thumbnail_sha256, size, JPEG.content_type, f"{media.id}.jpg")


@bp.get("/m/<token>/<name>")
@open_to_anyone("a token of 144 random bits, which ends, leads to one file")
def linked_media(token: str, name: str) -> Response:  # noqa: ARG001 - for whoever reads the address
    """What a link leads to, or a page that says it has ended."""
    held = runtime()
    with held.uow.read() as session:
        media = links.find(session, token, held.uow.clock())
    if media is None:
        response = make_response(render_template("link_over.html"), 404)
        response.headers["Content-Security-Policy"] = PAGE_POLICY
        return response
    response = _give(media)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _file() -> tuple[str | None, bytes]:
    """The form's file with the name that it claims.

    Raises:
        Refusal: 415 `not_a_form`, 413 `media_too_large`.
        Invalid: `no_file`.
    """
    try:
        return form_file(LARGEST)
    except TooLarge as error:
        raise _too_large(error.size) from error


def _too_large(size: int) -> Refusal:
    return Refusal(
        "media_too_large",
        status=413,
        params={"size": in_words(size), "limit": in_words(LARGEST)},
    )


def _ready(actor: Actor, media_id: str) -> Media:
    with runtime().uow.read() as session:
        return look.ready(session, actor.workspace_id, media_id)


def _give(media: Media) -> Response:
    assert media.sha256 is not None  # noqa: S101 - it is ready
    return give(media, media.sha256, media.bytes or 0, media.content_type, media.name)
