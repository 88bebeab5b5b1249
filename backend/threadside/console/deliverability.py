"""What became of the texts: counts, rates, alarms and the limits that pause."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Final

from flask import Blueprint, Response, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.charts import stacked
from threadside.console.forms import FieldRefused, Form
from threadside.console.frame import console, done, render, visitor
from threadside.errors import Refusal
from threadside.insight import alarms, counts, limits
from threadside.insight.counts import Counts, Range
from threadside.insight.limits import Limits
from threadside.insight.outcomes import Tally
from threadside.runtime import runtime
from threadside.words import say

bp = Blueprint("deliverability", __name__, url_prefix="/deliverability")

SHARES: Final = ("opt_out_warn", "opt_out_pause", "complaint_warn", "complaint_pause")
LIMIT_FIELDS: Final = {
    "bad_opt_out_limits": "opt_out_pause",
    "bad_complaint_limits": "complaint_pause",
    "bad_least_texts": "least_texts",
}
MOST_LABELS: Final = 9
"""Below a chart, so that they don't touch."""
PARTS: Final = ("delivered", "late", "failed", "silent", "waiting")


@dataclass(frozen=True)
class Filter:
    """What was asked for, as far as it can be answered; `form` says what can't."""

    asked: Range
    form: Form


@bp.get("")
@console("read", local=True)
def index() -> Response:
    """The counts of some days."""
    return _page()


@bp.post("/limits")
@console("admin")
def change_limits() -> AnyResponse:
    """From which share opt-outs and complaints warn and pause."""
    form = Form.sent("limits")
    try:
        wish = Limits(
            **{name: form.number(name) / 100 for name in SHARES},
            least_texts=form.whole("least_texts"),
            version=form.whole("version"),
        )
        with runtime().uow.write() as tx:
            limits.change(tx, visitor().workspace_id, wish)
    except Refusal as refusal:
        return _page(form.refused(refusal, LIMIT_FIELDS))
    return done("limits_changed", "/console/deliverability#limits")


def _page(limits_form: Form | None = None) -> Response:
    now = runtime().uow.clock()
    chosen = _filter(now.date())
    with runtime().uow.read() as session:
        workspace_id = visitor().workspace_id
        names = counts.names(session, workspace_id)
        found = counts.of_range(session, workspace_id, chosen.asked, now)
        networks = counts.networks_seen(session, workspace_id, chosen.asked)
        opened = alarms.opened(session, workspace_id)
        held = limits.of_workspace(session, workspace_id)
    return render(
        "console/deliverability.html",
        422 if limits_form else 200,
        asked=chosen.asked,
        form=chosen.form,
        names=names,
        networks=[(network, network) for network in networks],
        found=found,
        opened=opened,
        limits=held,
        limits_form=limits_form or _limits_form(held),
        by_day=_by_day(found),
        by_hour=_by_hour(found),
        quick=_quick(now.date(), chosen.asked),
        parts=PARTS,
    )


def _filter(today: date) -> Filter:
    """The days and filters in the address; what makes no sense is answered by the usual days."""
    first = today - counts.USUAL + timedelta(days=1)
    given = {key: value[:64] for key, value in request.args.items()}
    form = Form("filter", {"from": first, "to": today, **given})
    try:
        asked = Range(
            _day(form, "from"), _day(form, "to"),
            form.text("line"), form.text("template"), form.text("network"),
        )  # fmt: skip
        if asked.last < asked.first or asked.last - asked.first >= counts.LONGEST:
            raise FieldRefused("bad_range", "to")
    except Refusal as refusal:
        return Filter(Range(first, today), form.refused(refusal))
    return Filter(asked, form)


def _day(form: Form, field: str) -> date:
    try:
        day = date.fromisoformat(form.text(field))
    except ValueError as error:
        raise FieldRefused("bad_day", field) from error
    if not 2000 <= day.year < 2100:
        raise FieldRefused("bad_day", field)
    return day


def _quick(today: date, asked: Range) -> list[tuple[int, str, bool]]:
    """(days, the first of them, whether they are shown) up to today."""
    rows = []
    for days in (7, 28, 90):
        first = today - timedelta(days=days - 1)
        rows.append((days, first.isoformat(), (asked.first, asked.last) == (first, today)))
    return rows


def _limits_form(held: Limits) -> Form:
    values = asdict(held) | {name: getattr(held, name) * 100 for name in SHARES}
    return Form("limits", values)


def _by_day(found: Counts) -> Markup:
    labels = [f"{day:%b} {day.day}" for day in found.by_day]
    apart = -(-len(labels) // MOST_LABELS)
    weeks = -(-apart // 7) * 7
    return _chart("days", labels, list(found.by_day.values()), weeks if apart > 1 else 1)


def _by_hour(found: Counts) -> Markup:
    labels = [f"{hour:02}:00" for hour in range(24)]
    tallies = [found.by_hour.get(hour, Tally()) for hour in range(24)]
    return _chart("hours", labels, tallies, 3)


def _chart(name: str, labels: list[str], tallies: list[Tally], every: int) -> Markup:
    series: Mapping[str, list[int]] = {
        say(f"console.outcome.{part}"): [getattr(each, part) for each in tallies] for part in PARTS
    }
    total = sum(each.sent for each in tallies)
    return stacked(
        name,
        say(f"console.deliverability.{name}"),
        say(f"console.deliverability.{name}_told", count=f"{total:,}"),
        labels,
        series,
        every=every,
    )
