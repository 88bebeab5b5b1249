"""`threadside form`: forms for web sites that ask visitors for consent."""

from pathlib import Path

import click
from sqlalchemy import select

from threadside.cli.opening import unit_of_work
from threadside.consent import forms
from threadside.settings import Settings
from threadside.store.tables import ConsentForm
from threadside.store.uow import Tx
from threadside.workspace.members import find_workspace

WORDING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("form")
def command() -> None:
    """Forms for web sites that ask visitors for consent."""


@command.command("add")
@click.option("--name", required=True, help="As colleagues see it: Contact page.")
@click.option("--scope", type=click.Choice(["informational", "marketing"]), required=True)
@click.option("--wording", type=WORDING, required=True, help="The text beside the box, in a file.")
@click.option(
    "--origin",
    "origins",
    multiple=True,
    required=True,
    help="A site that may show it: https://www.example.com. Give it again for further ones.",
)
@click.option("--locale", default="en", show_default=True, help="The language of the wording.")
@click.option("--line", help="The number that texts them; the first live one when left out.")
@click.option(
    "--double-opt-in/--single-opt-in",
    default=True,
    show_default=True,
    help="Whether they confirm by a text that the number is theirs.",
)
@click.option("--workspace", help="Its name; not needed when there is only one.")
def add(  # noqa: PLR0917 - one for each option
    name: str,
    scope: str,
    wording: Path,
    origins: tuple[str, ...],
    locale: str,
    line: str | None,
    double_opt_in: bool,
    workspace: str | None,
) -> None:
    """Make a form; prints the script to put into a page."""
    with unit_of_work() as uow, uow.write() as tx:
        where = find_workspace(tx.session, workspace)
        form = forms.add(
            tx,
            where.id,
            name=name,
            scope=scope,
            wording=wording.read_text(encoding="utf-8"),
            origins=origins,
            locale=locale,
            double_opt_in=double_opt_in,
            line=line,
        )
    click.echo(_script(form))


@command.command("list")
@click.option("--workspace", help="Its name; not needed when there is only one.")
def show(workspace: str | None) -> None:
    """Every form with its sites."""
    with unit_of_work() as uow, uow.read() as session:
        for form in forms.of_workspace(session, find_workspace(session, workspace).id):
            state = "open" if form.active else "closed"
            sites = " ".join(form.origins)
            click.echo(f"{form.key}  {state}  version {form.version}  {form.name}  {sites}")


@command.command("reword")
@click.option("--key", required=True, help="As `threadside form list` shows it.")
@click.option("--wording", type=WORDING, required=True, help="The new text, in a file.")
@click.option("--workspace", help="Its name; not needed when there is only one.")
def reword(key: str, wording: Path, workspace: str | None) -> None:
    """Show another wording from now on; what was shown before is kept."""
    with unit_of_work() as uow, uow.write() as tx:
        form = _find(tx, key, workspace)
        forms.reword(tx, form, wording.read_text(encoding="utf-8"))
    click.echo(f"{form.key}  version {form.version}")


@command.command("close")
@click.option("--key", required=True, help="As `threadside form list` shows it.")
@click.option("--workspace", help="Its name; not needed when there is only one.")
def close(key: str, workspace: str | None) -> None:
    """Take no more answers."""
    with unit_of_work() as uow, uow.write() as tx:
        form = _find(tx, key, workspace)
        forms.close(tx, form)
    click.echo(f"{form.key}  closed")


def _find(tx: Tx, key: str, workspace: str | None) -> ConsentForm:
    where = find_workspace(tx.session, workspace)
    form = tx.session.scalar(
        select(ConsentForm).where(ConsentForm.workspace_id == where.id, ConsentForm.key == key)
    )
    if form is None:
        raise click.ClickException(f"There is no form {key}.")
    return form


def _script(form: ConsentForm) -> str:
    return f'<script src="{Settings().public_url}/f/{form.key}.js" async></script>'
