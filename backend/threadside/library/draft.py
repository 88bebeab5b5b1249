"""Making an item: what is being made is seen by those who look after the library, and by no rep.

An open version stands beside the one in force, which reps go on using until the open one is
approved.
"""

from sqlalchemy import delete

from threadside.audit import log as audit
from threadside.errors import Refusal
from threadside.ids import new_id
from threadside.library import rows
from threadside.library.content import Content, cleaned, columns, named_after, of_row, sort_key
from threadside.store.tables import LibraryItem, LibraryRemark, LibraryVersion, Media
from threadside.store.uow import Tx


def begin(tx: Tx, workspace_id: str, member_id: str | None, media: Media, folder: str = "") -> str:
    """A new item of a file, called as the file is, at revision 1; gives the item's id.

    `media` is an upload of this workspace in the same transaction, which is kept from now on.

    Raises:
        Invalid: `bad_template_folder`.
    """
    wanted = cleaned(Content(named_after(media.name), folder=folder))
    item = LibraryItem(
        id=new_id(),
        workspace_id=workspace_id,
        name=wanted.name,
        group_name=wanted.folder,
        kind=media.kind,
        state="draft",
        version=0,
        sort_name=sort_key(wanted.name),
        created_at=tx.now,
    )
    tx.session.add(item)
    tx.session.flush()
    _open(tx, item, member_id, wanted, media)
    return item.id


def change(
    tx: Tx,
    workspace_id: str,
    member_id: str | None,
    item_id: str,
    *,
    seen: int,
    content: Content | None = None,
    media: Media | None = None,
) -> int:
    """Say something else of an item, or give it another file; gives the open version's revision,
    the same when nothing changed. `seen` is the revision that was changed; 0 for an item of which
    nothing was open: then a version is opened from the one in force, which stays in force.

    Raises:
        Invalid: as `content.cleaned` does.
        NotFound: for an item that is not of this workspace.
        Refusal: `library_in_review`, `changed_meanwhile` (409).
    """
    item = rows.held(tx, workspace_id, item_id)
    version = rows.open_version(tx.session, item)
    if version is None:
        version = _reopened(tx, item, member_id, seen)
    else:
        _require_open(version)
        rows.require_seen(tx, version, seen)
    wanted = of_row(version) if content is None else cleaned(content)
    if wanted == of_row(version) and media is None:
        return version.revision
    for name, value in columns(wanted).items():
        setattr(version, name, value)
    if media is not None:
        _swap(tx, version, media)
    version.revision += 1
    version.changed_by, version.changed_at = member_id, tx.now
    if member_id is not None and member_id not in version.writers:
        version.writers = [*version.writers, member_id]
    rows.show(tx, item)
    _record(tx, item, version, "library.edited" if media is None else "library.replaced")
    return version.revision


def discard(tx: Tx, workspace_id: str, member_id: str | None, item_id: str, *, seen: int) -> bool:
    """Throw an open version away. True when the item is gone with it, since it was never approved.

    Raises:
        NotFound: when nothing of the item is open.
        Refusal: `library_in_review`, `changed_meanwhile` (409).
    """
    item, version = rows.held_open(tx, workspace_id, item_id)
    _require_open(version)
    rows.require_seen(tx, version, seen)
    _record(tx, item, version, "library.discarded")
    media_id = version.media_id
    tx.session.delete(version)
    rows.let_go(tx, media_id)
    if item.version:
        rows.remark(tx, item, "discarded", member_id)
        rows.show(tx, item)
        return False
    tx.session.execute(delete(LibraryRemark).where(LibraryRemark.item_id == item_id))
    tx.session.delete(item)
    tx.session.flush()
    return True


def _reopened(
    tx: Tx, item: LibraryItem, member_id: str | None, seen: int
) -> LibraryVersion:  # fmt: skip
    """An open version that begins as the one in force."""
    now = rows.in_force(tx.session, item)
    if now is None or seen:
        # What was seen was approved or thrown away meanwhile.
        raise Refusal("changed_meanwhile", extra={"now": {"revision": 0, "by": ""}})
    return _open(tx, item, member_id, of_row(now), tx.session.get_one(Media, now.media_id))


def _open(
    tx: Tx, item: LibraryItem, member_id: str | None, content: Content, media: Media
) -> LibraryVersion:
    media.keep_until = None
    version = LibraryVersion(
        item_id=item.id,
        version=item.version + 1,
        workspace_id=item.workspace_id,
        state="draft",
        revision=1,
        media_id=media.id,
        author_id=member_id,
        writers=[member_id] if member_id else [],
        changed_by=member_id,
        changed_at=tx.now,
        **columns(content),
    )
    tx.session.add(version)
    rows.show(tx, item)
    rows.remark(tx, item, "begun", member_id)
    _record(tx, item, version, "library.drafted")
    return version


def _swap(tx: Tx, version: LibraryVersion, media: Media) -> None:
    before = version.media_id
    media.keep_until = None
    version.media_id = media.id
    rows.let_go(tx, before)


def _require_open(version: LibraryVersion) -> None:
    if version.state != "draft":
        raise Refusal("library_in_review", params={"name": version.name})


def _record(tx: Tx, item: LibraryItem, version: LibraryVersion, kind: str) -> None:
    media = tx.session.get_one(Media, version.media_id)
    about = {
        "item": item.id,
        "version": version.version,
        "revision": version.revision,
        "file_sha256": media.sha256,
    }
    audit.record(tx, item.workspace_id, kind, about)
