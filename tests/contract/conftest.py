"""The application on a database of its own, as the integration tests know it."""

from tests.integration.conftest import (
    app,
    build,
    client,
    clock,
    database_url,
    held,
    quick_passwords,
    settings,
    sqlite_database,
    uow,
)
from tests.integration.conftest import sqlite_database as database
from tests.integration.desk import desk, open_desk

__all__ = [
    "app",
    "build",
    "client",
    "clock",
    "database",
    "database_url",
    "desk",
    "held",
    "open_desk",
    "quick_passwords",
    "settings",
    "sqlite_database",
    "uow",
]
