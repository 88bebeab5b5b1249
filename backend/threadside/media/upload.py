"""Taking in what a member picked: told by its bytes, made fit to leave, scanned, kept.

Shrinking takes a second and writing waits for a disk or a network, so neither is done inside a
transaction; what is left over when something fails in between is swept up later.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.contracts.media import UploadQuery
from threadside.errors import Invalid, NotFound, Refusal
from threadside.ids import new_id
from threadside.media import links, objects, pictures
from threadside.media.kinds import FileType, clean_name, sniff
from threadside.media.port import MediaStore
from threadside.media.scan import NotScanned, Scan
from threadside.media.sizes import LARGEST, in_words
from threadside.store.tables import Line, Media
from threadside.store.uow import Tx, UnitOfWork

Used = TypeVar("Used")
Use = Callable[[Tx, Media], Used]
"""What is made of a file that is kept, in the transaction that keeps it."""
KEPT_UNSENT: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file as it would leave, with its small picture if it is one. Sizes in pixels."""

    data: bytes
    file: FileType
    width: int | None = None
    height: int | None = None
    thumbnail: bytes | None = None


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A kept upload, and the path under which it can be linked to for 30 days."""

    media: Media
    link: str


def room(session: Session, workspace_id: str, query: UploadQuery) -> int:
    """How many bytes an upload may have once it is made fit.

    Raises:
        NotFound: for a line that is not of this workspace.
    """
    line = session.scalar(
        select(Line).where(Line.workspace_id == workspace_id, Line.id == query.line)
    )
    if line is None:
        raise NotFound("line")
    if query.link or not line.mms:
        return LARGEST
    return min(line.media_limit, query.room or LARGEST)


def prepare(data: bytes, limit: int) -> Prepared:
    """A file as it may leave in at most `limit` bytes.

    Raises:
        Invalid: `empty_file`, `media_kind` for what can't go out, `broken_picture`,
            `too_many_pixels`, `media_too_large` with both figures in words.
    """
    if not data:
        raise Invalid("empty_file")
    file = sniff(data)
    if not file.leaves:
        raise Invalid("media_kind")
    if file.kind == "image":
        return _picture(data, file, limit)
    if len(data) > limit:
        raise Invalid("media_too_large", size=in_words(len(data)), limit=in_words(limit))
    return Prepared(data, file)


def keep(
    uow: UnitOfWork,
    store: MediaStore,
    scan: Scan,
    *,
    workspace_id: str,
    member_id: str,
    name: str | None,
    data: bytes,
    limit: int,
) -> Uploaded:
    """Keep one file for a day, or for as long as a text has it. Raises as `take` does."""
    return take(
        uow,
        store,
        scan,
        lambda tx, media: Uploaded(media, links.make(tx, media, links.FOR_PEOPLE)),
        workspace_id=workspace_id,
        member_id=member_id,
        name=name,
        data=data,
        limit=limit,
    )


def take(
    uow: UnitOfWork,
    store: MediaStore,
    scan: Scan,
    use: Use[Used],
    *,
    workspace_id: str,
    member_id: str,
    name: str | None,
    data: bytes,
    limit: int,
) -> Used:
    """Keep one file, and what `use` makes of it in the same transaction; what it does not keep for
    longer is forgotten after a day.

    Raises:
        Invalid: as `prepare`, and `media_blocked` when the virus scan says so.
        Refusal: `scan_failed` or `busy` (503); whatever `use` raises.
    """
    try:
        if not scan(data):
            raise Invalid("media_blocked")
    except NotScanned as error:
        raise Refusal("scan_failed", status=503) from error
    made = prepare(data, limit)
    parts = [made.data] if made.thumbnail is None else [made.data, made.thumbnail]
    sha256s = objects.keep(uow, store, workspace_id, *parts)
    with uow.write() as tx:
        media = Media(
            id=new_id(),
            workspace_id=workspace_id,
            kind=made.file.kind,
            content_type=made.file.content_type,
            name=clean_name(name, made.file),
            state="ready",
            bytes=len(made.data),
            width=made.width,
            height=made.height,
            sha256=sha256s[0],
            thumbnail_sha256=sha256s[1] if len(sha256s) > 1 else None,
            uploaded_by=member_id,
            keep_until=tx.now + KEPT_UNSENT,
            created_at=tx.now,
        )
        tx.session.add(media)
        tx.session.flush()
        return use(tx, media)


def _picture(data: bytes, file: FileType, limit: int) -> Prepared:
    try:
        picture = pictures.fit(data, file, limit)
        small = pictures.thumbnail(picture.data, picture.file)
    except pictures.TooManyPixels as error:
        most = pictures.MOST_PIXELS // 1_000_000
        raise Invalid("too_many_pixels", most=most) from error
    except pictures.BrokenPicture as error:
        raise Invalid("broken_picture") from error
    except pictures.TooLarge as error:
        raise Invalid("media_too_large", size=in_words(len(data)), limit=in_words(limit)) from error
    return Prepared(picture.data, picture.file, picture.width, picture.height, small.data)
