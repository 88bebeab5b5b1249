"""The quiet hours in use, state by state, and the workspace's own rows on top of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import Blueprint, Response
from pydantic import ValidationError
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.contracts.policy import EARLIEST, LATEST, HoursEdit, Policy
from threadside.errors import Refusal
from threadside.rules.hours import Row, Table
from threadside.runtime import runtime
from threadside.verdict.policy import hours_table
from threadside.words import say, say_or
from threadside.workspace import policy as policies

bp = Blueprint("policy_hours", __name__, url_prefix="/policy/hours-table")

HOME: Final = "/console/policy/hours-table"
DAYS: Final = ("weekday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the table; `edit` is its place among the workspace's own, None for a shipped one.
    `now` is whether texts go by it today."""

    row: Row
    now: bool
    edit: int | None


@bp.get("")
@console("read")
def page() -> Response:
    """Every row that holds now or later, and who says so."""
    return _show()


@bp.post("")
@console("admin")
def add() -> AnyResponse:
    """Add a dated row of the workspace's own."""
    form = Form.sent("row")
    try:
        edit, reason = _read(form), form.required("reason")
        _change(form, lambda edits: [*edits, edit], reason)
    except ValidationError as error:
        return _show(Form("row", form.values, errors=_wrong(error)), 422)
    except Refusal as refusal:
        return _show(_refused(form, refusal), 409 if refusal.status == 409 else 422)
    return done("hours_added", HOME)


@bp.post("/<int:place>/remove")
@console("admin")
def remove(place: int) -> AnyResponse:
    """Take one of them out again; the versions before keep it."""
    form = Form.sent(f"remove-{place}")
    try:
        reason = form.required("reason")
        _change(form, lambda edits: [*edits[:place], *edits[place + 1 :]], reason)
    except Refusal as refusal:
        return _show(form.refused(refusal), 409 if refusal.status == 409 else 422)
    return done("hours_removed", HOME)


def _read(form: Form) -> HoursEdit:
    """Raises ValidationError for what can't be a row."""
    spans = {day: _span(form, day) for day in DAYS}
    return HoursEdit.model_validate(
        {
            "state": form.text("state").upper(),
            "effective_from": form.text("effective_from"),
            "effective_to": form.text("effective_to") or None,
            "holidays_closed": form.checked("holidays_closed"),
            "source": form.text("source"),
            **spans,
        }
    )


def _span(form: Form, day: str) -> tuple[str, str] | None:
    opens, closes = form.text(f"{day}_opens"), form.text(f"{day}_closes")
    return (opens, closes) if opens or closes else None


def _change(form: Form, edited: Callable[[list[HoursEdit]], list[HoursEdit]], reason: str) -> None:
    here = visitor()
    with runtime().uow.write() as tx:
        before, _ = policies.current(tx.session, here.workspace_id)
        after = before.model_copy(update={"hours_edits": edited(list(before.hours_edits))})
        policies.change(tx, here.workspace_id, here.member_id, after, reason, seen=form.version)


def _refused(form: Form, refusal: Refusal) -> Form:
    """A row that the table refuses says which cell is wrong, and stands beside that field."""
    why = str(refusal.params.get("why", ""))
    if refusal.code != "bad_hours":
        return form.refused(refusal)
    cells = {"mon_fri": "weekday_opens", "sat_": "saturday_opens", "sun_": "sunday_opens",
             "effective": "effective_from", "source": "source"}  # fmt: skip
    field = next((name for word, name in cells.items() if why.startswith(word)), "state")
    return Form(form.name, form.values, errors={field: say("console.hours.refused", why=why)})


def _wrong(error: ValidationError) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in error.errors():
        name = str(each["loc"][0]) if each["loc"] else ""
        field = f"{name}_opens" if name in DAYS else name or "weekday_opens"
        found[field] = say_or(
            f"console.hours.wrong.{name or 'span'}", "console.hours.wrong.span",
            earliest=EARLIEST, latest=LATEST,
        )  # fmt: skip
    return found


def _show(form: Form | None = None, status: int = 200) -> Response:
    with runtime().uow.read() as session:
        policy, version = policies.current(session, visitor().workspace_id)
        today = runtime().uow.clock().date()
    table = hours_table(policy)
    given = {"row": Form("row", {"version": version})} | ({form.name: form} if form else {})
    return render(
        "console/policy_hours.html", status, rows=_rows(policy, table, today), version=version,
        table=table, forms=given, states=_states(table), earliest=EARLIEST, latest=LATEST,
        days=DAYS,
    )  # fmt: skip


def _rows(policy: Policy, table: Table, today: date) -> list[Shown]:
    """The workspace's own first, then by state; what is over is left out."""
    shipped = len(table.rows) - len(policy.hours_edits)
    found = [
        Shown(row, table.row(row.state, today) is row, None if place < shipped else place - shipped)
        for place, row in enumerate(table.rows)
        if row.effective_to is None or row.effective_to >= today or place >= shipped
    ]
    return sorted(found, key=lambda each: (each.edit is None, each.row.state))


def _states(table: Table) -> list[tuple[str, str]]:
    """The US states that a row of one's own may be about."""
    names = sorted(state for state in table.by_state if len(state) == 2 and state != "US")
    return [("", "–"), *((name, name) for name in names)]
