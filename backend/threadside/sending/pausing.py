"""One switch that stops all sending of a workspace, and says so.

While its row is there no claim takes a text of the workspace (`agenda.claimable`): texts keep their
places in the queue, and lapse when their time is over. What is under way is finished. When it goes
on, each text is judged anew as it leaves, at the pace of its line.

Whoever pauses takes the workspace's carrier accounts first, each of which a claim holds until it is
committed: when the pause is committed, no claim is left that began before it.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.contracts.events import WorkspaceChanged
from threadside.errors import Refusal
from threadside.events import log
from threadside.sending import agenda
from threadside.store.dialect import insert_new
from threadside.store.tables import CarrierAccount, Outbox, SendingPause, Workspace
from threadside.store.uow import Tx
from threadside.verdict import pauses

LONGEST_REASON: Final = 200


@dataclass(frozen=True, slots=True)
class Paused:
    """A pause that stands. `by` is empty for the operator's, `waiting` how many texts would leave
    if it ended now."""

    workspace_id: str
    workspace: str
    by: str
    at: datetime
    reason: str
    waiting: int


def pause(tx: Tx, workspace_id: str, member_id: str | None, reason: str) -> None:
    """Stop all sending. `member_id` is None for a command of the operator's.

    Raises:
        Refusal: `already_paused` (409).
    """
    # One that is being claimed now is waited for; what is claimed after it sees the pause.
    accounts = select(CarrierAccount.id).where(CarrierAccount.workspace_id == workspace_id)
    tx.session.execute(accounts.order_by(CarrierAccount.id).with_for_update(key_share=True)).all()
    said = " ".join(reason.replace("\x00", " ").split())[:LONGEST_REASON]
    values = {
        "workspace_id": workspace_id,
        "at": tx.now,
        "member_id": member_id,
        "reason": said,
    }
    if not insert_new(tx.session, SendingPause, [SendingPause.workspace_id], values):
        raise Refusal("already_paused")
    audit.record(tx, workspace_id, "sending.paused", {"reason": said})
    log.emit(tx, workspace_id, WorkspaceChanged(what="settings"))


def resume(tx: Tx, workspace_id: str, seen: datetime | None = None) -> int:
    """Let it go on; gives how many texts had waited. `seen` is when the pause began that whoever
    asks has seen: a newer one stays.

    Raises:
        Refusal: `not_paused`, `changed_meanwhile` (409).
    """
    row = tx.session.scalar(
        select(SendingPause)
        .where(SendingPause.workspace_id == workspace_id)
        .with_for_update(key_share=True)
    )
    found = standing(tx.session, workspace_id, tx.now)
    if row is None or found is None:
        raise Refusal("not_paused")
    if seen is not None and row.at != seen:
        raise Refusal("changed_meanwhile")
    tx.session.delete(row)
    tx.session.flush()
    audit.record(tx, workspace_id, "sending.resumed", {"waiting": found.waiting})
    log.emit(tx, workspace_id, WorkspaceChanged(what="settings"))
    tx.wake("outbox")
    return found.waiting


def standing(session: Session, workspace_id: str, now: datetime) -> Paused | None:
    """The pause of a workspace, by one statement that counts only while there is one."""
    return next(iter(_read(session, workspace_id, now)), None)


def all_standing(session: Session, now: datetime) -> list[Paused]:
    """Those of every workspace, by name."""
    return _read(session, None, now)


def _read(session: Session, workspace_id: str | None, now: datetime) -> list[Paused]:
    rows = session.execute(
        _standing(workspace_id is not None), {"workspace": workspace_id, "now": now}
    )
    return [found for row in rows if (found := paused(row)) is not None]


def paused(row: Any) -> Paused | None:
    """The pause in a row that has `columns`; None where sending goes on."""
    if row.paused_at is None:
        return None
    return Paused(
        row.paused_workspace, row.paused_name, row.paused_by or "", row.paused_at, row.paused_why,
        row.held_back,
    )  # fmt: skip


def columns() -> tuple[Any, ...]:
    """What `paused` reads, of a statement that joins `Workspace` and `SendingPause`, and is given
    the moment as `now`. Texts are counted only where there is a pause."""
    held_back = (
        select(func.count())
        .select_from(Outbox)
        .where(
            Outbox.workspace_id == SendingPause.workspace_id,
            agenda.due(),
            Outbox.available_at <= agenda.NOW,
        )
        .correlate(SendingPause)
        .scalar_subquery()
    )
    return (
        Workspace.id.label("paused_workspace"),
        Workspace.name.label("paused_name"),
        *pauses.columns(),
        held_back.label("held_back"),
    )


@cache
def _standing(of_one: bool) -> Any:
    statement = (
        select(*columns())
        .select_from(SendingPause)
        .join(Workspace, Workspace.id == SendingPause.workspace_id)
        .order_by(Workspace.name, Workspace.id)
    )
    if of_one:
        statement = statement.where(SendingPause.workspace_id == bindparam("workspace"))
    return statement
