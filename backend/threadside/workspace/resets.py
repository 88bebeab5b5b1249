"""Helping somebody who can't sign in any more, without giving away another workspace.

A user's password and second factor open every workspace of theirs. So an admin may only help those
who are members of the admin's own workspace alone; for others it is the operator of the server who
knows them all, on the command line.
"""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from threadside.audit import log, sign_ins
from threadside.errors import NotFound, Refusal
from threadside.store.tables import Member, User
from threadside.store.uow import Tx
from threadside.workspace import access, second_factor
from threadside.workspace.standing import Standing, standing


def elsewhere(session: Session, user_id: str, workspace_id: str) -> bool:
    """Whether somebody may act in a workspace besides this one."""
    others = exists().where(
        Member.user_id == user_id, Member.active, Member.workspace_id != workspace_id
    )
    return bool(session.scalar(select(others)))


def of_ours_alone(tx: Tx, workspace_id: str, member_id: str) -> Standing:
    """An active member of this workspace and of no other.

    Raises:
        NotFound: `member`.
        Refusal: `changed_meanwhile` for one who is not active, `member_elsewhere` (409).
    """
    access.hold(tx, workspace_id)
    found = standing(tx.session, workspace_id, member_id)
    if not found.active:
        raise Refusal("changed_meanwhile")
    if elsewhere(tx.session, found.user_id, workspace_id):
        raise Refusal("member_elsewhere", params={"name": found.name})
    return found


def reset_factor(tx: Tx, workspace_id: str, member_id: str, by: str) -> Standing:
    """Take a member's second factor away; `by` is the admin's name, which the member is told.

    Raises:
        NotFound: `member`. Refusal: `no_factor` (409) when there is none, and as `of_ours_alone`.
    """
    found = of_ours_alone(tx, workspace_id, member_id)
    second_factor.reset(tx, found.user_id, by)
    log.record(tx, workspace_id, "second_factor.reset", {"member": member_id})
    access.changed(tx, [workspace_id])
    return found


def reset_factor_by_operator(tx: Tx, email: str, by: str) -> None:
    """Take a user's second factor away, whatever workspaces they are in.

    Raises:
        NotFound: `user`. Refusal: `no_factor` (409) when there is none.
    """
    user_id = user_called(tx.session, email)
    second_factor.reset(tx, user_id, by)
    for workspace_id in sign_ins.workspaces(tx, user_id):
        log.record(tx, workspace_id, "second_factor.reset", {"user": user_id})
        access.changed(tx, [workspace_id])


def user_called(session: Session, email: str) -> str:
    """The id of the user with this address.

    Raises:
        NotFound: `user`.
    """
    found = session.scalar(select(User.id).where(User.email == email.strip().lower()))
    if found is None:
        raise NotFound("user")
    return found
