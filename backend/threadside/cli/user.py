"""`threadside user`: people who can sign in."""

from typing import cast

import click

from threadside.cli.opening import unit_of_work
from threadside.contracts.common import Role
from threadside.workspace.members import add_member, add_user, find_workspace
from threadside.workspace.passwords import passwords


@click.group("user")
def command() -> None:
    """People who can sign in."""


@command.command("create")
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option(
    "--role", type=click.Choice(["rep", "lead", "admin", "auditor"]), default="rep",
    show_default=True,
)  # fmt: skip
@click.option("--workspace", help="Its name; not needed when there is only one.")
@click.password_option(help="Asked for when left out, which keeps it out of the shell's history.")
def create(email: str, name: str, role: str, workspace: str | None, password: str) -> None:
    """Make a user and a member of a workspace; prints the member's id."""
    hashed = passwords.hash(password)
    with unit_of_work() as uow, uow.write() as tx:
        where = find_workspace(tx.session, workspace)
        user = add_user(tx, email, name, hashed)
        member = add_member(tx, where.id, user.id, cast(Role, role))
    click.echo(member.id)
