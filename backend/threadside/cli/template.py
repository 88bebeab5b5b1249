"""`threadside template`: approved wordings."""

import json
from pathlib import Path
from typing import Any

import click

from threadside.cli.opening import unit_of_work
from threadside.templates.approve import Wording, approve
from threadside.templates.catalog import usable
from threadside.workspace.members import find_membership, find_workspace


@click.group("template")
def command() -> None:
    """Approved wordings that reps choose from."""


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--approved-by", required=True, help="E-mail of the member who stands for them.")
@click.option("--workspace", help="Its name; not needed when there is only one.")
def import_(file: Path, approved_by: str, workspace: str | None) -> None:
    """Take wordings from a JSON list of {"name", "group", "body"}; one of a known name is replaced.

    All of them are taken, or none.
    """
    wordings = _read(file)
    with unit_of_work() as uow, uow.write() as tx:
        where = find_workspace(tx.session, workspace)
        member = find_membership(tx.session, approved_by, where.name)
        changed = approve(tx, where.id, wordings, member.member_id)
    click.echo(f"{changed} of {len(wordings)} are new or changed.")


@command.command("list")
@click.option("--workspace", help="Its name; not needed when there is only one.")
def show(workspace: str | None) -> None:
    """Every approved wording."""
    with unit_of_work() as uow, uow.read() as session:
        for each in usable(session, find_workspace(session, workspace).id, uow.clock()).items:
            click.echo(f"{each.group} / {each.name} (version {each.version}): {each.body}")


def _read(file: Path) -> list[Wording]:
    try:
        rows: Any = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise click.ClickException(f"{file.name} can't be read as JSON ({error}).") from error
    if not isinstance(rows, list) or not all(_is_wording(row) for row in rows):
        raise click.ClickException(
            f'{file.name} is no list of {{"name": …, "group": …, "body": …}}; group may be missing.'
        )
    return [Wording(row["name"], row.get("group", ""), row["body"]) for row in rows]


def _is_wording(row: object) -> bool:
    return isinstance(row, dict) and all(
        isinstance(row.get(key, default), str)
        for key, default in (("name", None), ("group", ""), ("body", None))
    )
