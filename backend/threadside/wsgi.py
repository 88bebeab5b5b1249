"""Serving: one gunicorn process with threads for requests, sockets and the machinery."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from threadside.app import HUB, MACHINERY, create_app
from threadside.live.serving import Shutdown, close_sockets, gunicorn_options
from threadside.runtime import EXTENSION
from threadside.settings import Settings
from threadside.startup import StartRefused

Make = Callable[[Settings], Flask]


class _Server(BaseApplication):
    def __init__(self, load: Callable[[], Flask], options: dict[str, Any]) -> None:
        self._load = load
        self._options = options
        super().__init__()  # type: ignore[no-untyped-call]

    def load_config(self) -> None:
        assert self.cfg is not None  # noqa: S101 - BaseApplication makes it before this call
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._load()


def serve(settings: Settings, bind: str, *, make: Make = create_app) -> None:
    """Serve at `bind` (`host:port`) until stopped by a signal.

    `make` gives the application. It is called after the fork, in the process that serves it:
    threads and database connections don't survive one.

    Raises:
        StartRefused: with a sentence, when starting could lose data.
    """
    # Refuse here, before gunicorn would start a failing worker again and again.
    make(settings).extensions[EXTENSION].uow.engine.dispose()
    shutdown = Shutdown()
    try:
        options = gunicorn_options(settings, shutdown, bind)
    except ValueError as error:
        raise StartRefused(str(error)) from error

    def load() -> Flask:
        app = make(settings)
        shutdown.add(close_sockets(app.extensions[HUB]))
        notebook = app.extensions[EXTENSION].notebook
        notebook.start()
        shutdown.add(notebook.stop)
        if settings.runner:
            machines = app.extensions[MACHINERY]
            machines.start()
            shutdown.add(machines.stop)
        return app

    _Server(load, options).run()  # type: ignore[no-untyped-call]
