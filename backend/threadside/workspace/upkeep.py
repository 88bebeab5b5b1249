"""Forgetting what time has ended: sessions, codes, tokens, invitations."""

from threadside.store.uow import Tx
from threadside.workspace import codes, invitations, sessions, tokens


def forget_ended(tx: Tx) -> None:
    """Delete what grants nothing any more; called every hour."""
    sessions.forget_ended(tx)
    codes.forget_expired(tx)
    tokens.forget_expired(tx)
    invitations.forget_ended(tx)
