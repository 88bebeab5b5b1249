"""Where items are used: in which texts that left, or are about to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from threadside.store.tables import (
    LibraryVersion,
    Line,
    Member,
    Message,
    MessageMedia,
    TimelineItem,
    User,
)

NEVER_LEFT: Final = ("canceled", "lapsed", "failed")


@dataclass(frozen=True)
class Usage:
    """In how many texts, and when last."""

    texts: int = 0
    last: datetime | None = None


@dataclass(frozen=True)
class Use:
    """One text with it: when, from which line, and who sent it (empty for a machine)."""

    at: datetime
    line: str
    member: str


def of(session: Session, workspace_id: str, item_ids: Collection[str]) -> dict[str, Usage]:
    """The usage of each of these items that was ever used, by one statement. Links in texts are
    not counted: nobody knows what stands behind them."""
    if not item_ids:
        return {}
    rows = session.execute(
        _texts(
            workspace_id,
            LibraryVersion.item_id,
            func.count(func.distinct(Message.id)),
            func.max(TimelineItem.at),
        )
        .where(LibraryVersion.item_id.in_(item_ids))
        .group_by(LibraryVersion.item_id)
    )
    return {item_id: Usage(texts, last) for item_id, texts, last in rows}


def latest(session: Session, workspace_id: str, item_id: str, most: int) -> list[Use]:
    """The newest texts with an item, by one statement."""
    rows = session.execute(
        _texts(workspace_id, TimelineItem.at, Line.name, User.name, TimelineItem.id)
        .join(Line, Line.id == Message.line_id)
        .outerjoin(Member, Member.id == TimelineItem.author_id)
        .outerjoin(User, User.id == Member.user_id)
        .where(LibraryVersion.item_id == item_id)
        .distinct()
        .order_by(TimelineItem.at.desc(), TimelineItem.id.desc())
        .limit(most)
    )
    return [Use(at, line, member or "") for at, line, member, _ in rows]


def lately(
    session: Session, workspace_id: str, member_id: str, most: int
) -> list[str]:  # fmt: skip
    """The ids of the items that a member sent last, the newest first, by one statement."""
    rows = session.execute(
        _texts(workspace_id, LibraryVersion.item_id, func.max(TimelineItem.at))
        .where(TimelineItem.author_id == member_id)
        .group_by(LibraryVersion.item_id)
        .order_by(func.max(TimelineItem.at).desc(), LibraryVersion.item_id)
        .limit(most)
    )
    return [item_id for item_id, _ in rows]


def _texts(workspace_id: str, *columns: Any) -> Select[Any]:
    """Of every text that a version's file goes with; rows are one for each version and text."""
    return (
        select(*columns)
        .select_from(LibraryVersion)
        .join(MessageMedia, MessageMedia.media_id == LibraryVersion.media_id)
        .join(Message, Message.id == MessageMedia.message_id)
        .join(TimelineItem, TimelineItem.id == Message.id)
        .where(
            LibraryVersion.workspace_id == workspace_id,
            Message.direction == "out",
            Message.state.not_in(NEVER_LEFT),
        )
    )
