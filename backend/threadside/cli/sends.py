"""`threadside sends`: the switch that stops all sending."""

from collections.abc import Callable, Iterable
from datetime import UTC
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.cli.opening import unit_of_work
from threadside.sending import pausing
from threadside.sending.pausing import Paused
from threadside.store.tables import Workspace
from threadside.workspace.members import find_workspace

Options = Callable[[Callable[..., Any]], Callable[..., Any]]
in_workspace: Options = click.option(
    "--workspace", help="Its name; not needed when there is only one."
)
in_all: Options = click.option("--all", "everywhere", is_flag=True, help="Every workspace.")


@click.group("sends")
def command() -> None:
    """Stop all sending, and let it go on. Texts wait in the queue meanwhile."""


@command.command("pause")
@in_workspace
@in_all
@click.option("--reason", default="", help="Reps read it beside every record.")
def pause(workspace: str | None, everywhere: bool, reason: str) -> None:
    """From now on no text leaves, not even an answer to STOP or HELP.

    What the carrier has already is not called back. A workspace that is paused already stays as it
    is. Texts wait for up to four hours each, then they lapse.
    """
    with unit_of_work() as uow, uow.write() as tx:
        meant = _meant(tx.session, workspace, everywhere)
        before = {each.workspace_id for each in pausing.all_standing(tx.session, tx.now)}
        for each in meant:
            if each.id not in before:
                pausing.pause(tx, each.id, None, reason)
        _show(meant, pausing.all_standing(tx.session, tx.now))


@command.command("resume")
@in_workspace
@in_all
def resume(workspace: str | None, everywhere: bool) -> None:
    """Let the texts go that wait, each judged once more as it leaves."""
    with unit_of_work() as uow, uow.write() as tx:
        meant = _meant(tx.session, workspace, everywhere)
        before = {each.workspace_id for each in pausing.all_standing(tx.session, tx.now)}
        for each in meant:
            if each.id in before:
                pausing.resume(tx, each.id)
        _show(meant, pausing.all_standing(tx.session, tx.now))


@command.command("status")
@click.option("--workspace", help="Its name; every workspace without it.")
def status(workspace: str | None) -> None:
    """Whether texts leave: who paused it, since when, why, and how many wait."""
    with unit_of_work() as uow, uow.read() as session:
        meant = _meant(session, workspace, everywhere=workspace is None)
        _show(meant, pausing.all_standing(session, uow.clock()))


def _meant(session: Session, name: str | None, everywhere: bool) -> list[Workspace]:
    if not everywhere:
        return [find_workspace(session, name)]
    if name is not None:
        raise click.UsageError("Name a workspace, or say --all.")
    return list(session.scalars(select(Workspace).order_by(Workspace.id)))


def _show(meant: Iterable[Workspace], standing: Iterable[Paused]) -> None:
    paused = {each.workspace_id: each for each in standing}
    for each in sorted(meant, key=lambda one: one.name):
        found = paused.get(each.id)
        click.echo(f"{each.name}: {_told(found) if found else 'sending goes on'}")


def _told(found: Paused) -> str:
    since = found.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    who = f" by {found.by}" if found.by else ""
    why = f": {found.reason}" if found.reason else ""
    return f"paused since {since}{who}, {found.waiting} text(s) wait{why}"
