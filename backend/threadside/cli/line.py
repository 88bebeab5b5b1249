"""`threadside line`: the numbers to text from."""

from collections.abc import Callable
from typing import Any

import click

from threadside.cli.opening import unit_of_work
from threadside.workspace import lines
from threadside.workspace.members import find_workspace

Options = Callable[[Callable[..., Any]], Callable[..., Any]]
in_workspace: Options = click.option(
    "--workspace", help="Its name; not needed when there is only one."
)
of_line: Options = click.option("--phone", required=True, help="As people write it.")


@click.group("line")
def command() -> None:
    """The numbers to text from."""


@command.command("add")
@of_line
@click.option("--name", required=True, help="As reps see it: Denver Sales.")
@click.option(
    "--per-second",
    type=float,
    default=1.0,
    show_default=True,
    help="Segments a second that the carrier takes.",
)
@in_workspace
def add(phone: str, name: str, per_second: float, workspace: str | None) -> None:
    """Text from a number of the connected account; prints the line's id."""
    with unit_of_work() as uow, uow.write() as tx:
        where = find_workspace(tx.session, workspace)
        made = lines.add(tx, where, phone, name, per_second)
    click.echo(made.id)


@command.command("list")
@in_workspace
def show(workspace: str | None) -> None:
    """Every line with its state."""
    with unit_of_work() as uow, uow.read() as session:
        where = find_workspace(session, workspace)
        for line in lines.of_workspace(session, where.id):
            why = f" ({line.pause_reason})" if line.pause_reason else ""
            click.echo(f"{line.phone}  {line.state}{why}  {line.name}")


@command.command("pause")
@of_line
@in_workspace
def pause(phone: str, workspace: str | None) -> None:
    """Keep its texts in the queue until it is resumed."""
    with unit_of_work() as uow, uow.write() as tx:
        line = lines.switch(tx, find_workspace(tx.session, workspace), phone, "paused")
    click.echo(f"{line.phone}  {line.state}")


@command.command("resume")
@of_line
@in_workspace
def resume(phone: str, workspace: str | None) -> None:
    """Let its texts go again."""
    with unit_of_work() as uow, uow.write() as tx:
        line = lines.switch(tx, find_workspace(tx.session, workspace), phone, "live")
    click.echo(f"{line.phone}  {line.state}")
