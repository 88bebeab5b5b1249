"""What a file is, told by its bytes alone: names and headers say what somebody wishes.

What may leave is what Vonage's MMS takes of what people have
(https://developer.vonage.com/en/messages/concepts/mms); what arrives is kept whatever it is.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import puremagic

Kind = Literal["image", "video", "audio", "pdf", "vcard", "file"]
HEAD: Final = 4096
"""How many of a file's first bytes tell what it is."""
LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file: the names it has as content type and extension, and whether it may leave.

    `pillow` is the decoder of a picture.
    """

    kind: Kind
    content_type: str
    extension: str
    leaves: bool = True
    pillow: str | None = None


JPEG: Final = FileType("image", "image/jpeg", "jpg", pillow="JPEG")
PNG: Final = FileType("image", "image/png", "png", pillow="PNG")
GIF: Final = FileType("image", "image/gif", "gif", pillow="GIF")
UNKNOWN: Final = FileType("file", "application/octet-stream", "bin", leaves=False)

_MP3: Final = FileType("audio", "audio/mpeg", "mp3")
_3GP: Final = FileType("video", "video/3gpp", "3gp")
_HEIC: Final = FileType("image", "image/heic", "heic", leaves=False)
_MIDI: Final = FileType("audio", "audio/midi", "mid", leaves=False)

TYPES: Final[Mapping[str, FileType]] = {
    "jpg": JPEG, "jpeg": JPEG, "jpe": JPEG, "jfif": JPEG,
    "png": PNG,
    "gif": GIF,
    "webp": FileType("image", "image/webp", "webp", pillow="WEBP"),
    "bmp": FileType("image", "image/bmp", "bmp", pillow="BMP"),
    "heic": _HEIC, "heif": _HEIC,
    "avif": FileType("image", "image/avif", "avif", leaves=False, pillow="AVIF"),
    "tiff": FileType("image", "image/tiff", "tiff", leaves=False),
    "pdf": FileType("pdf", "application/pdf", "pdf"),
    "vcf": FileType("vcard", "text/vcard", "vcf"), "gcrd": FileType("vcard", "text/vcard", "vcf"),
    # Without an ID3 tag newer signature files call the frames of all three layers `mp1`.
    "mp3": _MP3, "mpga": _MP3, "mp1": _MP3,
    "amr": FileType("audio", "audio/amr", "amr"),
    "wav": FileType("audio", "audio/wav", "wav"),
    "m4a": FileType("audio", "audio/mp4", "m4a"),
    "aac": FileType("audio", "audio/aac", "aac", leaves=False),
    "ac3": FileType("audio", "audio/ac3", "ac3", leaves=False),
    "ogg": FileType("audio", "audio/ogg", "ogg", leaves=False),
    "mid": _MIDI, "midi": _MIDI,
    "mp4": FileType("video", "video/mp4", "mp4"),
    "3gp": _3GP, "3ga": _3GP, "3g2": _3GP,
    "mov": FileType("video", "video/quicktime", "mov", leaves=False),
    "avi": FileType("video", "video/x-msvideo", "avi", leaves=False),
    "mpg": FileType("video", "video/mpeg", "mpg", leaves=False),
}  # fmt: skip
"""By the extensions that the signatures are filed under."""
EXTENSIONS: Final[Mapping[str, str]] = {
    each.content_type: each.extension for each in TYPES.values()
}


def sniff(data: bytes) -> FileType:
    """What these bytes are; `UNKNOWN` for what no signature of ours fits."""
    try:
        found = puremagic.magic_string(data[:HEAD])
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    return TYPES.get(found[0].extension.removeprefix("."), UNKNOWN) if found else UNKNOWN


def clean_name(given: str | None, file: FileType) -> str:
    """A file's name as people see it: one line, no path, not long, with the extension it deserves.

    >>> clean_name("../../etc/roof photo.PNG", JPEG)
    'roof photo.jpg'
    """
    said = (given or "").replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in unicodedata.normalize("NFC", said) if _printable(c))
    stem, dot, _ = kept.rpartition(".")
    stem = " ".join((stem if dot else kept).split()).strip(". ")
    return f"{stem[:LONGEST_NAME] or file.kind}.{file.extension}"


def path_name(name: str) -> str:
    """The name as the last part of an address: `Dach Süd.jpg` is `Dach-Sud.jpg`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem, _, extension = plain.rpartition(".")
    slug = re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-")[:40].strip("-")
    return f"{slug or 'file'}.{extension}"


def _printable(character: str) -> bool:
    """Neither a control nor what turns the reading direction, nor half a surrogate pair."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
