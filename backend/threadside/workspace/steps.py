"""Sign-ins that are half done: a random reference in a cookie, its digest in the database, good
once and for ten minutes. Nothing else takes it for a session."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from threadside.store.tables import SignInStep, User
from threadside.store.uow import Tx
from threadside.workspace.secrets import digest, new_secret

VALID: Final = timedelta(minutes=10)

Kind = Literal["code", "set_up", "passkey", "add_passkey"]


@dataclass(frozen=True)
class Step:
    """A step that is under way; whose it is, where that is known already."""

    user_id: str
    email: str
    data: str


def begin(tx: Tx, kind: Kind, user_id: str | None = None, data: str = "") -> str:
    """A new step; gives the secret for its cookie."""
    secret = new_secret()
    tx.session.add(
        SignInStep(id=digest(secret), kind=kind, user_id=user_id, data=data, created_at=tx.now)
    )
    return secret


def find(session: Session, secret: str | None, kind: Kind, now: datetime) -> Step | None:
    """The step behind a cookie, unless it is over."""
    if secret is None:
        return None
    row = session.execute(
        select(SignInStep.user_id, SignInStep.data, User.email)
        .outerjoin(User, User.id == SignInStep.user_id)
        .where(
            SignInStep.id == digest(secret),
            SignInStep.kind == kind,
            SignInStep.created_at > now - VALID,
        )
    ).one_or_none()
    return None if row is None else Step(row.user_id or "", row.email or "", row.data)


def take(tx: Tx, secret: str | None, kind: Kind) -> Step | None:
    """Use a step up; of two at the same time only one gets it."""
    found = find(tx.session, secret, kind, tx.now)
    if found is None or secret is None:
        return None
    gone = delete(SignInStep).where(SignInStep.id == digest(secret)).returning(SignInStep.id)
    return found if tx.session.scalar(gone) is not None else None


def end_of(tx: Tx, user_id: str) -> None:
    """What a user has half done ends: what it began with holds no longer."""
    tx.session.execute(delete(SignInStep).where(SignInStep.user_id == user_id))


def forget_ended(tx: Tx) -> None:
    """Delete steps that time has ended."""
    tx.session.execute(delete(SignInStep).where(SignInStep.created_at <= tx.now - VALID))
