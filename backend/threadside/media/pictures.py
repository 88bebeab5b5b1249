"""Pictures made fit to leave: upright, without what the camera noted, small enough.

A picture says how large it is before it is decoded, and a small file may hold a huge one: its
pixels are counted first, and few are worked on at a time.
"""

import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageCms, ImageOps, ImageSequence
from pillow_heif import register_heif_opener

from threadside.media.kinds import GIF, JPEG, PNG, FileType

MOST_PIXELS: Final = 50_000_000
"""Phones take pictures of up to 48 million."""
MOST_PIXELS_OF_FRAMES: Final = 40_000_000
THUMBNAIL_SIDE: Final = 480
STAND_IN_SIDE: Final = 1600
"""Of the small picture where it is shown in place of the picture itself."""
SIDES: Final = (2048, 1600, 1280, 1024, 800, 640, 480, 320)
QUALITIES: Final = (88, 78, 66, 52)
GIF_SCALES: Final = (1.0, 0.75, 0.5, 0.35)
LARGE: Final = 4_000_000
"""With this much room a picture keeps up to `LARGE_SIDE` pixels."""
LARGE_SIDE: Final = 4096
AT_ONCE: Final = threading.BoundedSemaphore(2)
_SRGB: Final = ImageCms.createProfile("sRGB")

# Of what a HEIF container holds, the primary picture alone: small pictures in it may show
# something else, and depth maps are nobody's business. `AT_ONCE` is how much runs beside it.
register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)


class TooManyPixels(Exception):  # noqa: N818 - reads as the fact it states
    """Decoded, it would fill the memory."""


class BrokenPicture(Exception):  # noqa: N818 - reads as the fact it states
    """It begins like a picture and can't be decoded to its end."""


class TooLarge(Exception):  # noqa: N818 - reads as the fact it states
    """No step of shrinking brings it below the limit."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it would leave. Width and height in pixels."""

    data: bytes
    file: FileType
    width: int
    height: int


def fit(data: bytes, file: FileType, limit: int) -> Picture:
    """The picture in at most `limit` bytes, upright and bare of metadata.

    Moving GIFs stay GIFs, drawings stay PNG where they fit, all else becomes JPEG.

    Raises:
        BrokenPicture: when it can't be decoded.
        TooManyPixels: before decoding.
        TooLarge: when it can't be made small enough.
    """
    with AT_ONCE, _opened(data, file) as image:
        if getattr(image, "n_frames", 1) > 1 and file is GIF:
            return _first_that_fits(_gifs(image), limit)
        return _first_that_fits(_stills(image, limit), limit)


def thumbnail(data: bytes, file: FileType) -> Picture:
    """A small JPEG of the picture's first frame, with the size of the picture itself.

    It is large enough to be looked at where browsers don't show the picture.

    Raises:
        BrokenPicture, TooManyPixels: as `fit`.
    """
    with AT_ONCE, _opened(data, file) as image:
        # Of a JPEG, a half, quarter or eighth can be decoded alone.
        size = _upright(image.size, image)
        side = THUMBNAIL_SIDE if file.shown else STAND_IN_SIDE
        image.draft("RGB", (side * 2, side * 2))
        small = _plain(image)
        small.thumbnail((side, side), Image.Resampling.LANCZOS)
        return Picture(_jpeg(small, 80), JPEG, *size)


class _opened:  # noqa: N801 - used like a function
    """The picture, its pixels counted and not yet decoded; errors of decoding in our words."""

    def __init__(self, data: bytes, file: FileType) -> None:
        self._data, self._file = data, file
        self._image: Image.Image | None = None

    def __enter__(self) -> Image.Image:
        if self._file.pillow is None:
            raise BrokenPicture(self._file.content_type)
        try:
            self._image = Image.open(io.BytesIO(self._data), formats=[self._file.pillow])
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise TooManyPixels(self._file.content_type) from error
        except Exception as error:
            raise BrokenPicture(str(error)) from error
        if self._image.width * self._image.height > MOST_PIXELS:
            raise TooManyPixels(f"{self._image.width} x {self._image.height}")
        return self._image

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if self._image is not None:
            self._image.close()
        ours = (TooManyPixels, BrokenPicture, TooLarge)
        # Decoders of hostile bytes raise whatever they like.
        if isinstance(error, Exception) and not isinstance(error, ours):
            raise BrokenPicture(f"{type(error).__name__}: {error}") from error


def _first_that_fits(made: Iterator[Picture], limit: int) -> Picture:
    for picture in made:
        if len(picture.data) <= limit:
            return picture
    raise TooLarge


def _stills(image: Image.Image, limit: int) -> Iterator[Picture]:
    """Ever smaller versions: sides first at good quality, then quality, from large to small."""
    if image.format in {"PNG", "BMP", "GIF"}:
        drawn = _fitted(_kept_mode(image), SIDES[0] if limit < LARGE else LARGE_SIDE)
        yield Picture(_png(drawn), PNG, *drawn.size)
    sides = SIDES if limit < LARGE else (LARGE_SIDE, *SIDES)
    image.draft("RGB", (sides[0], sides[0]))
    whole = _plain(image)
    for side in sides:
        if side is not sides[0] and side >= max(whole.size):
            continue
        sized = _fitted(whole, side)
        for quality in QUALITIES:
            yield Picture(_jpeg(sized, quality), JPEG, *sized.size)


def _gifs(image: Image.Image) -> Iterator[Picture]:
    frames: list[Image.Image] = []
    durations: list[int] = []
    for frame in ImageSequence.Iterator(image):
        if (len(frames) + 1) * image.width * image.height > MOST_PIXELS_OF_FRAMES:
            raise TooManyPixels("frames")
        durations.append(int(frame.info.get("duration", 100)))
        drawn = frame.convert("RGBA")
        drawn.info = {}
        frames.append(drawn)
    loop = image.info.get("loop")
    for scale in GIF_SCALES:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        sized = frames if scale == 1.0 else [each.resize(size) for each in frames]
        out = io.BytesIO()
        sized[0].save(
            out, "GIF", save_all=True, append_images=sized[1:], duration=durations, disposal=2,
            optimize=True, **({} if loop is None else {"loop": loop}),
        )  # fmt: skip
        yield Picture(out.getvalue(), GIF, *size)


def _upright(size: tuple[int, int], image: Image.Image) -> tuple[int, int]:
    """The size once the camera's note of how it was held is heeded (Exif 2.3, Orientation)."""
    sideways = image.getexif().get(0x0112) in {5, 6, 7, 8}
    return (size[1], size[0]) if sideways else size


def _kept_mode(image: Image.Image) -> Image.Image:
    """Upright, with its transparency, and without what was noted about it."""
    turned = ImageOps.exif_transpose(image)
    return turned.convert("RGBA" if turned.has_transparency_data else "RGB")


def _plain(image: Image.Image) -> Image.Image:
    """Upright, in sRGB, on white where it was transparent."""
    turned = ImageOps.exif_transpose(image)
    profile = turned.info.get("icc_profile")
    if turned.has_transparency_data:
        layered = turned.convert("RGBA")
        ground = Image.new("RGB", layered.size, "white")
        ground.paste(layered, mask=layered.getchannel("A"))
        return ground
    if profile and turned.mode in {"RGB", "CMYK"}:
        try:
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            shown = ImageCms.profileToProfile(turned, theirs, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            shown = None
        if shown is not None:
            return shown
    return turned.convert("RGB")


def _fitted(image: Image.Image, side: int) -> Image.Image:
    if max(image.size) <= side:
        return image
    smaller = image.copy()
    smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
    return smaller


def _jpeg(image: Image.Image, quality: int) -> bytes:
    bare = image.copy()
    bare.info = {}
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _png(image: Image.Image) -> bytes:
    bare = image.copy()
    bare.info = {}
    out = io.BytesIO()
    bare.save(out, "PNG", optimize=max(image.size) <= 2048)
    return out.getvalue()
