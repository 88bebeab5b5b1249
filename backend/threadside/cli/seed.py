"""`threadside seed`: a believable workspace, texting through the simulator."""

import json
from pathlib import Path

import click
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select

from threadside.app import create_app
from threadside.ids import new_id
from threadside.runtime import EXTENSION, Runtime
from threadside.seeding.workspace import seed
from threadside.sending.port import AccountAccess
from threadside.settings import Settings
from threadside.store.engine import open_engine
from threadside.store.migrate import upgrade
from threadside.store.tables import Workspace


@click.command("seed")
@click.option(
    "--people",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="A CRM's export as JSON: users, companies, contacts, deals, tickets, leads.",
)
@click.option("--account", default="acme", show_default=True, help="The CRM account they are in.")
@click.option(
    "--simulator",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="The state folder of a carrier simulator that is running.",
)
@click.option("--carrier-host", required=True, help="host:port of the simulator's TLS side.")
@click.option("--password", default="threadside", show_default=True, help="For every user.")
@click.option(
    "--unattended",
    is_flag=True,
    help="For machines that try it: no quiet hours, no caps, and nobody has to say who they are.",
)
def command(  # noqa: PLR0917 - the options of the command
    people: Path,
    account: str,
    simulator: Path,
    carrier_host: str,
    password: str,
    unattended: bool,
) -> None:
    """Fill an empty database with people, lines, templates and months of history."""
    settings = Settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    upgrade(open_engine(Flask("threadside.seed"), settings.sqlalchemy_url))
    held = create_app(settings).extensions[EXTENSION]
    assert isinstance(held, Runtime)  # noqa: S101 - what create_app has put there
    with held.uow.read() as session:
        if session.scalar(select(Workspace.id).limit(1)) is not None:
            raise click.ClickException("The database has a workspace already; nothing was changed.")
    with held.uow.write() as tx:
        made = seed(
            tx,
            held.sealer,
            json.loads(people.read_text(encoding="utf-8")),
            _access(simulator, carrier_host),
            account=account,
            password_hash=PasswordHasher().hash(password),
            unattended=unattended,
        )
    click.echo(json.dumps({"workspace": made.workspace_id, "emails": made.emails}))


def _access(state: Path, carrier_host: str) -> AccountAccess:
    account = json.loads((state / "account.json").read_text(encoding="utf-8"))
    return AccountAccess(
        id=new_id(),
        api_host=carrier_host,
        api_key=account["api_key"],
        application_id=account["application_id"],
        private_key=(state / "private.key").read_text(encoding="ascii"),
        signature_secret=account["signature_secret"],
        api_secret=account["api_secret"],
    )
