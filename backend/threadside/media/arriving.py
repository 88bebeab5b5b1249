"""Media that came with a text: known at once, fetched afterwards (`fetcher.py`)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from urllib.parse import unquote, urlsplit

from threadside.ids import new_id
from threadside.media.kinds import EXTENSIONS, UNKNOWN, FileType, Kind, clean_name
from threadside.sending.port import InboundMedia
from threadside.store.tables import Line, Media, Message, MessageMedia
from threadside.store.uow import Tx

TRIED_FOR: Final = timedelta(hours=48)
"""Vonage keeps what arrived for so long
(https://developer.vonage.com/en/messages/concepts/inbound-media)."""
_KINDS: Final[dict[str, Kind]] = {
    "image": "image", "audio": "audio", "video": "video", "vcard": "vcard",
}  # fmt: skip


def expect(tx: Tx, message: Message, line: Line, arriving: Sequence[InboundMedia]) -> None:
    """Note what came with a text, which is in the session; it is shown as on its way."""
    for position, each in enumerate(arriving):
        media = Media(
            id=new_id(),
            workspace_id=message.workspace_id,
            kind=_KINDS.get(each.kind, "file"),
            content_type=UNKNOWN.content_type,
            name=_name(each),
            state="pending",
            carrier_account_id=line.carrier_account_id,
            source_url=each.url,
            fetch_at=tx.now,
            give_up_at=tx.now + TRIED_FOR,
            created_at=tx.now,
        )
        tx.session.add(media)
        tx.session.flush()
        tx.session.add(
            MessageMedia(
                message_id=message.id,
                position=position,
                workspace_id=message.workspace_id,
                media_id=media.id,
            )
        )
    if arriving:
        message.media_count = len(arriving)
        tx.session.flush()
        tx.wake("media")


def _name(each: InboundMedia) -> str:
    """The file's own name, else the last part of its address if that looks like one."""
    told = each.name
    if told is None:
        last = unquote(_path(each.url).rpartition("/")[2])
        told = last if last.rpartition(".")[2].lower() in EXTENSIONS.values() else None
    extension = (told or "").rpartition(".")[2].lower()
    known = extension if extension in EXTENSIONS.values() else UNKNOWN.extension
    return clean_name(told, FileType(_KINDS.get(each.kind, "file"), "", known))


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
