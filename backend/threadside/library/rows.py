"""An item's rows under a lock, the remarks on it, and telling those who see the list."""

from datetime import timedelta
from typing import Final

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from threadside.contracts.events import WorkspaceChanged
from threadside.errors import NotFound, Refusal
from threadside.events import log
from threadside.ids import new_id
from threadside.library.content import sort_key
from threadside.store.tables import (
    LibraryItem,
    LibraryRemark,
    LibraryVersion,
    Media,
    MessageMedia,
    Workspace,
)
from threadside.store.uow import Tx
from threadside.templates.rows import name_of

LET_GO: Final = timedelta(days=1)
"""How long a file stays that neither the library nor a text has."""


def held(tx: Tx, workspace_id: str, item_id: str) -> LibraryItem:
    """An item that nobody else changes until this transaction ends.

    Raises:
        NotFound: for one that is not of this workspace.
    """
    found = tx.session.scalar(
        select(LibraryItem)
        .where(LibraryItem.workspace_id == workspace_id, LibraryItem.id == item_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("library item")
    return found


def open_version(session: Session, item: LibraryItem) -> LibraryVersion | None:
    """What is being made of an item, as the database has it now."""
    return session.get(LibraryVersion, (item.id, item.version + 1), populate_existing=True)


def held_open(tx: Tx, workspace_id: str, item_id: str) -> tuple[LibraryItem, LibraryVersion]:
    """An item and its open version, both held.

    Raises:
        NotFound: when it is not of this workspace, or nothing of it is open.
    """
    item = held(tx, workspace_id, item_id)
    version = open_version(tx.session, item)
    if version is None:
        raise NotFound("draft")
    return item, version


def in_force(session: Session, item: LibraryItem) -> LibraryVersion | None:
    """The version that was approved last, None before there is one."""
    return session.get(LibraryVersion, (item.id, item.version))


def require_seen(tx: Tx, version: LibraryVersion, seen: int) -> None:
    """Raises:
    Refusal: `changed_meanwhile` (409), with the revision that is there now and `by` whom it is,
        for another one than `seen`.
    """
    if version.revision != seen:
        now = {"revision": version.revision, "by": name_of(tx.session, version.changed_by)}
        raise Refusal("changed_meanwhile", extra={"now": now})


def show(tx: Tx, item: LibraryItem) -> None:
    """Let lists show an item by what is in force of it, else by what is open."""
    tx.session.flush()
    shown = in_force(tx.session, item) or open_version(tx.session, item)
    if shown is not None:
        item.name, item.group_name = shown.name, shown.group_name
        item.kind = tx.session.get_one(Media, shown.media_id).kind
        item.sort_name = sort_key(shown.name)
    tx.session.flush()


def remark(
    tx: Tx, item: LibraryItem, kind: str, member_id: str | None, words: str = "",
    *, version: int | None = None,
) -> str:  # fmt: skip
    """Write down what happened to an item; gives the remark's id."""
    made = LibraryRemark(
        id=new_id(),
        workspace_id=item.workspace_id,
        item_id=item.id,
        kind=kind,
        at=tx.now,
        member_id=member_id,
        words=words,
        version=version,
    )
    tx.session.add(made)
    tx.session.flush()
    return made.id


def tell(tx: Tx, workspace_id: str) -> None:
    """Whoever shows the list fetches it anew."""
    tx.session.execute(
        update(Workspace)
        .where(Workspace.id == workspace_id)
        .values(library_version=Workspace.library_version + 1)
    )
    log.emit(tx, workspace_id, WorkspaceChanged(what="library"))


def let_go(tx: Tx, media_id: str) -> None:
    """A file that no version has any more is forgotten in time, unless a text has it."""
    tx.session.flush()
    tx.session.execute(
        update(Media)
        .where(
            Media.id == media_id,
            ~exists().where(LibraryVersion.media_id == media_id),
            ~exists().where(MessageMedia.media_id == media_id),
        )
        .values(keep_until=tx.now + LET_GO)
        .execution_options(synchronize_session=False)
    )
