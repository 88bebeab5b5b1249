"""Authorization codes: valid once and for a minute (RFC 6749, section 4.1.2).

Only the digest of a code is kept. The tokens made from a code form a family whose name follows
from the code, so a code that comes back can end them although its own row is gone.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete

from threadside.store.tables import OAuthCode
from threadside.store.uow import Tx
from threadside.workspace import tokens
from threadside.workspace.secrets import digest

VALID = timedelta(minutes=1)


@dataclass(frozen=True)
class Redeemed:
    """What was agreed when the code was given, and the family its tokens will be."""

    member_id: str
    family: str
    redirect_uri: str
    code_challenge: str


def give(
    tx: Tx, code: str, *, client_id: str, member_id: str, redirect_uri: str, code_challenge: str
) -> None:
    """Keep the digest of a code that is about to leave through the browser."""
    tx.session.add(
        OAuthCode(
            code_hash=digest(code),
            client_id=client_id,
            member_id=member_id,
            redirect_uri=redirect_uri,
            code_challenge=code_challenge,
            expires_at=tx.now + VALID,
        )
    )


def redeem(tx: Tx, code: str, client_id: str) -> Redeemed | None:
    """Use a code up, whatever comes of it: one DELETE, so two exchanges can't both pass.

    A code that is not there may have been used before, by us or by a thief: the tokens that came
    of it end (RFC 6749, section 4.1.2).
    """
    row = tx.session.execute(
        delete(OAuthCode)
        .where(OAuthCode.code_hash == digest(code))
        .returning(
            OAuthCode.member_id,
            OAuthCode.client_id,
            OAuthCode.redirect_uri,
            OAuthCode.code_challenge,
            OAuthCode.expires_at,
        )
    ).one_or_none()
    if row is None:
        tokens.end_stolen(tx, family_of(code))
        return None
    if row.client_id != client_id or row.expires_at <= tx.now:
        return None
    return Redeemed(row.member_id, family_of(code), row.redirect_uri, row.code_challenge)


def family_of(code: str) -> str:
    """The name of the family that begins with this code."""
    return str(uuid.UUID(hex=digest(code)[:32]))


def forget_expired(tx: Tx) -> None:
    """Delete codes that nobody came back with."""
    tx.session.execute(delete(OAuthCode).where(OAuthCode.expires_at <= tx.now))
