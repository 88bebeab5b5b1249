"""What the verdict would be: for any number, line, moment and text, by the rules in force."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, cast

from flask import Blueprint, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.consent import listing
from threadside.console.forms import FieldRefused, Form
from threadside.console.frame import console, render, visitor
from threadside.console.one_number import e164
from threadside.errors import Refusal
from threadside.people.cards import display
from threadside.rules.hours import place, zone_or_utc
from threadside.rules.hours import zones as zones_of
from threadside.rules.verdict import Kind
from threadside.runtime import runtime
from threadside.store.tables import Line
from threadside.verdict.judge import Assessment, Draft, assess
from threadside.verdict.loading import Asked

bp = Blueprint("policy_what_if", __name__, url_prefix="/policy/what-if")

CLOCKS: Final = ("theirs", "utc")
KINDS: Final = ("initiate", "reply")
LONGEST_TEXT: Final = 4_000
MOST_CLOCKS: Final = 6


@dataclass(frozen=True, slots=True)
class Answered:
    """A verdict with what it was asked for: the moment, and what clocks show where they may be."""

    found: Assessment
    phone: str
    at: datetime
    clocks: tuple[tuple[str, str], ...]
    names: tuple[str, ...]


@bp.get("")
@console("read")
def page() -> Response:
    """A question to fill in; it opens with the present moment."""
    now = runtime().uow.clock().astimezone(UTC)
    start = {"at": f"{now:%Y-%m-%dT%H:%M}", "clock": "utc", "kind": ""}
    return _show(Form("ask", start))


@bp.post("")
@console("read")
def ask() -> Response:
    """Its answer. Nothing is sent, counted or kept."""
    form = Form.sent("ask")
    try:
        phone = e164(form.required("number"))
        clock = form.choice("clock", CLOCKS)
        typed = _moment(form)
        with runtime().uow.read() as session:
            answered = _answered(session, form, phone, typed, clock)
    except Refusal as refusal:
        return _show(form.refused(refusal), status=422)
    return _show(form, answered)


def _answered(session: Session, form: Form, phone: str, typed: datetime, clock: str) -> Answered:
    workspace_id = visitor().workspace_id
    owners = listing.owners(session, workspace_id, phone)
    line = _line(session, form)
    asked = Asked(workspace_id, None, phone, line, owners[0].id if len(owners) == 1 else None)
    draft = Draft(text=form.text("text")[:LONGEST_TEXT] or None, kind=_kind(form))
    name = owners[0].name if len(owners) == 1 else ""

    def at(moment: datetime, zone: str | None) -> Assessment:
        return assess(session, asked, moment, name=name, zone=zone, draft=draft)

    moment = typed.replace(tzinfo=UTC)
    found = at(moment, None)
    zones = found.hours.zones if found.hours else zones_of(phone)
    if clock == "theirs":
        moment = typed.replace(tzinfo=zone_or_utc(zones[0] if zones else None)).astimezone(UTC)
    found = at(moment, zones[0] if zones else None)
    local = tuple((place(zone) or zone, _clock(moment, zone)) for zone in zones[:MOST_CLOCKS])
    return Answered(found, phone, moment, local, tuple(each.name for each in owners))


def _moment(form: Form) -> datetime:
    """What stands in the field, on whichever clock is meant.

    Raises:
        FieldRefused: when it is no moment of this century.
    """
    try:
        found = datetime.fromisoformat(form.required("at")).replace(tzinfo=None)
    except ValueError as error:
        raise FieldRefused("bad_moment", "at") from error
    if not 2000 < found.year < 2100:
        raise FieldRefused("bad_moment", "at")
    return found


def _kind(form: Form) -> Kind | None:
    value = form.choice("kind", ("", *KINDS))
    return cast(Kind, value) if value else None


def _line(session: Session, form: Form) -> str | None:
    ids = session.scalars(select(Line.id).where(Line.workspace_id == visitor().workspace_id)).all()
    return form.choice("line", ("", *ids)) or None


def _clock(moment: datetime, zone: str) -> str:
    at = moment.astimezone(zone_or_utc(zone))
    return (
        f"{at:%a} {at:%b} {at.day}, {at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"
    )


def _show(form: Form, answered: Answered | None = None, status: int = 200) -> Response:
    with runtime().uow.read() as session:
        lines: Any = session.execute(
            select(Line.id, Line.name, Line.phone)
            .where(Line.workspace_id == visitor().workspace_id)
            .order_by(Line.position, Line.id)
        ).all()
    given = [(line.id, f"{line.name}, {display(line.phone)}") for line in lines]
    return render(
        "console/policy_what_if.html", status, form=form, answered=answered, line_choices=given,
        kinds=KINDS, clocks=CLOCKS,
    )  # fmt: skip
