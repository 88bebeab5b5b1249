"""Alarms: raised once, open until a member closes them, and kept for good as the record of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from threadside.errors import NotFound, Refusal
from threadside.insight.outcomes import Cell
from threadside.store.tables import DeliveryAlarm, Line, Template, Workspace
from threadside.store.uow import Tx
from threadside.templates import suspend
from threadside.workspace import lines

SILENT_FILTER, OPT_OUTS, COMPLAINTS = "silent_filter", "opt_outs", "complaints"
KEPT_SHOWN = 20


@dataclass(frozen=True)
class Told:
    """An alarm with the names of what it is about; None where it is about all of them."""

    alarm: DeliveryAlarm
    line: Line | None
    template: str | None


def opened(session: Session, workspace_id: str) -> list[Told]:
    """Open alarms, the newest first."""
    rows = session.execute(
        select(DeliveryAlarm, Line, Template.name)
        .outerjoin(Line, Line.id == DeliveryAlarm.line_id)
        .outerjoin(Template, Template.id == DeliveryAlarm.template_id)
        .where(DeliveryAlarm.workspace_id == workspace_id, DeliveryAlarm.closed_at.is_(None))
        .order_by(DeliveryAlarm.id.desc())
    )
    return [Told(alarm, line, template) for alarm, line, template in rows]


def waiting(session: Session, workspace_id: str | None) -> int:
    """How many are open, of one workspace or of all."""
    query = select(func.count(DeliveryAlarm.id)).where(DeliveryAlarm.closed_at.is_(None))
    if workspace_id is not None:
        query = query.where(DeliveryAlarm.workspace_id == workspace_id)
    return session.scalar(query) or 0


def newest(
    session: Session, workspace_id: str, kinds: Sequence[str]
) -> dict[tuple[str, Cell], DeliveryAlarm]:
    """Per kind and cell the newest alarm, open or closed; a cell may stand for a whole line or
    template, its other parts empty."""
    rows = session.scalars(
        select(DeliveryAlarm)
        .where(DeliveryAlarm.workspace_id == workspace_id, DeliveryAlarm.kind.in_(kinds))
        .order_by(DeliveryAlarm.id)
    )
    return {
        (row.kind, Cell(row.line_id or "", row.template_id or "", row.network)): row for row in rows
    }


def close(
    tx: Tx, workspace_id: str, member_id: str, alarm_id: str, note: str, *, resume: bool
) -> None:
    """A member has dealt with an alarm; `resume` lets what was paused for it go on.

    What is counted from then on counts alone: the same texts raise no second alarm.

    Raises:
        NotFound: for an alarm that is not of this workspace.
        Refusal: `closed_already` (409) when a colleague was faster.
    """
    alarm = tx.session.scalar(
        select(DeliveryAlarm)
        .where(DeliveryAlarm.workspace_id == workspace_id, DeliveryAlarm.id == alarm_id)
        .with_for_update(key_share=True)
    )
    if alarm is None:
        raise NotFound("alarm")
    if alarm.closed_at is not None:
        raise Refusal("closed_already")
    alarm.closed_at, alarm.closed_by, alarm.note = tx.now, member_id, note.strip()[:500]
    tx.session.flush()
    if resume and alarm.paused:
        _resume(tx, alarm)


def _resume(tx: Tx, alarm: DeliveryAlarm) -> None:
    """Undo what the alarm did, and not what a member or the carrier did since."""
    if alarm.line_id is None:
        suspend.restore(tx, alarm.workspace_id, alarm.template_id or "", alarm.closed_by)
        return
    line = tx.session.get_one(Line, alarm.line_id)
    if line.state == "paused" and line.pause_reason == alarm.kind:
        lines.switch(tx, tx.session.get_one(Workspace, line.workspace_id), line.phone, "live")
