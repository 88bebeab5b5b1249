"""Looking for cells whose texts arrive less often than they used to (`shift` says how)."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from threadside.ids import new_id
from threadside.insight import alarms, shift
from threadside.insight.outcomes import DELIVERED, OBJECTIONS, PERSONAL, PROMPT, Cell
from threadside.insight.shift import Hour
from threadside.store.tables import DeliveryAlarm, DeliveryHour
from threadside.store.uow import Tx

WATCHED: Final = timedelta(days=7)
PAST: Final = timedelta(days=28)
"""What a cell is held against: the four weeks before the watched one."""
RIPE_AFTER: Final = timedelta(hours=1) + PROMPT
"""After its beginning, every text of an hour has had its time to arrive."""


def look(tx: Tx, workspace_id: str, until: datetime) -> int:
    """Raise an alarm for each cell that has shifted within the week before `until`; how many.

    A cell with an open alarm is left alone, and what was before an alarm was closed is forgiven.
    """
    since = until - WATCHED
    own = _past(tx.session, workspace_id, since - PAST, since)
    hours = _hours(tx.session, workspace_id, since, until)
    before = alarms.newest(tx.session, workspace_id, (alarms.SILENT_FILTER,))
    alarm_at = shift.limit(sum(len(of_cell) for of_cell in hours.values()))
    raised = 0
    for cell, of_cell in hours.items():
        last = before.get((alarms.SILENT_FILTER, cell))
        if cell not in own or (last is not None and last.closed_at is None):
            continue
        forgiven = since if last is None or last.closed_at is None else last.closed_at
        fresh = [hour for hour in of_cell if hour.at >= forgiven]
        found = shift.find(*own[cell], fresh, alarm_at)
        if found is not None:
            _raise(tx, workspace_id, cell, found)
            raised += 1
    return raised


def _raise(tx: Tx, workspace_id: str, cell: Cell, found: shift.Shift) -> None:
    tx.session.add(
        DeliveryAlarm(
            id=new_id(),
            workspace_id=workspace_id,
            kind=alarms.SILENT_FILTER,
            line_id=cell.line_id,
            template_id=cell.template_id or None,
            network=cell.network,
            since=found.since,
            raised_at=tx.now,
            expected=found.expected,
            observed=found.observed,
            texts=found.texts,
        )
    )
    tx.session.flush()


def _counted(workspace_id: str, since: datetime, until: datetime) -> Select[str, str, str, str]:
    """Texts by cell and outcome, without those that say nothing of the way."""
    return select(
        DeliveryHour.line_id,
        DeliveryHour.template_id,
        DeliveryHour.network,
        DeliveryHour.outcome,
    ).where(
        and_(
            DeliveryHour.workspace_id == workspace_id,
            DeliveryHour.hour >= since,
            DeliveryHour.hour < until,
            DeliveryHour.outcome.not_in((*OBJECTIONS, *PERSONAL)),
        )
    )


def _past(
    session: Session, workspace_id: str, since: datetime, until: datetime
) -> dict[Cell, tuple[int, int]]:
    """Texts and missed texts of each cell."""
    rows = session.execute(
        _counted(workspace_id, since, until)
        .add_columns(func.sum(DeliveryHour.texts))
        .group_by(
            DeliveryHour.line_id,
            DeliveryHour.template_id,
            DeliveryHour.network,
            DeliveryHour.outcome,
        )
    )
    sums: defaultdict[Cell, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for line_id, template_id, network, ended, texts in rows:
        cell = Cell(line_id, template_id, network)
        sums[cell] = _added(sums[cell], ended, int(texts))
    return dict(sums)


def _hours(
    session: Session, workspace_id: str, since: datetime, until: datetime
) -> dict[Cell, list[Hour]]:
    """The hours of each cell in order."""
    rows = session.execute(
        _counted(workspace_id, since, until)
        .add_columns(DeliveryHour.hour, DeliveryHour.texts)
        .order_by(DeliveryHour.hour)
    )
    sums: defaultdict[Cell, dict[datetime, tuple[int, int]]] = defaultdict(dict)
    for line_id, template_id, network, ended, hour, texts in rows:
        of_cell = sums[Cell(line_id, template_id, network)]
        of_cell[hour] = _added(of_cell.get(hour, (0, 0)), ended, texts)
    return {
        cell: [Hour(at, texts, missed) for at, (texts, missed) in of_cell.items()]
        for cell, of_cell in sums.items()
    }


def _added(so_far: tuple[int, int], ended: str, texts: int) -> tuple[int, int]:
    return so_far[0] + texts, so_far[1] + (0 if ended == DELIVERED else texts)
