"""A day's texts with one person as one entry, which grows as they go to and fro.

The day is the person's own: in their zone where it is known, else in that of their area code, else
UTC (`timeline.crm_log.zone_for`). A text belongs to the day on which it was pressed or arrived and
stays there, whatever is learnt about the zone later.
"""

from collections.abc import Sequence
from itertools import accumulate
from zoneinfo import ZoneInfo

from threadside.contracts.timeline import MessageItem
from threadside.crm.entries import LONGEST, Links, day, paragraph
from threadside.linking.values import Entry, Ref
from threadside.words import say


def of_day(
    items: Sequence[MessageItem], *, key: str, who: Ref, clock: ZoneInfo, links: Links
) -> Entry:
    """The entry of a day; `items` are its texts from the oldest to the newest, at least one.

    Of a day that is too long for a CRM the newest texts are kept, and it says how many are not.
    """
    first = items[0].at.astimezone(clock)
    told = [paragraph(each, clock, links, dated=False) for each in items]
    lengths = accumulate(len(each) + 2 for each in reversed(told))
    fitting = max(1, sum(length <= LONGEST for length in lengths))
    left_out = len(told) - fitting
    lead = [say("crm.log.left_out", count=left_out)] if left_out else []
    title = f"{day(first)} ({first.tzname()})"
    directions = {each.direction for each in items}
    return Entry(
        key=key,
        who=who,
        subject=say("crm.log.subject.day", day=day(first)),
        body="\n\n".join([title, *lead, *told[left_out:], key]),
        at=items[0].at,
        direction="both" if len(directions) > 1 else items[0].direction,
    )
