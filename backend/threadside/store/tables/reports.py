"""What happened on each day, counted; the clock and the hours of work that it is counted by."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Json, Ref


class InsightDay(Base):
    """How often something happened on one day of the workspace's own clock.

    `measure` and what its `value` means: `insight.reports.measures`. `member_id` and `template_id`
    are empty where nobody wrote it or no template was used. Counted, never edited.
    """

    __tablename__ = "insight_day"
    __table_args__ = (Index("ix_insight_day_workspace_id_day", "workspace_id", "day"),)

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    measure: Mapped[Code] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    line_id: Mapped[Ref] = mapped_column(ForeignKey("line.id"), primary_key=True)
    member_id: Mapped[Ref] = mapped_column(primary_key=True)
    template_id: Mapped[Ref] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int]


class InsightCount(Base):
    """How far a workspace's days are counted.

    Everything up to the event `seq` is in `insight_day`; of what is older than the first count,
    every day from `filled_from` on (None: all of it). `counted_at` is when; the days before
    `settled_until` have their conversations counted as well.
    """

    __tablename__ = "insight_count"

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    filled_from: Mapped[date | None]
    counted_at: Mapped[datetime]
    settled_until: Mapped[date]


class InsightClock(Base):
    """The zone whose days are counted, and when people work: for Monday to Sunday a pair of
    minutes after midnight, or null. All null: no hours are known."""

    __tablename__ = "insight_clock"

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    zone: Mapped[Code]
    week: Mapped[Json]
    version: Mapped[int] = mapped_column(default=1)
