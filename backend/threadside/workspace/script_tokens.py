"""The tokens of a workspace's scripts: whose they are, what they may, when each was used."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.audit import log
from threadside.errors import Invalid, NotFound
from threadside.store.tables import Member, OAuthToken, User
from threadside.store.uow import Tx
from threadside.workspace import access, scopes
from threadside.workspace.tokens import issue_for_script

LONGEST_NAME = 60
DAYS = (7, 30, 90, 365)


@dataclass(frozen=True)
class Listed:
    """A token that works. `scopes` is empty for one that may do all that its member may."""

    id: str
    name: str
    member_name: str
    scopes: tuple[str, ...]
    since: datetime
    used_at: datetime | None
    expires_at: datetime


def working(session: Session, workspace_id: str, now: datetime) -> list[Listed]:
    """The workspace's tokens that work, the newest first."""
    rows = session.execute(
        select(OAuthToken, User.name)
        .join(Member, Member.id == OAuthToken.member_id)
        .join(User, User.id == Member.user_id)
        .where(
            Member.workspace_id == workspace_id,
            OAuthToken.kind == "script",
            OAuthToken.revoked_at.is_(None),
            OAuthToken.access_expires_at > now,
        )
        .order_by(OAuthToken.created_at.desc(), OAuthToken.id)
    )
    return [
        Listed(
            row.id, row.name, name, tuple(row.scopes.split()), row.created_at, row.used_at,
            row.access_expires_at,
        )
        for row, name in rows
    ]  # fmt: skip


def make(
    tx: Tx, workspace_id: str, member_id: str, *, name: str, days: int, wanted: list[str]
) -> str:
    """A token that acts as this member of the workspace; gives its secret, which is not kept.

    Raises:
        Invalid: `no_token_name`, `bad_days`, and as `scopes.chosen`.
    """
    name = " ".join("".join(c for c in name if c.isprintable()).split())[:LONGEST_NAME]
    if not name:
        raise Invalid("no_token_name")
    if days not in DAYS:
        raise Invalid("bad_days")
    secret = issue_for_script(tx, member_id, name, days, scopes.chosen(wanted))
    access.changed(tx, [workspace_id])
    return secret


def end(tx: Tx, workspace_id: str, token_id: str) -> str:
    """A token of the workspace works no longer; gives what it was called.

    Raises:
        NotFound: `token`.
    """
    row = tx.session.execute(
        select(OAuthToken.name, OAuthToken.family, OAuthToken.member_id)
        .join(Member, Member.id == OAuthToken.member_id)
        .where(
            Member.workspace_id == workspace_id,
            OAuthToken.id == token_id,
            OAuthToken.kind == "script",
        )
    ).one_or_none()
    if row is None or access.end_family(tx, [row.member_id], row.family) is None:
        raise NotFound("token")
    log.record(tx, workspace_id, "token.ended", {"member": row.member_id, "token": token_id})
    access.changed(tx, [workspace_id])
    return str(row.name)
