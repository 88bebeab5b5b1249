"""Moments as the console writes them."""

from datetime import UTC, datetime, timedelta

from threadside.words import say


def ago(moment: datetime, now: datetime) -> str:
    """How long ago in the largest unit that fits: `3 min ago`."""
    past = now - moment
    if past < timedelta(minutes=1):
        return say("console.ago.now")
    if past < timedelta(hours=1):
        return say("console.ago.minutes", count=past // timedelta(minutes=1))
    if past < timedelta(days=1):
        return say("console.ago.hours", count=past // timedelta(hours=1))
    if past < timedelta(days=2):
        return say("console.ago.yesterday")
    return say("console.ago.days", count=past.days)


def left(moment: datetime, now: datetime) -> str:
    """How long until a deadline, in days: `3 days left`, `2 days overdue`."""
    ahead = moment - now
    if ahead < timedelta():
        late = -ahead
        return say("console.left.over" if late < timedelta(days=1) else "console.left.late",
                   count=late.days)  # fmt: skip
    if ahead < timedelta(days=1):
        return say("console.left.today")
    return say("console.left.day" if ahead.days == 1 else "console.left.days", count=ahead.days)


def stamp(moment: datetime) -> str:
    """A moment in full: `Mar 2, 2026, 15:30 UTC`."""
    at = moment.astimezone(UTC)
    return f"{at:%b} {at.day}, {at:%Y, %H:%M} UTC"
