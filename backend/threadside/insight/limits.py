"""Limits on opt-outs and complaints: a share that warns, and one that pauses.

The shares are of the texts sent in the past week. That 3 % of opt-outs warn and 5 % stop a number
is our policy: carriers publish no figure, and suspend campaigns that draw many.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from threadside.errors import Invalid, Refusal
from threadside.ids import new_id
from threadside.insight import alarms
from threadside.insight.outcomes import COMPLAINT, OPT_OUT, Cell, hour_of
from threadside.sending.states import pause_line
from threadside.store.tables import DeliveryAlarm, DeliveryHour, DeliveryLimit, Line
from threadside.store.uow import Tx
from threadside.templates import suspend

WEEK: Final = timedelta(days=7)
LEAST, MOST = 20, 10_000
_OBJECTION: Final = {alarms.OPT_OUTS: OPT_OUT, alarms.COMPLAINTS: COMPLAINT}


@dataclass(frozen=True)
class Limits:
    """Shares of 1; `least_texts` have to be sent before any of them counts."""

    opt_out_warn: float = 0.03
    opt_out_pause: float = 0.05
    complaint_warn: float = 0.01
    complaint_pause: float = 0.03
    least_texts: int = 200
    version: int = 0

    def of(self, kind: str) -> tuple[float, float]:
        """From which share `kind` warns and pauses."""
        if kind == alarms.OPT_OUTS:
            return self.opt_out_warn, self.opt_out_pause
        return self.complaint_warn, self.complaint_pause


def of_workspace(session: Session, workspace_id: str) -> Limits:
    """What a workspace has set, else what it starts with."""
    row = session.get(DeliveryLimit, workspace_id)
    if row is None:
        return Limits()
    return Limits(
        row.opt_out_warn,
        row.opt_out_pause,
        row.complaint_warn,
        row.complaint_pause,
        row.least_texts,
        row.version,
    )


def change(tx: Tx, workspace_id: str, limits: Limits) -> None:
    """Set the limits; `limits.version` is the one that the member has seen.

    Raises:
        Invalid: `bad_opt_out_limits`, `bad_complaint_limits`, `bad_least_texts`.
        Refusal: `changed_meanwhile` (409) when a colleague has changed them since.
    """
    for kind, code in (
        (alarms.OPT_OUTS, "bad_opt_out_limits"),
        (alarms.COMPLAINTS, "bad_complaint_limits"),
    ):
        warn, pause = limits.of(kind)
        if not 0 < warn <= pause <= 1:
            raise Invalid(code)
    if not LEAST <= limits.least_texts <= MOST:
        raise Invalid("bad_least_texts", least=LEAST, most=MOST)
    row = tx.session.get(DeliveryLimit, workspace_id, with_for_update={"key_share": True})
    if (row.version if row else 0) != limits.version:
        raise Refusal("changed_meanwhile")
    if row is None:
        row = DeliveryLimit(workspace_id=workspace_id)
        tx.session.add(row)
    row.opt_out_warn, row.opt_out_pause = limits.opt_out_warn, limits.opt_out_pause
    row.complaint_warn, row.complaint_pause = limits.complaint_warn, limits.complaint_pause
    row.least_texts, row.version = limits.least_texts, limits.version + 1
    tx.session.flush()


@dataclass(frozen=True)
class Rate:
    """What people answered to the texts of one line, or with one template."""

    by: Literal["line", "template"]
    id: str
    sent: int = 0
    opt_outs: int = 0
    complaints: int = 0

    def share(self, kind: str) -> float:
        """Opt-outs or complaints for each text."""
        count = self.opt_outs if kind == alarms.OPT_OUTS else self.complaints
        return count / self.sent if self.sent else 0.0

    def plus(self, ended: str, texts: int) -> "Rate":
        """With so many texts more that ended in this way, or objections to them."""
        if ended == OPT_OUT:
            return replace(self, opt_outs=self.opt_outs + texts)
        if ended == COMPLAINT:
            return replace(self, complaints=self.complaints + texts)
        return replace(self, sent=self.sent + texts)

    @property
    def cell(self) -> Cell:
        """As alarms name it."""
        return Cell(self.id, "", "") if self.by == "line" else Cell("", self.id, "")


def look(tx: Tx, workspace_id: str) -> int:
    """Raise an alarm for each line and template above a limit, and pause where it says so; how
    many. What was counted before an alarm of the same kind was closed doesn't count again."""
    limits = of_workspace(tx.session, workspace_id)
    before = alarms.newest(tx.session, workspace_id, tuple(_OBJECTION))
    rows = _week(tx.session, workspace_id, hour_of(tx.now - WEEK))
    raised = 0
    for kind in _OBJECTION:
        warn, pause = limits.of(kind)
        for rate in _rates(rows, kind, before):
            if rate.sent < limits.least_texts or rate.share(kind) < warn:
                continue
            alarm = before.get((kind, rate.cell))
            if alarm is None or alarm.closed_at is not None:
                alarm = _raise(tx, workspace_id, kind, rate, warn)
                raised += 1
            if rate.share(kind) >= pause and not alarm.paused:
                alarm.paused = _pause(tx, workspace_id, kind, rate)
                alarm.expected, alarm.observed, alarm.texts = pause, rate.share(kind), rate.sent
    tx.session.flush()
    return raised


def _raise(tx: Tx, workspace_id: str, kind: str, rate: Rate, limit: float) -> DeliveryAlarm:
    alarm = DeliveryAlarm(
        id=new_id(),
        workspace_id=workspace_id,
        kind=kind,
        line_id=rate.cell.line_id or None,
        template_id=rate.cell.template_id or None,
        since=hour_of(tx.now - WEEK),
        raised_at=tx.now,
        expected=limit,
        observed=rate.share(kind),
        texts=rate.sent,
        paused=False,
    )
    tx.session.add(alarm)
    tx.session.flush()
    return alarm


def _pause(tx: Tx, workspace_id: str, kind: str, rate: Rate) -> bool:
    """Stop what the rate is about; False when it stands already."""
    if rate.by == "template":
        return suspend.suspend(tx, workspace_id, rate.id, kind)
    live = tx.session.get_one(Line, rate.id).state == "live"
    pause_line(tx, workspace_id, rate.id, kind)
    return live


Row = tuple[str, str, datetime, str, int]


def _week(session: Session, workspace_id: str, since: datetime) -> list[Row]:
    """(line, template, hour, outcome, texts)."""
    rows = session.execute(
        select(
            DeliveryHour.line_id,
            DeliveryHour.template_id,
            DeliveryHour.hour,
            DeliveryHour.outcome,
            func.sum(DeliveryHour.texts),
        )
        .where(DeliveryHour.workspace_id == workspace_id, DeliveryHour.hour >= since)
        .group_by(
            DeliveryHour.line_id,
            DeliveryHour.template_id,
            DeliveryHour.hour,
            DeliveryHour.outcome,
        )
    )
    return [
        (line, template, hour, ended, int(texts)) for line, template, hour, ended, texts in rows
    ]


def _rates(
    rows: list[Row], kind: str, before: Mapping[tuple[str, Cell], DeliveryAlarm]
) -> list[Rate]:
    """The rate of each line and each template, without what is forgiven."""
    rates: dict[tuple[str, str], Rate] = {}
    for line, template, hour, ended, texts in rows:
        for of in (Rate("line", line), Rate("template", template)):
            last = before.get((kind, of.cell))
            if not of.id or (last and last.closed_at and hour < last.closed_at):
                continue
            so_far = rates.get((of.by, of.id), of)
            rates[of.by, of.id] = so_far.plus(ended, texts)
    return list(rates.values())
