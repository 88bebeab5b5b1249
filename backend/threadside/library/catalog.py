"""What a rep may put into a text: the approved items, in their approved versions."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import Session

from threadside.contracts.library import Library, LibraryItem, LibraryQuery
from threadside.errors import NotFound, Refusal
from threadside.library import cursors, listing, usage
from threadside.library.listing import is_current
from threadside.store.tables import LibraryItem as ItemRow
from threadside.store.tables import LibraryVersion, Media, Workspace
from threadside.store.uow import Tx
from threadside.timeline.media import to_item

RECENT: Final = 6


def usable(session: Session, workspace_id: str, member_id: str, query: LibraryQuery) -> Library:
    """A page of the approved items in the order of their names, by two statements; before the
    first page of all of them, those that the member sent last, by two more.

    Raises:
        Invalid: `bad_cursor`.
    """
    version = session.scalar(select(Workspace.library_version).where(Workspace.id == workspace_id))
    found = _approved(workspace_id).where(*listing.says(query.search, LibraryVersion.search))
    if query.folder is not None:
        found = found.where(ItemRow.group_name == query.folder)
    if query.after:
        found = found.where(cursors.behind(query.after))
    rows = session.execute(
        found.order_by(ItemRow.sort_name, ItemRow.id).limit(query.limit + 1)
    ).all()
    first = not query.after and not query.search.strip() and query.folder is None
    return Library(
        version=str(version),
        items=[_shown(*row) for row in rows[: query.limit]],
        recent=_recent(session, workspace_id, member_id) if first else [],
        next_cursor=cursors.write(rows[query.limit - 1][0]) if len(rows) > query.limit else None,
    )


def take(tx: Tx, workspace_id: str, item_id: str) -> Media:
    """The file of an approved item, to go with a text.

    Raises:
        NotFound: for an item that is not of this workspace.
        Refusal: `library_not_approved` (409) for one that was never approved, or is retired.
    """
    item = tx.session.scalar(
        select(ItemRow).where(ItemRow.workspace_id == workspace_id, ItemRow.id == item_id)
    )
    if item is None:
        raise NotFound("library item")
    row = tx.session.execute(_approved(workspace_id).where(ItemRow.id == item_id)).first()
    if row is None:
        raise Refusal("library_not_approved", params={"name": item.name})
    media: Media = row[2]
    return media


def require_usable(session: Session, workspace_id: str, media: Sequence[Media]) -> None:
    """Of files of the library, a text may only have those that are in force: what is not approved
    yet, was replaced or is retired stays behind. Any other file passes.

    Raises:
        Refusal: `library_not_approved` (409), naming the first one.
    """
    if not media:
        return
    good = and_(is_current(), ItemRow.state == "approved")
    rows = session.execute(
        select(LibraryVersion.media_id, func.max(case((good, 1), else_=0)), func.max(ItemRow.name))
        .join(ItemRow, ItemRow.id == LibraryVersion.item_id)
        .where(
            LibraryVersion.workspace_id == workspace_id,
            LibraryVersion.media_id.in_([each.id for each in media]),
        )
        .group_by(LibraryVersion.media_id)
    )
    bad = {media_id: name for media_id, usable, name in rows if not usable}
    for each in media:
        if each.id in bad:
            raise Refusal("library_not_approved", params={"name": bad[each.id]})


def _recent(session: Session, workspace_id: str, member_id: str) -> list[LibraryItem]:
    ids = usage.lately(session, workspace_id, member_id, RECENT)
    if not ids:
        return []
    rows = session.execute(_approved(workspace_id).where(ItemRow.id.in_(ids)))
    found = {row[0].id: _shown(*row) for row in rows}
    return [found[each] for each in ids if each in found]


def _approved(workspace_id: str) -> Select[Any]:
    return (
        select(ItemRow)
        .add_columns(LibraryVersion, Media)
        .join(LibraryVersion, is_current())
        .join(Media, Media.id == LibraryVersion.media_id)
        .where(ItemRow.workspace_id == workspace_id, ItemRow.state == "approved")
    )


def _shown(item: ItemRow, version: LibraryVersion, media: Media) -> LibraryItem:
    return LibraryItem(
        id=item.id,
        version=version.version,
        name=version.name,
        alt=version.alt,
        folder=version.group_name,
        tags=list(version.tags),
        media=to_item(media),
    )
