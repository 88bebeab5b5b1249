"""Two admins change one thing: the second one is told."""

from typing import TypeVar

from sqlalchemy import select

from threadside.errors import NotFound, Refusal
from threadside.store.tables import (
    Brand,
    Campaign,
    CarrierAccount,
    CrmConnection,
    Line,
    Location,
    PageAdapter,
    Team,
)
from threadside.store.uow import Tx

Versioned = TypeVar(
    "Versioned", Line, Brand, Campaign, CarrierAccount, CrmConnection, PageAdapter, Location, Team
)


def hold(tx: Tx, kind: type[Versioned], workspace_id: str, row_id: str, seen: int) -> Versioned:
    """A row that nobody else changes until `tx` ends, of the version that the admin has `seen`;
    it is counted as changed.

    Raises:
        NotFound: when the workspace has none.
        Refusal: `changed_meanwhile` (409) when somebody changed it since.
    """
    row = tx.session.scalar(
        select(kind)
        .where(kind.workspace_id == workspace_id, kind.id == row_id)
        .with_for_update(key_share=True)
    )
    if row is None:
        raise NotFound(kind.__tablename__)
    if row.version != seen:
        raise Refusal("changed_meanwhile")
    row.version += 1
    return row
