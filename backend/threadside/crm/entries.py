"""A text as a CRM keeps it: direction, when, who wrote it, the words, media, and what became of it.

Plain text: whoever reads it reads it in the CRM, which shows it as it shows its own notes. The last
line is the entry's key, by which it is found again where a write had no clear end.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from threadside.contracts.timeline import MediaItem, MessageItem
from threadside.linking.values import Entry, Ref
from threadside.words import say

LONGEST: Final = 30_000
"""Characters of a body: below the least of the CRMs' (Salesforce's Task.Description has 32,000)."""
MOST_OF_A_TEXT: Final = 5_000
Links = Mapping[str, str]
"""Addresses of media by their ids."""


def of_text(
    item: MessageItem, *, key: str, who: Ref, about: Ref | None, clock: ZoneInfo, links: Links
) -> Entry:
    """The entry of one text."""
    told = "out" if item.direction == "out" else "in"
    body = f"{paragraph(item, clock, links, dated=True)}\n\n{key}"
    return Entry(
        key=key,
        who=who,
        subject=say(f"crm.log.subject.{told}", phone=item.phone),
        body=body,
        at=item.at,
        direction=item.direction,
        about=about,
    )


def paragraph(item: MessageItem, clock: ZoneInfo, links: Links, *, dated: bool) -> str:
    """A text in a few lines: direction and time, by whom, what became of it; its words; media."""
    at = item.at.astimezone(clock)
    head = [say(f"crm.log.{item.direction}", when=moment(at) if dated else hour(at))]
    if item.direction == "out":
        head.append(item.author.name if item.author else say("crm.log.automatic"))
        head.append(became(item))
    words = [item.text[:MOST_OF_A_TEXT]] if item.text else []
    return "\n".join([" · ".join(head), *words, *media(item.media, links)])


def became(item: MessageItem) -> str:
    """What became of a text, with the reason where it did not arrive."""
    if item.failure is None:
        return item.state_words
    return f"{item.state_words}: {item.failure.title}"


def media(attached: Sequence[MediaItem], links: Links) -> list[str]:
    """A line for each picture or file, with its address where there is one."""
    return [
        say("crm.log.media", name=each.name, url=links[each.id])
        if each.id in links
        else say("crm.log.media_only", name=each.name)
        for each in attached
    ]


def moment(at: datetime) -> str:
    """Day, time and zone of a local moment: `Mar 2, 2026, 8:30 AM MST`."""
    return f"{day(at)}, {hour(at)} {at.tzname()}"


def day(at: datetime) -> str:
    """`Mar 2, 2026`."""
    return f"{at:%b} {at.day}, {at.year}"


def hour(at: datetime) -> str:
    """`8:30 AM`."""
    return f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"
