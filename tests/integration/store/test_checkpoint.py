"""The write-ahead log is emptied beside the writers, and waits for nobody."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.builders import Builders
from tests.integration.databases import Sqlite
from threadside.store.checkpoint import Checkpointer
from threadside.store.engine import open_engine
from threadside.store.tables import Workspace
from threadside.store.uow import UnitOfWork


@pytest.fixture
def uow(sqlite_database: Sqlite) -> Iterator[UnitOfWork]:
    """SQLite alone: PostgreSQL has a process of its own for this."""
    url = sqlite_database.clean()
    engine = open_engine(Flask("checkpoints"), url)
    yield UnitOfWork(engine)
    engine.dispose()
    sqlite_database.take_back(url)


@pytest.fixture
def checkpoints(uow: UnitOfWork) -> Checkpointer:
    return Checkpointer(uow.engine)


def test_what_was_committed_is_moved_into_the_database(
    checkpoints: Checkpointer, build: Builders
) -> None:
    build.workspace()
    assert checkpoints.run() == 0


def test_a_reader_keeps_what_is_newer_in_the_log_and_nobody_waits(
    checkpoints: Checkpointer, build: Builders, uow: UnitOfWork
) -> None:
    build.workspace()
    with uow.read() as session:
        seen = session.query(Workspace).count()
        build.workspace()
        assert checkpoints.run() > 0
        assert session.query(Workspace).count() == seen
    assert checkpoints.run() == 0


def test_a_log_that_grew_too_long_starts_over(
    checkpoints: Checkpointer, build: Builders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("threadside.store.checkpoint.LONGEST_PAGES", 0)
    build.workspace()
    assert checkpoints.run() == 0
