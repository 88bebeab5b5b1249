"""Tokens of people who signed in, for harnesses that run whole servers for longer than a sign-in's
access token lives. What a script's token may not do, a person's may."""

from datetime import timedelta

from sqlalchemy import Engine, select

from threadside.ids import new_id
from threadside.store.tables import Member, OAuthToken, User
from threadside.store.uow import UnitOfWork
from threadside.workspace.secrets import digest, new_secret


def person_token(engine: Engine, email: str, lasts: timedelta = timedelta(days=1)) -> str:
    """An access token of the user `email` in the one workspace they are in."""
    secret = new_secret()
    with UnitOfWork(engine).write() as tx:
        member_id = tx.session.scalars(
            select(Member.id).join(User, User.id == Member.user_id).where(User.email == email)
        ).one()
        tx.session.add(
            OAuthToken(
                id=new_id(),
                kind="oauth",
                family=new_id(),
                started_at=tx.now,
                client_id="threadside-extension",
                member_id=member_id,
                access_hash=digest(secret),
                access_expires_at=tx.now + lasts,
                created_at=tx.now,
            )
        )
    return secret
