"""Addresses under which anyone who knows them can fetch one media, for a time.

For carriers, which fetch without signing in, and for people whose line carries no media and who
put an address into the text instead. The token is 144 random bits; only its digest is kept.
"""

import re
import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from threadside.media.kinds import path_name
from threadside.store.tables import Media, MediaLink
from threadside.store.uow import Tx
from threadside.workspace.secrets import digest

FOR_CARRIERS: Final = timedelta(hours=48)
"""Longer than a carrier goes on trying to deliver (Vonage keeps an MMS for up to 72 hours, and
fetches its media at the start)."""
FOR_PEOPLE: Final = timedelta(days=30)
TOKEN_BYTES: Final = 18
TOKEN: Final = r"[A-Za-z0-9_-]{24}"  # noqa: S105 - the shape of all of them
_IN_A_TEXT: Final = re.compile(rf"/m/({TOKEN})/")


def make(tx: Tx, media: Media, lasting: timedelta) -> str:
    """A new path to `media`, without the server's own address."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    tx.session.add(
        MediaLink(
            token_hash=digest(token),
            workspace_id=media.workspace_id,
            media_id=media.id,
            expires_at=tx.now + lasting,
        )
    )
    return f"/m/{token}/{path_name(media.name)}"


def find(session: Session, token: str, now: datetime) -> Media | None:
    """What a token leads to; None for one that has ended or never was."""
    return session.scalar(
        select(Media)
        .join(MediaLink, MediaLink.media_id == Media.id)
        .where(
            MediaLink.token_hash == digest(token),
            MediaLink.expires_at > now,
            Media.state == "ready",
        )
    )


def keep_named(tx: Tx, workspace_id: str, text: str) -> None:
    """A text that goes out names links: what they lead to stays as long as they last."""
    for token in _IN_A_TEXT.findall(text):
        link = tx.session.scalar(
            select(MediaLink).where(
                MediaLink.workspace_id == workspace_id, MediaLink.token_hash == digest(token)
            )
        )
        if link is not None:
            tx.session.execute(
                update(Media)
                .where(Media.id == link.media_id, Media.keep_until < link.expires_at)
                .values(keep_until=link.expires_at)
            )


def forget_ended(tx: Tx) -> None:
    """Delete the links that lead nowhere any more."""
    tx.session.execute(delete(MediaLink).where(MediaLink.expires_at <= tx.now))
