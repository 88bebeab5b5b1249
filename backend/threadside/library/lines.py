"""What a workspace's lines could do with a file: send it as a picture message, or a link to it.

The rules are those of a press of Send (`media/attach.py`); they are said here before anybody
presses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.media.kinds import AS_IT_IS
from threadside.store.tables import Line, Media

Why = Literal["", "no_mms", "too_large", "kind"]
"""Why a line can only send a link: it has no MMS, the file is too large for it, or of a kind that
other phones don't show. Empty where it goes as MMS."""


@dataclass(frozen=True)
class Way:
    """How a file would leave one line; `limit` is what that takes, in bytes."""

    name: str
    phone: str
    why: Why
    limit: int


def of(session: Session, workspace_id: str) -> Sequence[Line]:
    """The lines of a workspace in their order, by one statement."""
    return session.scalars(
        select(Line).where(Line.workspace_id == workspace_id).order_by(Line.position, Line.id)
    ).all()


def ways(lines: Sequence[Line], media: Media) -> list[Way]:
    """How `media` would leave each of them, alone in its text."""
    return [Way(line.name, line.phone, _why(line, media), line.media_limit) for line in lines]


def _why(line: Line, media: Media) -> Why:
    if media.content_type not in AS_IT_IS:
        return "kind"
    if not line.mms:
        return "no_mms"
    return "too_large" if (media.bytes or 0) > line.media_limit else ""
