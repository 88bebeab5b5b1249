"""The few statements whose SQL differs between SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import CursorResult, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from threadside.store.base import Base


def one_at_a_time(session: Session, what: str) -> None:
    """Until this transaction ends, no other that names the same `what` passes this call.

    For finding or making what has no row to lock yet. SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(what, 0))))


def insert_for(session: Session, table: type[Base]) -> Any:
    """The dialect's INSERT, which knows ON CONFLICT."""
    dialect = session.get_bind().dialect.name
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def insert_new(
    session: Session,
    table: type[Base],
    unique: Sequence[InstrumentedAttribute[Any]],
    values: Mapping[str, Any],
) -> bool:
    """Insert a row unless one with the same `unique` columns is there; whether it was inserted."""
    names = tuple(column.key for column in unique)
    statement = _insert_new(session.get_bind().dialect.name, table, names)
    result = cast("CursorResult[Any]", session.execute(statement, dict(values)))
    return result.rowcount == 1


@cache
def _insert_new(dialect: str, table: type[Base], unique: tuple[str, ...]) -> Any:
    """Built once: under a burst of webhooks building it would cost more than running it."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(cast(Table, table.__table__))
    return statement.on_conflict_do_nothing(index_elements=list(unique)).execution_options(
        preserve_rowcount=True
    )
