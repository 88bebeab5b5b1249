"""How questions about what waits are put: of one workspace or of all, since it was last seen."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, String, func, literal, literal_column, select, true

from threadside.store.tables import CarrierAccount, SeenUntil

Scope = str | None
"""A workspace's id; None for the whole installation."""
BEGINNING: Final = datetime(2000, 1, 1, tzinfo=UTC)


def of(column: ColumnElement[str] | object, scope: Scope) -> ColumnElement[bool]:
    """Whether a row is of the scope, by its column of workspaces."""
    return true() if scope is None else literal(scope) == column


def count(query: Select[*tuple[object]]) -> Select[int]:
    """How many rows a question finds."""
    return select(func.count()).select_from(query.subquery())


def word(value: str) -> ColumnElement[str]:
    """A constant as part of the statement: SQLite takes a partial index for nothing else."""
    return literal_column(f"'{value}'", String)


def accounts(workspace_id: str) -> Select[str]:
    """The workspace's carrier accounts."""
    return select(CarrierAccount.id).where(CarrierAccount.workspace_id == workspace_id)


def seen(workspace_id: str, topic: str) -> ColumnElement[datetime]:
    """Until when an admin has said that they saw what there is of a topic."""
    seen = select(SeenUntil.until).where(
        SeenUntil.workspace_id == workspace_id, SeenUntil.topic == topic
    )
    return func.coalesce(seen.scalar_subquery(), literal(BEGINNING, SeenUntil.until.type))
