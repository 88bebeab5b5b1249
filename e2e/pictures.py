"""Photographs that nobody took: a scene drawn in colours, with the place it claims to be of."""

import base64
import io
from typing import Literal

from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import Locator

GPS_IFD = 0x8825
ORIENTATION, MAKE = 0x0112, 0x010F
Scene = Literal["hills", "counter", "van"]

_SKIES = {
    "hills": ((126, 178, 214), (247, 224, 186)),
    "counter": ((236, 230, 219), (205, 190, 168)),
    "van": ((164, 186, 201), (222, 224, 220)),
}


def photograph(scene: Scene = "hills", size: tuple[int, int] = (1200, 900)) -> bytes:
    """A JPEG with a camera's name and a position (39°44' N, 104°59' W) in its EXIF."""
    image = _sky(scene, size)
    {"hills": _hills, "counter": _counter, "van": _van}[scene](ImageDraw.Draw(image), size)
    exif = Image.Exif()
    exif[MAKE] = "Northside Camera"
    exif[ORIENTATION] = 1
    position = exif.get_ifd(GPS_IFD)
    position[1], position[2] = "N", (39.0, 44.0, 21.0)
    position[3], position[4] = "W", (104.0, 59.0, 5.0)
    exif[GPS_IFD] = position
    written = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(1)).save(written, "JPEG", quality=88, exif=exif)
    return written.getvalue()


def has_exif(data: bytes) -> bool:
    """Whether a picture says anything about where and with what it was taken."""
    return len(Image.open(io.BytesIO(data)).getexif()) > 0


def give(
    field: Locator, how: Literal["paste", "dragover", "drop"], *files: tuple[str, bytes]
) -> None:
    """Paste, hold or drop JPEG files (name and bytes) on an element, by the browser's events."""
    given = [[name, base64.b64encode(data).decode()] for name, data in files]
    field.evaluate(_GIVE, [how, given])


_GIVE = """(element, [how, given]) => {
  const data = new DataTransfer();
  for (const [name, base64] of given) {
    const bytes = Uint8Array.from(atob(base64), one => one.charCodeAt(0));
    data.items.add(new File([bytes], name, { type: 'image/jpeg' }));
  }
  const common = { bubbles: true, cancelable: true };
  element.dispatchEvent(how === 'paste'
    ? new ClipboardEvent('paste', { ...common, clipboardData: data })
    : new DragEvent(how, { ...common, dataTransfer: data }));
}"""


def _sky(scene: Scene, size: tuple[int, int]) -> Image.Image:
    top, bottom = _SKIES[scene]
    _, height = size
    column = Image.new("RGB", (1, height))
    for y in range(height):
        share = y / height
        mixed = tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True))
        column.putpixel((0, y), mixed)
    return column.resize(size)


def _hills(draw: ImageDraw.ImageDraw, size: tuple[int, int]) -> None:
    w, h = size
    draw.ellipse((w * 0.66, h * 0.16, w * 0.78, h * 0.32), fill=(255, 242, 205))
    for level, colour in ((0.55, (110, 139, 150)), (0.68, (78, 112, 104)), (0.82, (52, 82, 66))):
        peaks: list[tuple[float, float]] = [(0, h)]
        for step in range(9):
            lift = (0.12, 0.02, 0.16, 0.05, 0.1, 0.0, 0.14, 0.04, 0.08)[
                (step + int(level * 10)) % 9
            ]
            peaks.append((w * step / 8, h * (level - lift)))
        draw.polygon([*peaks, (w, h)], fill=colour)


def _counter(draw: ImageDraw.ImageDraw, size: tuple[int, int]) -> None:
    w, h = size
    draw.rectangle((0, h * 0.62, w, h), fill=(121, 88, 62))
    draw.rectangle((0, h * 0.62, w, h * 0.66), fill=(150, 112, 80))
    for left in (0.12, 0.42, 0.72):
        draw.rectangle((w * left, h * 0.12, w * (left + 0.18), h * 0.5), fill=(248, 250, 250))
        draw.rectangle((w * left, h * 0.3, w * (left + 0.18), h * 0.31), fill=(190, 196, 196))
    draw.ellipse((w * 0.44, h * 0.54, w * 0.58, h * 0.7), fill=(46, 94, 104))
    draw.rectangle((w * 0.5, h * 0.4, w * 0.52, h * 0.56), fill=(74, 118, 74))


def _van(draw: ImageDraw.ImageDraw, size: tuple[int, int]) -> None:
    w, h = size
    draw.rectangle((0, h * 0.74, w, h), fill=(92, 96, 100))
    draw.rounded_rectangle((w * 0.16, h * 0.34, w * 0.84, h * 0.76), 40, fill=(38, 70, 130))
    draw.rounded_rectangle((w * 0.62, h * 0.4, w * 0.8, h * 0.56), 16, fill=(196, 220, 232))
    for left in (0.24, 0.64):
        draw.ellipse((w * left, h * 0.68, w * (left + 0.13), h * 0.86), fill=(28, 30, 34))
