"""`threadside export`: one ZIP with everything about a number."""

import hashlib
from pathlib import Path

import click

from threadside.audit import who
from threadside.audit.anchors import AnchorFolder
from threadside.cli.opening import unit_of_work
from threadside.cli.phone import e164
from threadside.media.stores import NoSuchStore, open_store
from threadside.records import bundle, exports
from threadside.settings import Settings
from threadside.startup import StartRefused
from threadside.workspace.members import find_workspace


@click.command("export")
@click.option("--phone", required=True, callback=e164, help="In E.164.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--workspace", help="Its name; not needed when there is only one.")
def command(phone: str, out: Path, workspace: str | None) -> None:
    """Write the texts, the consent with its evidence, the decisions and the proof of a number."""
    settings = Settings()
    try:
        store = open_store(settings)
    except NoSuchStore as error:
        raise StartRefused(str(error)) from error
    with unit_of_work() as uow:
        with uow.read() as session:
            where = find_workspace(session, workspace).id
        order = bundle.Order(where, phone, who.CLI)
        sources = bundle.Sources(uow, store, AnchorFolder(settings.anchors))
        part = out.with_name(f".{out.name}.part")
        try:
            with part.open("wb") as file:
                manifest = bundle.write(sources, order, file)
            sha256 = hashlib.sha256(part.read_bytes()).hexdigest()
            with uow.write() as tx:
                exports.made(tx, order, sha256)
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
    click.echo(f"{out}: {len(manifest['files'])} files, sha256 {sha256}")
