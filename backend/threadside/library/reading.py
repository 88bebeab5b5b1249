"""One item: what is in force, what is being made, every version, and how it came about."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from threadside.errors import NotFound
from threadside.library.content import Content, OpenState, State, of_row
from threadside.store.tables import (
    LibraryItem,
    LibraryRemark,
    LibraryVersion,
    Media,
    Member,
    User,
)


@dataclass(frozen=True)
class Open:
    """What is being made, and whose the last steps were; names are empty for a command. `writers`
    are the members whose work is in it."""

    version: int
    content: Content
    media: Media
    state: OpenState
    revision: int
    writers: tuple[str, ...]
    changed_by: str
    changed_at: datetime
    submitted_by: str
    submitted_at: datetime | None


@dataclass(frozen=True)
class Version:
    """A version as it was approved; names are empty where a command did it."""

    version: int
    content: Content
    media: Media
    author: str
    approved_by: str
    approved_at: datetime | None
    reason: str


@dataclass(frozen=True)
class Remark:
    """What happened, or what somebody said (`comment`)."""

    id: str
    kind: str
    at: datetime
    member: str
    words: str
    version: int | None


@dataclass(frozen=True)
class Whole:
    """An item. `content`, `media` and `shown` (its version) are what is in force, else what is
    open; versions are the newest first, remarks the oldest first."""

    id: str
    state: State
    version: int
    content: Content
    media: Media
    shown: int
    open: Open | None
    versions: tuple[Version, ...]
    remarks: tuple[Remark, ...]


def one(session: Session, workspace_id: str, item_id: str) -> Whole:
    """Everything about an item, by three statements.

    Raises:
        NotFound: when it is not of this workspace.
    """
    item = session.scalar(
        select(LibraryItem).where(
            LibraryItem.workspace_id == workspace_id, LibraryItem.id == item_id
        )
    )
    if item is None:
        raise NotFound("library item")
    made, versions = _versions(session, item)
    current = next((each for each in versions if each.version == item.version), None)
    shown = current or made
    if shown is None:
        raise NotFound("library item")
    return Whole(
        id=item.id,
        state=cast("State", item.state),
        version=item.version,
        content=shown.content,
        media=shown.media,
        shown=shown.version,
        open=made,
        versions=versions,
        remarks=_remarks(session, item_id),
    )


def media_of(session: Session, workspace_id: str, media_id: str) -> Media:
    """A file that a version of an item has.

    Raises:
        NotFound: when none of this workspace has it.
    """
    found = session.scalar(
        select(Media)
        .join(LibraryVersion, LibraryVersion.media_id == Media.id)
        .where(LibraryVersion.workspace_id == workspace_id, Media.id == media_id)
        .limit(1)
    )
    if found is None:
        raise NotFound("media")
    return found


def _versions(
    session: Session, item: LibraryItem
) -> tuple[Open | None, tuple[Version, ...]]:  # fmt: skip
    people = [
        (LibraryVersion.author_id, *_named()), (LibraryVersion.approved_by, *_named()),
        (LibraryVersion.changed_by, *_named()), (LibraryVersion.submitted_by, *_named()),
    ]  # fmt: skip
    query = select(LibraryVersion, Media).join(Media, Media.id == LibraryVersion.media_id)
    wide: Any = query
    for column, member, user in people:
        wide = (
            wide.add_columns(user.name)
            .outerjoin(member, member.id == column)
            .outerjoin(user, user.id == member.user_id)
        )
    rows = session.execute(
        wide.where(LibraryVersion.item_id == item.id).order_by(LibraryVersion.version.desc())
    ).all()
    made = next((_open(*row) for row in rows if row[0].state != "approved"), None)
    return made, tuple(_approved(*row) for row in rows if row[0].state == "approved")


def _open(row: LibraryVersion, media: Media, *names: str | None) -> Open:
    _, _, changed, sent = names
    return Open(
        version=row.version,
        content=of_row(row),
        media=media,
        state=cast("OpenState", row.state),
        revision=row.revision,
        writers=tuple(row.writers),
        changed_by=changed or "",
        changed_at=row.changed_at,
        submitted_by=sent or "",
        submitted_at=row.submitted_at,
    )


def _approved(row: LibraryVersion, media: Media, *names: str | None) -> Version:
    author, approver, _, _ = names
    return Version(
        row.version, of_row(row), media, author or "", approver or "", row.approved_at, row.reason
    )


def _remarks(session: Session, item_id: str) -> tuple[Remark, ...]:
    rows = session.execute(
        select(LibraryRemark, User.name)
        .outerjoin(Member, Member.id == LibraryRemark.member_id)
        .outerjoin(User, User.id == Member.user_id)
        .where(LibraryRemark.item_id == item_id)
        .order_by(LibraryRemark.at, LibraryRemark.id)
    )
    return tuple(
        Remark(row.id, row.kind, row.at, by or "", row.words, row.version) for row, by in rows
    )


def _named() -> tuple[Any, Any]:
    return aliased(Member), aliased(User)
