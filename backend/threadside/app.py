"""The application factory: everything is wired here and nowhere else."""

import os
import sys

from flask import Blueprint, Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from threadside.clock import Clock, utc_now
from threadside.events.wake import Wakers
from threadside.http import guards, me, problems, wire
from threadside.http.document import IdConverter
from threadside.keys import key_ring
from threadside.runtime import EXTENSION, Runtime
from threadside.settings import Settings
from threadside.startup import StartRefused, refuse_losing_combinations
from threadside.store.engine import open_engine
from threadside.store.uow import UnitOfWork

__all__ = ["StartRefused", "create_app"]

BLUEPRINTS: tuple[Blueprint, ...] = (me.bp,)
"""Every blueprint of the server. A new module of routes is added here."""


def create_app(settings: Settings, *, clock: Clock = utc_now) -> Flask:
    """The server's WSGI application, ready to serve.

    Raises:
        StartRefused: with a sentence, when starting could lose data.
    """
    app = Flask("threadside", static_folder=None, template_folder="http/pages")
    app.url_map.converters["id"] = IdConverter
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_engine(app, settings.sqlalchemy_url)
    refuse_losing_combinations(engine, os.environ, sys.modules)
    wakers = Wakers()
    app.extensions[EXTENSION] = Runtime(
        settings=settings,
        uow=UnitOfWork(engine, wake=wakers, clock=clock),
        sealer=key_ring(settings),
        wakers=wakers,
    )
    wire.install(app, settings)
    guards.install(app)
    problems.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    hops = settings.forwarded_hops
    if hops:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    return app
