"""How items of the library are shown wherever they are."""

from collections.abc import Sequence
from typing import Final

from threadside.console.frame import visitor
from threadside.library import lines, taking
from threadside.library.content import OpenState
from threadside.media.sizes import in_words
from threadside.runtime import runtime
from threadside.store.tables import Line, Media
from threadside.words import say

HOME: Final = "/console/library"
SCRIPT: Final = "script-src 'self'; connect-src 'self'"
PLAYED: Final = "media-src 'self'"
SHOWN: Final = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp"})
"""Pictures that browsers show."""


def desk() -> taking.Desk:
    """Where the visitor's files are taken in."""
    held = runtime()
    us = visitor()
    return taking.Desk(held.uow, held.media, held.scan, us.workspace_id, us.member_id)


def badges(state: str, made: OpenState | None) -> list[tuple[str, str]]:
    """Where an item stands, as words and their tone: the item first, then what is open beside
    it."""
    if state == "draft":
        waits = made == "in_review"
        return [(say(f"console.library.state.{made or state}"), "wait" if waits else "quiet")]
    found = [(say(f"console.library.state.{state}"), "go" if state == "approved" else "quiet")]
    if made:
        tone = "wait" if made == "in_review" else "quiet"
        found.append((say(f"console.library.change.{made}"), tone))
    return found


def facts(media: Media) -> str:
    """What a file is, on one line: its kind, its size, and a picture's pixels."""
    parts = [say(f"console.library.kind.{media.kind}"), in_words(media.bytes or 0)]
    if media.width and media.height:
        parts.append(say("console.library.pixels", width=media.width, height=media.height))
    return " · ".join(parts)


def reach(found: Sequence[Line], media: Media) -> tuple[str, str]:
    """How many of the lines would send it as it is, in words, and the tone of that."""
    ways = lines.ways(found, media)
    good = sum(not each.why for each in ways)
    if not ways:
        return say("console.library.reach.no_lines"), "quiet"
    if good == len(ways):
        return say("console.library.reach.all"), "go"
    if not good:
        return say("console.library.reach.none"), "wait"
    return say("console.library.reach.some", some=good, all=len(ways)), "wait"


def why(way: lines.Way) -> str:
    """What one line would do with it."""
    if not way.why:
        return say("console.library.way.mms")
    return say(f"console.library.way.{way.why}", limit=in_words(way.limit))


def is_shown(media: Media) -> bool:
    """Whether a browser shows the picture itself."""
    return media.content_type in SHOWN
