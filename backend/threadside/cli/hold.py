"""`threadside hold`: legal holds."""

import click

from threadside.cli.opening import unit_of_work
from threadside.cli.phone import e164
from threadside.records import holds
from threadside.workspace.members import find_workspace


@click.group("hold")
def command() -> None:
    """What is held is deleted by nobody and by no clock until the hold ends."""


@command.command("place")
@click.option("--phone", callback=e164, help="In E.164; without it everything is held.")
@click.option("--reason", required=True)
@click.option("--workspace", help="Its name; not needed when there is only one.")
def place(phone: str | None, reason: str, workspace: str | None) -> None:
    """Hold a number, or the whole workspace; prints the hold's id."""
    with unit_of_work() as uow, uow.write() as tx:
        made = holds.place(tx, find_workspace(tx.session, workspace).id, phone, reason)
    click.echo(made.id)


@command.command("end")
@click.argument("hold")
@click.option("--workspace", help="Its name; not needed when there is only one.")
def end(hold: str, workspace: str | None) -> None:
    """Let go of what is held."""
    with unit_of_work() as uow, uow.write() as tx:
        holds.end(tx, find_workspace(tx.session, workspace).id, hold)


@command.command("list")
@click.option("--workspace", help="Its name; not needed when there is only one.")
def listed(workspace: str | None) -> None:
    """Those that hold now."""
    with unit_of_work() as uow, uow.read() as session:
        found = holds.standing(session, find_workspace(session, workspace).id)
    for each in found:
        click.echo(f"{each.id}  {each.at:%Y-%m-%d}  {each.phone or 'everything'}  {each.reason}")
