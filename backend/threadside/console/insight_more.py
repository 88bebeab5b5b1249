"""The month in sentences, and the clock that everything is counted by."""

from datetime import date, timedelta
from typing import Final
from zoneinfo import available_timezones

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import FieldRefused, Form
from threadside.console.frame import console, done, render, visitor
from threadside.console.insight_report import Asked
from threadside.console.insight_review import review
from threadside.errors import Refusal
from threadside.insight.reports import figures, grouping, working
from threadside.insight.reports import period as periods
from threadside.insight.reports.working import Clock, Span
from threadside.runtime import runtime

bp = Blueprint("insight_more", __name__, url_prefix="/insight")

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FIELDS: Final = {"bad_zone": "zone"}


@bp.get("/review")
@console("read")
def month() -> Response:
    """The month that is named, or the last one that is over."""
    now = runtime().uow.clock()
    workspace_id = visitor().workspace_id
    with runtime().uow.read() as session:
        clock = working.of_workspace(session, workspace_id)
        names = figures.names(session, workspace_id)
        today = clock.day(now)
        shown = _month(today)
        asked = Asked(workspace_id, shown, clock, names, grouping.by_line(names))
        parts = review(session, asked)
        from_day = figures.counted_from(session, workspace_id)
    following = shown.last + timedelta(days=1)
    return render(
        "console/insight_review.html",
        asked=asked,
        parts=parts,
        going_on=shown.last >= today - timedelta(days=4),
        counting=from_day is not None and from_day > shown.first,
        earlier=periods.month_before(shown).first,
        later=following if following <= today else None,
    )


@bp.get("/clock")
@console("read")
def clock_page() -> Response:
    """Zone and hours of work."""
    with runtime().uow.read() as session:
        held = working.of_workspace(session, visitor().workspace_id)
    return _clock(_form(held), held)


@bp.post("/clock")
@console("admin")
def change_clock() -> AnyResponse:
    """Set them."""
    form = Form.sent("clock")
    try:
        week = tuple(_span(form, day) for day in DAYS)
        wish = Clock(form.text("zone"), week, form.version)
        with runtime().uow.write() as tx:
            working.change(tx, visitor().workspace_id, wish)
    except Refusal as refusal:
        with runtime().uow.read() as session:
            held = working.of_workspace(session, visitor().workspace_id)
        return _clock(form.refused(refusal, _FIELDS), held, 422)
    return done("insight_clock", "/console/insight/clock")


def _clock(form: Form, held: Clock, status: int = 200) -> Response:
    zones = sorted(zone for zone in available_timezones() if "/" in zone and "Etc/" not in zone)
    choices = [(zone, zone.replace("_", " ")) for zone in ["UTC", *zones]]
    return render(
        "console/insight_clock.html", status, form=form, held=held, days=DAYS, zones=choices
    )


def _form(held: Clock) -> Form:
    values: dict[str, object] = {"zone": held.zone_name, "version": held.version}
    for day, span in zip(DAYS, held.week, strict=True):
        values |= {
            f"{day}_opens": _time(span and span[0]),
            f"{day}_closes": _time(span and span[1]),
        }
    return Form("clock", values)


def _time(minutes: int | None) -> str:
    """As a field for times has it, which knows no 24:00."""
    if minutes is None:
        return ""
    return "23:59" if minutes == working.MIDNIGHT else f"{minutes // 60:02}:{minutes % 60:02}"


def _span(form: Form, day: str) -> Span | None:
    """Both times of a day, or neither; a day that ends at 23:59 lasts until midnight.

    Raises:
        Refusal: beside the field.
    """
    opens, closes = (_minutes(form, f"{day}_{end}") for end in ("opens", "closes"))
    if opens is None and closes is None:
        return None
    if opens is None or closes is None:
        raise FieldRefused("half_a_day", f"{day}_{'opens' if opens is None else 'closes'}")
    if closes == working.MIDNIGHT - 1:
        closes = working.MIDNIGHT
    if closes <= opens:
        raise FieldRefused("day_ends_too_soon", f"{day}_closes")
    return opens, closes


def _minutes(form: Form, field: str) -> int | None:
    typed = form.text(field)
    if not typed:
        return None
    hours, _, minutes = typed.partition(":")
    if not (hours.isdecimal() and minutes.isdecimal() and len(typed) <= 5):
        raise FieldRefused("bad_time_of_day", field)
    found = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or found > working.MIDNIGHT:
        raise FieldRefused("bad_time_of_day", field)
    return found


def _month(today: date) -> periods.Period:
    """The month in the address; without one that makes sense, the last that is over."""
    last = periods.month_before(periods.month(today))
    try:
        wanted = date.fromisoformat(f"{request.args.get('month', '')[:7]}-01")
    except ValueError:
        return last
    return periods.month(wanted) if wanted.year >= 2001 and wanted <= today else last
