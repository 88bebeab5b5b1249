"""Throwaway databases for the suite: a SQLite file, and a PostgreSQL that the suite starts.

The schema is made once for each. SQLite's file is copied for every test; PostgreSQL takes 20 times
as long to make a database as to delete a test's rows, so there a database is emptied and goes to
the next test. A URL comes back when its test is over: what SQLAlchemy has compiled for it can stay.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg
from flask import Flask

from threadside.store.base import Base
from threadside.store.engine import open_engine
from threadside.store.migrate import upgrade

TEMPLATE = "threadside_template"
OTHERS_OUT = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend'
    AND pid <> pg_backend_pid()
"""
INSTALL = (
    "PostgreSQL's server programs (initdb, pg_ctl) were not found. "
    "Install them: `apt-get install postgresql` on Debian, `brew install postgresql` on macOS."
)


class Database(Protocol):
    """A kind of database that can hand out clean copies of the schema."""

    def clean(self) -> str:
        """The URL of a fresh database with every table and no row."""

    def take_back(self, url: str) -> None:
        """A test is done with a database that `clean` gave, and has changed rows at most."""

    def drop(self, url: str) -> None:
        """Forget a database that `clean` gave, whatever became of it."""


def migrate(url: str) -> list[str]:
    """Make every table at `url`, as an operator would; gives the revisions that were applied."""
    app = Flask("threadside-tests")
    engine = open_engine(app, url, connections=2)
    applied = upgrade(engine)
    engine.dispose()
    return applied


class Sqlite:
    """Copies of one migrated file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.db"
        self._names = count(1)
        self._free: list[Path] = []
        migrate(f"sqlite:///{self._template}")
        _leave_wal(self._template)

    def clean(self) -> str:
        """The URL of a fresh file."""
        path = self._free.pop() if self._free else self._folder / f"{next(self._names)}.db"
        shutil.copyfile(self._template, path)
        return f"sqlite:///{path}"

    def take_back(self, url: str) -> None:
        """Remove the file and its companions; the next one may have its name."""
        path = Path(url.removeprefix("sqlite:///"))
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        self._free.append(path)

    drop = take_back


@contextmanager
def memory_folder() -> Iterator[Path]:
    """A folder in memory where the system has one: `synchronous=FULL` costs nothing there."""
    memory = Path("/dev/shm")
    usable = memory.is_dir() and os.access(memory, os.W_OK)
    with tempfile.TemporaryDirectory(
        prefix="threadside-", dir=memory if usable else None, ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


def _leave_wal(path: Path) -> None:
    """Fold the write-ahead log into the file, so that copying the one file copies all."""
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


class Postgres:
    """Databases made from a template on a server of our own, and used again."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._names = count(1)
        self._free: list[str] = []
        self._run("postgres", f'CREATE DATABASE "{TEMPLATE}"')
        newest = migrate(f"{server}/{TEMPLATE}")[-1]
        self._version = (
            f"DELETE FROM alembic_version; INSERT INTO alembic_version VALUES ('{newest}')"
        )

    def clean(self) -> str:
        """The URL of an empty database."""
        if self._free:
            return self._free.pop()
        name = f"test_{next(self._names)}"
        self._run("postgres", f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}" STRATEGY FILE_COPY')
        return f"{self._server}/{name}"

    def take_back(self, url: str) -> None:
        """Delete every row, once whoever is still connected is gone."""
        emptied = [f'DELETE FROM "{table.name}"' for table in Base.metadata.sorted_tables]
        # A replica checks no foreign keys, so the order does not matter.
        first = "SET session_replication_role = replica"
        self._run(_name(url), first, OTHERS_OUT, *emptied, self._version)
        self._free.append(url)

    def drop(self, url: str) -> None:
        """Drop the database, whoever is still connected."""
        self._run("postgres", f'DROP DATABASE IF EXISTS "{_name(url)}" WITH (FORCE)')

    def _run(self, database: str, *statements: str) -> None:
        with psycopg.connect(f"{self._server}/{database}", autocommit=True) as connection:
            connection.execute("; ".join(statements).encode())


def _name(url: str) -> str:
    return url.rsplit("/", 1)[1]


@contextmanager
def postgres_server() -> Iterator[str]:
    """Start PostgreSQL on a free port, without durability; gives its URL without a database.

    As root the server runs as user `postgres` (it refuses to run as root) from a folder directly
    under the system's temporary folder, which that user can reach.
    """
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="threadside-pg-"))
    as_postgres: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_postgres = ["runuser", "-u", "postgres", "--"]
    data, port = folder / "data", _free_port()
    options = (
        f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off "
        "-c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
    )

    def run(program: str, *arguments: str) -> None:
        command = [*as_postgres, str(programs / program), *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout[-800:]} {done.stderr[-800:]}")

    try:
        run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
        log = ["-l", str(folder / "log")]
        run("pg_ctl", "-D", str(data), "-w", "-s", *log, "-o", options, "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}"
        finally:
            run("pg_ctl", "-D", str(data), "-s", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    newest_first = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in newest_first:
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    if found is None:
        raise RuntimeError(INSTALL)
    return Path(found).parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
