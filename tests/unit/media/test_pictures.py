"""Pictures leave upright, bare and small, or not at all."""

import functools
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
HEIC = TYPES["heic"]
RED, BLUE = (250, 0, 0), (0, 0, 250)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def near(image: Image.Image, place: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    """Whether a picture has about this colour there: JPEG and HEIF change it a little."""
    found = image.convert("RGB").getpixel(place)
    assert isinstance(found, tuple)
    return all(abs(a - b) < 20 for a, b in zip(found, colour, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "HEIF"])
def test_a_photo_is_turned_upright_and_tells_nothing_of_its_place(kind: str) -> None:
    photo = samples.photo_with_place(kind=kind)
    assert b"PhoneMaker" in photo
    found = pictures.fit(photo, sniff(photo), LIMIT)
    image = opened(found.data)
    assert found.file is JPEG
    assert (found.width, found.height) == image.size == (40, 80)
    assert not image.getexif()
    assert not {"exif", "comment", "icc_profile"} & set(image.info)
    assert b"PhoneMaker" not in found.data
    assert near(image, (20, 5), RED)
    assert near(image, (20, 70), BLUE)


@pytest.mark.parametrize(
    ("held", "size", "red_at"),
    [
        (1, (80, 40), (5, 20)), (2, (80, 40), (75, 20)), (3, (80, 40), (75, 20)),
        (4, (80, 40), (5, 20)), (5, (40, 80), (20, 5)), (6, (40, 80), (20, 5)),
        (7, (40, 80), (20, 75)), (8, (40, 80), (20, 75)),
    ],
)  # fmt: skip
def test_however_a_phone_was_held_its_heic_stands_upright(
    held: int, size: tuple[int, int], red_at: tuple[int, int]
) -> None:
    photo = samples.photo_with_place(held, "HEIF")
    found = pictures.fit(photo, HEIC, LIMIT)
    small = pictures.thumbnail(photo, HEIC)
    for made in (found, small):
        image = opened(made.data)
        assert (made.width, made.height) == image.size == size
        assert near(image, red_at, RED)


@pytest.mark.parametrize("limit", [100_000, 40_000])
def test_a_heic_is_shrunk_below_the_limit(limit: int) -> None:
    found = pictures.fit(samples.noise("HEIF", (400, 300), quality=90), HEIC, limit)
    assert len(found.data) <= limit
    assert found.file is JPEG
    assert opened(found.data).size == (found.width, found.height)


def test_of_a_heic_of_several_pictures_the_primary_one_leaves() -> None:
    for made in (
        pictures.fit(samples.heic_of_two(), HEIC, LIMIT),
        pictures.thumbnail(samples.heic_of_two(), HEIC),
    ):
        assert (made.width, made.height) == (40, 30)
        assert near(opened(made.data), (20, 15), BLUE)


def test_a_heic_that_is_see_through_stands_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(out, "HEIF")
    assert near(opened(pictures.fit(out.getvalue(), HEIC, LIMIT).data), (25, 25), (255, 255, 255))


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


@pytest.mark.parametrize("kind", ["WEBP", "BMP", "HEIF"])
def test_what_phones_do_not_show_becomes_what_they_do(kind: str) -> None:
    found = pictures.fit(samples.picture(kind), TYPES[kind.lower()], LIMIT)
    assert found.file in {JPEG, PNG}
    assert sniff(found.data) is found.file


@pytest.mark.parametrize("kind", ["JPEG", "HEIF"])
def test_wide_colours_become_those_of_every_screen(kind: str) -> None:
    file = TYPES[kind.lower()]
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    wide = samples.picture(kind, icc_profile=profile)
    assert opened(wide).info["icc_profile"] == profile
    found = pictures.fit(wide, file, LIMIT)
    assert "icc_profile" not in opened(found.data).info
    assert near(opened(found.data), (30, 20), RED)
    unread = samples.picture(kind, icc_profile=b"not a profile" * 20)
    broken = pictures.fit(unread, file, LIMIT)
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
    assert time.process_time() - began < 10  # decoding it would take minutes, or the memory


@pytest.mark.parametrize("act", [lambda d: pictures.fit(d, HEIC, LIMIT),
                                 lambda d: pictures.thumbnail(d, HEIC)])  # fmt: skip
@pytest.mark.parametrize(
    "side", [7_100, 14_000, 60_000, 2**31 - 1, 2**32 - 1], ids=lambda side: f"side {side}"
)
def test_a_heic_that_claims_too_much_is_refused_before_it_is_decoded(
    side: int, act: object
) -> None:
    with pytest.raises((pictures.TooManyPixels, pictures.BrokenPicture)):
        act(samples.heic_that_claims(side, side))  # type: ignore[operator]


def test_fifty_million_pixels_are_the_most_of_a_heic_as_of_others() -> None:
    with pytest.raises(pictures.TooManyPixels):
        pictures.fit(samples.heic_that_claims(7_100, 7_100), HEIC, LIMIT)
    # One within the limit is decoded, and its decoder sees that it is another.
    with pytest.raises(pictures.BrokenPicture):
        pictures.fit(samples.heic_that_claims(7_000, 7_000), HEIC, LIMIT)


@pytest.mark.parametrize("claimed", [(1, 1), (16, 16), (400, 1), (0, 0)])
def test_a_heic_that_is_larger_than_it_says_is_refused(claimed: tuple[int, int]) -> None:
    with pytest.raises(pictures.BrokenPicture):
        pictures.fit(samples.heic_that_claims(*claimed, really=(400, 400)), HEIC, LIMIT)


def test_a_gif_of_endless_frames_is_refused() -> None:
    small = samples.moving_gif(frames=2, size=(60, 40))
    screen = small[:6] + struct.pack("<HH", 6000, 6000) + small[10:]
    with pytest.raises((pictures.TooManyPixels, pictures.BrokenPicture)):
        pictures.fit(screen, GIF, LIMIT)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "HEIF"])
def test_a_picture_that_ends_early_is_refused(kind: str) -> None:
    whole = samples.noise(kind, (200, 150))
    with pytest.raises(pictures.BrokenPicture):
        pictures.fit(whole[: len(whole) // 2], TYPES[kind.lower()], LIMIT)


whole = functools.cache(samples.picture)


@settings(max_examples=60)
@given(
    kind=st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "BMP", "HEIF"]),
    places=st.lists(st.tuples(st.integers(8, 600), st.integers(0, 255)), max_size=20),
)
def test_damage_anywhere_is_a_picture_or_a_refusal(
    kind: str, places: list[tuple[int, int]]
) -> None:
    data = bytearray(whole(kind))
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


def test_of_a_heic_a_picture_is_made_that_can_be_looked_at() -> None:
    small = pictures.thumbnail(samples.picture("HEIF", (1800, 900)), HEIC)
    assert (small.file, small.width, small.height) == (JPEG, 1800, 900)
    assert opened(small.data).size == (1600, 800)
    assert not opened(small.data).getexif()


def test_a_thumbnail_is_small_and_knows_how_large_the_picture_is() -> None:
    small = pictures.thumbnail(samples.picture("JPEG", (3000, 1500)), JPEG)
    assert (small.width, small.height) == (3000, 1500)
    assert opened(small.data).size == (480, 240)
    turned = pictures.thumbnail(samples.photo_with_place(), JPEG)
    assert (turned.width, turned.height) == opened(turned.data).size == (40, 80)
    assert not opened(turned.data).getexif()
