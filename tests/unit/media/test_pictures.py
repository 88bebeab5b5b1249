"""Pictures leave upright, bare and small, or not at all."""

import io
import struct
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from tests.unit.media import samples
from threadside.media import pictures
from threadside.media.kinds import GIF, JPEG, PNG, TYPES, sniff

LIMIT = 600_000


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_photo_is_turned_upright_and_tells_nothing_of_its_place() -> None:
    found = pictures.fit(samples.photo_with_place(), JPEG, LIMIT)
    image = opened(found.data)
    assert (found.width, found.height) == image.size == (40, 80)
    assert not image.getexif()
    assert not {"exif", "comment", "icc_profile"} & set(image.info)
    assert b"PhoneMaker" not in found.data
    red, _, blue = image.convert("RGB").getpixel((20, 5))  # type: ignore[misc]
    assert red > 200 > blue


@pytest.mark.parametrize("limit", [600_000, 300_000, 100_000, 40_000])
def test_a_large_photo_is_shrunk_below_the_limit(limit: int) -> None:
    found = pictures.fit(samples.noise(quality=95), JPEG, limit)
    assert len(found.data) <= limit
    assert found.file is JPEG
    assert opened(found.data).size == (found.width, found.height)


def test_a_small_photo_keeps_its_size() -> None:
    found = pictures.fit(samples.picture("JPEG", (800, 600)), JPEG, LIMIT)
    assert (found.width, found.height) == (800, 600)


def test_with_much_room_a_picture_stays_large() -> None:
    photo = samples.picture("JPEG", (5000, 3000))
    assert pictures.fit(photo, JPEG, LIMIT).width == 2048
    assert pictures.fit(photo, JPEG, 25_000_000).width == 4096


def test_a_drawing_stays_png_and_see_through() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(out, "PNG")
    found = pictures.fit(out.getvalue(), PNG, LIMIT)
    assert found.file is PNG
    assert opened(found.data).mode == "RGBA"


def test_a_png_that_does_not_fit_becomes_jpeg_on_white() -> None:
    image = Image.frombytes("RGBA", (400, 400), bytes(400 * 400 * 4))
    noisy = opened(samples.noise("PNG", (400, 400))).convert("RGBA")
    image.paste(noisy, (0, 0))
    image.putpixel((0, 0), (9, 9, 9, 0))
    out = io.BytesIO()
    image.save(out, "PNG")
    found = pictures.fit(out.getvalue(), PNG, 100_000)
    assert found.file is JPEG
    assert len(found.data) <= 100_000


@pytest.mark.parametrize("kind", ["WEBP", "BMP"])
def test_what_phones_do_not_show_becomes_what_they_do(kind: str) -> None:
    found = pictures.fit(samples.picture(kind), TYPES[kind.lower()], LIMIT)
    assert found.file in {JPEG, PNG}
    assert sniff(found.data) is found.file


def test_wide_colours_become_those_of_every_screen() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    found = pictures.fit(samples.picture(icc_profile=profile), JPEG, LIMIT)
    assert "icc_profile" not in opened(found.data).info
    broken = pictures.fit(samples.picture(icc_profile=b"not a profile" * 20), JPEG, LIMIT)
    assert opened(broken.data).mode == "RGB"


def test_print_colours_become_those_of_a_screen() -> None:
    out = io.BytesIO()
    Image.new("CMYK", (30, 30), (0, 255, 255, 0)).save(out, "JPEG")
    assert opened(pictures.fit(out.getvalue(), JPEG, LIMIT).data).mode == "RGB"


def test_a_moving_gif_goes_on_moving_without_its_comment() -> None:
    found = pictures.fit(samples.moving_gif(), GIF, LIMIT)
    image = opened(found.data)
    assert found.file is GIF
    assert getattr(image, "n_frames", 0) == 4
    assert image.info["duration"] == 80
    assert "comment" not in image.info


def test_a_gif_that_does_not_move_is_a_picture() -> None:
    assert pictures.fit(samples.picture("GIF"), GIF, LIMIT).file is PNG


def test_a_moving_gif_that_can_not_be_made_small_enough_is_refused() -> None:
    with pytest.raises(pictures.TooLarge):
        pictures.fit(samples.moving_gif(size=(200, 200)), GIF, 300)


def test_what_is_never_small_enough_is_refused() -> None:
    with pytest.raises(pictures.TooLarge):
        pictures.fit(samples.picture(), JPEG, 50)


@pytest.mark.parametrize("side", [7_100, 10_000, 14_000, 60_000, 2**31 - 1])
@pytest.mark.parametrize("act", [lambda d: pictures.fit(d, PNG, LIMIT),
                                 lambda d: pictures.thumbnail(d, PNG)])  # fmt: skip
def test_a_bomb_is_refused_before_it_goes_off(side: int, act: object) -> None:
    began = time.process_time()
    with pytest.raises((pictures.TooManyPixels, pictures.BrokenPicture)):
        act(samples.png_bomb(side))  # type: ignore[operator]
    assert time.process_time() - began < 1


def test_a_gif_of_endless_frames_is_refused() -> None:
    small = samples.moving_gif(frames=2, size=(60, 40))
    screen = small[:6] + struct.pack("<HH", 6000, 6000) + small[10:]
    with pytest.raises((pictures.TooManyPixels, pictures.BrokenPicture)):
        pictures.fit(screen, GIF, LIMIT)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP"])
def test_a_picture_that_ends_early_is_refused(kind: str) -> None:
    whole = samples.noise(kind, (200, 150))
    with pytest.raises(pictures.BrokenPicture):
        pictures.fit(whole[: len(whole) // 2], TYPES[kind.lower()], LIMIT)


@settings(max_examples=60)
@given(
    kind=st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "BMP"]),
    places=st.lists(st.tuples(st.integers(8, 600), st.integers(0, 255)), max_size=20),
)
def test_damage_anywhere_is_a_picture_or_a_refusal(
    kind: str, places: list[tuple[int, int]]
) -> None:
    data = bytearray(samples.picture(kind))
    for place, value in places:
        data[place % len(data)] = value
    try:
        found = pictures.fit(bytes(data), TYPES[kind.lower()], LIMIT)
    except (pictures.BrokenPicture, pictures.TooManyPixels, pictures.TooLarge):
        return
    assert len(found.data) <= LIMIT
    opened(found.data).load()


def test_what_hangs_on_a_picture_does_not_leave_with_it() -> None:
    polyglot = samples.picture() + samples.HTML + samples.ZIP
    assert b"<script>" not in pictures.fit(polyglot, JPEG, LIMIT).data


def test_a_thumbnail_is_small_and_knows_how_large_the_picture_is() -> None:
    small = pictures.thumbnail(samples.picture("JPEG", (3000, 1500)), JPEG)
    assert (small.width, small.height) == (3000, 1500)
    assert opened(small.data).size == (480, 240)
    turned = pictures.thumbnail(samples.photo_with_place(), JPEG)
    assert (turned.width, turned.height) == opened(turned.data).size == (40, 80)
    assert not opened(turned.data).getexif()
