"""Media going out with a text: what may go, and where the carrier fetches it."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from threadside.errors import Invalid, Refusal
from threadside.media import links
from threadside.media.kinds import AS_IT_IS
from threadside.media.sizes import in_words
from threadside.sending.port import OutgoingMedia, OutgoingText
from threadside.store.tables import Line, Media, Message, MessageMedia
from threadside.store.uow import Tx


def require(tx: Tx, line: Line, media_ids: Sequence[str]) -> list[Media]:
    """The media of a press of Send, in their order, all fit to go over `line`.

    Raises:
        Refusal: `line_has_no_mms`, `media_not_ready` (409), `unknown_media` (404).
        Invalid: `media_too_large` with both figures in words, `media_kind` for what came in and
            can't go out, `media_sent_on` for a picture that can't as it came.
    """
    wanted = list(dict.fromkeys(media_ids))
    if not wanted:
        return []
    if not line.mms:
        raise Refusal("line_has_no_mms")
    found = {
        media.id: media
        for media in tx.session.scalars(
            select(Media)
            .where(Media.workspace_id == line.workspace_id, Media.id.in_(wanted))
            .order_by(Media.id)
            .with_for_update(key_share=True)
        )
    }
    if len(found) != len(wanted):
        raise Refusal("unknown_media", status=404)
    chosen = [found[media_id] for media_id in wanted]
    if any(media.state != "ready" for media in chosen):
        raise Refusal("media_not_ready")
    if any(media.kind == "file" for media in chosen):
        raise Invalid("media_kind")
    if any(media.content_type not in AS_IT_IS for media in chosen):
        raise Invalid("media_sent_on")
    total = sum(media.bytes or 0 for media in chosen)
    if total > line.media_limit:
        raise Invalid("media_too_large", size=in_words(total), limit=in_words(line.media_limit))
    return chosen


def put_on(tx: Tx, message: Message, chosen: Sequence[Media]) -> None:
    """Let media go with a text, which is in the session; they stay as long as it does."""
    message.media_count = len(chosen)
    for position, media in enumerate(chosen):
        media.keep_until = None
        tx.session.add(
            MessageMedia(
                message_id=message.id,
                position=position,
                workspace_id=message.workspace_id,
                media_id=media.id,
            )
        )
    tx.session.flush()


def outgoing(tx: Tx, text: OutgoingText, *, public_url: str) -> OutgoingText:
    """A claimed text with its media as the carrier gets them: addresses made now, good for two
    days."""
    if not tx.session.get_one(Message, text.client_ref).media_count:
        return text
    rows = tx.session.scalars(
        select(Media)
        .join(MessageMedia, MessageMedia.media_id == Media.id)
        .where(MessageMedia.message_id == text.client_ref)
        .order_by(MessageMedia.position)
    ).all()
    made = tuple(
        OutgoingMedia(
            kind=media.kind,
            content_type=media.content_type,
            url=public_url + links.make(tx, media, links.FOR_CARRIERS),
        )
        for media in rows
    )
    tx.session.flush()
    return replace(text, media=made)
