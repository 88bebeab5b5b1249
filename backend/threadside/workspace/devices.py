"""Where somebody is signed in, and ending it: browsers, extensions, and the tokens of scripts.

People end any of their own sign-ins. An admin ends what opens their workspace, and nothing else: a
browser stays signed in where its user is a member of another one too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from threadside.audit import log, who
from threadside.errors import NotFound
from threadside.store.tables import Member, OAuthToken, WebSession, Workspace
from threadside.store.uow import Tx
from threadside.workspace import access
from threadside.workspace.sessions import IDLE, LONGEST
from threadside.workspace.standing import Standing

Kind = Literal["browser", "extension", "script"]


@dataclass(frozen=True)
class Device:
    """A sign-in that works. `name` is a browser's plain name, or what a script's token is for.

    `workspace_name` is empty for a browser, which opens all of its user's. `here` is the one that
    asks. `used_at` is exact to five minutes for browsers and scripts, to ten for extensions.
    """

    id: str
    kind: Kind
    name: str
    workspace_name: str
    since: datetime
    used_at: datetime | None
    expires_at: datetime | None
    here: bool = False


class Use(NamedTuple):
    """How many sign-ins and scripts of a member work, and when one of them was last used."""

    devices: int
    at: datetime | None


NONE: Final = Use(0, None)


def of_user(session: Session, user_id: str, now: datetime, here: str = "") -> list[Device]:
    """Every sign-in of a user and the scripts that act as them, the latest used first; `here` is
    the public id of the browser session that asks."""
    mine = select(Member.id).where(Member.user_id == user_id, Member.active)
    found = _tokens(session, session.scalars(mine).all(), now)
    return _sorted([*_browsers(session, user_id, now, here), *found])


def of_member(session: Session, workspace_id: str, member: Standing, now: datetime) -> list[Device]:
    """What opens this workspace for a member, the latest used first."""
    if not member.active:
        return []
    browsers = _browsers(session, member.user_id, now, workspace_id=workspace_id)
    return _sorted([*browsers, *_tokens(session, [member.id], now)])


def uses(
    session: Session, workspace_id: str, users: dict[str, str], now: datetime
) -> dict[str, Use]:
    """By member what works and when it was last used; `users` are their users by member."""
    rows = session.execute(
        select(
            OAuthToken.member_id,
            func.count(OAuthToken.family.distinct()).label("devices"),
            func.max(func.coalesce(OAuthToken.used_at, OAuthToken.created_at)).label("at"),
        )
        .where(OAuthToken.member_id.in_(users), *_working(now))
        .group_by(OAuthToken.member_id)
    )
    by_member = {row.member_id: Use(row.devices, row.at) for row in rows}
    browsers: dict[str, list[datetime]] = {}
    seen = select(WebSession.user_id, WebSession.seen_at).where(
        WebSession.user_id.in_(users.values()), *_open(now, workspace_id)
    )
    for user_id, at in session.execute(seen):
        browsers.setdefault(user_id, []).append(at)
    found = {}
    for member_id, user_id in users.items():
        tokens, mine = by_member.get(member_id, NONE), browsers.get(user_id, [])
        latest = max([*mine, *([tokens.at] if tokens.at else [])], default=None)
        found[member_id] = Use(tokens.devices + len(mine), latest)
    return found


def end_own(tx: Tx, user_id: str, device_id: str) -> None:
    """Somebody ends one of their own sign-ins, or a script that acts as them.

    Raises:
        NotFound: `device`.
    """
    ours = _memberships(tx, user_id)
    if access.end_sessions(tx, user_id, name=device_id):
        _ended(tx, user_id, ours, ours.values(), 1)
        return
    member_id = access.end_family(tx, list(ours), device_id)
    if member_id is None:
        raise NotFound("device")
    _ended(tx, user_id, ours, [ours[member_id]], 1)


def end_own_others(tx: Tx, user_id: str, here: str) -> int:
    """Somebody signs out everywhere but in this browser; their scripts go on. Gives how many
    sign-ins ended."""
    ours = _memberships(tx, user_id)
    count = access.end_sessions(tx, user_id, but=here)
    count += access.end_tokens(tx, list(ours), scripts=False)
    if count:
        _ended(tx, user_id, ours, ours.values(), count)
    return count


def end_of_member(tx: Tx, workspace_id: str, member: Standing, device_id: str) -> None:
    """An admin ends one way into this workspace.

    Raises:
        NotFound: `device`.
    """
    closed = access.close_sessions(tx, member.user_id, workspace_id, device_id)
    if not closed and access.end_family(tx, [member.id], device_id) is None:
        raise NotFound("device")
    _record(tx, workspace_id, member.id, 1)


def end_all_of_member(tx: Tx, workspace_id: str, member: Standing) -> int:
    """An admin signs a member out of this workspace everywhere; scripts go on. Gives how many
    sign-ins ended."""
    count = access.close_sessions(tx, member.user_id, workspace_id)
    count += access.end_tokens(tx, [member.id], scripts=False)
    if count:
        _record(tx, workspace_id, member.id, count)
    return count


def _ended(
    tx: Tx, user_id: str, ours: dict[str, str], workspace_ids: Iterable[str], count: int
) -> None:
    wanted = set(workspace_ids)
    for member_id, workspace_id in ours.items():
        if workspace_id in wanted:
            _record(tx, workspace_id, member_id, count, who.user(user_id))


def _record(
    tx: Tx, workspace_id: str, member_id: str, count: int, actor: str | None = None
) -> None:
    told = {"member": member_id, "count": count}
    log.record(tx, workspace_id, "device.ended", told, actor=actor)
    access.changed(tx, [workspace_id])


def _memberships(tx: Tx, user_id: str) -> dict[str, str]:
    """The workspaces of a user's active memberships, by member."""
    rows = select(Member.id, Member.workspace_id).where(Member.user_id == user_id, Member.active)
    return {row.id: row.workspace_id for row in tx.session.execute(rows)}


def _browsers(
    session: Session, user_id: str, now: datetime, here: str = "", workspace_id: str = ""
) -> list[Device]:
    rows = session.scalars(
        select(WebSession).where(WebSession.user_id == user_id, *_open(now, workspace_id))
    )
    return [
        Device(
            id=(name := access.session_name(row.id)),
            kind="browser",
            name=row.device,
            workspace_name="",
            since=row.created_at,
            used_at=row.seen_at,
            expires_at=None,
            here=name == here,
        )
        for row in rows
    ]


def _tokens(session: Session, member_ids: Iterable[str], now: datetime) -> list[Device]:
    rows = session.execute(
        select(OAuthToken, Workspace.name)
        .join(Member, Member.id == OAuthToken.member_id)
        .join(Workspace, Workspace.id == Member.workspace_id)
        .where(OAuthToken.member_id.in_(list(member_ids)), *_working(now))
        .order_by(OAuthToken.created_at)
    )
    # A renewal whose answer was lost leaves two newest tokens of one family: the later one counts.
    return list({row.family: _device(row, name) for row, name in rows}.values())


def _device(row: OAuthToken, workspace_name: str) -> Device:
    script = row.kind == "script"
    return Device(
        id=row.family,
        kind="script" if script else "extension",
        name=row.name if script else row.device,
        workspace_name=workspace_name,
        since=row.started_at,
        used_at=row.used_at if script else row.created_at,
        expires_at=row.access_expires_at if script else None,
    )


def _working(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The newest token of each family that can still be used or renewed."""
    return (
        OAuthToken.rotated_at.is_(None),
        OAuthToken.revoked_at.is_(None),
        or_(OAuthToken.refresh_expires_at > now, OAuthToken.access_expires_at > now),
    )


def _open(now: datetime, workspace_id: str) -> tuple[ColumnElement[bool], ...]:
    """Sessions that time has not ended, and that open this workspace."""
    found = (WebSession.seen_at > now - IDLE, WebSession.created_at > now - LONGEST)
    if not workspace_id:
        return found
    return (*found, ~WebSession.closed_to.contains(workspace_id, autoescape=True))


def _sorted(devices: list[Device]) -> list[Device]:
    return sorted(devices, key=lambda each: (each.used_at or each.since, each.id), reverse=True)
