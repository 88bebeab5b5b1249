"""Refusing to start where starting could lose data, with a sentence that says what to do."""

from collections.abc import Mapping

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from threadside.store.migrate import NewerDatabase, pending


class StartRefused(Exception):  # noqa: N818 - it refuses; nothing is broken
    """Starting would lose data. The text says why and what to do."""


def refuse_losing_combinations(
    engine: Engine, environ: Mapping[str, str], modules: Mapping[str, object]
) -> None:
    """Check the database against the way this process is about to run.

    Raises:
        StartRefused: SQLite with several processes or with gevent; a database that can't be
            reached, is older than this release or newer.
    """
    if engine.dialect.name == "sqlite":
        _refuse_on_sqlite(environ, modules)
    _refuse_other_shape(engine)


def _refuse_on_sqlite(environ: Mapping[str, str], modules: Mapping[str, object]) -> None:
    workers = environ.get("WEB_CONCURRENCY", "1")
    if workers != "1":
        raise StartRefused(
            f"SQLite serves one process, but WEB_CONCURRENCY is {workers}. "
            "Set it to 1, or set THREADSIDE_DATABASE_URL to a PostgreSQL database."
        )
    patched = getattr(modules.get("gevent.monkey"), "is_module_patched", None)
    if patched is not None and patched("threading"):
        raise StartRefused(
            "SQLite can't be used with gevent: one waiting greenlet would block every other. "
            "Use gunicorn's gthread worker, or set THREADSIDE_DATABASE_URL to PostgreSQL."
        )


def _refuse_other_shape(engine: Engine) -> None:
    try:
        missing = pending(engine)
    except NewerDatabase as error:
        raise StartRefused(
            f"This release is older than its database ({error}). Install the newer release."
        ) from error
    except OperationalError as error:
        raise StartRefused(
            f"The database can't be reached ({type(error.orig).__name__}). "
            "Check THREADSIDE_DATABASE_URL and that the server is running."
        ) from error
    if missing:
        raise StartRefused(
            f"The database lacks {len(missing)} migration(s), first {missing[0]}. "
            "Run `threadside db upgrade`."
        )
