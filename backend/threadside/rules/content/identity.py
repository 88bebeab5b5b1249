"""Who writes, and how to make it stop: what the first text to a number must say.

CTIA Messaging Principles and Best Practices: the first message names the sender and tells how to
opt out, and recurring ones repeat it; monthly is what carriers expect.
"""

import re
from typing import Final

from threadside.rules.content import invitations
from threadside.rules.content.folded import Folded, fold, fold_words
from threadside.rules.content.hint import Hint, Setting
from threadside.rules.content.phrases import DATA

OPT_OUT_LINE_DAYS: Final = 30
"""A text repeats the opt-out line when the last one is older than this."""

_LINES: Final[dict[str, str]] = DATA["identity"]["lines"]
_LEGAL_FORMS: Final = frozenset(DATA["identity"]["legal_forms"].split())
_SENTENCE_ENDS: Final = ".!?…"
# A name in an address tells nobody who writes.
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^ \n]+")


def with_identity(text: str, brand: str, *, opt_out_line: bool, language: str = "en") -> str:
    """`text` with "Acme: " before it and "Reply STOP to opt out." behind, each only where it is
    missing; a language without a line of its own has the English one. Twice is once."""
    unnamed = bool(brand.strip()) and not carries_identity(text, brand)
    silent = opt_out_line and not carries_opt_out_line(text)
    return _completed(text, brand if unnamed else "", _line(language) if silent else "")


def opt_out_lines() -> tuple[str, ...]:
    """The line that says how to opt out, in each language that has one."""
    return tuple(_LINES.values())


def carries_identity(text: str, brand: str) -> bool:
    """Does the text hold the brand's name, whatever its case, accents and punctuation, with or
    without its legal form ("Inc.")? A brand without a letter or digit must stand there as it is."""
    return _named(fold(text), brand)


def carries_opt_out_line(text: str) -> bool:
    """Does the text say how to opt out, in English, Spanish or French?"""
    return invitations.carries_opt_out_line(fold(text))


def check(folded: Folded, setting: Setting) -> tuple[Hint | None, ...]:
    """`missing_identity` and `missing_opt_out_line`, on a first text and after thirty days."""
    days = setting.days_since_opt_out_line
    if not setting.first_to_number and (days is None or days <= OPT_OUT_LINE_DAYS):
        return ()
    unnamed = bool(setting.brand.strip()) and not _named(folded, setting.brand)
    silent = not invitations.carries_opt_out_line(folded)
    line = _line(setting.language)
    mended = _completed(folded.text, setting.brand if unnamed else "", line if silent else "")
    return (
        Hint("missing_identity", "warn", {"brand": setting.brand.strip()}, (), mended)
        if unnamed
        else None,
        Hint("missing_opt_out_line", "warn", {"line": line}, (), mended) if silent else None,
    )


def _completed(text: str, brand: str, line: str) -> str:
    body = f"{brand.strip()}: {text.strip()}" if brand else text.strip()
    if line:
        # Behind an address a full stop would become part of it, so the line starts a new one.
        body += f" {line}" if body[-1:] in _SENTENCE_ENDS or not body else f"\n{line}"
    return body.strip()


def _line(language: str) -> str:
    return _LINES.get(language, _LINES["en"])


def _named(folded: Folded, brand: str) -> bool:
    words = list(fold_words(brand))
    if not words:
        return brand.strip() in folded.text
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    said = f" {' '.join(fold_words(_ADDRESS.sub(' ', folded.plain)))} "
    return f" {' '.join(words)} " in said or f" {''.join(words)} " in said
