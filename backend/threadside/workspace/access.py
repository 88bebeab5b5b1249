"""Ending access to a workspace: what is open there ends with the transaction that says so.

Tokens and browser sessions are looked up at each request, so those are refused at once. Sockets
look again when the workspace tells that its members changed (`live.hub`), which every verb here
does.
"""

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, delete, exists, select, update

from threadside.contracts.events import WorkspaceChanged
from threadside.events import log
from threadside.store.tables import Member, OAuthCode, OAuthToken, WebSession, Workspace
from threadside.store.uow import Tx


def session_name(session_id: str) -> str:
    """The public id of a browser session, whose own id is the digest of its secret."""
    return str(uuid.UUID(hex=session_id[:32]))


def changed(tx: Tx, workspace_ids: Iterable[str]) -> None:
    """Tell these workspaces that somebody's access, role or name is another one now."""
    for workspace_id in sorted(set(workspace_ids)):
        log.emit(tx, workspace_id, WorkspaceChanged(what="members"))


def hold(tx: Tx, workspace_id: str) -> None:
    """Let nobody else change who is in this workspace until the transaction ends."""
    held = select(Workspace.id).where(Workspace.id == workspace_id)
    tx.session.execute(held.with_for_update(key_share=True))


def end_tokens(tx: Tx, member_ids: Sequence[str], *, scripts: bool) -> int:
    """The tokens of these members stop working now, those of `scripts` only where it says so, and
    codes that were on their way to become tokens; gives how many sign-ins and scripts ended."""
    tx.session.execute(delete(OAuthCode).where(OAuthCode.member_id.in_(member_ids)))
    kinds = () if scripts else (OAuthToken.kind != "script",)
    return len(revoke(tx, OAuthToken.member_id.in_(member_ids), *kinds))


def end_family(tx: Tx, member_ids: Sequence[str], family: str) -> str | None:
    """One sign-in or script of these members ends; whose it was, None when it is nobody's."""
    mine = (OAuthToken.family == family, OAuthToken.member_id.in_(member_ids))
    return revoke(tx, *mine).get(family)


def revoke(tx: Tx, *which: ColumnElement[bool]) -> dict[str, str]:
    """The tokens that are so stop working now; gives their families with whose each was.

    Asked until nothing is left: a renewal that this has waited for has made another token, which
    the statement that waited can't see (PostgreSQL, Read Committed).
    """
    ending = (
        update(OAuthToken)
        .where(*which, OAuthToken.revoked_at.is_(None))
        .values(revoked_at=tx.now)
        .returning(OAuthToken.family, OAuthToken.member_id)
    )
    ended: dict[str, str] = {}
    while found := tx.session.execute(ending).all():
        ended.update({row.family: row.member_id for row in found})
    return ended


def close_sessions(tx: Tx, user_id: str, workspace_id: str, name: str | None = None) -> int:
    """The browsers of a user, or the one called `name`, open this workspace no longer; gives how
    many did.

    A browser stays signed in where its user has another workspace, which is not this one's to end.
    """
    elsewhere = tx.session.scalar(
        select(
            exists().where(
                Member.user_id == user_id, Member.active, Member.workspace_id != workspace_id
            )
        )
    )
    rows = tx.session.scalars(
        select(WebSession).where(WebSession.user_id == user_id).with_for_update()
    )
    closed = 0
    for row in rows.all():
        known = row.closed_to.split()
        if workspace_id in known or (name is not None and session_name(row.id) != name):
            continue
        closed += 1
        if elsewhere:
            row.closed_to = " ".join([*known, workspace_id])
        else:
            tx.session.delete(row)
    return closed


def end_sessions(tx: Tx, user_id: str, *, name: str | None = None, but: str | None = None) -> int:
    """The browsers of a user are signed out, or the one called `name`, or all but one; how many."""
    rows = tx.session.scalars(
        select(WebSession).where(WebSession.user_id == user_id).with_for_update()
    )
    ending = [
        row
        for row in rows.all()
        if (name is None or session_name(row.id) == name) and session_name(row.id) != but
    ]
    for row in ending:
        tx.session.delete(row)
    return len(ending)
