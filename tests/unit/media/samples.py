"""Files for tests: small, real ones of every kind, and some that only look like one."""

import io
import random
import struct
import zlib
from typing import Any

from PIL import Image
from pillow_heif import register_heif_opener

register_heif_opener()


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **save: Any) -> bytes:
    """A picture in one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **save)
    return out.getvalue()


def noise(kind: str = "JPEG", size: tuple[int, int] = (1200, 900), **save: Any) -> bytes:
    """A picture that hardly shrinks."""
    data = random.Random(7).randbytes(size[0] * size[1] * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", size, data).save(out, kind, **save)
    return out.getvalue()


def photo_with_place(orientation: int = 6, kind: str = "JPEG") -> bytes:
    """A photo as a phone makes it: on its side, with the place where it was taken.

    HEIF notes how it was held beside the picture (`irot` and `imir`) and not in its Exif.
    """
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(0x8825)[2] = (39.0, 44.0, 21.0)
    exif[0x8825] = {1: "N", 2: (39.0, 44.0, 21.0)}
    left = Image.new("RGB", (80, 40), "blue")
    left.paste("red", (0, 0, 20, 40))
    out = io.BytesIO()
    left.save(out, kind, exif=exif.tobytes(), quality=95, comment=b"at home")
    return out.getvalue()


def moving_gif(frames: int = 4, size: tuple[int, int] = (60, 40)) -> bytes:
    """A GIF that moves."""
    drawn = [Image.new("RGB", size, (40 * n % 256, 0, 200)) for n in range(frames)]
    out = io.BytesIO()
    drawn[0].save(
        out, "GIF", save_all=True, append_images=drawn[1:], duration=80, loop=0, comment=b"home"
    )
    return out.getvalue()


def png_bomb(side: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that claims billions of pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        crc = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(200_000))
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def of_brands(major: str, *others: str, size: int | None = None) -> bytes:
    """The first box of an ISO media file, and nothing that it announces."""
    box = b"ftyp" + major.encode() + bytes(4) + "".join(others).encode()
    return struct.pack(">I", len(box) + 4 if size is None else size) + box + bytes(40)


def heic_that_claims(width: int, height: int, really: tuple[int, int] = (64, 64)) -> bytes:
    """A HEIC that says it has another size than it has (`ispe`, ISO/IEC 23008-12, 6.5.3)."""
    whole = picture("HEIF", really)
    at = whole.index(b"ispe") + 8
    return whole[:at] + struct.pack(">II", width, height) + whole[at + 8 :]


def heic_of_two() -> bytes:
    """A HEIC of two pictures: a red one, and the primary one, which is blue and smaller."""
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "red").save(
        out, "HEIF", save_all=True, append_images=[Image.new("RGB", (40, 30), "blue")],
        primary_index=1,
    )  # fmt: skip
    return out.getvalue()


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
VCARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lee;Ann;;;\r\nFN:Ann Lee\r\nEND:VCARD\r\n"
MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x21TIT2" + bytes(200)
AMR = b"#!AMR\n" + b"\x3c" * 60
WAV = b"RIFF" + struct.pack("<I", 36) + b"WAVEfmt " + bytes(28)
M4A = b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom\0\0\0\0"
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(40)
GP3 = b"\0\0\0\x18ftyp3gp4\0\0\0\x003gp43gp6" + bytes(40)
HEIC_WITHOUT_PICTURE = of_brands("heic", "mif1", "heic")
MOV = b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + bytes(40)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><title>x</title><script>alert(1)</script>"
ZIP = b"PK\x03\x04" + bytes(60)
EXE = b"MZ" + bytes(100)
