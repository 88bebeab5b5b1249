"""Bringing a database to the shape this release expects (Alembic)."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionError
from sqlalchemy import Connection, Engine

from threadside.store.engine import WRITE

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 0x7468_7265_6164
"""The key of the advisory lock that lets one process migrate at a time (`thread` in ASCII)."""
PATIENCE_MS = 3_600_000
"""How long a process waits on SQLite while another one migrates."""


class NewerDatabase(Exception):  # noqa: N818 - reads as the fact it states
    """The database was migrated by a newer release than this one."""


def configuration() -> Config:
    """Alembic's configuration, without a file of its own."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def pending(engine: Engine) -> list[str]:
    """Revisions this release has and the database lacks, oldest first.

    Raises:
        NewerDatabase: when the database has a revision that this release does not know.
    """
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    try:
        missing = list(_scripts().iterate_revisions("head", current or "base"))
    except RevisionError as error:
        raise NewerDatabase(f"the database is at revision {current}") from error
    return [script.revision for script in reversed(missing)]


@cache
def _scripts() -> ScriptDirectory:
    """The migrations of this release, read once."""
    return ScriptDirectory.from_config(configuration())


def upgrade(engine: Engine) -> list[str]:
    """Apply what is pending in one transaction; gives the revisions that were applied.

    Raises:
        NewerDatabase: as `pending` does.
    """
    missing = pending(engine)
    if missing:
        with engine.execution_options(**{WRITE: True}).connect() as connection:
            _prepare(connection)
            with connection.begin():
                _alone(connection)
                _run(connection)
                _check_foreign_keys(connection)
            connection.invalidate()
    return missing


def _run(connection: Connection) -> None:
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _alone(connection: Connection) -> None:
    """SQLite's BEGIN IMMEDIATE is the lock there; PostgreSQL needs one."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def _prepare(connection: Connection) -> None:
    """SQLite changes a table by making it anew, which must not cascade to its children; and a
    large database takes longer than a writer otherwise waits for its turn.

    The first pragma does nothing inside a transaction, so they go to the driver before one begins
    (https://sqlite.org/lang_altertable.html, section 7).
    """
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - a pooled connection always has one
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"the migration would leave {len(broken)} rows without a parent")
