"""Migrations make exactly the tables that the code expects, on both databases."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import Engine, event, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CheckConstraint

from tests.integration.databases import Database
from threadside.store.base import Base
from threadside.store.engine import open_engine
from threadside.store.migrate import NewerDatabase, configuration, pending, upgrade


@pytest.fixture
def database_url(database: Database) -> Iterator[str]:
    """A database that no other test gets, since these change its shape."""
    url = database.clean()
    yield url
    database.drop(url)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    found = open_engine(Flask("migrations"), database_url, connections=4)
    yield found
    found.dispose()


def downgrade_all(engine: Engine) -> None:
    config = configuration()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")


def test_the_tables_are_those_of_the_code(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_checks_are_those_of_the_code(engine: Engine) -> None:
    for table in Base.metadata.sorted_tables:
        expected = {c.name for c in table.constraints if isinstance(c, CheckConstraint)}
        assert {c["name"] for c in inspect(engine).get_check_constraints(table.name)} == expected


def test_nothing_is_pending_after_an_upgrade(engine: Engine) -> None:
    assert pending(engine) == []
    assert upgrade(engine) == []


def test_a_downgrade_and_an_upgrade_lead_back(engine: Engine) -> None:
    downgrade_all(engine)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    first, *rest = upgrade(engine)
    assert first == "0001"
    assert rest
    assert pending(engine) == []


def test_foreign_keys_are_on_again_after_an_upgrade(engine: Engine) -> None:
    downgrade_all(engine)
    upgrade(engine)
    orphan = text("INSERT INTO event_head (workspace_id, seq) VALUES ('nobody', 0)")
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(orphan)


def hurry(connection: Any, _record: object) -> None:
    """Writers that give up at once, as all do in the end while a large database is migrated."""
    connection.execute("PRAGMA busy_timeout=1")


def test_two_processes_may_upgrade_at_once_however_long_it_takes(
    engine: Engine, database_url: str
) -> None:
    downgrade_all(engine)
    engines = [open_engine(Flask(f"m{n}"), database_url, connections=2) for n in range(3)]
    for mine in engines:
        if mine.dialect.name == "sqlite":
            event.listen(mine, "connect", hurry)
    failures: list[BaseException] = []

    def run(mine: Engine) -> None:
        try:
            upgrade(mine)
        except BaseException as error:  # noqa: BLE001 - told by the main thread
            failures.append(error)

    threads = [threading.Thread(target=run, args=(mine,)) for mine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for mine in engines:
        mine.dispose()
    assert failures == []
    assert pending(engine) == []


def test_a_newer_database_is_recognised(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase):
        pending(engine)
