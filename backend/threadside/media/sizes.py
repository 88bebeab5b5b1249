"""Sizes of files: the largest that are taken, and how people say them."""

from typing import Final

LARGEST: Final = 25_000_000
"""Of one file, in bytes, whatever becomes of it."""


def in_words(size: int) -> str:
    """A size as people write it, with thousands as carriers count them: `600 kB`, `2.4 MB`."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB"
