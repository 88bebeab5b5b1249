"""Taking a file into the library: told by its bytes, and made to go over every line that it can."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from threadside.library import draft
from threadside.media import upload
from threadside.media.kinds import sniff
from threadside.media.port import MediaStore
from threadside.media.scan import Scan
from threadside.media.sizes import LARGEST
from threadside.store.tables import Line
from threadside.store.uow import UnitOfWork


@dataclass(frozen=True)
class File:
    """What somebody picked: its bytes, and the name that it claims."""

    name: str | None
    data: bytes


@dataclass(frozen=True)
class Desk:
    """Where files are kept, and who brings one."""

    uow: UnitOfWork
    store: MediaStore
    scan: Scan
    workspace_id: str
    member_id: str


def room(session: Session, workspace_id: str) -> int:
    """To how many bytes a picture is made to fit: what the tightest of the lines that send
    pictures takes, so that it goes over all of them."""
    least = session.scalar(
        select(func.min(Line.media_limit)).where(Line.workspace_id == workspace_id, Line.mms)
    )
    return min(least or LARGEST, LARGEST)


def add(desk: Desk, file: File, folder: str = "") -> str:
    """A new item of a file, as a draft; gives its id. Nothing is kept of what is refused.

    Raises:
        Invalid: `empty_file`, `media_kind`, `broken_picture`, `too_many_pixels`,
            `media_too_large`, `media_blocked`, `bad_template_folder`.
        Refusal: `scan_failed` or `busy` (503).
    """
    return _taken(
        desk, file, lambda tx, media: draft.begin(
            tx, desk.workspace_id, desk.member_id, media, folder
        ),
    )  # fmt: skip


def replace(desk: Desk, file: File, item_id: str, *, seen: int) -> int:
    """Another file in the place of an item's; gives the open version's revision. Raises as `add`
    and `draft.change` do."""
    return _taken(
        desk, file, lambda tx, media: draft.change(
            tx, desk.workspace_id, desk.member_id, item_id, media=media, seen=seen
        ),
    )  # fmt: skip


def _taken(desk: Desk, file: File, use: upload.Use[upload.Used]) -> upload.Used:
    limit = LARGEST
    if sniff(file.data).kind == "image":
        with desk.uow.read() as session:
            limit = room(session, desk.workspace_id)
    return upload.take(
        desk.uow, desk.store, desk.scan, use,
        workspace_id=desk.workspace_id, member_id=desk.member_id, name=file.name, data=file.data,
        limit=limit,
    )  # fmt: skip
