"""`threadside token`: tokens for scripts."""

import click

from threadside.cli.opening import unit_of_work
from threadside.workspace.members import find_membership
from threadside.workspace.scopes import SCOPES, chosen
from threadside.workspace.tokens import issue_for_script


@click.group("token")
def command() -> None:
    """Tokens for scripts."""


@command.command("create")
@click.option("--email", required=True, help="The member that the script acts as.")
@click.option("--name", required=True, help="What the token is for.")
@click.option("--workspace", help="Its name, when the user is in several.")
@click.option(
    "--scope", "wanted", multiple=True, type=click.Choice(SCOPES),
    help="What it may; once for each. Without: all that the member may.",
)  # fmt: skip
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True)
def create(
    email: str, name: str, workspace: str | None, days: int, wanted: tuple[str, ...]
) -> None:
    """Make a token and print it; it is shown this once."""
    with unit_of_work() as uow, uow.write() as tx:
        member = find_membership(tx.session, email, workspace)
        kept = chosen(wanted) if wanted else ""
        secret = issue_for_script(tx, member.member_id, name, days, kept)
    click.echo(secret)
