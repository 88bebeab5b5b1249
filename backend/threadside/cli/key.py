"""`threadside key`: the keys that seal secrets at rest."""

from collections import Counter

import click

from threadside import keys
from threadside.cli.opening import unit_of_work
from threadside.linking import seals
from threadside.sealing import Sealer
from threadside.sending import accounts
from threadside.settings import Settings
from threadside.store.sealed import seal_again
from threadside.workspace import second_factor

COLUMNS = (*accounts.SEALED, *seals.SEALED, *second_factor.SEALED)
"""Every sealed column there is."""


@click.group("key")
def command() -> None:
    """The keys that seal secrets at rest."""


@command.command("add")
def add() -> None:
    """Make a new key, which seals from the next start on; the others still open."""
    if keys.add_to_file(Settings()):
        click.echo("A new key stands first in the key file. Keep a copy of it.")
        click.echo("Start the server anew, then run `threadside key rotate`.")
        return
    click.echo("Put this before what THREADSIDE_KEY is now, and a comma between them:")
    click.echo(Sealer.new_key())
    click.echo("Start every process anew with it, then run `threadside key rotate`.")


@command.command("rotate")
def rotate() -> None:
    """Seal every secret again with the newest key; it may be stopped and run again."""
    counted: Counter[str] = Counter()
    lost: list[str] = []
    sealer = keys.key_ring(Settings())
    with unit_of_work() as uow:
        for done in seal_again(uow, sealer, COLUMNS):
            counted[done.name] += done.count
            lost.extend(done.lost)
    for name, count in counted.items():
        click.echo(f"{name}: {count} sealed anew")
    for place in lost:
        click.echo(f"No key opens {place}.")
    if lost:
        raise click.ClickException(
            f"{len(lost)} secret(s) were left as they are. Add the key that sealed them, or enter "
            "them anew."
        )
    click.echo("Every secret is sealed with the newest key. Of older ones keep the oldest, last.")
