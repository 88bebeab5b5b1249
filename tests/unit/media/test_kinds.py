"""A file is what its bytes are, and has a name that harms nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.media import samples
from threadside.media.kinds import JPEG, TYPES, UNKNOWN, clean_name, path_name, sniff


@pytest.mark.parametrize(
    ("data", "content_type", "leaves"),
    [
        (samples.picture("JPEG"), "image/jpeg", True),
        (samples.picture("PNG"), "image/png", True),
        (samples.picture("GIF"), "image/gif", True),
        (samples.picture("WEBP"), "image/webp", True),
        (samples.picture("BMP"), "image/bmp", True),
        (samples.picture("AVIF"), "image/avif", False),
        (samples.picture("TIFF"), "image/tiff", False),
        (samples.PDF, "application/pdf", True),
        (samples.VCARD, "text/vcard", True),
        (samples.MP3, "audio/mpeg", True),
        (b"\xff\xfb\x90\x64" + bytes(413), "audio/mpeg", True),
        (samples.AMR, "audio/amr", True),
        (samples.WAV, "audio/wav", True),
        (samples.M4A, "audio/mp4", True),
        (samples.MP4, "video/mp4", True),
        (samples.GP3, "video/3gpp", True),
        (samples.MOV, "video/quicktime", False),
        (samples.picture("HEIF"), "image/heic", True),
        (samples.HEIC_WITHOUT_PICTURE, "image/heic", True),
        (samples.SVG, "application/octet-stream", False),
        (samples.HTML, "application/octet-stream", False),
        (samples.ZIP, "application/octet-stream", False),
        (samples.EXE, "application/octet-stream", False),
        (b"hello", "application/octet-stream", False),
        (b"", "application/octet-stream", False),
        (b"\x00" * 5000, "application/octet-stream", False),
    ],
)  # fmt: skip
def test_the_bytes_say_what_it_is(data: bytes, content_type: str, leaves: bool) -> None:
    found = sniff(data)
    assert (found.content_type, found.leaves) == (content_type, leaves)


@pytest.mark.parametrize(
    ("brands", "content_type"),
    [
        (("heic", "mif1", "MiHE", "MiPr", "miaf", "MiHB", "heic"), "image/heic"),
        (("heix", "mif1", "heix"), "image/heic"),
        (("hevc", "msf1", "hevc"), "image/heic"),
        (("mif1", "mif1", "heic"), "image/heic"),
        (("msf1", "mif1", "heic", "hevc"), "image/heic"),
        (("mif1", "mif1"), "image/heif"),
        (("mif1",), "image/heif"),
        (("mif1", "avif", "miaf"), "image/avif"),
        (("avif", "mif1", "miaf"), "image/avif"),
        (("avis", "msf1", "avif"), "image/avif"),
        (("mp42", "mif1", "heic"), "video/mp4"),
        (("qt  ", "heic"), "video/quicktime"),
    ],
)
def test_the_brands_tell_pictures_from_films(brands: tuple[str, ...], content_type: str) -> None:
    assert sniff(samples.of_brands(*brands)).content_type == content_type


@pytest.mark.parametrize("size", [0, 1, 8, 15, 100_000, 2**32 - 1])
def test_a_box_that_is_no_whole_one_names_nothing(size: int) -> None:
    assert sniff(samples.of_brands("mif1", "heic", size=size)).content_type != "image/heic"


@given(data=st.binary(max_size=300))
def test_any_bytes_are_told_apart_without_an_error(data: bytes) -> None:
    known = {*TYPES.values(), UNKNOWN}
    assert {sniff(data), sniff(samples.of_brands("mif1") + data)} <= known


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("roof.JPG", "roof.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\Ann\\roof photo.png", "roof photo.jpg"),
        ("invoice.pdf\x00.exe", "invoice.pdf.jpg"),
        ("a\r\nSet-Cookie: x.png", "aSet-Cookie x.jpg"),
        ("\u202egpj.exe", "gpj.jpg"),
        ("", "image.jpg"),
        (None, "image.jpg"),
        ("....", "image.jpg"),
        (".htaccess", "image.jpg"),
        ("x" * 5000 + ".png", "x" * 120 + ".jpg"),
        ("Dach Süd 🏠.webp", "Dach Süd 🏠.jpg"),
    ],
)
def test_a_name_is_one_line_without_a_path_and_with_its_true_extension(
    given: str | None, name: str
) -> None:
    assert clean_name(given, JPEG).replace(":", "") == name


@given(given=st.text())
def test_any_name_becomes_one_that_addresses_and_disks_can_hold(given: str) -> None:
    name = clean_name(given, JPEG)
    assert 4 < len(name) <= 124
    assert name.endswith(".jpg")
    assert not set(name) & set("/\\\x00\r\n")
    name.encode()
    path = path_name(name)
    assert path.isascii()
    assert path.endswith(".jpg")
    assert all(c.isalnum() or c in "-." for c in path)


def test_the_part_of_an_address_is_plain() -> None:
    assert path_name("Dach Süd (2).jpg") == "Dach-Sud-2.jpg"
    assert path_name("🏠.jpg") == "file.jpg"
