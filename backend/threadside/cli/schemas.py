"""`threadside schemas`: the contract, written where both sides and reviewers read it."""

import json
import tempfile
from pathlib import Path
from typing import Any

import click
from flask import Flask

from threadside.app import create_app
from threadside.http.document import events_schema, openapi
from threadside.rules.tables import shared_folder
from threadside.runtime import EXTENSION
from threadside.settings import Settings
from threadside.store.engine import open_engine
from threadside.store.migrate import upgrade


@click.command("schemas")
@click.option("--check", is_flag=True, help="Write nothing; fail when a file is not up to date.")
def command(check: bool) -> None:
    """Write openapi.json and events.schema.json, sorted, for `extension/` to make types from."""
    stale = []
    for name, schema in (("openapi.json", _openapi()), ("events.schema.json", events_schema())):
        path = shared_folder() / name
        text = json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            path.write_text(text, encoding="utf-8")
    if check and stale:
        raise click.ClickException(f"Not up to date: {', '.join(stale)}. Run `make schemas`.")
    click.echo(f"Wrote {', '.join(stale)}." if stale else "Up to date.")


def _openapi() -> dict[str, Any]:
    """The document of an application on an empty database that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), database_url="", runner=False)
        engine = open_engine(Flask("threadside-schemas"), settings.sqlalchemy_url)
        upgrade(engine)
        engine.dispose()
        app = create_app(settings)
        try:
            return openapi(app)
        finally:
            app.extensions[EXTENSION].uow.engine.dispose()
