"""The people of a workspace as a list: who they are, what they may do, when they were last seen."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, select, true
from sqlalchemy.orm import Session

from threadside.store.tables import Member, User
from threadside.workspace import devices
from threadside.workspace.devices import Use

PAGE: Final = 50


@dataclass(frozen=True)
class Entry:
    """A member. `seen_at` is None for somebody who has never come; `devices` are what works."""

    id: str
    name: str
    email: str
    role: str
    active: bool
    joined_at: datetime
    seen_at: datetime | None
    devices: int
    left_at: datetime | None = None
    left_reason: str = ""
    user_id: str = ""


@dataclass(frozen=True)
class Listed:
    """One page of people, and how many there are of those who were looked for."""

    people: list[Entry]
    total: int


def people(
    session: Session,
    workspace_id: str,
    words: str,
    now: datetime,
    page: int = 1,
    *,
    among: ColumnElement[bool] | None = None,
) -> Listed:
    """Those whose name or address holds every one of `words`, accents and case aside; who may act
    before who left, each by name; of all, or of those `among`. Pages of 50 begin with 1.

    A workspace's people are few, so they are sorted as people read rather than as a database does.
    """
    wanted = _plain(words).split()
    rows = [
        row
        for row in session.execute(_rows(workspace_id, among))
        if all(word in _plain(f"{row.name} {row.email}") for word in wanted)
    ]
    rows.sort(key=lambda row: (not row.active, _plain(row.name), row.id))
    shown = rows[(page - 1) * PAGE : page * PAGE]
    return Listed(_entries(session, workspace_id, shown, now), len(rows))


def one(
    session: Session,
    workspace_id: str,
    member_id: str,
    now: datetime,
    *,
    among: ColumnElement[bool] | None = None,
) -> Entry | None:
    """One member; None when the workspace has no such, or they are not `among` those looked at."""
    rows = session.execute(_rows(workspace_id, among).where(Member.id == member_id)).all()
    return next(iter(_entries(session, workspace_id, list(rows), now)), None)


def _rows(workspace_id: str, among: ColumnElement[bool] | None) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Member.id, Member.user_id, Member.role, Member.active, Member.created_at,
            Member.seen_at, Member.left_at, Member.left_reason, User.name, User.email,
        )
        .join(User, User.id == Member.user_id)
        .where(Member.workspace_id == workspace_id, true() if among is None else among)
    )  # fmt: skip


def _entries(
    session: Session, workspace_id: str, rows: list[Row[*tuple[Any, ...]]], now: datetime
) -> list[Entry]:
    users = {row.id: row.user_id for row in rows if row.active}
    used = devices.uses(session, workspace_id, users, now)
    return [_entry(row, used.get(row.id, devices.NONE)) for row in rows]


def _entry(row: Row[*tuple[Any, ...]], use: Use) -> Entry:
    return Entry(
        row.id, row.name, row.email, row.role, row.active, row.created_at,
        max(filter(None, (row.seen_at, use.at)), default=None), use.devices,
        row.left_at, row.left_reason, row.user_id,
    )  # fmt: skip


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
