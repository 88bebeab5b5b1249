"""That all sending of a workspace is stopped, as a verdict and a waiting text are told of it.

Columns of a statement that joins `SendingPause`; how it is stopped and let go on is the business
of `sending/pausing.py`.
"""

from typing import Any

from sqlalchemy import ColumnElement, exists, select

from threadside.rules.verdict import Pause
from threadside.store.tables import Member, SendingPause, User
from threadside.words import say


def columns() -> tuple[Any, ...]:
    """What `pause` reads from a row."""
    by = (
        select(User.name)
        .join(Member, Member.user_id == User.id)
        .where(Member.id == SendingPause.member_id)
        .correlate(SendingPause)
        .scalar_subquery()
    )
    return (
        SendingPause.at.label("paused_at"),
        SendingPause.reason.label("paused_why"),
        by.label("paused_by"),
    )


def pause(row: Any) -> Pause | None:
    """The pause in a row that has `columns`; None where sending goes on."""
    if row.paused_at is None:
        return None
    return Pause(row.paused_by or "", row.paused_at, row.paused_why or say("sends.no_reason"))


def is_paused(workspace_id: Any) -> ColumnElement[bool]:
    """Whether all sending of the workspace that a column names is stopped."""
    return exists().where(SendingPause.workspace_id == workspace_id)
