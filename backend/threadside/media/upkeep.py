"""Forgetting media that no text has."""

from typing import Final

from sqlalchemy import delete, select

from threadside.media import links
from threadside.store.tables import Media, MediaLink
from threadside.store.uow import Tx

AT_ONCE: Final = 500


def forget(tx: Tx) -> None:
    """Delete ended links, and uploads whose time is over; their bytes follow (`objects.sweep`)."""
    links.forget_ended(tx)
    over = tx.session.scalars(
        select(Media.id)
        .where(Media.keep_until < tx.now)
        .order_by(Media.keep_until)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    if over:
        tx.session.execute(delete(MediaLink).where(MediaLink.media_id.in_(over)))
        tx.session.execute(delete(Media).where(Media.id.in_(over)))
