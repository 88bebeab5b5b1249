"""The few statements whose SQL differs between SQLite and PostgreSQL."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    JSON,
    ColumnElement,
    CursorResult,
    Date,
    Dialect,
    Integer,
    String,
    Table,
    Text,
    extract,
    func,
    select,
    text,
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


def one_state(session: Session) -> None:
    """Everything this session reads from now on is as it was at one moment; called first in it.

    SQLite's readers have that anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def alone_or_not_now(session: Session, what: str) -> bool:
    """As `one_at_a_time`, for whoever must not wait: False while another transaction names it."""
    if session.get_bind().dialect.name != "postgresql":
        return True
    return bool(
        session.scalar(select(func.pg_try_advisory_xact_lock(func.hashtextextended(what, 0))))
    )


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


_POSTGRESQL: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
Rows = tuple[type[Base], Sequence[Mapping[str, Any]]]
Move = tuple[type[Base], Mapping[str, Any], Mapping[str, Any]]


def append(session: Session, move: Move, *tables: Rows) -> None:
    """Change one row, given as table, key and new values, and insert rows into tables that don't
    refer to each other; every row of a table names the same columns.

    On PostgreSQL it is one statement, since each would be a round trip while the row is locked. On
    SQLite they go to the driver as they are: building them would cost more than running them.
    """
    table, key, values = move
    shapes = tuple((each, tuple(rows[0])) for each, rows in tables)
    if session.get_bind().dialect.name == "postgresql":
        given = {f"rows_{place}": _as_json(each, rows) for place, (each, rows) in enumerate(tables)}
        session.execute(
            _append(table, tuple(key), tuple(values), shapes), {**key, **values, **given}
        )
        return
    connection = session.connection()
    connection.exec_driver_sql(
        _change(table, tuple(key), tuple(values), "?"), (*values.values(), *key.values())
    )
    for (each, names), (_, rows) in zip(shapes, tables, strict=True):
        written = _written(each, names, connection.dialect)
        connection.exec_driver_sql(
            _insert(each, names),
            [tuple(write(row[name]) for name, write in written.items()) for row in rows],
        )


@cache
def _change(
    table: type[Base], key: tuple[str, ...], values: tuple[str, ...], mark: str = ""
) -> str:
    to = ", ".join(f"{name} = {mark or f':{name}'}" for name in values)
    where = " AND ".join(f"{name} = {mark or f':{name}'}" for name in key)
    return f"UPDATE {table.__tablename__} SET {to} WHERE {where}"  # noqa: S608 - our own names


@cache
def _insert(table: type[Base], names: tuple[str, ...]) -> str:
    marks = ", ".join("?" for _ in names)
    return f"INSERT INTO {table.__tablename__} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608


@cache
def _append(
    moved: type[Base],
    key: tuple[str, ...],
    values: tuple[str, ...],
    shapes: tuple[tuple[type[Base], tuple[str, ...]], ...],
) -> Any:
    """In text of our own names: a constant for any number of rows, which is planned once."""
    inserts = [_insert_rows(place, table, names) for place, (table, names) in enumerate(shapes)]
    named = ", ".join(f"insert_{place} AS ({each})" for place, each in enumerate(inserts))
    return text(f"WITH {named} {_change(moved, key, values)}")


def _insert_rows(place: int, table: type[Base], names: tuple[str, ...]) -> str:
    columns = table.__table__.c
    listed = ", ".join(names)
    typed = ", ".join(f"{name} {columns[name].type.compile(_POSTGRESQL)}" for name in names)
    return (
        f"INSERT INTO {table.__tablename__} ({listed}) SELECT {listed} "  # noqa: S608
        f"FROM json_to_recordset(CAST(:rows_{place} AS json)) AS given ({typed})"
    )


def _as_json(table: type[Base], rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as JSON, each value as its column writes it."""
    written = _written(table, tuple(rows[0]), _POSTGRESQL)
    plain = [{name: write(row[name]) for name, write in written.items()} for row in rows]
    return json.dumps(plain, ensure_ascii=False, default=datetime.isoformat)


@cache
def _written(
    table: type[Base], names: tuple[str, ...], dialect: Dialect
) -> dict[str, Callable[[Any], Any]]:
    """How each column writes its values."""
    kinds = {name: table.__table__.c[name].type for name in names}
    return {name: kind.bind_processor(dialect) or _as_it_is for name, kind in kinds.items()}


def _as_it_is(value: Any) -> Any:
    return value


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
