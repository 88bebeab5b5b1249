"""Finding one media of a workspace."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.errors import NotFound, Refusal
from threadside.store.tables import Media, MediaObject


def ready(session: Session, workspace_id: str, media_id: str) -> Media:
    """A media that can be shown.

    Raises:
        NotFound: for one that is not of this workspace.
        Refusal: `media_not_ready` (409) while it is on its way, and when it can't be had.
    """
    media = session.scalar(
        select(Media).where(Media.workspace_id == workspace_id, Media.id == media_id)
    )
    if media is None:
        raise NotFound("media")
    if media.state != "ready":
        raise Refusal("media_not_ready")
    return media


def size_of(session: Session, workspace_id: str, sha256: str) -> int:
    """The size of bytes that the workspace has, in bytes.

    Raises:
        NotFound: when it has no such bytes.
    """
    size = session.scalar(
        select(MediaObject.bytes).where(
            MediaObject.workspace_id == workspace_id, MediaObject.sha256 == sha256
        )
    )
    if size is None:
        raise NotFound("media")
    return size
