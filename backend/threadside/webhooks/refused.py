"""Requests that are not, or not provably, a carrier's: all are counted, the last hundred kept."""

from sqlalchemy import delete, select

from threadside.ids import new_id
from threadside.insight import attention
from threadside.store.dialect import insert_for, one_at_a_time
from threadside.store.tables import RefusedWebhook, RefusedWebhookCount
from threadside.store.uow import Tx, UnitOfWork

REFUSED_KEPT = 100
REFUSED_BYTES = 2_000


def keep_refused(uow: UnitOfWork, path: str, reason: str, body: bytes) -> None:
    """Count a refused request under its reason and keep it, cut short, among the newest."""
    with uow.write() as tx:
        one_at_a_time(tx.session, "refused webhooks")
        _count(tx, reason)
        tx.session.add(
            RefusedWebhook(
                id=new_id(),
                path=path,
                reason=reason,
                body=body[:REFUSED_BYTES].decode("utf-8", "replace").replace("\x00", ""),
                at=tx.now,
            )
        )
        tx.session.flush()
        older = select(RefusedWebhook.id).order_by(RefusedWebhook.id.desc()).offset(REFUSED_KEPT)
        surplus = list(tx.session.scalars(older))
        if surplus:
            tx.session.execute(delete(RefusedWebhook).where(RefusedWebhook.id.in_(surplus)))


def counted(uow: UnitOfWork) -> dict[str, float]:
    """How many requests were ever refused, by reason."""
    with uow.read() as session:
        return dict(attention.refused_ever(session))


def _count(tx: Tx, reason: str) -> None:
    statement = insert_for(tx.session, RefusedWebhookCount).values(reason=reason, count=1)
    tx.session.execute(
        statement.on_conflict_do_update(
            index_elements=[RefusedWebhookCount.reason],
            set_={"count": RefusedWebhookCount.count + 1},
        )
    )
