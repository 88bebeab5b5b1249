"""Which files count as an image, a vCard, audio or video.

Source: Messages API OpenAPI 1.11.0, `OutboundMMS…` (extensions); the content types are those that
servers give such files.
"""

from pathlib import PurePosixPath
from typing import Literal, get_args
from urllib.parse import urlsplit

Kind = Literal["image", "vcard", "audio", "video", "file"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_CONTENT_TYPES: dict[str, tuple[Kind, str]] = {
    "image/jpeg": ("image", "jpg"),
    "image/jpg": ("image", "jpg"),
    "image/png": ("image", "png"),
    "image/gif": ("image", "gif"),
    "image/bmp": ("image", "bmp"),
    "text/vcard": ("vcard", "vcf"),
    "text/x-vcard": ("vcard", "vcf"),
    "text/directory": ("vcard", "vcf"),
    "audio/mpeg": ("audio", "mp3"),
    "audio/mp3": ("audio", "mp3"),
    "audio/amr": ("audio", "amr"),
    "audio/midi": ("audio", "midi"),
    "audio/wav": ("audio", "wav"),
    "audio/x-wav": ("audio", "wav"),
    "audio/vnd.wave": ("audio", "wav"),
    "audio/ac3": ("audio", "ac3"),
    "video/mp4": ("video", "mp4"),
    "video/3gpp": ("video", "3gp"),
    "video/x-msvideo": ("video", "avi"),
    "video/mpeg": ("video", "mpg"),
}
_EXTENSIONS: dict[str, Kind] = {
    **{extension: kind for kind, extension in _CONTENT_TYPES.values()},
    "jpeg": "image",
    "mid": "audio",
    "mpeg": "video",
}
_UNSAID = {"", "application/octet-stream", "binary/octet-stream"}
_IMAGE_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM")


def bare_type(content_type: str | None) -> str:
    """`image/png` of `Image/PNG; charset=x`; empty when there is none."""
    return (content_type or "").partition(";")[0].strip().lower()


def kind_of(content_type: str | None) -> Kind:
    """What a file of this content type is sent as; anything unknown is a file."""
    return _CONTENT_TYPES.get(bare_type(content_type), ("file", ""))[0]


def extension_of(content_type: str) -> str:
    """The usual ending of such a file's name, without a dot."""
    return _CONTENT_TYPES.get(bare_type(content_type), ("file", "bin"))[1]


def is_carried_as(kind: Kind, content_type: str | None, url: str, beginning: bytes) -> bool:
    """Whether a fetched file may be sent as `kind`.

    The content type decides, the address's ending where the server says nothing; an image has to
    begin like one as well, since a page of a broken server often calls itself a picture.
    """
    if kind == "file":
        return True
    said = bare_type(content_type)
    if said in _UNSAID:
        ending = PurePosixPath(urlsplit(url).path).suffix.lstrip(".").lower()
        found = _EXTENSIONS.get(ending)
    else:
        found = _CONTENT_TYPES[said][0] if said in _CONTENT_TYPES else None
    return found == kind and (kind != "image" or beginning.startswith(_IMAGE_BEGINNINGS))
