"""`threadside verify-log`: does the record hold, and where is it wrong first?"""

import json
from collections.abc import Iterator
from pathlib import Path

import click
from sqlalchemy import select

from threadside.audit import check, offline
from threadside.audit.anchors import AnchorFolder, AnchorForged, read_line
from threadside.cli.opening import unit_of_work
from threadside.rules.chain import Anchor
from threadside.settings import Settings
from threadside.store.dialect import one_state
from threadside.store.tables import Workspace

FILE = click.Path(exists=True, path_type=Path)


@click.command("verify-log")
@click.option("--export", "export", type=FILE, help="An export, as a ZIP or unpacked.")
@click.option("--database", is_flag=True, help="The chains of this installation.")
@click.option("--anchors", multiple=True, type=FILE, help="Anchors that were kept elsewhere.")
def command(export: Path | None, anchors: tuple[Path, ...], *, database: bool) -> None:
    """Check an export without a database, or every chain in the database.

    Names the first bad entry, and ends with 1 when there is one.
    """
    if (export is None) == (not database):
        raise click.UsageError("Say what to check: --export FILE.zip, or --database.")
    found = list(_database(anchors) if export is None else offline.problems(export, anchors))
    for problem in found:
        click.echo(problem)
    if found:
        raise SystemExit(1)
    click.echo("Every entry is as it was written.")


def _database(files: tuple[Path, ...]) -> Iterator[str]:
    folder = AnchorFolder(Settings().anchors)
    elsewhere: dict[str, list[Anchor]] = {}
    try:
        for path in files:
            for raw in path.read_bytes().splitlines():
                if raw.strip():
                    told, anchor = read_line(raw)
                    elsewhere.setdefault(told["workspace"], []).append(anchor)
    except AnchorForged as error:
        yield f"{path}: {error}"
        return
    with unit_of_work() as uow, uow.read() as session:
        one_state(session)
        for workspace in session.scalars(select(Workspace).order_by(Workspace.name)).all():
            try:
                known = [*folder.anchors(workspace.id), *elsewhere.get(workspace.id, ())]
            except AnchorForged as error:
                yield f"{workspace.name}: {folder.path(workspace.id)}: {error}"
                continue
            report = check.database(session, workspace.id, known)
            if report.fault is not None:
                yield f"{workspace.name}: {report.fault}"
            else:
                counted = {
                    "entries": report.entries, "erased": report.erased, "anchors": report.anchors,
                }  # fmt: skip
                click.echo(f"{workspace.name}: {json.dumps(counted)}", err=True)
