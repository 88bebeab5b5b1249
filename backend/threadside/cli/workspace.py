"""`threadside workspace`: customers of this installation."""

import click

from threadside.cli.opening import unit_of_work
from threadside.workspace.members import add_workspace, find_workspace, set_hold


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


@command.command("set")
@click.option(
    "--hold-seconds", type=int, required=True, help="How long Send can be undone, 0 to 30."
)
@click.option("--workspace", help="Its name; not needed when there is only one.")
def change(hold_seconds: int, workspace: str | None) -> None:
    """Change how a workspace works; who is signed in sees it at the next sign-in or reload."""
    with unit_of_work() as uow, uow.write() as tx:
        set_hold(tx, find_workspace(tx.session, workspace), hold_seconds)
    click.echo(f"Send can be undone for {hold_seconds} s.")
