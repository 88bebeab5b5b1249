"""Access and refresh tokens: opaque, kept as digests, renewed in families.

A refresh token is replaced at each use. Presented again within 45 seconds it is taken for the
same client whose answer was lost (a service worker may die between the answer and its storage)
and gets a further pair of the same family. Presented later it is taken for stolen, by whichever
of the two: the whole family ends (RFC 9700, section 4.14.2).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import Session

from threadside.audit import sign_ins
from threadside.ids import new_id
from threadside.store.tables import Member, OAuthToken
from threadside.store.uow import Tx
from threadside.workspace import access
from threadside.workspace.members import note_seen
from threadside.workspace.secrets import digest, new_secret

ACCESS = timedelta(minutes=10)
REFRESH = timedelta(days=30)
FAMILY = timedelta(days=180)
"""Signing in again is needed after this time, however often tokens were renewed."""
GRACE = timedelta(seconds=45)
SCRIPT_CLIENT = "threadside-cli"


@dataclass(frozen=True)
class Family:
    """All tokens of one sign-in of one member."""

    id: str
    member_id: str
    started_at: datetime
    device: str = ""


def issue(tx: Tx, family: Family, client_id: str, access_token: str, refresh: str) -> None:
    """Keep the digests of a new pair. Its member uses the workspace now."""
    note_seen(tx, family.member_id)
    tx.session.add(
        OAuthToken(
            id=new_id(),
            kind="oauth",
            family=family.id,
            started_at=family.started_at,
            client_id=client_id,
            member_id=family.member_id,
            access_hash=digest(access_token),
            access_expires_at=tx.now + ACCESS,
            refresh_hash=digest(refresh),
            refresh_expires_at=min(tx.now + REFRESH, family.started_at + FAMILY),
            created_at=tx.now,
            device=family.device,
        )
    )


def issue_for_script(tx: Tx, member_id: str, name: str, days: int, scopes: str = "") -> str:
    """A token for a script, without a refresh; gives its secret, which is not kept. `scopes` is
    what it may (`workspace.scopes`), empty: all that its member may."""
    secret, token_id = new_secret(), new_id()
    sign_ins.token_created(tx, member_id, token_id, days, scopes)
    tx.session.add(
        OAuthToken(
            id=token_id,
            kind="script",
            name=name,
            scopes=scopes,
            family=new_id(),
            started_at=tx.now,
            client_id=SCRIPT_CLIENT,
            member_id=member_id,
            access_hash=digest(secret),
            access_expires_at=tx.now + timedelta(days=days),
            created_at=tx.now,
        )
    )
    return secret


def rotate(tx: Tx, refresh: str, client_id: str) -> Family | None:
    """Use a refresh token up; gives the family to issue its successor in, None to refuse.

    The first use is one UPDATE, so two uses at the same time can't both be first.
    """
    used = update(OAuthToken).where(
        OAuthToken.refresh_hash == digest(refresh),
        OAuthToken.client_id == client_id,
        OAuthToken.rotated_at.is_(None),
        OAuthToken.revoked_at.is_(None),
    )
    tx.session.execute(used.values(rotated_at=tx.now))
    # Held even where it was used before: whoever ends the family now must see what comes of it.
    known = select(OAuthToken).where(OAuthToken.refresh_hash == digest(refresh))
    row = tx.session.scalar(known.with_for_update())
    if row is None or row.revoked_at is not None or row.client_id != client_id:
        return None
    if row.rotated_at is not None and row.rotated_at < tx.now - GRACE:
        end_stolen(tx, row.family)
        return None
    if row.refresh_expires_at is None or row.refresh_expires_at <= tx.now:
        return None
    return Family(row.family, row.member_id, row.started_at, row.device)


def find_family(tx: Tx, secret: str) -> tuple[str, str] | None:
    """The family and the client of an access or refresh token, whichever it is."""
    hashed = digest(secret)
    row = tx.session.execute(
        select(OAuthToken.family, OAuthToken.client_id).where(
            or_(OAuthToken.access_hash == hashed, OAuthToken.refresh_hash == hashed)
        )
    ).one_or_none()
    return None if row is None else (row.family, row.client_id)


def end_stolen(tx: Tx, family: str) -> None:
    """A sign-in ends that somebody may have taken over: its open sockets as well."""
    ended = end_family(tx, family)
    where = select(Member.workspace_id).where(Member.id.in_(ended))
    access.changed(tx, tx.session.scalars(where))


def end_family(tx: Tx, family: str) -> list[str]:
    """Every token of this sign-in stops working now; whose they were."""
    ended = list(access.revoke(tx, OAuthToken.family == family).values())
    if ended:
        sign_ins.tokens_ended(tx, ended)
    return ended


def note_script(tx: Tx, token_id: str, member_id: str) -> None:
    """A script's token was used now. Others are renewed while they are used, which says as much."""
    tx.session.execute(update(OAuthToken).where(OAuthToken.id == token_id).values(used_at=tx.now))
    note_seen(tx, member_id)


def begun_since(session: Session, member_id: str, at: datetime) -> bool:
    """Whether an extension was signed in as this member after that moment, ended or not."""
    began = exists().where(
        OAuthToken.member_id == member_id, OAuthToken.kind == "oauth", OAuthToken.started_at > at
    )
    return bool(session.scalar(select(began)))


def is_active(tx: Tx, member_id: str) -> bool:
    """Whether a member may still act."""
    found = tx.session.scalar(select(Member.id).where(Member.id == member_id, Member.active))
    return found is not None


def forget_expired(tx: Tx) -> None:
    """Delete tokens that neither grant nor renew anything; reuse of them is refused anyway."""
    tx.session.execute(
        delete(OAuthToken).where(
            OAuthToken.access_expires_at <= tx.now,
            or_(OAuthToken.refresh_expires_at.is_(None), OAuthToken.refresh_expires_at <= tx.now),
        )
    )
