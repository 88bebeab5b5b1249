"""A text with media in Vonage's words: alone under its type, several as content."""

from typing import Any

import pytest
from pydantic import ValidationError

from threadside.carriers.vonage_mms import message_of
from threadside.sending.port import OutgoingMedia, OutgoingText

URL = "https://text.example.com/m/token/file"


def media(kind: str, content_type: str = "") -> OutgoingMedia:
    return OutgoingMedia(kind, content_type, f"{URL}.{kind}")


def wire(*attached: OutgoingMedia, text: str = "The roof") -> dict[str, Any]:
    made = message_of(OutgoingText("ref-1", "+17205550100", "+17205550142", text, attached))
    return dict(made.model_dump(by_alias=True, exclude_none=True, mode="json"))


COMMON = {"to": "17205550142", "from": "17205550100", "client_ref": "ref-1", "channel": "mms"}


@pytest.mark.parametrize(
    ("attached", "kind"),
    [
        (media("image", "image/jpeg"), "image"), (media("vcard", "text/vcard"), "vcard"),
        (media("audio", "audio/mpeg"), "audio"), (media("audio", "audio/mp4"), "file"),
        (media("video", "video/mp4"), "video"), (media("pdf", "application/pdf"), "file"),
    ],
)  # fmt: skip
def test_one_goes_under_its_type_with_the_text_as_its_caption(
    attached: OutgoingMedia, kind: str
) -> None:
    said = {"url": attached.url, "caption": "The roof"}
    assert wire(attached) == COMMON | {"message_type": kind, kind: said}


def test_without_words_there_is_no_caption() -> None:
    assert wire(media("image"), text="") == COMMON | {
        "message_type": "image", "image": {"url": f"{URL}.image"},
    }  # fmt: skip


def test_several_are_content_and_the_first_says_the_text() -> None:
    assert wire(*map(media, ("image", "pdf", "vcard", "audio", "video"))) == COMMON | {
        "message_type": "content",
        "content": [
            {"type": "image", "url": f"{URL}.image", "caption": "The roof"},
            {"type": "file", "url": f"{URL}.pdf"},
            {"type": "vcard", "url": f"{URL}.vcard"},
            {"type": "audio", "url": f"{URL}.audio"},
            {"type": "video", "url": f"{URL}.video"},
        ],
    }


def test_what_the_sdk_would_not_send_is_told_before() -> None:
    with pytest.raises(ValidationError):
        wire(media("image"), text="x" * 3001)
