"""The library as those see it who look after it: all of it, page by page."""

from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from threadside.library import cursors
from threadside.library.content import Content, OpenState, State, of_row
from threadside.rules.names import every_word
from threadside.store.tables import LibraryItem, LibraryVersion, Media

PAGE: Final = 40
MOST_WORDS: Final = 8
"""Of a search; what stands behind is not looked for."""
SHOWS: Final = ("draft", "in_review", "approved", "retired")


@dataclass(frozen=True)
class Wanted:
    """What to show. `show` is one of `SHOWS`, or empty for all: draft and in_review are those of
    which something is made or waits for review, also beside a version in force. `folder` None is
    every one, empty is none; `kind` empty is every one."""

    search: str = ""
    show: str = ""
    folder: str | None = None
    kind: str = ""


@dataclass(frozen=True)
class Row:
    """An item with what is in force of it, else with what is open. `version` 0: it was never
    approved; `shown` is the version whose file is shown. `open` is where its open version stands,
    if there is one."""

    id: str
    content: Content
    state: State
    version: int
    shown: int
    open: OpenState | None
    media: Media


@dataclass(frozen=True)
class Found:
    """A page, and the cursor of the next."""

    rows: tuple[Row, ...]
    next: str | None


_Open = aliased(LibraryVersion)


def find(
    session: Session, workspace_id: str, wanted: Wanted, *, after: str = "", most: int = PAGE
) -> Found:
    """One page in the order of names, by one statement.

    Every word of the search has to stand in name, description, folder or tags, in whole or in
    part, whatever its case and accents.

    Raises:
        Invalid: `bad_cursor`.
    """
    query = (
        _rows(workspace_id)
        .where(*_where(wanted))
        .order_by(LibraryItem.sort_name, LibraryItem.id)
    )  # fmt: skip
    if after:
        query = query.where(cursors.behind(after))
    rows = session.execute(query.limit(most + 1)).all()
    found = tuple(_row(*row) for row in rows[:most])
    last = rows[most - 1][0] if len(rows) > most else None
    return Found(found, cursors.write(last) if last else None)


def waiting_count(workspace_id: str) -> Select[int]:
    """How many are in review."""
    return select(func.count(LibraryVersion.item_id)).where(
        LibraryVersion.workspace_id == workspace_id, LibraryVersion.state == "in_review"
    )


def counts(session: Session, workspace_id: str) -> dict[str, int]:
    """How many items each of `SHOWS` has, and "" for all of them, by one statement."""
    columns = [func.sum(case((_showing(name), 1), else_=0)).label(name) for name in SHOWS]
    row = session.execute(
        select(func.count(LibraryItem.id).label("all"), *columns)
        .outerjoin(_Open, _is_open())
        .where(LibraryItem.workspace_id == workspace_id)
    ).one()
    return {"": row.all, **{name: int(getattr(row, name) or 0) for name in SHOWS}}


def folders(session: Session, workspace_id: str) -> tuple[tuple[str, int], ...]:
    """The folders with how many items each has, by one statement."""
    rows = session.execute(
        select(LibraryItem.group_name, func.count(LibraryItem.id))
        .where(LibraryItem.workspace_id == workspace_id)
        .group_by(LibraryItem.group_name)
    )
    return tuple(
        sorted(((name, count) for name, count in rows), key=lambda each: each[0].casefold())
    )


def says(said: str, *searched: InstrumentedAttribute[str]) -> list[ColumnElement[bool]]:
    """That every word of a search stands in one of these columns of folded words, in whole or in
    part."""
    words = every_word(said)[:MOST_WORDS] or said.split()[:1]
    return [or_(*(column.contains(word, autoescape=True) for column in searched)) for word in words]


def is_current() -> ColumnElement[bool]:
    """Joins `library_version` with its item, as the version in force."""
    return and_(
        LibraryVersion.item_id == LibraryItem.id, LibraryVersion.version == LibraryItem.version
    )


def _where(wanted: Wanted) -> list[ColumnElement[bool]]:
    where = says(wanted.search, LibraryVersion.search, _Open.search)
    if wanted.show in SHOWS:
        where.append(_showing(wanted.show))
    if wanted.folder is not None:
        where.append(LibraryItem.group_name == wanted.folder)
    if wanted.kind:
        where.append(LibraryItem.kind == wanted.kind)
    return where


def _rows(workspace_id: str) -> Select[Any]:
    return (
        select(LibraryItem)
        .add_columns(LibraryVersion, _Open, Media)
        .outerjoin(LibraryVersion, is_current())
        .outerjoin(_Open, _is_open())
        .join(Media, Media.id == func.coalesce(LibraryVersion.media_id, _Open.media_id))
        .where(LibraryItem.workspace_id == workspace_id)
    )


def _is_open() -> ColumnElement[bool]:
    return and_(_Open.item_id == LibraryItem.id, _Open.version == LibraryItem.version + 1)


def _showing(show: str) -> ColumnElement[bool]:
    return (_Open if show in ("draft", "in_review") else LibraryItem).state == show


def _row(
    item: LibraryItem, now: LibraryVersion | None, made: LibraryVersion | None, media: Media
) -> Row:
    shown = cast("LibraryVersion", now or made)  # an item without both is in no row
    return Row(
        id=item.id,
        content=of_row(shown),
        state=cast("State", item.state),
        version=item.version,
        shown=shown.version,
        open=cast("OpenState", made.state) if made else None,
        media=media,
    )
