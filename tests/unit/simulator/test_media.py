import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.simulator.clock import VirtualClock
from threadside.simulator.media.fetching import is_on_this_machine
from threadside.simulator.media.kinds import KINDS, Kind, is_carried_as, kind_of
from threadside.simulator.media.samples import sample
from threadside.simulator.media.store import MediaStore


@given(st.sampled_from(KINDS), st.integers(20_000, 200_000))
def test_a_sample_has_the_size_that_was_asked_for_and_its_kind(kind: Kind, size: int) -> None:
    content, content_type = sample(kind, size)
    assert len(content) == size
    assert kind_of(content_type) == kind
    assert is_carried_as(kind, content_type, "http://a/b", content[:16])


def test_a_sample_picture_is_a_whole_png_however_padded() -> None:
    content, _ = sample("image", 5000)
    at, names = 8, []
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        name, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        (crc,) = struct.unpack(">I", content[at + 8 + length : at + 12 + length])
        assert crc == zlib.crc32(name + body)
        names.append(name)
        at += 12 + length
    assert names == [b"IHDR", b"paDd", b"IDAT", b"IEND"]


@pytest.mark.parametrize(
    ("kind", "content_type", "url", "carried"),
    [
        ("image", "IMAGE/PNG; charset=x", "http://a/b", True),
        ("image", "image/webp", "http://a/b.png", False),
        ("image", None, "http://a/b.PNG?x=1", True),
        ("image", "application/octet-stream", "http://a/b", False),
        ("video", "image/png", "http://a/b", False),
        ("file", "image/webp", "http://a/b", True),
    ],
)
def test_the_content_type_decides_and_the_ending_where_it_says_nothing(
    kind: Kind, content_type: str | None, url: str, carried: bool
) -> None:
    assert is_carried_as(kind, content_type, url, sample("image")[0][:16]) is carried


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://localhost:80/x", True),
        ("https://127.8.0.1/x", True),
        ("http://[::1]:5/x", True),
        ("http://10.0.0.1/x", False),
        ("http://localhost.example/x", False),
        ("http://127.0.0.1.nip.example/x", False),
        ("http://localhost@evil.example/x", False),
    ],
)
def test_only_this_machines_own_addresses_count_as_here(url: str, here: bool) -> None:
    assert is_on_this_machine(url) is here


def test_the_oldest_files_give_way() -> None:
    store = MediaStore(VirtualClock(), room=10)
    first, second, third = (store.put(b"12345", "image/png") for _ in range(3))
    assert store.get(first.id) is None
    assert store.get(second.id)
    assert store.get(third.id)
