"""`threadside user`: people who can sign in."""

from typing import cast

import click

from threadside.cli.opening import unit_of_work
from threadside.contracts.common import Role
from threadside.settings import Settings
from threadside.words import say
from threadside.workspace import password_links, resets
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
    hashed = passwords.hash(password, (email, name))
    with unit_of_work() as uow, uow.write() as tx:
        where = find_workspace(tx.session, workspace)
        user = add_user(tx, email, name, hashed)
        member = add_member(tx, where.id, user.id, cast(Role, role))
    click.echo(member.id)


@command.command("password-link")
@click.option("--email", required=True)
def password_link(email: str) -> None:
    """Print a link by which a user chooses another password; it works once and for a day."""
    with unit_of_work() as uow, uow.write() as tx:
        made = password_links.make_by_operator(tx, email)
    click.echo(f"{Settings().public_url.rstrip('/')}/new-password?link={made.secret}")


@command.command("reset-factor")
@click.option("--email", required=True)
def reset_factor(email: str) -> None:
    """Take a user's second factor away; they are told at the next sign-in."""
    with unit_of_work() as uow, uow.write() as tx:
        resets.reset_factor_by_operator(tx, email, say("console.audit.actor.cli"))
    click.echo("Their password alone signs in again, until they set another app up.")
