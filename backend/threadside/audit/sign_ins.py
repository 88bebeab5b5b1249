"""Who signed in and whose access ended, recorded in every workspace that they belong to."""

from collections.abc import Iterable

from sqlalchemy import select

from threadside.audit import log, who
from threadside.store.tables import Member
from threadside.store.uow import Tx


def signed_in(tx: Tx, user_id: str, by: str = "password") -> None:
    """A browser session began; `by` is what they proved themselves with."""
    everywhere(tx, user_id, "sign_in", by=by)


def signed_out(tx: Tx, user_id: str) -> None:
    """A browser session was ended."""
    everywhere(tx, user_id, "session.revoked")


def tokens_ended(tx: Tx, member_ids: Iterable[str]) -> None:
    """Tokens of these members stopped working before their time."""
    rows = select(Member.id, Member.workspace_id).where(Member.id.in_(sorted(set(member_ids))))
    for row in tx.session.execute(rows):
        log.record(
            tx, row.workspace_id, "session.revoked", {"tokens": True}, actor=who.member(row.id)
        )


def token_created(tx: Tx, member_id: str, token_id: str, days: int, scopes: str) -> None:
    """A member was given a token for a script."""
    workspace_id = tx.session.scalars(
        select(Member.workspace_id).where(Member.id == member_id)
    ).one()
    told = {"member": member_id, "token": token_id, "days": days, "scopes": scopes}
    log.record(tx, workspace_id, "token.created", told)


def everywhere(tx: Tx, user_id: str, kind: str, **told: str | int) -> None:
    """Something about how a user signs in, which concerns each of their workspaces."""
    for workspace_id in workspaces(tx, user_id):
        log.record(tx, workspace_id, kind, {"user": user_id} | told, actor=who.user(user_id))


def workspaces(tx: Tx, user_id: str) -> list[str]:
    """The workspaces that a user may act in."""
    theirs = select(Member.workspace_id).where(Member.user_id == user_id, Member.active)
    return list(tx.session.scalars(theirs))
