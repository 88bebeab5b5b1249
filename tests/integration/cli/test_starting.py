"""Starting is refused, with a sentence, where it could lose data."""

import stat
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import text

from threadside.app import StartRefused, create_app
from threadside.keys import key_ring
from threadside.settings import Settings
from threadside.startup import refuse_losing_combinations
from threadside.store.engine import open_engine
from threadside.store.uow import UnitOfWork


def changed(settings: Settings, **values: object) -> Settings:
    return settings.model_copy(update=values)


def test_a_database_without_its_migrations_is_refused(settings: Settings, uow: UnitOfWork) -> None:
    with uow.write() as tx:
        tx.session.execute(text("DELETE FROM alembic_version"))
    with pytest.raises(StartRefused, match="threadside db upgrade"):
        create_app(settings)


def test_a_database_of_a_newer_release_is_refused(settings: Settings, uow: UnitOfWork) -> None:
    with uow.write() as tx:
        tx.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StartRefused, match="newer release"):
        create_app(settings)


def test_an_unreachable_database_is_refused(settings: Settings) -> None:
    nowhere = changed(settings, database_url="postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(StartRefused, match="can't be reached"):
        create_app(nowhere)


@pytest.mark.parametrize(
    ("environ", "modules"),
    [
        ({"WEB_CONCURRENCY": "4"}, {}),
        ({}, {"gevent.monkey": SimpleNamespace(is_module_patched=lambda _name: True)}),
    ],
)
def test_sqlite_serves_one_process_without_gevent(
    settings: Settings, environ: dict[str, str], modules: dict[str, object]
) -> None:
    engine = open_engine(Flask("starting"), settings.sqlalchemy_url, connections=2)
    try:
        if engine.dialect.name == "sqlite":
            with pytest.raises(StartRefused, match="SQLite"):
                refuse_losing_combinations(engine, environ, modules)
        else:
            refuse_losing_combinations(engine, environ, modules)
    finally:
        engine.dispose()


def test_the_first_start_makes_a_key_for_its_owner_alone(tmp_path: Path) -> None:
    embedded = Settings(_env_file=None, data_dir=tmp_path / "new", database_url="", key="")
    sealed = key_ring(embedded).seal("secret", "here")
    path = embedded.data_dir / "key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key_ring(embedded).open(sealed, "here") == "secret"


def test_a_server_on_postgresql_must_be_given_its_key(tmp_path: Path) -> None:
    scaled = Settings(_env_file=None, data_dir=tmp_path, database_url="postgresql://x/y", key="")
    with pytest.raises(StartRefused, match="THREADSIDE_KEY is not set"):
        key_ring(scaled)
    assert not (tmp_path / "key").exists()


@pytest.mark.parametrize("key", ["short", "not base64!", "A" * 40])
def test_a_key_that_is_none_is_refused(settings: Settings, key: str) -> None:
    from pydantic import SecretStr

    with pytest.raises(StartRefused, match="not 32 bytes"):
        key_ring(changed(settings, key=SecretStr(key)))
