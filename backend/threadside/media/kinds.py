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

    `pillow` is the decoder of a picture. One that is not `shown` by browsers and other phones
    leaves as JPEG alone, and is looked at as one.
    """

    kind: Kind
    content_type: str
    extension: str
    leaves: bool = True
    pillow: str | None = None
    shown: bool = True


JPEG: Final = FileType("image", "image/jpeg", "jpg", pillow="JPEG")
PNG: Final = FileType("image", "image/png", "png", pillow="PNG")
GIF: Final = FileType("image", "image/gif", "gif", pillow="GIF")
UNKNOWN: Final = FileType("file", "application/octet-stream", "bin", leaves=False)

_MP3: Final = FileType("audio", "audio/mpeg", "mp3")
_3GP: Final = FileType("video", "video/3gpp", "3gp")
_HEIC: Final = FileType("image", "image/heic", "heic", pillow="HEIF", shown=False)
_HEIF: Final = FileType("image", "image/heif", "heif", pillow="HEIF", shown=False)
_AVIF: Final = FileType("image", "image/avif", "avif", leaves=False, pillow="AVIF")
_MIDI: Final = FileType("audio", "audio/midi", "mid", leaves=False)

TYPES: Final[Mapping[str, FileType]] = {
    "jpg": JPEG, "jpeg": JPEG, "jpe": JPEG, "jfif": JPEG,
    "png": PNG,
    "gif": GIF,
    "webp": FileType("image", "image/webp", "webp", pillow="WEBP"),
    "bmp": FileType("image", "image/bmp", "bmp", pillow="BMP"),
    "heic": _HEIC, "heif": _HEIF,
    "avif": _AVIF,
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
AS_IT_IS: Final = frozenset(
    each.content_type for each in TYPES.values() if each.leaves and each.shown
)
"""Content types of what leaves without being made into something else."""

# Brands of ISO/IEC 23008-12, annex B: what the pictures are coded in, and the two that only say
# that there are some.
_HEVC: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_AV1: Final = frozenset({b"avif", b"avis"})
_PICTURES: Final = frozenset({b"mif1", b"msf1"})


def sniff(data: bytes) -> FileType:
    """What these bytes are; `UNKNOWN` for what no signature of ours fits."""
    picture = _of_brands(data)
    if picture is not None:
        return picture
    try:
        found = puremagic.magic_string(data[:HEAD])
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    return TYPES.get(found[0].extension.removeprefix("."), UNKNOWN) if found else UNKNOWN


def _of_brands(data: bytes) -> FileType | None:
    """The picture in a HEIF container, by the brands of its first box (ISO/IEC 14496-12, 4.3);
    None for other containers, films among them, whose sizes of that box are the same."""
    size = int.from_bytes(data[:4], "big")
    if data[4:8] != b"ftyp" or not 16 <= size <= HEAD:
        return None
    major, box = data[8:12], data[16:size]
    if major in _HEVC:
        return _HEIC
    if major in _AV1:
        return _AVIF
    if major not in _PICTURES:
        return None
    others = {box[at : at + 4] for at in range(0, len(box), 4)}
    if others & _HEVC:
        return _HEIC
    return _AVIF if others & _AV1 else _HEIF


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
