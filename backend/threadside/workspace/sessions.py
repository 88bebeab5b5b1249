"""Signed-in browsers: a random reference in a cookie, its digest in the database.

Ends after 12 hours without use and after 14 days in any case (OWASP ASVS 5.0, 7.3.1 and 7.3.2).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from threadside.audit import sign_ins
from threadside.store.tables import User, WebSession
from threadside.store.uow import Tx
from threadside.workspace.access import session_name
from threadside.workspace.members import Membership, memberships
from threadside.workspace.secrets import digest, new_secret

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=14)
NOTED_EVERY = timedelta(minutes=5)
"""Use is written down at most this often, so that reading pages seldom writes."""


@dataclass(frozen=True)
class SignedIn:
    """Who uses this browser, since when, and whether the use should be noted again.

    `session` is its public id; `closed_to` are workspaces that it opens no longer.
    """

    user_id: str
    name: str
    email: str
    since: datetime
    stale: bool
    session: str
    closed_to: frozenset[str]


def start(tx: Tx, user_id: str, former: str | None, device: str = "") -> str:
    """A new session for a user of a browser called `device`; gives the secret for the cookie. The
    former session ends."""
    if former is not None:
        end(tx, former)
    secret = new_secret()
    tx.session.add(
        WebSession(
            id=digest(secret),
            user_id=user_id,
            created_at=tx.now,
            seen_at=tx.now,
            device=device,
        )
    )
    return secret


def find(session: Session, secret: str, now: datetime) -> SignedIn | None:
    """The session behind a cookie, unless it has ended."""
    row = session.execute(
        select(
            User.id,
            User.name,
            User.email,
            WebSession.id.label("session"),
            WebSession.created_at,
            WebSession.seen_at,
            WebSession.closed_to,
        )
        .join(User, User.id == WebSession.user_id)
        .where(
            WebSession.id == digest(secret),
            WebSession.seen_at > now - IDLE,
            WebSession.created_at > now - LONGEST,
        )
    ).one_or_none()
    if row is None:
        return None
    stale = row.seen_at <= now - NOTED_EVERY
    return SignedIn(
        row.id, row.name, row.email, row.created_at, stale,
        session_name(row.session), frozenset(row.closed_to.split()),
    )  # fmt: skip


def open_to(session: Session, who: SignedIn) -> list[Membership]:
    """The workspaces that this browser opens: its user's, without those it was signed out of."""
    found = memberships(session, who.user_id)
    return [each for each in found if each.workspace_id not in who.closed_to]


def still_opens(tx: Tx, secret: str, member_id: str) -> bool:
    """Whether this browser opens the workspace of a member. Who ends its session waits for the
    transaction, and then finds what it has given away."""
    held = select(WebSession.id).where(WebSession.id == digest(secret)).with_for_update(read=True)
    tx.session.execute(held)
    who = find(tx.session, secret, tx.now)
    return who is not None and member_id in {each.member_id for each in open_to(tx.session, who)}


def note_use(tx: Tx, secret: str) -> None:
    """The session was used now."""
    tx.session.execute(
        update(WebSession).where(WebSession.id == digest(secret)).values(seen_at=tx.now)
    )


def end(tx: Tx, secret: str) -> None:
    """Sign this browser out."""
    gone = delete(WebSession).where(WebSession.id == digest(secret)).returning(WebSession.user_id)
    for user_id in tx.session.scalars(gone).all():
        sign_ins.signed_out(tx, user_id)


def forget_ended(tx: Tx) -> None:
    """Delete sessions that time has ended."""
    tx.session.execute(
        delete(WebSession).where(
            or_(WebSession.seen_at <= tx.now - IDLE, WebSession.created_at <= tx.now - LONGEST)
        )
    )
