"""Asking CRMs to call us when something changes: once a connection, and again before it lapses."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, or_, select, update

from threadside.crm import linked
from threadside.crm.linked import Link
from threadside.crm.lookup import Lookups
from threadside.linking import seals
from threadside.linking.port import Hook
from threadside.linking.problems import CrmProblem
from threadside.sealing import Sealer
from threadside.store.tables import CrmConnection
from threadside.store.uow import Tx

AHEAD: Final = timedelta(hours=6)
"""So long before webhooks lapse they are asked for again."""
AGAIN: Final = timedelta(hours=1)
"""After a CRM that could not be asked, or a process that died over it."""
BY_HAND: Final = timedelta(days=30)
"""Until a CRM is asked again that leaves it to its admins."""


@dataclass(frozen=True)
class Hooks:
    """`address` is where a CRM reaches the connection with this id."""

    sealer: Sealer
    address: Callable[[str], str]

    def ask_due(self, lookups: Lookups) -> bool:
        """Ask one CRM that was not asked yet, or whose promise ends soon; whether there was one."""
        calling = [crm.id for crm in lookups.crms.known.values() if crm.hooks]
        with lookups.uow.write() as tx:
            link = _take(tx, calling)
        if link is None:
            return False
        secret = secrets.token_urlsafe(32)
        try:
            hook = lookups.crms.ask(
                link, lambda crm, api: crm.watch(api, self.address(link.id), secret)
            )
        except CrmProblem:
            return True
        with lookups.uow.write() as tx:
            self._keep(tx, link, hook)
        return True

    def _keep(self, tx: Tx, link: Link, hook: Hook | None) -> None:
        kept: dict[str, str | datetime | None]
        if hook is None:
            kept = {"hook_expires_at": tx.now + BY_HAND}
        else:
            place = seals.place(seals.HOOK, link.id)
            kept = {
                "hook_sealed": self.sealer.seal(hook.secret, place),
                "hook_expires_at": _lapses(tx, hook),
            }
        tx.session.execute(update(CrmConnection).where(CrmConnection.id == link.id).values(**kept))


def _lapses(tx: Tx, hook: Hook) -> datetime | None:
    """No sooner than lets an hour pass before it is asked for again."""
    return None if hook.expires_at is None else max(hook.expires_at, tx.now + AHEAD + AGAIN)


def _take(tx: Tx, calling: list[str]) -> Link | None:
    row = tx.session.scalar(
        select(CrmConnection)
        .where(
            CrmConnection.crm.in_(calling),
            CrmConnection.state == "live",
            or_(
                and_(CrmConnection.hook_sealed.is_(None), CrmConnection.hook_expires_at.is_(None)),
                CrmConnection.hook_expires_at <= tx.now + AHEAD,
            ),
        )
        .order_by(CrmConnection.id)
        .limit(1)
        .with_for_update(key_share=True, skip_locked=True)
    )
    link = None if row is None else linked.by_id(tx.session, row.id)
    if row is None or link is None:
        return None
    row.hook_expires_at = tx.now + AHEAD + AGAIN
    tx.session.flush()
    return link
