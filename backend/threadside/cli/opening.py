"""The database for commands that don't serve: opened, its shape checked, closed at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import Engine

from threadside.audit import watch
from threadside.keys import find_key, key_ring, query_keys
from threadside.settings import Settings
from threadside.startup import refuse_losing_combinations
from threadside.store.engine import open_engine
from threadside.store.uow import UnitOfWork


@contextmanager
def opened(settings: Settings) -> Iterator[Engine]:
    """The engine, whatever shape the database is in."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_engine(Flask("threadside-cli"), settings.sqlalchemy_url, connections=4)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def unit_of_work() -> Iterator[UnitOfWork]:
    """A unit of work on a database of this release's shape.

    Raises:
        StartRefused: when it can't be reached or has another shape.
    """
    settings = Settings()
    watch.install()
    with opened(settings) as engine:
        refuse_losing_combinations(engine, {}, {})
        known = find_key(settings)
        yield UnitOfWork(engine, info=query_keys(key_ring(settings)) if known else None)
