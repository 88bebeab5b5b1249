"""`threadside consent`: what another system knows of consent."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click

from threadside.cli.opening import unit_of_work
from threadside.clock import utc_now
from threadside.consent.importing import AT_ONCE, Report, take
from threadside.rules import cells
from threadside.rules.consent.importing import COLUMNS, NotTakable, Row, Wrong, read
from threadside.store.uow import UnitOfWork
from threadside.words import say
from threadside.workspace.members import find_workspace


@click.group("consent")
def command() -> None:
    """What another system knows of consent."""


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--workspace", help="Its name; not needed when there is only one.")
@click.option("--json", "as_json", is_flag=True, help="Each row's report as a line of JSON.")
def import_(file: Path, workspace: str | None, as_json: bool) -> None:
    """Take consent and opt-outs from a CSV file with a heading, and say what became of each row.

    The columns are phone, status (consented or opted_out), scope, strength, obtained_at, basis,
    basis_at, words, note; only phone has to be there. Each row is taken whole or not at all, and a
    row that was taken before changes nothing. What is imported is never written consent, and
    counts as unproven.
    """
    text = _text(file)
    counts: dict[str, int] = {}
    with unit_of_work() as uow:
        with uow.read() as session:
            where = find_workspace(session, workspace)
        try:
            for report in _taken(uow, where.id, read(text, where.region, utc_now()), file.name):
                counts[report.outcome] = counts.get(report.outcome, 0) + 1
                click.echo(_line(report, as_json))
        except NotTakable as error:
            raise click.ClickException(_why(error)) from error
    click.echo(", ".join(f"{counts[name]} {name}" for name in sorted(counts)), err=True)
    if counts.get("refused"):
        raise click.exceptions.Exit(1)


def _taken(
    uow: UnitOfWork, workspace_id: str, rows: Iterator[Row | Wrong], source: str
) -> Iterator[Report]:
    while some := list(islice(rows, AT_ONCE)):
        with uow.write() as tx:
            reports = take(tx, workspace_id, some, source=source, member_id=None)
        yield from reports


def _text(file: Path) -> str:
    try:
        return cells.decoded(file.read_bytes())
    except cells.NotText as error:
        raise click.ClickException(say("consent.file.not_text", name=file.name)) from error


def _line(report: Report, as_json: bool) -> str:
    if as_json:
        told = {
            "line": report.line, "phone": report.phone, "outcome": report.outcome,
            "words": report.words,
        }  # fmt: skip
        return json.dumps(told, ensure_ascii=False)
    return f"{report.line}  {report.phone or '-'}  {report.outcome}: {report.words}"


def _why(error: NotTakable) -> str:
    return say(f"consent.file.{error.code}", what=error.what, columns=", ".join(sorted(COLUMNS)))
