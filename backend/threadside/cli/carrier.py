"""`threadside carrier`: the account through which texts go."""

from pathlib import Path

import click

from threadside.cli.opening import unit_of_work
from threadside.ids import new_id
from threadside.keys import key_ring
from threadside.sending import accounts
from threadside.sending.port import AccountAccess
from threadside.settings import Settings
from threadside.store.tables import CarrierAccount
from threadside.store.tables.lines import APIS, SMS_SIGNATURES
from threadside.store.uow import Tx
from threadside.workspace import account as carrier_account
from threadside.workspace import lines, versions
from threadside.workspace.members import find_workspace

WEBHOOKS = ("inbound", "status")
SMS_WEBHOOKS = ("inbound", "receipt")


@click.group("carrier")
def command() -> None:
    """The account through which texts go."""


@command.command("connect")
@click.option("--api-key", required=True, help="Of the Vonage account.")
@click.option("--application-id", required=True, help="Of an application with Messages.")
@click.option(
    "--private-key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="The application's private.key.",
)
@click.option(
    "--signature-secret",
    prompt=True,
    hide_input=True,
    help="Of the account, for its webhooks. Asked for when left out.",
)
@click.option(
    "--api-secret",
    envvar="VONAGE_API_SECRET",
    default="",
    help="Of the account: texts in doubt are looked up in its records. From the environment"
    " (VONAGE_API_SECRET) it stays out of the shell's history.",
)
@click.option(
    "--api",
    type=click.Choice(APIS),
    default="messages",
    show_default=True,
    help="By which texts go out. The SMS API needs the API secret, and leaves pictures to the"
    " Messages API.",
)
@click.option("--api-host", default="api.nexmo.com", show_default=True)
@click.option("--workspace", help="Its name; not needed when there is only one.")
def connect(  # noqa: PLR0917 - one for each option
    api_key: str,
    application_id: str,
    private_key: Path,
    signature_secret: str,
    api_secret: str,
    api: str,
    api_host: str,
    workspace: str | None,
) -> None:
    """Keep a Vonage account's secrets, sealed, and say which webhooks to enter there."""
    settings = Settings()
    access = AccountAccess(
        id=new_id(),
        api=api,
        api_host=api_host,
        api_key=api_key.strip(),
        application_id=application_id.strip(),
        private_key=private_key.read_text(encoding="utf-8", errors="replace"),
        signature_secret=signature_secret.strip(),
        api_secret=api_secret.strip(),
    )
    sealer = key_ring(settings)
    with unit_of_work() as uow, uow.write() as tx:
        where = find_workspace(tx.session, workspace)
        lines.connect(tx, sealer, where.id, "vonage", access)
    click.echo(access.id)
    click.echo("Enter these at the application's Messages webhooks, version v1:", err=True)
    for name in WEBHOOKS:
        click.echo(f"  {name:8} {settings.public_url}/webhooks/vonage/{name}", err=True)
    click.echo("Where the account's messaging type is the SMS API, these instead:", err=True)
    for name in SMS_WEBHOOKS:
        click.echo(f"  {name:8} {settings.public_url}/webhooks/vonage/sms/{name}", err=True)


@command.command("change-secret")
@click.option(
    "--signature-secret", prompt=True, hide_input=True, help="The new one. Asked for if left out."
)
@click.option("--workspace", help="Its name; not needed when there is only one.")
def change_secret(signature_secret: str, workspace: str | None) -> None:
    """Take the account's new signature secret; the old one holds until `end-change`.

    Do this first, then change the secret at Vonage, then end the change a day later: webhooks
    that are retried may still be signed with the old one. Run again before the end, it corrects
    the new one.
    """
    sealer = key_ring(Settings())
    with unit_of_work() as uow, uow.write() as tx:
        account = _account(tx, workspace)
        accounts.change_secret(tx, sealer, account, signature_secret.strip())


@command.command("end-change")
@click.option("--workspace", help="Its name; not needed when there is only one.")
def end_change(workspace: str | None) -> None:
    """From now on only the new signature secret holds."""
    with unit_of_work() as uow, uow.write() as tx:
        account = _account(tx, workspace)
        accounts.end_change(tx, account)


@command.command("sms-signature")
@click.argument("how", type=click.Choice(SMS_SIGNATURES))
@click.option("--workspace", help="Its name; not needed when there is only one.")
def sms_signature(how: str, workspace: str | None) -> None:
    """How webhooks of the SMS API must be signed: by any algorithm (from the start), one, or not.

    Vonage signs them only for accounts that have asked its support for it. With `unsigned`
    whoever knows the address can put words into a customer's mouth.
    """
    with unit_of_work() as uow, uow.write() as tx:
        account = _account(tx, workspace)
        carrier_account.sign_sms(tx, account, how)


@command.command("api-secret")
@click.option(
    "--api-secret",
    envvar="VONAGE_API_SECRET",
    prompt=True,
    hide_input=True,
    help="Of the account. From the environment (VONAGE_API_SECRET), or asked for if left out.",
)
@click.option("--workspace", help="Its name; not needed when there is only one.")
def api_secret(api_secret: str, workspace: str | None) -> None:
    """Keep the account's API secret, or a new one in its place.

    The SMS API, looking up texts in doubt and renting numbers need it.
    """
    sealer = key_ring(Settings())
    with unit_of_work() as uow, uow.write() as tx:
        accounts.set_api_secret(tx, sealer, _account(tx, workspace), api_secret.strip())


@command.command("api")
@click.argument("which", type=click.Choice(APIS))
@click.option("--workspace", help="Its name; not needed when there is only one.")
def api(which: str, workspace: str | None) -> None:
    """By which API texts go out from now on. Pictures go by the Messages API in any case."""
    with unit_of_work() as uow, uow.write() as tx:
        carrier_account.choose_api(tx, _account(tx, workspace), which)


@command.command("opt-outs")
@click.argument("who", type=click.Choice(["carrier", "us"]))
@click.option("--workspace", help="Its name; not needed when there is only one.")
def opt_outs(who: str, workspace: str | None) -> None:
    """Who confirms STOP and answers HELP by text: the carrier, or us (from the start).

    Choose `carrier` where Vonage's Opt-Out Assist is on, or people get two answers.
    """
    with unit_of_work() as uow, uow.write() as tx:
        carrier_account.leave_opt_outs(tx, _account(tx, workspace), to_carrier=who == "carrier")


def _account(tx: Tx, workspace: str | None) -> CarrierAccount:
    """The account, counted as changed."""
    found = lines.only_account(tx.session, find_workspace(tx.session, workspace).id)
    return versions.hold(tx, CarrierAccount, found.workspace_id, found.id, found.version)
