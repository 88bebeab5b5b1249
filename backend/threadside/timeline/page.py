"""Reading a person's timeline: newest first by keyset (at, id), given oldest first."""

import base64
import binascii
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Integer, Select, bindparam, literal, or_, tuple_
from sqlalchemy.orm import Session

from threadside.contracts.timeline import TimelinePage
from threadside.errors import Invalid
from threadside.store.tables import Message, TimelineItem
from threadside.timeline.items import AnyItem, select_items, to_items

PAGE = 30


def page(
    session: Session,
    workspace_id: str,
    person_id: str,
    before: str | None = None,
    limit: int = PAGE,
) -> TimelinePage:
    """The `limit` items before the cursor, oldest first, with the cursor of the older page.

    Raises:
        Invalid: `bad_cursor` when the cursor is not one that this function gave.
    """
    query = _newest()
    if before is not None:
        query = query.where(tuple_(TimelineItem.at, TimelineItem.id) < tuple_(*_read(before)))
    found = session.execute(
        query, {"workspace": workspace_id, "person": person_id, "most": limit + 1}
    )
    rows: list[Any] = list(found.all())
    more = len(rows) > limit
    rows = rows[:limit]
    cursor = _write(rows[-1][0]) if more else None
    return TimelinePage(items=to_items(session, workspace_id, rows[::-1]), next_cursor=cursor)


@cache
def _newest() -> Select[TimelineItem, Message, str]:
    return (
        select_items()
        .where(TimelineItem.person_id == bindparam("person"))
        .order_by(TimelineItem.at.desc(), TimelineItem.id.desc())
        .limit(bindparam("most", type_=Integer))
    )


def unseen(
    session: Session,
    workspace_id: str,
    person_id: str,
    *,
    seen: int,
    own_keys: list[str],
    limit: int = 20,
) -> list[AnyItem]:
    """Items of this person above `seen` that a rep's screen has not shown, oldest first.

    The rep's own texts under `own_keys` stood there already; events tell nothing that answers
    a text, and texts that were taken back never left, so they do not count.
    """
    query = (
        select_items()
        .where(
            TimelineItem.person_id == person_id,
            TimelineItem.seq > literal(seen, BigInteger),
            TimelineItem.kind != "event",
            or_(TimelineItem.client_key.is_(None), TimelineItem.client_key.not_in(own_keys)),
            or_(Message.id.is_(None), Message.state != "canceled"),
        )
        .order_by(TimelineItem.seq)
        .limit(limit)
    )
    rows = session.execute(query, {"workspace": workspace_id}).all()
    return to_items(session, workspace_id, rows)


def _write(item: TimelineItem) -> str:
    raw = f"{item.at.isoformat()}|{item.id}"
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[datetime, str]:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        at, _, item_id = raw.partition("|")
        parsed = datetime.fromisoformat(at)
    except (ValueError, binascii.Error) as error:
        raise Invalid("bad_cursor") from error
    if parsed.tzinfo is None or len(item_id) != 36:
        raise Invalid("bad_cursor")
    return parsed, item_id
