"""`threadside erase`: everything that says who a number was and what was said."""

import click

from threadside.cli.opening import unit_of_work
from threadside.cli.phone import e164
from threadside.records.erase import erase
from threadside.workspace.members import find_workspace


@click.command("erase")
@click.option("--phone", required=True, callback=e164, help="In E.164.")
@click.option("--workspace", help="Its name; not needed when there is only one.")
@click.option("--yes", is_flag=True, help="Don't ask.")
def command(phone: str, workspace: str | None, *, yes: bool) -> None:
    """Erase a number for good. That it opted out is remembered, by a keyed hash of it."""
    if not yes:
        click.confirm(f"Erase everything about {phone}? It can't be undone", abort=True)
    with unit_of_work() as uow, uow.write() as tx:
        done = erase(tx, find_workspace(tx.session, workspace).id, phone)
    click.echo(
        f"Erased {done.texts} text(s), {len(done.emptied)} person(s) and the payloads of "
        f"{done.entries} audit entries."
    )
    if done.opted_out_at is not None:
        click.echo("The number had opted out, and will not be texted.")
    for name in done.also_known_by:
        click.echo(f"{name or 'Somebody without a name'} has another number, and stays.")
