"""Which bytes are in the media store, so that what nobody has any more can be deleted.

The store is outside the database's transactions. A row is there before its bytes are written and
until after they are deleted, so bytes without a row don't exist, and what is wanted again while
it is being deleted is asked to come back in a moment.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, exists, select, tuple_, update

from threadside.errors import Refusal
from threadside.media.port import MediaStore
from threadside.store.dialect import insert_new
from threadside.store.tables import ConsentEvidence, Media, MediaObject
from threadside.store.uow import Tx, UnitOfWork

UNWANTED_AFTER: Final = timedelta(hours=1)
"""Longer than from the first look at bytes to the row that has them."""
AT_ONCE: Final = 100

Named = tuple[str, str]
"""A workspace and a SHA-256."""


def key(workspace_id: str, sha256: str) -> str:
    """Where the bytes are in the store."""
    return f"{workspace_id}/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def keep(uow: UnitOfWork, store: MediaStore, workspace_id: str, *parts: bytes) -> list[str]:
    """Keep bytes for a workspace, each once; gives their SHA-256 in order.

    What no media and no evidence has within the hour is deleted again.

    Raises:
        Refusal: `busy` (503) while the same bytes are being deleted.
    """
    named = {hashlib.sha256(data).hexdigest(): data for data in parts}
    with uow.write() as tx:
        for sha256 in sorted(named):
            _reserve(tx, workspace_id, sha256, len(named[sha256]))
    for sha256, data in named.items():
        store.put(key(workspace_id, sha256), data)
    return [hashlib.sha256(data).hexdigest() for data in parts]


def _reserve(tx: Tx, workspace_id: str, sha256: str, size: int) -> None:
    values = {
        "workspace_id": workspace_id, "sha256": sha256, "bytes": size,
        "touched_at": tx.now, "deleting": False,
    }  # fmt: skip
    unique = [MediaObject.workspace_id, MediaObject.sha256]
    if insert_new(tx.session, MediaObject, unique, values):
        return
    wanted = tx.session.scalar(
        update(MediaObject)
        .where(
            MediaObject.workspace_id == workspace_id,
            MediaObject.sha256 == sha256,
            MediaObject.deleting.is_(False),
        )
        .values(touched_at=tx.now)
        .returning(MediaObject.sha256)
        .execution_options(synchronize_session=False)
    )
    if wanted is None:
        raise Refusal("busy", status=503)


def sweep(uow: UnitOfWork, store: MediaStore) -> int:
    """Delete what no media and no evidence has; gives how many.

    What a process before left half done is ended.
    """
    with uow.write() as tx:
        unwanted = _mark(tx)
    for workspace_id, sha256 in unwanted:
        store.delete(key(workspace_id, sha256))
    if unwanted:
        with uow.write() as tx:
            tx.session.execute(
                delete(MediaObject).where(
                    tuple_(MediaObject.workspace_id, MediaObject.sha256).in_(unwanted)
                )
            )
    return len(unwanted)


def _mark(tx: Tx) -> Sequence[Named]:
    had = exists().where(
        Media.workspace_id == MediaObject.workspace_id, Media.sha256 == MediaObject.sha256
    )
    shown = exists().where(
        Media.workspace_id == MediaObject.workspace_id,
        Media.thumbnail_sha256 == MediaObject.sha256,
    )
    proves = exists().where(
        ConsentEvidence.workspace_id == MediaObject.workspace_id,
        ConsentEvidence.sha256 == MediaObject.sha256,
    )
    rows = tx.session.scalars(
        select(MediaObject)
        .where(MediaObject.touched_at < tx.now - UNWANTED_AFTER, ~had, ~shown, ~proves)
        .order_by(MediaObject.touched_at)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        row.deleting = True
    tx.session.flush()
    return [(row.workspace_id, row.sha256) for row in rows]
