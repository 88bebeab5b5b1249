"""`threadside workspace`: customers of this installation."""

import click

from threadside.cli.opening import unit_of_work
from threadside.workspace.members import add_workspace


@click.group("workspace")
def command() -> None:
    """Customers of this installation; nothing crosses the border between two."""


@command.command("create")
@click.option("--name", required=True)
@click.option(
    "--region", default="US", show_default=True, help="Where plain numbers are read (ISO 3166)."
)
def create(name: str, region: str) -> None:
    """Make a workspace and print its id."""
    with unit_of_work() as uow, uow.write() as tx:
        made = add_workspace(tx, name, region.upper())
    click.echo(made.id)
