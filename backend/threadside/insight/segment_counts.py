"""Where the carrier counted other segments than we did: a price that nobody expected."""

from sqlalchemy import func, select

from threadside.store.tables import Message
from threadside.store.uow import UnitOfWork


def miscounted(uow: UnitOfWork) -> dict[str, float]:
    """How many texts the carrier counted otherwise, by workspace."""
    with uow.read() as session:
        rows = session.execute(
            select(Message.workspace_id, func.count())
            .where(Message.carrier_segments != Message.segments)
            .group_by(Message.workspace_id)
        )
        return {workspace_id: float(count) for workspace_id, count in rows}
