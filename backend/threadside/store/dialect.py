"""The few statements whose SQL differs between SQLite and PostgreSQL."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, func, select
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


def insert_ignoring(
    session: Session, table: type[Base], unique: Sequence[InstrumentedAttribute[Any] | Column[Any]]
) -> Any:
    """INSERT … ON CONFLICT (unique) DO NOTHING; rowcount 0 tells that it was there already."""
    return insert_for(session, table).on_conflict_do_nothing(index_elements=list(unique))
