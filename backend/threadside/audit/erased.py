"""Numbers that were erased: what is left of them is a keyed hash, with their opt-out.

The key is derived from the installation's and never in the database: there are so few phone numbers
that a plain hash of one is read back in minutes. It reaches queries through the session's `info`.
"""

import hashlib
import hmac
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from threadside.store.dialect import insert_for
from threadside.store.tables import ErasedNumber
from threadside.store.uow import Tx

KEY: Final = "threadside_erasure_key"
"""The name of the key (32 bytes) in a session's `info`."""
PURPOSE: Final = "threadside erased numbers"
"""What the key is derived for (`Sealer.derive`)."""


class NoErasureKey(LookupError):  # noqa: N818 - reads as the fact it states
    """This session was not given the key, so nobody can say whether a number was erased."""


def hash_of(session: Session, workspace_id: str, phone: str | None) -> str | None:
    """What stands for an erased number in the database; None without a number.

    Raises:
        NoErasureKey: so that a verdict can't overlook an opt-out.
    """
    if phone is None:
        return None
    key = cast("bytes | None", session.info.get(KEY))
    if key is None:
        raise NoErasureKey("this unit of work was opened without the installation's key")
    return hmac.new(key, f"{workspace_id} {phone}".encode(), hashlib.sha256).hexdigest()


def opted_out_since(session: Session, workspace_id: str, phone: str) -> datetime | None:
    """When a number that was erased had opted out, if it had and has not come back since.

    Raises:
        NoErasureKey: see `hash_of`.
    """
    return session.scalar(
        select(ErasedNumber.opted_out_at).where(
            ErasedNumber.workspace_id == workspace_id,
            ErasedNumber.phone_hash == hash_of(session, workspace_id, phone),
        )
    )


def keep(tx: Tx, workspace_id: str, phone: str, opted_out_at: datetime | None) -> str:
    """Note that a number was erased now; an earlier opt-out stays. Gives its hash."""
    hashed = hash_of(tx.session, workspace_id, phone)
    assert hashed is not None  # noqa: S101 - there is a number
    row: dict[str, Any] = {
        "workspace_id": workspace_id, "phone_hash": hashed,
        "opted_out_at": opted_out_at, "erased_at": tx.now,
    }  # fmt: skip
    insert = insert_for(tx.session, ErasedNumber).values(**row)
    changed: dict[str, Any] = {"erased_at": tx.now}
    if opted_out_at is not None:
        changed["opted_out_at"] = opted_out_at
    tx.session.execute(
        insert.on_conflict_do_update(
            index_elements=[ErasedNumber.workspace_id, ErasedNumber.phone_hash], set_=changed
        )
    )
    return hashed


def opted_in(tx: Tx, workspace_id: str, phone: str) -> None:
    """They asked for texts again, by START or with fresh evidence: the old opt-out is lifted."""
    tx.session.execute(
        update(ErasedNumber)
        .where(
            ErasedNumber.workspace_id == workspace_id,
            ErasedNumber.phone_hash == hash_of(tx.session, workspace_id, phone),
        )
        .values(opted_out_at=None)
    )
