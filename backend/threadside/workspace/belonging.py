"""Who sees which lines, as a picture of the whole workspace; and what would change for whom.

The same rule as `reach.reach_of`, which asks for one member at each request; a test holds the two
together. An admin's page makes a change in a transaction of its own, compares the pictures before
and after, and undoes it until the admin has read what it takes from whom.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from threadside.store.tables import (
    Line,
    Location,
    Member,
    MemberLine,
    MemberLocation,
    TeamLine,
    TeamMember,
    Thread,
    User,
    Workspace,
)
from threadside.workspace.places import above
from threadside.workspace.reach import ALL, EVERYTHING, EXTERNAL

Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Person:
    """A member as far as what they see goes."""

    name: str
    role: str
    reach: str


@dataclass(frozen=True)
class Picture:
    """Everything that decides who sees what: parents by location, locations by line, members, and
    pairs of (team, member), (team, line), (member, location) and (member, line)."""

    parents: Mapping[str, str | None]
    lines: Mapping[str, str | None]
    members: Mapping[str, Person]
    in_teams: Pairs
    of_teams: Pairs
    at: Pairs
    granted: Pairs
    above_reads: str = EVERYTHING

    def sees(self, member_id: str) -> frozenset[str]:
        """The lines whose conversations a member sees."""
        person = self.members[member_id]
        whole = person.role == "admin" or person.reach == ALL
        if whole and self.above_reads == EVERYTHING:
            return frozenset(self.lines)
        teams = {team for team, member in self.in_teams if member == member_id}
        theirs = {line for team, line in self.of_teams if team in teams}
        theirs |= {line for member, line in self.granted if member == member_id}
        if whole:
            theirs |= {line for line, place in self.lines.items() if place is None}
        elif person.reach != EXTERNAL:
            roots = {place for member, place in self.at if member == member_id}
            theirs |= {
                line
                for line, place in self.lines.items()
                if roots.intersection(above(self.parents, place))
            }
        return frozenset(theirs & self.lines.keys())


@dataclass(frozen=True)
class Effect:
    """What a change does to one member: the conversations of a line come or go."""

    member: str
    gains: bool
    line: str
    conversations: int


def picture(session: Session, workspace_id: str) -> Picture:
    """The workspace as it stands, by seven statements; of members those who are active."""
    lines = select(Line.id, Line.location_id).where(Line.workspace_id == workspace_id)
    places = select(Location.id, Location.parent_id).where(Location.workspace_id == workspace_id)
    people = (
        select(Member.id, User.name, Member.role, Member.reach, Workspace.above_reads)
        .join(User, User.id == Member.user_id)
        .join(Workspace, Workspace.id == Member.workspace_id)
        .where(Member.workspace_id == workspace_id, Member.active)
    )
    rows = session.execute(people).all()
    ours = select(Member.id).where(Member.workspace_id == workspace_id)

    def pairs(left: object, right: object, member: object) -> Pairs:
        found = session.execute(select(left, right).where(member.in_(ours)))  # type: ignore[call-overload, attr-defined]
        return frozenset((one, other) for one, other in found)

    of_teams = (
        select(TeamLine.team_id, TeamLine.line_id)
        .join(Line, Line.id == TeamLine.line_id)
        .where(Line.workspace_id == workspace_id)
    )
    return Picture(
        parents={row.id: row.parent_id for row in session.execute(places)},
        lines={row.id: row.location_id for row in session.execute(lines)},
        members={row.id: Person(row.name, row.role, row.reach) for row in rows},
        in_teams=pairs(TeamMember.team_id, TeamMember.member_id, TeamMember.member_id),
        of_teams=frozenset((row.team_id, row.line_id) for row in session.execute(of_teams)),
        at=pairs(MemberLocation.member_id, MemberLocation.location_id, MemberLocation.member_id),
        granted=pairs(MemberLine.member_id, MemberLine.line_id, MemberLine.member_id),
        above_reads=rows[0].above_reads if rows else EVERYTHING,
    )


def effects(session: Session, workspace_id: str, before: Picture, after: Picture) -> list[Effect]:
    """What the change from one picture to the other takes from whom, and gives to whom: what goes
    first, then by name."""
    changed = [
        (person.name, line, line in after.sees(member_id))
        for member_id, person in before.members.items()
        for line in before.sees(member_id) ^ after.sees(member_id)
    ]
    if not changed:
        return []
    lines = {line for _, line, _ in changed}
    named = session.execute(
        select(Line.id, Line.phone, func.count(Thread.id).label("threads"))
        .outerjoin(Thread, Thread.line_id == Line.id)
        .where(Line.workspace_id == workspace_id, Line.id.in_(sorted(lines)))
        .group_by(Line.id, Line.phone)
    )
    of = {row.id: row for row in named}
    found = [Effect(name, gains, of[line].phone, of[line].threads) for name, line, gains in changed]
    return sorted(found, key=lambda one: (one.gains, one.member.casefold(), one.line))
