"""The few statements whose SQL differs between SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    JSON,
    ColumnElement,
    CursorResult,
    Date,
    Integer,
    String,
    Table,
    Text,
    extract,
    func,
    select,
    type_coerce,
)
from sqlalchemy import cast as cast_to
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from threadside.store.base import Base


def one_at_a_time(session: Session, what: str) -> None:
    """Until this transaction ends, no other that names the same `what` passes this call.

    For finding or making what has no row to lock yet. SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(what, 0))))


def utc_day(session: Session, moment: InstrumentedAttribute[datetime]) -> ColumnElement[Any]:
    """The day (UTC) of a moment, which prints as `2026-03-02`."""
    if session.get_bind().dialect.name == "postgresql":
        return cast_to(func.timezone("UTC", moment), Date)
    return func.date(moment)


def utc_hour(session: Session, moment: InstrumentedAttribute[datetime]) -> ColumnElement[Any]:
    """The hour of the day (UTC) of a moment, 0 to 23."""
    if session.get_bind().dialect.name == "postgresql":
        return cast_to(extract("hour", func.timezone("UTC", moment)), Integer)
    return cast_to(func.strftime("%H", moment), Integer)


def json_word(
    session: Session, column: InstrumentedAttribute[Any], name: str
) -> ColumnElement[str | None]:
    """The string under `name` in an object that is kept as JSON text; NULL where there is none."""
    if session.get_bind().dialect.name == "postgresql":
        return func.json_extract_path_text(cast_to(type_coerce(column, Text), JSON), name)
    return func.json_extract(type_coerce(column, Text), f"$.{name}", type_=String)


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
