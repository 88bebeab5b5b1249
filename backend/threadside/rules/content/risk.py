"""What carriers filter for its subject, and what needs consent to marketing.

Sex, hate, alcohol, firearms and tobacco (SHAFT), cannabis, gambling, third-party loans, debt
relief, cryptocurrency tips, get-rich schemes and resold leads: the classes of CTIA's Messaging
Principles and Best Practices and of the US carriers' codes of conduct. A word is a reason to look
again, so it warns; a workspace may block whole classes.
"""

import re
from typing import Final

from threadside.rules.content.folded import Folded, fold
from threadside.rules.content.hint import Hint, Level, Setting
from threadside.rules.content.phrases import DATA, RISKS, Found, Phrases, listed

_PHRASES: Final = Phrases(
    [
        *((name, entries.split("|")) for name, entries in DATA["risks"].items()),
        *((name, listed(name)) for name in ("promotional", "blame", "harmless")),
    ]
)
_PROMOTIONAL: Final = re.compile("|".join(DATA["promotional_patterns"]))


def phrases(folded: Folded) -> tuple[Found, ...]:
    """The phrases of every list, found in one pass; the kind is the list's name."""
    return tuple(found for found in _PHRASES.find(folded) if found.kind != "harmless")


def check(folded: Folded, found: tuple[Found, ...], setting: Setting) -> tuple[Hint | None, ...]:
    """`risky_content`, once for each class, and `promotional_needs_marketing`."""
    risky = (_risky(name, folded, found, setting) for name in RISKS)
    return (*risky, _marketing(folded, found, setting))


def is_promotional(text: str) -> bool:
    """Does the text sell: a price held out, so much off, a coupon, a sale, a tracked link?

    A bare amount does not ("Your invoice of $120 is due"); an offer does ("only $99"). One such
    line makes an informational text an "advertisement" (47 CFR 64.1200(f)).
    """
    folded = fold(text)
    return bool(_offers(folded, phrases(folded)))


def _risky(name: str, folded: Folded, found: tuple[Found, ...], setting: Setting) -> Hint | None:
    spans = tuple(folded.span(each.start, each.end) for each in found if each.kind == name)
    if not spans:
        return None
    level: Level = "block" if name in setting.blocked_risks else "warn"
    start, end = spans[0]
    return Hint("risky_content", level, {"class": name, "words": folded.text[start:end]}, spans)


def _marketing(folded: Folded, found: tuple[Found, ...], setting: Setting) -> Hint | None:
    if setting.scope not in {"conversational", "informational"}:
        return None
    spans = _offers(folded, found)
    if not spans:
        return None
    start, end = spans[0]
    words = folded.text[start:end].strip()
    return Hint("promotional_needs_marketing", "warn", {"words": words}, spans)


def _offers(folded: Folded, found: tuple[Found, ...]) -> tuple[tuple[int, int], ...]:
    places = {(each.start, each.end) for each in found if each.kind == "promotional"}
    places |= {each.span() for each in _PROMOTIONAL.finditer(folded.plain)}
    return tuple(folded.span(*place) for place in sorted(places))
