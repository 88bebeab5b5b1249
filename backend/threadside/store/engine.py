"""The engine, owned by Flask-SQLAlchemy, with what each dialect needs.

SQLite: WAL with synchronous=FULL (an acknowledged webhook or a committed claim must survive a
power cut), explicit BEGIN so that a write takes the writer's place at once instead of failing
when it first writes (https://sqlite.org/lang_transaction.html), foreign keys on.
"""

from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event, make_url

from threadside.store.base import Base

WRITE = "threadside_write"

db = SQLAlchemy(metadata=Base.metadata)


def engine_options(url: str, connections: int) -> dict[str, Any]:
    """Pool options for `url`: `connections` at most, none that is dead handed out."""
    options: dict[str, Any] = {
        "pool_size": connections,
        "max_overflow": 0,
        "pool_timeout": 10,
        # Numbers, names and texts are no business of a log that holds a failed statement.
        "hide_parameters": True,
    }
    if make_url(url).get_backend_name() == "postgresql":
        options |= {"pool_pre_ping": True, "connect_args": {"connect_timeout": 5}}
    return options


def open_engine(app: Flask, url: str, connections: int = 32) -> Engine:
    """Bind the application to the database at `url` and give its engine."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url, connections)
    db.init_app(app)
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine)
    return engine


def prepare_sqlite(engine: Engine) -> None:
    """Set pragmas on each new connection and begin transactions explicitly."""
    event.listen(engine, "connect", _on_sqlite_connect)
    event.listen(engine, "begin", _on_sqlite_begin)


def _on_sqlite_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=5000",
        "temp_store=MEMORY",
        "cache_size=-32000",
        "mmap_size=268435456",
        # Far above what `checkpoint.Checkpointer` leaves: for whoever writes without one.
        "wal_autocheckpoint=32768",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_sqlite_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
