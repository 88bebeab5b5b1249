"""Where a member or a line belongs, and whether a member answers."""

from datetime import datetime
from typing import Any, Final

from flask import Blueprint, Response
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import FieldRefused, Form
from threadside.console.frame import console, done, render, visitor
from threadside.console.places import HOME
from threadside.console.places_sure import picked, save
from threadside.errors import NotFound, Refusal
from threadside.people.cards import display
from threadside.rules.hours.zones import zone_or_utc
from threadside.runtime import runtime
from threadside.store.tables import (
    Location,
    Member,
    MemberLine,
    MemberLocation,
    MemberSkill,
    User,
)
from threadside.workspace import membership, places, places_view
from threadside.workspace.membership import REACHES, Availability

bp = Blueprint("places_member", __name__, url_prefix="/places")

FIELDS: Final = {
    "admin_sees_all": "reach", "no_places": "reach", "no_granted_lines": "reach",
    "away_is_past": "away_until", "own_stand_in": "stand_in", "stand_in_is_away": "stand_in",
    "too_many_skills": "skills", "place_is_retired": "location",
}  # fmt: skip


@bp.get("/members/<id:member_id>")
@console("admin")
def member(member_id: str) -> Response:
    """Where a member belongs."""
    return _member(member_id)


@bp.post("/members/<id:member_id>")
@console("admin")
def belong(member_id: str) -> AnyResponse:
    """They belong elsewhere from now on."""
    form, here = Form.sent("belong"), f"{HOME}/members/{member_id}"
    try:
        reach = form.choice("reach", REACHES)
        return save(
            form,
            lambda tx: membership.belong(
                tx,
                visitor().workspace_id,
                member_id,
                reach,
                picked(form, "at"),
                picked(form, "line"),
                form.text("seen"),
            ),
            action=here,
            back=here,
            told="member_belongs",
        )
    except Refusal as refusal:
        return _refused(member_id, form, refusal)


@bp.post("/members/<id:member_id>/availability")
@console("admin")
def availability(member_id: str) -> AnyResponse:
    """They are out, or back; what they are good at."""
    form = Form.sent("availability")
    try:
        said = Availability(
            away_until=_until(form) if form.checked("away") else None,
            note=form.text("note"),
            stand_in_id=form.text("stand_in") or None,
            skills=tuple(form.text("skills").split(",")),
        )
        with runtime().uow.write() as tx:
            membership.be_available(tx, visitor().workspace_id, member_id, said)
    except Refusal as refusal:
        return _refused(member_id, form, refusal)
    return done("member_available", f"{HOME}/members/{member_id}")


@bp.get("/lines/<id:line_id>")
@console("admin")
def line(line_id: str) -> Response:
    """Where a line belongs."""
    return _line(line_id)


@bp.post("/lines/<id:line_id>")
@console("admin")
def put_line(line_id: str) -> AnyResponse:
    """It belongs elsewhere from now on."""
    form = Form.sent("line")
    try:
        return save(
            form,
            lambda tx: places.put_line(
                tx,
                visitor().workspace_id,
                line_id,
                form.text("location") or None,
                form.version,
            ),
            action=f"{HOME}/lines/{line_id}",
            back=HOME,
            told="line_put",
        )
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        status = 409 if refusal.status == 409 else 422
        return _line(line_id, status, form.refused(refusal, FIELDS))


def _until(form: Form) -> datetime:
    """The end of what was picked, on the clock of UTC."""
    try:
        found = datetime.fromisoformat(form.required("away_until"))
    except ValueError as error:
        raise FieldRefused("bad_choice", "away_until") from error
    return found.replace(tzinfo=zone_or_utc(None))


def _refused(member_id: str, form: Form, refusal: Refusal) -> Response:
    if refusal.status == 404:
        raise refusal
    status = 409 if refusal.status == 409 else 422
    return _member(member_id, status, form.refused(refusal, FIELDS))


def _line(line_id: str, status: int = 200, form: Form | None = None) -> Response:
    workspace_id = visitor().workspace_id
    with runtime().uow.read() as session:
        lines = places_view.lines_of(session, workspace_id)
        known = places.of_workspace(session, workspace_id)
    found = next((each for each in lines if each.id == line_id), None)
    if found is None:
        raise NotFound("line")
    return render(
        "console/places_line.html",
        status,
        line=found,
        form=form or Form("line", {"location": found.location_id}),
        locations=places_view.options(known, ""),
    )


def _member(member_id: str, status: int = 200, *forms: Form) -> Response:
    workspace_id, now = visitor().workspace_id, runtime().uow.clock()
    with runtime().uow.read() as session:
        values = _values(session, workspace_id, member_id)
        lines = places_view.lines_of(session, workspace_id)
        people = places_view.people_of(session, workspace_id)
        known = places.of_workspace(session, workspace_id)
    given = {
        "belong": Form("belong", values["belong"]),
        "availability": Form("availability", values["availability"]),
    } | {form.name: form for form in forms}
    away = values["member"].away_until
    return render(
        "console/places_member.html",
        status,
        member=values["member"],
        name=values["name"],
        seen=values["seen"],
        away=away if away and away > now else None,
        forms=given,
        place_choices=places_view.options(known, "")[1:],
        line_choices=[(each.id, f"{each.name} · {display(each.phone)}") for each in lines],
        stand_ins=[("", ""), *((each.id, each.name) for each in people if each.id != member_id)],
        reaches=REACHES,
        home=f"{HOME}/members/{member_id}",
    )


def _values(session: Session, workspace_id: str, member_id: str) -> dict[str, Any]:
    row = session.execute(
        select(Member, User.name)
        .join(User, User.id == Member.user_id)
        .where(Member.workspace_id == workspace_id, Member.id == member_id)
    ).one_or_none()
    if row is None:
        raise NotFound("member")
    member, name = row
    at = session.scalars(
        select(MemberLocation.location_id)
        .join(Location, Location.id == MemberLocation.location_id)
        .where(MemberLocation.member_id == member_id)
    ).all()
    granted = session.scalars(
        select(MemberLine.line_id).where(MemberLine.member_id == member_id)
    ).all()
    skills = session.scalars(
        select(MemberSkill.skill).where(MemberSkill.member_id == member_id)
    ).all()
    ticked = [*(f"at-{each}" for each in at), *(f"line-{each}" for each in granted)]
    until = member.away_until
    return {
        "member": member,
        "name": name,
        "seen": " ".join([member.reach, *sorted(at), *sorted(granted)]),
        "belong": {"reach": member.reach, **dict.fromkeys(ticked, True)},
        "availability": {
            "away": until is not None,
            "away_until": f"{until:%Y-%m-%dT%H:%M}" if until else "",
            "note": member.away_note,
            "stand_in": member.stand_in_id,
            "skills": ", ".join(sorted(skills)),
        },
    }
