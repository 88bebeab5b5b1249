"""What a composer chooses from: the library's pictures and files."""

from flask import Blueprint

from threadside.contracts.library import Library, LibraryQuery
from threadside.contracts.timeline import UploadedMedia
from threadside.http.endpoint import endpoint
from threadside.library import catalog
from threadside.media import links
from threadside.runtime import runtime
from threadside.timeline.media import to_item
from threadside.workspace.actor import Actor

bp = Blueprint("library", __name__)


@endpoint(bp, "GET", "/v1/library", query=LibraryQuery, reply=Library, needs="read")
def get_library(actor: Actor, query: LibraryQuery) -> Library:
    """The approved pictures and files, by name; with `search` those that it fits."""
    with runtime().uow.read() as session:
        return catalog.usable(session, actor.workspace_id, actor.member_id, query)


@endpoint(bp, "POST", "/v1/library/<id:item_id>/use", reply=UploadedMedia, status=201, needs="send")
def use_library_item(actor: Actor, item_id: str) -> UploadedMedia:
    """An approved item as a text takes it, like an upload: its media, and a link to it."""
    held = runtime()
    with held.uow.write() as tx:
        media = catalog.take(tx, actor.workspace_id, item_id)
        link = links.make(tx, media, links.FOR_PEOPLE)
    return UploadedMedia(**to_item(media).model_dump(), link=held.settings.public_url + link)
