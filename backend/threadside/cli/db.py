"""`threadside db`: the database's shape."""

import click
from sqlalchemy.exc import OperationalError

from threadside.cli.opening import opened
from threadside.settings import Settings
from threadside.startup import StartRefused
from threadside.store.migrate import NewerDatabase, upgrade


@click.group("db")
def command() -> None:
    """The database's shape."""


@command.command("upgrade")
def upgrade_command() -> None:
    """Bring the database to the shape that this release expects; makes it when there is none."""
    with opened(Settings()) as engine:
        try:
            applied = upgrade(engine)
        except NewerDatabase as error:
            raise StartRefused(f"This release is older than its database ({error}).") from error
        except OperationalError as error:
            raise StartRefused(
                f"The database can't be reached ({type(error.orig).__name__}). "
                "Check THREADSIDE_DATABASE_URL."
            ) from error
    click.echo(f"Applied {', '.join(applied)}." if applied else "Nothing to do.")
