"""The workspace's clock: whose days are counted, and when people work.

Everything that depends on hours of work asks `Clock.hours`, for a line: what tells them apart by
line, or by where a line belongs, is decided there and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.contracts.events import WorkspaceChanged
from threadside.errors import Invalid, Refusal
from threadside.events import log
from threadside.rules.hours import zone_or_utc, zones
from threadside.store.tables import InsightClock, InsightCount, InsightDay, Line
from threadside.store.uow import Tx

Span = tuple[int, int]
"""From and to, minutes after midnight; up to 1,440."""
Week = tuple[Span | None, ...]
"""Monday to Sunday."""
NONE_KNOWN: Final[Week] = (None,) * 7
MIDNIGHT: Final = 24 * 60


@dataclass(frozen=True)
class Hours:
    """When people work, by the clock of `zone`."""

    zone: ZoneInfo
    week: Week

    def seconds(self, since: datetime, until: datetime) -> float:
        """How much of the time between two moments is time of work."""
        day, last = since.astimezone(self.zone).date(), until.astimezone(self.zone).date()
        worked = 0.0
        while day <= last:
            span = self.week[day.weekday()]
            if span is not None:
                begins, ends = (self._at(day, minutes) for minutes in span)
                worked += max(0.0, (min(until, ends) - max(since, begins)).total_seconds())
            day += timedelta(days=1)
        return worked

    def _at(self, day: date, minutes: int) -> datetime:
        """By the clock on the wall, also on the days on which it is changed."""
        if minutes == MIDNIGHT:
            day, minutes = day + timedelta(days=1), 0
        at = datetime.combine(day, time(minutes // 60, minutes % 60), self.zone)
        return at.astimezone(UTC)


@dataclass(frozen=True)
class Clock:
    """A workspace's zone and hours; `version` 0 while nobody has set them."""

    zone_name: str
    week: Week = NONE_KNOWN
    version: int = 0

    @property
    def zone(self) -> ZoneInfo:
        """Its zone."""
        return zone_or_utc(self.zone_name)

    @property
    def known(self) -> bool:
        """Whether hours of work are."""
        return any(self.week)

    def hours(self, line_id: str) -> Hours | None:  # noqa: ARG002 - they are one for all lines
        """When people work on a line; None where nobody has said."""
        return Hours(self.zone, self.week) if self.known else None

    def day(self, at: datetime) -> date:
        """The day of a moment."""
        return at.astimezone(self.zone).date()

    def begins(self, day: date) -> datetime:
        """The first moment of a day, UTC."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)


def of_workspace(session: Session, workspace_id: str) -> Clock:
    """The clock that was set; else that of the first line's area code, without hours of work."""
    row = session.get(InsightClock, workspace_id)
    if row is not None:
        return Clock(
            row.zone, tuple(tuple(span) if span else None for span in row.week), row.version
        )
    phone = session.scalar(
        select(Line.phone)
        .where(Line.workspace_id == workspace_id)
        .order_by(Line.position, Line.id)
        .limit(1)
    )
    return Clock(_zone_of(phone))


def _zone_of(phone: str | None) -> str:
    found: Sequence[str] = zones(phone) if phone else ()
    return found[0] if found else "UTC"


def change(tx: Tx, workspace_id: str, wish: Clock) -> None:
    """Set zone and hours; `wish.version` is the one that the member has seen. Every day is counted
    anew from then on.

    Raises:
        Invalid: `bad_zone` for a zone that there is not, `day_ends_too_soon` for a day that ends
            before it begins.
        Refusal: `changed_meanwhile` (409) when a colleague has changed them since.
    """
    if wish.zone_name not in available_timezones():
        raise Invalid("bad_zone")
    if not all(span is None or 0 <= span[0] < span[1] <= MIDNIGHT for span in wish.week):
        raise Invalid("day_ends_too_soon")
    row = tx.session.get(InsightClock, workspace_id, with_for_update={"key_share": True})
    if (row.version if row else 0) != wish.version:
        raise Refusal("changed_meanwhile")
    if row is None:
        row = InsightClock(workspace_id=workspace_id)
        tx.session.add(row)
    row.zone, row.week, row.version = wish.zone_name, list(wish.week), wish.version + 1
    mark = tx.session.get(InsightCount, workspace_id)
    if mark is not None:
        tx.session.delete(mark)
    tx.session.execute(delete(InsightDay).where(InsightDay.workspace_id == workspace_id))
    tx.session.flush()
    payload = {"zone": wish.zone_name, "week": [list(span) if span else None for span in wish.week]}
    audit.record(tx, workspace_id, "insight.clock_changed", payload)
    log.emit(tx, workspace_id, WorkspaceChanged(what="settings"))
