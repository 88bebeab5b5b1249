"""Languages as CRMs and people name them, as the tags that templates are kept under."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError

KNOWN: Final = (
    "en", "es", "fr", "pt", "de", "it", "pl", "ru", "ht", "vi", "zh", "ko", "tl", "ar", "hi", "ja",
    "nl", "uk", "fa", "he", "el", "ro", "cs", "hu", "sv", "da", "nb", "fi", "tr", "th", "pa", "ur",
    "bn", "gu", "te", "ta", "so", "am", "sw", "km", "lo", "hy",
)  # fmt: skip
"""Languages that are told by their names; any is told by its tag."""
LONGEST: Final = 64
_ALIASES: Final = {"no": "nb", "fil": "tl", "iw": "he"}


def tag_of(said: str) -> str:
    """The primary tag of a language said as a tag ("es-MX", "es_MX"), or as its name in English or
    in itself ("Spanish", "Español (México)"); empty where it is none that is known.

    Tags are ISO 639 codes (RFC 5646, 2.2.1); names are CLDR's.
    """
    plain = said.strip().casefold()[:LONGEST]
    word = plain.split("(")[0].split(",")[0].strip()
    if word in _names():
        return _names()[word]
    tag = word.replace("_", "-").split("-")[0]
    if not 2 <= len(tag) <= 3 or not tag.isascii() or not tag.isalpha():
        return ""
    return _ALIASES.get(tag, tag) if _locale(tag) is not None else ""


def locale_of(language: str, region: str = "") -> Locale:
    """How a language writes dates and amounts, in a region ("US") where it is written there; as in
    the United States for a language that nobody knows."""
    primary = tag_of(language) or "en"
    found = _locale(f"{primary}_{region.upper()}") if region else None
    return found or _locale(primary) or Locale("en", "US")


@cache
def _locale(name: str) -> Locale | None:
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return None


@cache
def _names() -> Mapping[str, str]:
    english = Locale("en").languages
    found: dict[str, str] = {}
    for tag in KNOWN:
        own = _locale(tag)
        for name in (english.get(tag), own.languages.get(tag) if own else None):
            if name:
                found.setdefault(name.casefold(), tag)
    return found
