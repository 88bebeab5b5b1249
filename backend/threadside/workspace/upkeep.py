"""Forgetting what time has ended: sessions, half sign-ins, codes, tokens, invitations."""

from threadside.store.uow import Tx
from threadside.workspace import (
    codes,
    invitations,
    kept_forms,
    password_links,
    sessions,
    steps,
    tokens,
)


def forget_ended(tx: Tx) -> None:
    """Delete what grants nothing any more; called every hour."""
    sessions.forget_ended(tx)
    steps.forget_ended(tx)
    codes.forget_expired(tx)
    tokens.forget_expired(tx)
    invitations.forget_ended(tx)
    password_links.forget_ended(tx)
    kept_forms.forget_ended(tx)
