"""Reports as pages, as CSV and as JSON."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from threadside.console import insight_figures, insight_support
from threadside.console.forms import FieldRefused, Form
from threadside.console.frame import console, render, visitor
from threadside.console.insight_report import Asked, Report, Table, day_name
from threadside.errors import NotFound, Refusal
from threadside.insight.reports import figures, grouping, working
from threadside.insight.reports import period as periods
from threadside.insight.reports.period import Period
from threadside.rules import cells
from threadside.runtime import runtime
from threadside.words import say

bp = Blueprint("insight", __name__, url_prefix="/insight")

HOME: Final = "/console/insight"
Make = Callable[[Session, Asked], Report]
REPORTS: Final[Mapping[str, Make]] = {
    "volume": insight_figures.volume,
    "responses": insight_figures.responses,
    "conversations": insight_figures.conversations,
    "templates": insight_figures.templates,
    "people": insight_figures.people,
    "support": insight_support.support,
}
_HAS_HOURS: Final = frozenset({"responses", "people", "support"})
_NO_LINE: Final = frozenset({"support"})


def _page(name: str) -> Response:
    form, asked, found, from_day = _found(name)
    return render(
        "console/insight_page.html",
        name=name,
        form=form,
        asked=asked,
        report=found,
        presets=_presets(asked),
        query=_query(asked),
        counting=from_day is not None and from_day > asked.period.before.first,
        nothing_yet=from_day is not None and from_day > asked.period.last,
        has_hours=name in _HAS_HOURS,
        has_line=name not in _NO_LINE,
        days_told=_told(asked),
    )


def _csv(name: str) -> Response:
    _, asked, found, _ = _found(name, strict=True)
    wanted = request.args.get("table", "")
    section = next((each for each in found.sections if each.name == wanted), None)
    if section is None:
        if found.sections or not wanted:
            raise NotFound("table")
        return _file("", name, asked)
    return _file("".join(_lines(section.table)), f"{name}-{wanted}", asked)


def _file(body: str, name: str, asked: Asked) -> Response:
    response = Response(body, mimetype="text/csv")
    days = f"{asked.period.first}-{asked.period.last}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{days}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _lines(table: Table) -> list[str]:
    """A figure fills a column, and what it is of the one beside it."""
    noted = [any(row[place].note for row in table.rows) for place in range(len(table.columns))]
    heads: list[str] = []
    for column, has_note in zip(table.columns, noted, strict=True):
        heads.append(column.words)
        if has_note:
            heads.append(say("console.insight.column.of", column=column.words))
    lines = [cells.row(heads)]
    for row in table.rows:
        written: list[str] = []
        for cell, has_note in zip(row, noted, strict=True):
            written.append(cells.safe("" if cell.value is None else str(cell.value)))
            if has_note:
                written.append(cells.safe(cell.note))
        lines.append(cells.row(written))
    return lines


def _json(name: str) -> Response:
    _, asked, found, from_day = _found(name, strict=True)
    told: dict[str, Any] = {
        "report": name,
        "zone": asked.clock.zone_name,
        "from": asked.period.first.isoformat(),
        "to": asked.period.last.isoformat(),
        "compared_with": {
            "from": asked.period.before.first.isoformat(),
            "to": asked.period.before.last.isoformat(),
        },
        "counted_from": None if from_day in (None, date.max) else str(from_day),
        "figures": {
            tile.name: {"value": tile.cell.value, "of": tile.cell.note, "before": tile.before.value}
            for tile in found.tiles
        },
        "tables": {
            section.name: {
                "columns": [column.name for column in section.table.columns],
                "rows": [[cell.value for cell in row] for row in section.table.rows],
            }
            for section in found.sections
        },
    }
    response = Response(json.dumps(told, ensure_ascii=False), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def _found(name: str, *, strict: bool = False) -> tuple[Form, Asked, Report, date | None]:
    """What was asked for and what was found; by a file or JSON (`strict`) only what can be.

    Raises:
        Refusal: with `strict`, for days that make no sense.
    """
    now = runtime().uow.clock()
    workspace_id = visitor().workspace_id
    with runtime().uow.read() as session:
        clock = working.of_workspace(session, workspace_id)
        names = figures.names(session, workspace_id)
        form, period = chosen(clock.day(now), strict=strict)
        line = request.args.get("line", "")[:64]
        asked = Asked(
            workspace_id, period, clock, names, grouping.by_line(names),
            line=line if line in names.line and name not in _NO_LINE else "",
            by_the_clock=request.args.get("time") == "clock",
        )  # fmt: skip
        from_day = figures.counted_from(session, workspace_id)
        return form, asked, REPORTS[name](session, asked), from_day


def chosen(today: date, *, strict: bool) -> tuple[Form, Period]:
    """The days in the address; what makes no sense is answered by the usual days and a sentence.

    Raises:
        Refusal: `bad_day`, `bad_range` (422) with `strict`.
    """
    usual = periods.last_days(today, periods.USUAL)
    given = {key: value[:64] for key, value in request.args.items()}
    form = Form("filter", {"from": usual.first, "to": usual.last, **given})
    try:
        period = Period(_day(form, "from"), _day(form, "to"))
        if not 0 < period.length <= periods.LONGEST:
            raise FieldRefused("bad_range", "to")
    except Refusal as refusal:
        if strict:
            raise
        return form.refused(refusal), usual
    return form, period


def _day(form: Form, field: str) -> date:
    try:
        day = date.fromisoformat(form.text(field))
    except ValueError as error:
        raise FieldRefused("bad_day", field) from error
    if not 2001 <= day.year < 2100:
        raise FieldRefused("bad_day", field)
    return day


def _presets(asked: Asked) -> list[tuple[str, str, bool]]:
    """(words, address, whether it is shown) of the days that most people want."""
    today = asked.clock.day(runtime().uow.clock())
    offered = [
        (say("console.insight.days_back", count=days), periods.last_days(today, days))
        for days in periods.DAYS
    ]
    this = Period(today.replace(day=1), today)
    offered.append((say("console.insight.this_month"), this))
    offered.append((say("console.insight.last_month"), periods.month_before(this)))
    return [
        (words, urlencode(_kept(asked) | _days(period)), period == asked.period)
        for words, period in offered
    ]


def _query(asked: Asked) -> str:
    """What is shown, as an address says it."""
    return urlencode(_kept(asked) | _days(asked.period))


def _days(period: Period) -> dict[str, str]:
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def _kept(asked: Asked) -> dict[str, str]:
    kept = {"line": asked.line} if asked.line else {}
    return kept | ({"time": "clock"} if asked.by_the_clock else {})


def _told(asked: Asked) -> str:
    """Which days are shown, and with which they are compared."""
    before = asked.period.before
    return say(
        "console.insight.compared",
        first=f"{day_name(asked.period.first)}, {asked.period.first.year}",
        last=f"{day_name(asked.period.last)}, {asked.period.last.year}",
        zone=asked.clock.zone_name.replace("_", " "),
        before_first=day_name(before.first),
        before_last=f"{day_name(before.last)}, {before.last.year}",
    )


def _add(name: str) -> None:
    for end, view in (("", _page), (".csv", _csv), (".json", _json)):

        def shown(_view: Callable[[str], Response] = view) -> Response:
            return _view(name)

        path = end if name == "volume" and not end else f"/{name}{end}"
        bp.add_url_rule(path, f"{name}{end.replace('.', '_')}", console("read")(shown))


for _name in REPORTS:
    _add(_name)
