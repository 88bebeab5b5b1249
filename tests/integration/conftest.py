"""Every integration test runs on SQLite and on PostgreSQL, each on a clean database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.routing import Rule

from tests.builders import QUICK, Builders
from tests.integration.databases import Database, Postgres, Sqlite, memory_folder, postgres_server
from threadside.app import create_app
from threadside.http import sign_in
from threadside.runtime import EXTENSION, Runtime
from threadside.sealing import Sealer
from threadside.settings import Settings
from threadside.store.engine import open_engine
from threadside.store.uow import UnitOfWork
from threadside.workspace.passwords import Passwords

KEY = Sealer.new_key()


class HeldClock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        """Let time pass: `clock.advance(minutes=11)`."""
        self.now += timedelta(**by)


@pytest.fixture(scope="session")
def sqlite_database() -> Iterator[Sqlite]:
    """The migrated SQLite file that tests copy."""
    with memory_folder() as folder:
        yield Sqlite(folder)


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[Postgres]:
    """A PostgreSQL server of this process with a migrated template."""
    with postgres_server() as url:
        yield Postgres(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """The kind of database this run of the test uses."""
    kind = {"sqlite": "sqlite_database", "postgresql": "postgres_database"}[request.param]
    found: Database = request.getfixturevalue(kind)
    return found


@pytest.fixture
def database_url(database: Database) -> Iterator[str]:
    """A clean database for one test."""
    url = database.clean()
    yield url
    database.take_back(url)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of a server on the test's database, read from nowhere else."""
    return Settings(
        _env_file=None,
        data_dir=tmp_path,
        database_url=database_url,
        public_url="http://127.0.0.1:8080",
        key=KEY,
        runner=False,
    )


@pytest.fixture
def clock() -> HeldClock:
    """The application's clock, in the test's hand."""
    return HeldClock()


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signing in takes a quarter of a second on purpose; tests sign in a thousand times."""
    monkeypatch.setattr(sign_in, "passwords", Passwords(QUICK))


@cache
def opened(url: str) -> Engine:
    """The engine of a database, with the statements that earlier tests had it compile."""
    return open_engine(Flask("threadside-tests"), url)


@pytest.fixture(scope="session", autouse=True)
def builders_of_addresses() -> Iterator[None]:
    """Nine tenths of making an application is compiling how the address of each route is built.
    Every test makes one; what werkzeug compiled of the same rule is kept from test to test.
    """
    compiled: dict[tuple[object, ...], Any] = {}
    compile_builder = Rule._compile_builder

    def once(rule: Rule, append_unknown: bool = True) -> Any:
        key = (rule.rule, *rule._trace, repr(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Rule, "_compile_builder", once)
        yield


@pytest.fixture
def app(settings: Settings, clock: HeldClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application on the test's database."""
    with monkeypatch.context() as patched:
        patched.setattr("threadside.app.open_engine", lambda _app, url: opened(url))
        made = create_app(settings, clock=clock)
    yield made
    held: Runtime = made.extensions[EXTENSION]
    held.uow.engine.dispose()


@pytest.fixture
def held(app: Flask) -> Runtime:
    """What the application holds: settings, unit of work, key ring, wakers."""
    found: Runtime = app.extensions[EXTENSION]
    return found


@pytest.fixture
def uow(held: Runtime) -> UnitOfWork:
    """The application's unit of work."""
    return held.uow


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client that sends no token and keeps cookies."""
    return app.test_client()


@pytest.fixture
def build(uow: UnitOfWork) -> Builders:
    """Makes rows."""
    return Builders(uow)
