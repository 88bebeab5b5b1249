"""Reading the counts: one statement for a period and the one before, one for its course."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from sqlalchemy import ColumnElement, func, literal, select, union_all
from sqlalchemy.orm import Session

from threadside.insight.reports import measures
from threadside.insight.reports.measures import Histogram
from threadside.insight.reports.period import Period, step_of
from threadside.store.tables import InsightCount, InsightDay, Line, Member, Template, User

By = Literal["line", "member", "template"]
_COLUMNS: Final = {
    "line": InsightDay.line_id,
    "member": InsightDay.member_id,
    "template": InsightDay.template_id,
}


@dataclass(frozen=True)
class Names:
    """What lines, members and templates are called, in their order; `phones` are the lines'."""

    line: Mapping[str, str]
    member: Mapping[str, str]
    template: Mapping[str, str]

    def of(self, by: By, id_: str, none: str) -> str:
        """The name of one; `none` for nobody, and its id for what is gone."""
        found: Mapping[str, str] = getattr(self, by)
        return found.get(id_, id_) if id_ else none


@dataclass(frozen=True)
class Sums:
    """Counts of a period, and of the one before, by measure and by what they were grouped by."""

    now: Mapping[tuple[str, str], Histogram]
    before: Mapping[tuple[str, str], Histogram]

    def all(self, *of: str, key: str | None = None, before: bool = False) -> Histogram:
        """Some measures together, of one group or of all."""
        found: Counter[int] = Counter()
        for (measure, group), histogram in (self.before if before else self.now).items():
            if measure in of and key in (None, group):
                found.update(histogram)
        return found

    def count(self, *of: str, key: str | None = None, before: bool = False) -> int:
        """How many there were."""
        return measures.count(self.all(*of, key=key, before=before))

    @property
    def keys(self) -> list[str]:
        """The groups that there are in the period, in no order that means anything."""
        return sorted({group for _, group in self.now})


def names(session: Session, workspace_id: str) -> Names:
    """Every line, member and template of a workspace, by one statement."""
    lines, templates = (
        select(
            literal(of.__tablename__).label("of"), of.id, of.name, of.position.label("position")
        ).where(of.workspace_id == workspace_id)
        for of in (Line, Template)
    )
    members = (
        select(literal("member").label("of"), Member.id, User.name, literal(0).label("position"))
        .join(User, User.id == Member.user_id)
        .where(Member.workspace_id == workspace_id)
    )
    found: dict[str, dict[str, str]] = {"line": {}, "member": {}, "template": {}}
    for row in session.execute(union_all(lines, templates, members).order_by("position", "id")):
        found[row.of][row.id] = row.name
    return Names(found["line"], found["member"], found["template"])


def sums(
    session: Session,
    workspace_id: str,
    period: Period,
    of: Collection[str],
    by: By,
    *,
    line: str = "",
    before: Period | None = None,
) -> Sums:
    """The counts of some measures in a period and in the one before it (`before`, where it is not
    the days right before), grouped; of one line where one is named."""
    earlier = before or period.before
    now = (InsightDay.day >= period.first).label("now")
    column = _COLUMNS[by]
    rows = session.execute(
        select(now, InsightDay.measure, column, InsightDay.value, func.sum(InsightDay.n))
        .where(*_where(workspace_id, Period(earlier.first, period.last), of, line))
        .group_by(now, InsightDay.measure, column, InsightDay.value)
    )
    found: dict[bool, dict[tuple[str, str], dict[int, int]]] = {True: {}, False: {}}
    for is_now, measure, key, value, n in rows:
        found[bool(is_now)].setdefault((measure, key), {})[value] = int(n)
    return Sums(found[True], found[False])


def course(
    session: Session, workspace_id: str, period: Period, of: Collection[str], *, line: str = ""
) -> list[dict[str, Histogram]]:
    """The counts of some measures for each step of a period."""
    rows = session.execute(
        select(InsightDay.measure, InsightDay.day, InsightDay.value, func.sum(InsightDay.n))
        .where(*_where(workspace_id, period, of, line))
        .group_by(InsightDay.measure, InsightDay.day, InsightDay.value)
    )
    steps = period.steps
    found: list[dict[str, Counter[int]]] = [{} for _ in steps]
    for measure, day, value, n in rows:
        found[step_of(day, steps)].setdefault(measure, Counter())[value] += int(n)
    return [dict(each) for each in found]


def counted_from(session: Session, workspace_id: str) -> date | None:
    """The day before which nothing is counted yet; None when everything is. A workspace that was
    never counted begins at the end of time."""
    row = session.execute(
        select(InsightCount.filled_from).where(InsightCount.workspace_id == workspace_id)
    ).first()
    return date.max if row is None else row.filled_from


def together(*of: Histogram) -> Histogram:
    """Several histograms as one."""
    found: Counter[int] = Counter()
    for each in of:
        found.update(each)
    return found


def _where(
    workspace_id: str, period: Period, of: Iterable[str], line: str
) -> list[ColumnElement[bool]]:
    where = [
        InsightDay.workspace_id == workspace_id,
        InsightDay.measure.in_(list(of)),
        InsightDay.day >= period.first,
        InsightDay.day <= period.last,
    ]
    return [*where, InsightDay.line_id == line] if line else where
