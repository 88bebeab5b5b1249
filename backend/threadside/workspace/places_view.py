"""What pages show of locations and teams: the tree in its order, with lines and people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Label, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from threadside.rules.hours.zones import zone_or_utc
from threadside.rules.working_hours import is_open
from threadside.store.tables import (
    Line,
    Location,
    Member,
    MemberLocation,
    MemberSkill,
    Team,
    TeamLine,
    TeamMember,
    User,
)
from threadside.workspace.reach import ALL, beneath_of_member, colleagues


@dataclass(frozen=True)
class Node:
    """A location in the tree. `open` is whether it works now, None while nobody said when."""

    place: Location
    depth: int
    lines: Sequence[Any]
    people: Sequence[Any]
    open: bool | None


@dataclass(frozen=True)
class TeamRow:
    """A team with how many are in it and how many lines it has."""

    team: Team
    members: int
    lines: int
    lead: str | None
    place: str | None


@dataclass(frozen=True)
class Tree:
    """The locations in order, parents before children; what is the whole workspace's; teams; what
    members are good at."""

    nodes: Sequence[Node]
    retired: Sequence[Location]
    loose_lines: Sequence[Any]
    teams: Sequence[TeamRow]
    skills: Mapping[str, Sequence[str]]


def tree(session: Session, workspace_id: str, now: datetime, local: str | None = None) -> Tree:
    """All of it by five statements. `local` is a member who is shown their own locations alone."""
    places = _places(session, workspace_id, local)
    by_place: dict[str | None, list[Any]] = {}
    for line in lines_of(session, workspace_id):
        by_place.setdefault(line.location_id, []).append(line)
    people: dict[str, list[Any]] = {}
    for row in people_at(session, workspace_id, local):
        people.setdefault(row.location_id, []).append(row)
    nodes = [
        Node(place, depth, by_place.get(place.id, ()), people.get(place.id, ()), _open(place, now))
        for place, depth in ordered(places)
    ]
    return Tree(
        nodes,
        [place for place in places.values() if not place.active],
        by_place.get(None, ()),
        _teams(session, workspace_id, local),
        _skills(session, workspace_id),
    )


def ordered(places: Mapping[str, Location]) -> list[tuple[Location, int]]:
    """Active locations as a tree is read, each with how deep it stands."""
    beneath: dict[str | None, list[Location]] = {}
    for place in places.values():
        if place.active:
            top = place.parent_id if place.parent_id in places else None
            beneath.setdefault(top, []).append(place)
    found: list[tuple[Location, int]] = []

    def walk(parent: str | None, depth: int) -> None:
        for place in beneath.get(parent, ()):
            found.append((place, depth))
            walk(place.id, depth + 1)

    walk(None, 0)
    return found


def options(places: Mapping[str, Location], none: str) -> list[tuple[str, str]]:
    """The locations as choices of a select, with `none` before them."""
    named = [(place.id, "\u2003" * depth + place.name) for place, depth in ordered(places)]
    return [("", none), *named]


def lines_of(session: Session, workspace_id: str) -> Sequence[Any]:
    """Every line that the visitor sees, in the workspace's order."""
    return session.execute(
        select(Line.id, Line.name, Line.phone, Line.state, Line.location_id, Line.version)
        .where(Line.workspace_id == workspace_id)
        .order_by(Line.position, Line.id)
    ).all()


def people_of(session: Session, workspace_id: str) -> Sequence[Any]:
    """Active members by name."""
    rows = session.execute(
        select(Member.id, User.name, Member.role, Member.reach, Member.away_until)
        .join(User, User.id == Member.user_id)
        .where(Member.workspace_id == workspace_id, Member.active)
    ).all()
    return sorted(rows, key=lambda row: (row.name.casefold(), row.id))


def people_at(session: Session, workspace_id: str, local: str | None = None) -> Sequence[Any]:
    """Who works where, by name."""
    rows = session.execute(
        select(
            MemberLocation.location_id,
            Member.id,
            User.name,
            Member.role,
            Member.away_until,
            Member.away_note,
            _stand_in(),
        )
        .join(Member, Member.id == MemberLocation.member_id)
        .join(User, User.id == Member.user_id)
        .where(
            Member.workspace_id == workspace_id,
            Member.active,
            Member.reach != ALL,
            true() if local is None else colleagues(local),
        )
    ).all()
    return sorted(rows, key=lambda row: (row.name.casefold(), row.id))


def _stand_in() -> Label[str | None]:
    other, person = aliased(Member), aliased(User)
    named = select(person.name).join(other, other.user_id == person.id)
    found = named.where(other.id == Member.stand_in_id).correlate(Member).scalar_subquery()
    return found.label("stand_in")


def _places(session: Session, workspace_id: str, local: str | None) -> dict[str, Location]:
    own = true() if local is None else Location.id.in_(beneath_of_member(local))
    rows = session.scalars(select(Location).where(Location.workspace_id == workspace_id, own))
    return {row.id: row for row in sorted(rows, key=lambda row: (row.name.casefold(), row.id))}


def _teams(session: Session, workspace_id: str, local: str | None) -> list[TeamRow]:
    members = select(func.count()).where(TeamMember.team_id == Team.id).scalar_subquery()
    lines = select(func.count()).where(TeamLine.team_id == Team.id).scalar_subquery()
    lead = (
        select(User.name)
        .join(Member, Member.user_id == User.id)
        .where(Member.id == Team.lead_id)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Team, members, lines, lead, Location.name)
        .outerjoin(Location, Location.id == Team.location_id)
        .where(Team.workspace_id == workspace_id, Team.active, _own_teams(local))
    )
    found = [TeamRow(*row) for row in rows]
    return sorted(found, key=lambda row: (row.team.name.casefold(), row.team.id))


def _skills(session: Session, workspace_id: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for member_id, skill in session.execute(
        select(MemberSkill.member_id, MemberSkill.skill)
        .join(Member, Member.id == MemberSkill.member_id)
        .where(Member.workspace_id == workspace_id)
        .order_by(MemberSkill.member_id, MemberSkill.skill)
    ):
        found.setdefault(member_id, []).append(skill)
    return found


def _own_teams(local: str | None) -> ColumnElement[bool]:
    if local is None:
        return true()
    mine = select(TeamMember.team_id).where(TeamMember.member_id == local)
    return or_(Team.location_id.in_(beneath_of_member(local)), Team.id.in_(mine))


def _open(place: Location, now: datetime) -> bool | None:
    return is_open(place.hours, now.astimezone(zone_or_utc(place.zone)))
