"""Small valid files of every kind and of any size, for contacts who send something along."""

import struct
import zlib

from threadside.simulator.media.kinds import Kind

_SIDE = 64


def sample(kind: Kind, size: int = 0) -> tuple[bytes, str]:
    """A file and its content type. It is padded to `size` bytes exactly, in a way its format
    allows; a smaller `size` than the format needs is ignored."""
    match kind:
        case "image":
            return _png(size), "image/png"
        case "vcard":
            return _padded_lines(_VCARD, b"NOTE:", b"END:VCARD\r\n", size), "text/vcard"
        case "audio":
            return _wav(size), "audio/wav"
        case "video":
            return _mp4(size), "video/mp4"
        case "file":
            return _padded_lines(_PDF, b"%", b"%%EOF\n", size), "application/pdf"


_VCARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Doe;Anna;;;\r\nFN:Anna Doe\r\nTEL:+17205550142\r\n"
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n"
)


def _png(size: int) -> bytes:
    """A square in a shade of blue; the padding is an ancillary chunk that readers skip."""
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    rows = (b"\x00" + b"\x2f\x6f\xdb" * _SIDE) * _SIDE
    before = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header)
    after = _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    left = size - len(before) - len(after) - 12
    return before + (_chunk(b"paDd", bytes(left)) if left >= 0 else b"") + after


def _chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content)) + name + content
        + struct.pack(">I", zlib.crc32(name + content))
    )  # fmt: skip


def _wav(size: int) -> bytes:
    """Silence: 8,000 samples a second of one byte each."""
    silence = b"\x80" * max(800, size - 44)
    form = struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
    content = b"WAVEfmt " + form + b"data" + struct.pack("<I", len(silence)) + silence
    return b"RIFF" + struct.pack("<I", len(content)) + content


def _mp4(size: int) -> bytes:
    """A file type box and free space: enough for whoever looks at the first bytes."""
    kind = b"isom" + struct.pack(">I", 0x200) + b"isomiso2mp41"
    boxes = struct.pack(">I", 8 + len(kind)) + b"ftyp" + kind
    free = max(8, size - len(boxes))
    return boxes + struct.pack(">I", free) + b"free" + bytes(free - 8)


def _padded_lines(content: bytes, note: bytes, end: bytes, size: int) -> bytes:
    """A comment line of the format fills the file up."""
    left = size - len(content) - len(end) - len(note) - 2
    filling = note + b"x" * left + b"\r\n" if left >= 0 else b""
    return content + filling + end
