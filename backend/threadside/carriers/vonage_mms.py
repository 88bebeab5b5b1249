"""A text with media as Vonage's Messages API wants it: alone under its type, several as content.

What is said goes as the caption: of the one, or of the first of several. Source:
https://developer.vonage.com/en/messages/concepts/mms.
"""

from collections.abc import Mapping
from typing import Any, Final

from vonage_messages.models import (
    MmsAudio,
    MmsContent,
    MmsContentItemAudio,
    MmsContentItemFile,
    MmsContentItemImage,
    MmsContentItemVcard,
    MmsContentItemVideo,
    MmsFile,
    MmsImage,
    MmsResource,
    MmsVcard,
    MmsVideo,
)
from vonage_messages.models.mms import BaseMms

from threadside.sending.port import OutgoingMedia, OutgoingText

FIELDS: Final[Mapping[str, str]] = {
    "image": "image", "audio": "audio", "video": "video", "vcard": "vcard", "pdf": "file",
}  # fmt: skip
"""Our kinds -> Vonage's types."""
NOT_ITS_AUDIO: Final = frozenset({"audio/mp4"})
"""Among Vonage's audio are .mp3, .amr and .wav; others go as files."""
ALONE: Final[Mapping[str, type[BaseMms]]] = {
    "image": MmsImage, "audio": MmsAudio, "video": MmsVideo, "vcard": MmsVcard, "file": MmsFile,
}  # fmt: skip
AMONG: Final[Mapping[str, type[MmsResource]]] = {
    "image": MmsContentItemImage, "audio": MmsContentItemAudio, "video": MmsContentItemVideo,
    "vcard": MmsContentItemVcard, "file": MmsContentItemFile,
}  # fmt: skip


def message_of(text: OutgoingText) -> BaseMms:
    """The SDK's model of a text that has media.

    Raises:
        pydantic.ValidationError: for what the SDK would not send.
    """
    common: dict[str, Any] = {
        "to": text.to.removeprefix("+"),
        "from_": text.sender.removeprefix("+"),
        "client_ref": text.client_ref,
    }
    if len(text.media) == 1:
        only = text.media[0]
        resource = MmsResource(url=only.url, caption=text.text or None)
        return ALONE[_field(only)](**common, **{_field(only): resource})
    return MmsContent(
        **common,
        content=[
            AMONG[_field(each)](url=each.url, caption=None if place else text.text or None)
            for place, each in enumerate(text.media)
        ],
    )


def _field(media: OutgoingMedia) -> str:
    if media.content_type in NOT_ITS_AUDIO:
        return "file"
    return FIELDS.get(media.kind, "file")
