"""What a connection's requests are signed with: kept sealed, read opened."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.contracts.events import WorkspaceChanged
from threadside.events import log
from threadside.linking import seals
from threadside.sealing import Sealer
from threadside.store.tables import CrmConnection, CrmToken
from threadside.store.uow import Tx

LIFE_USED: Final = 0.8
"""Of a token's life after which it is refreshed, before anybody has to wait for it."""
ENDED: Final = "crm.sign_in_ended"


@dataclass(frozen=True)
class Held:
    """A secret to sign with. `generation` counts how often it was replaced."""

    secret: str
    generation: int
    obtained_at: datetime
    expires_at: datetime | None = None

    def due(self, now: datetime) -> bool:
        """Whether it is time to refresh: a fifth of its life is left, or less."""
        if self.expires_at is None:
            return False
        return now >= self.obtained_at + (self.expires_at - self.obtained_at) * LIFE_USED

    def expired(self, now: datetime) -> bool:
        """Whether the CRM refuses it, as far as we know."""
        return self.expires_at is not None and now >= self.expires_at


@dataclass(frozen=True)
class Fresh:
    """What a sign-in or a refresh gave, or a key: to be kept. `lives_s` counts from `at`, by our
    own clock: what time it is at the CRM does not matter."""

    access: str
    refresh: str | None
    at: datetime
    lives_s: float | None = None

    @property
    def expires_at(self) -> datetime | None:
        """When it ends, where that is known."""
        return self.at + timedelta(seconds=self.lives_s) if self.lives_s else None


def read(session: Session, sealer: Sealer, connection_id: str) -> Held | None:
    """The secret of a connection as it stands now; None once it is disconnected.

    Raises:
        NeedsSignIn: `key_lost`.
    """
    row = session.scalar(select(CrmToken).where(CrmToken.connection_id == connection_id))
    return None if row is None else held(sealer, row)


def locked(tx: Tx, connection_id: str) -> CrmToken | None:
    """The row of a connection, nobody else's until `tx` ends; it is locked before the
    connection's."""
    return tx.session.scalar(
        select(CrmToken)
        .where(CrmToken.connection_id == connection_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )


def held(sealer: Sealer, row: CrmToken) -> Held:
    """The secret of a row. Raises as `read` does."""
    secret = seals.opened(sealer, row.access_sealed, seals.ACCESS, row.connection_id)
    return Held(secret, row.generation, row.obtained_at, row.expires_at)


def refresh_secret(sealer: Sealer, row: CrmToken) -> str | None:
    """The refresh token of a row, if it has one. Raises as `read` does."""
    sealed = row.refresh_sealed
    return sealed and seals.opened(sealer, sealed, seals.REFRESH, row.connection_id)


def keep(tx: Tx, sealer: Sealer, connection_id: str, fresh: Fresh) -> Held:
    """Keep what was obtained in place of what there is. Without a refresh token the old one goes
    on (RFC 6749, section 6)."""
    row = locked(tx, connection_id)
    if row is None:
        row = CrmToken(connection_id=connection_id, generation=0)
        tx.session.add(row)
    row.access_sealed = sealer.seal(fresh.access, seals.place(seals.ACCESS, connection_id))
    if fresh.refresh:
        row.refresh_sealed = sealer.seal(fresh.refresh, seals.place(seals.REFRESH, connection_id))
    row.obtained_at = fresh.at
    row.expires_at = fresh.expires_at
    row.generation += 1
    row.lease_by = row.lease_until = None
    tx.session.flush()
    return Held(fresh.access, row.generation, fresh.at, fresh.expires_at)


def end(tx: Tx, connection_id: str, reason: str, generation: int) -> bool:
    """The CRM takes the secret of this generation no more: a person has to sign in again.

    Whether it is so; when it was replaced meanwhile, or is known already, nothing changes.
    """
    row = locked(tx, connection_id)
    if row is None or row.generation != generation:
        return False
    row.lease_by = row.lease_until = None
    linked = tx.session.get_one(
        CrmConnection, connection_id, populate_existing=True, with_for_update={"key_share": True}
    )
    if linked.state != "needs_sign_in":
        linked.state, linked.reason = "needs_sign_in", reason
        linked.failed_at, linked.retry_at = tx.now, None
        about = {"connection": connection_id, "crm": linked.crm, "reason": reason}
        audit.record(tx, linked.workspace_id, ENDED, about)
        log.emit(tx, linked.workspace_id, WorkspaceChanged(what="settings"))
    tx.session.flush()
    return True
