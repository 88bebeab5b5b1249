"""A team: what it is called, where it is, who leads it, who is in it, which lines it has."""

from typing import Any, Final

from flask import Blueprint, Response
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.forms import Form
from threadside.console.frame import console, render, visitor
from threadside.console.places import HOME
from threadside.console.places_sure import picked, save
from threadside.errors import NotFound, Refusal
from threadside.people.cards import display
from threadside.rules.working_hours import written
from threadside.runtime import runtime
from threadside.store.tables import Team, TeamLine, TeamMember
from threadside.workspace import membership, places, places_view
from threadside.workspace.membership import Wish

bp = Blueprint("places_team", __name__, url_prefix="/places/teams")

FIELDS: Final = {
    "empty_place_name": "name", "team_taken": "name", "lead_not_in_team": "lead",
    "bad_working_hours": "hours", "place_is_retired": "location",
}  # fmt: skip
NEW: Final = f"{HOME}/teams/new"


@bp.get("/new")
@console("admin")
def new() -> Response:
    """The form for another team."""
    return _show(None)


@bp.post("/new")
@console("admin")
def add() -> AnyResponse:
    """Another team."""
    form = Form.sent("team")
    try:
        return save(
            form,
            lambda tx: membership.make_team(tx, visitor().workspace_id, _wish(form)),
            action=NEW,
            back=HOME,
            told="team_made",
        )
    except Refusal as refusal:
        return _refused(None, form, refusal)


@bp.get("/<id:team_id>")
@console("read")
def page(team_id: str) -> Response:
    """One team."""
    return _show(team_id)


@bp.post("/<id:team_id>")
@console("admin")
def change(team_id: str) -> AnyResponse:
    """Others are in it, or other lines are theirs."""
    form, here = Form.sent("team"), f"{HOME}/teams/{team_id}"
    try:
        return save(
            form,
            lambda tx: membership.change_team(
                tx, visitor().workspace_id, team_id, _wish(form), form.version
            ),
            action=here,
            back=here,
            told="team_changed",
        )
    except Refusal as refusal:
        return _refused(team_id, form, refusal)


@bp.post("/<id:team_id>/end")
@console("admin")
def end(team_id: str) -> AnyResponse:
    """It is no more."""
    form = Form.sent("end")
    try:
        return save(
            form,
            lambda tx: membership.end_team(tx, visitor().workspace_id, team_id, form.version),
            action=f"{HOME}/teams/{team_id}/end",
            back=HOME,
            told="team_ended",
        )
    except Refusal as refusal:
        return _refused(team_id, form, refusal)


def _wish(form: Form) -> Wish:
    return Wish(
        name=form.text("name"),
        location_id=form.text("location") or None,
        lead_id=form.text("lead") or None,
        members=picked(form, "member"),
        lines=picked(form, "line"),
        hours=form.text("hours"),
    )


def _refused(team_id: str | None, form: Form, refusal: Refusal) -> Response:
    if refusal.status == 404:
        raise refusal
    status = 409 if refusal.status == 409 else 422
    return _show(team_id, status, form.refused(refusal, FIELDS))


def _show(team_id: str | None, status: int = 200, form: Form | None = None) -> Response:
    workspace_id = visitor().workspace_id
    with runtime().uow.read() as session:
        team, values = _team(session, workspace_id, team_id)
        people = places_view.people_of(session, workspace_id)
        lines = places_view.lines_of(session, workspace_id)
        known = places.of_workspace(session, workspace_id)
    return render(
        "console/places_team.html",
        status,
        team=team,
        form=form if form and form.name == "team" else Form("team", values),
        problem=form.problem if form and form.name == "end" else "",
        people=people,
        lines=lines,
        people_choices=[(each.id, each.name) for each in people],
        line_choices=[(each.id, f"{each.name} · {display(each.phone)}") for each in lines],
        locations=places_view.options(known, ""),
        names={key: place.name for key, place in known.items()},
        action=NEW if team is None else f"{HOME}/teams/{team.id}",
    )


def _team(
    session: Session, workspace_id: str, team_id: str | None
) -> tuple[Team | None, dict[str, Any]]:
    if team_id is None:
        return None, {}
    team = session.scalar(
        select(Team).where(Team.workspace_id == workspace_id, Team.id == team_id, Team.active)
    )
    if team is None:
        raise NotFound("team")
    members = session.scalars(select(TeamMember.member_id).where(TeamMember.team_id == team.id))
    lines = session.scalars(select(TeamLine.line_id).where(TeamLine.team_id == team.id))
    ticked = [*(f"member-{each}" for each in members), *(f"line-{each}" for each in lines)]
    return team, {
        "name": team.name, "location": team.location_id, "lead": team.lead_id,
        "hours": written(team.hours), **dict.fromkeys(ticked, True),
    }  # fmt: skip
