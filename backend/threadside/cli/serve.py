"""`threadside serve`: the whole server in one process."""

import click

from threadside.settings import Settings
from threadside.wsgi import serve


@click.command("serve")
@click.option("--bind", default="127.0.0.1:8080", show_default=True, help="host:port to listen on.")
def command(bind: str) -> None:
    """Answer requests, hold live connections, send texts and run jobs until stopped."""
    settings = Settings()
    try:
        serve(settings, bind)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
