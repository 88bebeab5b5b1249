"""Pictures and files as clients see them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.contracts.timeline import MediaItem
from threadside.store.tables import Media, MessageMedia
from threadside.words import say, say_or


def of_messages(
    session: Session, workspace_id: str, message_ids: Sequence[str]
) -> dict[str, list[MediaItem]]:
    """The media of several texts, in their order, by the text's id."""
    rows = session.execute(
        select(MessageMedia.message_id, Media)
        .join(Media, Media.id == MessageMedia.media_id)
        .where(MessageMedia.workspace_id == workspace_id, MessageMedia.message_id.in_(message_ids))
        .order_by(MessageMedia.message_id, MessageMedia.position)
    )
    found: dict[str, list[MediaItem]] = {}
    for message_id, media in rows:
        found.setdefault(message_id, []).append(to_item(media))
    return found


def to_item(media: Media) -> MediaItem:
    """One picture or file."""
    return MediaItem(
        id=media.id,
        kind=media.kind,
        content_type=media.content_type,
        bytes=media.bytes,
        name=media.name,
        width=media.width,
        height=media.height,
        thumbnail=media.thumbnail_sha256 is not None,
        state=media.state,
        words=_words(media),
    )


def _words(media: Media) -> str | None:
    if media.state == "ready":
        return None
    if media.state == "failed":
        return say_or(f"media.failed.{media.reason}", "media.failed")
    return say(f"media.{media.state}")
