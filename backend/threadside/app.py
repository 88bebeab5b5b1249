"""The application factory: everything is wired here and nowhere else."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from flask import Blueprint, Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from threadside import logs, machinery, rule_files
from threadside.audit import watch
from threadside.audit.later import Notebook
from threadside.clock import Clock, utc_now
from threadside.console import site
from threadside.events.wake import Wakers
from threadside.http import (
    access_log,
    badges,
    beside,
    catalog,
    consent,
    crm,
    docs,
    forms,
    guards,
    health,
    join,
    library,
    me,
    media,
    messages,
    metrics,
    new_password,
    oauth,
    oauth_server,
    page_adapters,
    problems,
    records,
    sign_in,
    sign_in_passkey,
    sign_in_steps,
    strangers,
    throttle,
    whereabouts,
    wire,
)
from threadside.http.document import IdConverter
from threadside.http.origins import allowed_origins
from threadside.insight import segment_counts
from threadside.keys import key_ring, query_keys
from threadside.live import seeing, stream
from threadside.live.counters import Count
from threadside.live.guard import SocketGuard
from threadside.live.hub import Hub
from threadside.media.scan import scanner
from threadside.media.stores import NoSuchStore, open_store
from threadside.runtime import EXTENSION, Runtime
from threadside.settings import Settings
from threadside.startup import StartRefused, refuse_losing_combinations
from threadside.store.engine import open_engine
from threadside.store.uow import UnitOfWork
from threadside.timeline.items import initials
from threadside.webhooks import crm as crm_webhooks
from threadside.webhooks import refused, vonage
from threadside.words import say
from threadside.workspace.actor import listener_of

__all__ = ["StartRefused", "create_app"]

MACHINERY = "threadside.machinery"
HUB = "threadside.hub"
BLUEPRINTS: tuple[Blueprint, ...] = (
    me.bp, beside.bp, messages.bp, catalog.bp, docs.bp, health.bp, oauth.bp, sign_in.bp,
    sign_in_steps.bp, sign_in_passkey.bp, join.bp, new_password.bp, site.bp, media.bp,
    library.bp, consent.bp,
    forms.bp, whereabouts.bp, records.bp, strangers.bp, crm.bp, page_adapters.bp, badges.bp,
)  # fmt: skip
"""Every blueprint of the server. A new module of routes is added here."""


def create_app(
    settings: Settings, *, clock: Clock = utc_now, at: Callable[[str], None] | None = None
) -> Flask:
    """The server's WSGI application, ready to serve; its machinery is built and not started.

    `at` sees the labelled points of each text on its way out (`sending.runner`).

    Raises:
        StartRefused: with a sentence, when starting could lose data.
    """
    logs.configure(settings.log_format)
    app = Flask("threadside", static_folder=None, template_folder="http/pages")
    app.url_map.converters["id"] = IdConverter
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    rule_files.use(settings)
    sealer = key_ring(settings)
    try:
        store = open_store(settings)
    except NoSuchStore as error:
        raise StartRefused(str(error)) from error
    engine = open_engine(app, settings.sqlalchemy_url)
    try:
        refuse_losing_combinations(engine, os.environ, sys.modules)
    except StartRefused:
        engine.dispose()
        raise
    watch.install()
    wakers = Wakers()
    uow = UnitOfWork(engine, wake=wakers, clock=clock, info=query_keys(sealer))
    held = Runtime(
        settings=settings,
        uow=uow,
        sealer=sealer,
        wakers=wakers,
        media=store,
        scan=scanner(settings.scan_command),
        notebook=Notebook(uow),
    )
    app.extensions[EXTENSION] = held
    machines = machinery.build(replace(held, uow=uow.whole()), at=at)
    app.extensions[MACHINERY] = machines
    hub = Hub(held.uow, wakers, sees=partial(seeing.sees, held.uow))
    app.extensions[HUB] = hub
    _serve_http(app, settings, hub)
    measures: metrics.Metrics = app.extensions[metrics.METRICS]
    measures.counter(
        "refused_webhooks", "Requests refused", "reason", partial(refused.counted, held.uow)
    )
    measures.counter(
        "miscounted_texts",
        "Texts whose segments the carrier counted otherwise",
        "workspace",
        partial(segment_counts.miscounted, held.uow),
    )
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.register_blueprint(vonage.create_blueprint(machines.accounts, machines.inbox))
    app.extensions[crm.CONNECTIONS] = machines.connections
    app.extensions[records.LOOKUPS] = machines.lookups
    app.register_blueprint(crm_webhooks.create_blueprint())
    app.register_blueprint(
        stream.create_blueprint(
            hub, listener_of, origins=allowed_origins(settings), max_sockets=settings.max_sockets
        )
    )
    app.wsgi_app = SocketGuard(app.wsgi_app)  # type: ignore[method-assign]
    hops = settings.forwarded_hops
    if hops:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    return app


def _serve_http(app: Flask, settings: Settings, hub: Hub) -> None:
    measures = metrics.install(app)
    for name in hub.counters.snapshot():
        measures.gauge(f"live_{name}", "See live/counters.py", partial(_count, hub, name))
    access_log.install(app)
    wire.install(app, settings)
    guards.install(app)
    problems.install(app)
    oauth_server.build(app, settings)
    app.extensions[throttle.THROTTLE] = throttle.SignInThrottle()
    app.extensions[throttle.RECORDS] = throttle.RecordThrottle()
    app.jinja_env.globals.update(say=say, initials=initials)


def _count(hub: Hub, name: Count) -> float:
    return float(hub.counters.snapshot()[name])
