"""What somebody typed into a form when their sign-in had ended, until they have signed in again.

One form a user, sealed, for half an hour, and given back to the same user in the same workspace and
browser alone. Passwords, keys and files are never among it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography.exceptions import InvalidTag
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from threadside.sealing import Sealer
from threadside.store.tables import KeptForm, Member
from threadside.store.uow import Tx
from threadside.workspace.secrets import digest, new_secret

LASTS: Final = timedelta(minutes=30)
LONGEST: Final = 200_000
"""Characters; a form that holds more is not kept."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The fields of the form that posts to `path`, as they were typed."""

    path: str
    fields: Mapping[str, str]


def keep(tx: Tx, sealer: Sealer, member_id: str, workspace_id: str, kept: Kept) -> str | None:
    """Keep a form for the user behind a member; the secret for their browser's cookie. None where
    there is no such active member, or the form is too long."""
    user_id = tx.session.scalar(
        select(Member.user_id).where(
            Member.id == member_id, Member.workspace_id == workspace_id, Member.active
        )
    )
    words = json.dumps({"path": kept.path, "fields": dict(kept.fields)}, ensure_ascii=False)
    if user_id is None or len(words) > LONGEST:
        return None
    secret = new_secret()
    tx.session.execute(delete(KeptForm).where(KeptForm.user_id == user_id))
    tx.session.add(
        KeptForm(
            user_id=user_id,
            workspace_id=workspace_id,
            secret_hash=digest(secret),
            sealed=sealer.seal(words, _place(user_id)),
            expires_at=tx.now + LASTS,
        )
    )
    return secret


def find(
    session: Session,
    sealer: Sealer,
    user_id: str,
    workspace_id: str,
    *,
    secret: str,
    now: datetime,
) -> Kept | None:
    """What was kept for this user, in this workspace, behind this browser's secret."""
    sealed = session.scalar(
        select(KeptForm.sealed).where(
            KeptForm.user_id == user_id,
            KeptForm.workspace_id == workspace_id,
            KeptForm.secret_hash == digest(secret),
            KeptForm.expires_at > now,
        )
    )
    if sealed is None:
        return None
    try:
        opened = json.loads(sealer.open(sealed, _place(user_id)))
    except (InvalidTag, ValueError):  # of a key that is gone
        return None
    return Kept(opened["path"], opened["fields"])


def forget_ended(tx: Tx) -> None:
    """Delete what nobody came back for."""
    tx.session.execute(delete(KeptForm).where(KeptForm.expires_at <= tx.now))


def _place(user_id: str) -> str:
    return f"kept_form:{user_id}"
