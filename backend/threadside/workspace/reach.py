"""Which lines a member reaches, and with them whose conversations (`store.narrowing`).

Members of the whole workspace reach everything, at no cost. The others reach the lines of their
locations with what is beneath, of their teams, and those they were granted; an agency's member
only the latter two. Admins are always of the whole workspace. Where those above read figures alone
(`Workspace.above_reads`), members of the whole workspace reach the lines that no location has.
"""

from typing import Final

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, aliased

from threadside.store.narrowing import Reach
from threadside.store.tables import (
    Line,
    Location,
    Member,
    MemberLine,
    MemberLocation,
    TeamLine,
    TeamMember,
)
from threadside.workspace.members import Membership

ALL: Final = "all"
PLACES: Final = "places"
EXTERNAL: Final = "external"
EVERYTHING: Final = "everything"


def reach_of(
    session: Session,
    *,
    workspace_id: str,
    member_id: str,
    role: str,
    kind: str,
    above_reads: str,
    figures: bool = False,
) -> Reach | None:
    """What a member sees; None: everything, which asks the database nothing.

    With `figures` whoever may see every figure gets them where the words are not theirs to read.
    """
    whole = role == "admin" or kind == ALL
    if whole and above_reads == EVERYTHING:
        return None
    lines = session.scalars(
        select(Line.id).where(Line.workspace_id == workspace_id, _theirs(member_id, kind, whole))
    )
    return Reach(
        member_id=member_id,
        lines=frozenset(lines),
        outsider=not whole and kind == EXTERNAL,
        local=not (whole and figures),
    )


def of_membership(session: Session, here: Membership) -> Reach | None:
    """What somebody sees in the console, where figures are for all of the whole workspace."""
    return reach_of(
        session,
        workspace_id=here.workspace_id,
        member_id=here.member_id,
        role=here.role,
        kind=here.reach,
        above_reads=here.above_reads,
        figures=True,
    )


def colleagues(member_id: str) -> ColumnElement[bool]:
    """Of members: this one, who works at their locations or beneath, and who is in their teams."""
    here = select(MemberLocation.member_id).where(
        MemberLocation.location_id.in_(beneath_of_member(member_id))
    )
    mine = aliased(TeamMember)
    team = (
        select(TeamMember.member_id)
        .join(mine, mine.team_id == TeamMember.team_id)
        .where(mine.member_id == member_id)
    )
    return or_(Member.id == member_id, Member.id.in_(here), Member.id.in_(team))


def _theirs(member_id: str, kind: str, whole: bool) -> ColumnElement[bool]:
    granted = Line.id.in_(select(MemberLine.line_id).where(MemberLine.member_id == member_id))
    of_teams = Line.id.in_(
        select(TeamLine.line_id)
        .join(TeamMember, TeamMember.team_id == TeamLine.team_id)
        .where(TeamMember.member_id == member_id)
    )
    if whole:
        return or_(Line.location_id.is_(None), granted, of_teams)
    if kind == EXTERNAL:
        return or_(granted, of_teams)
    return or_(granted, of_teams, Line.location_id.in_(beneath_of_member(member_id)))


def beneath_of_member(member_id: str) -> Select[tuple[str]]:
    """The ids of a member's locations and all that is beneath them, as a subquery."""
    roots = select(MemberLocation.location_id.label("id")).where(
        MemberLocation.member_id == member_id
    )
    beneath = roots.cte("beneath", recursive=True)
    beneath = beneath.union(select(Location.id).join(beneath, Location.parent_id == beneath.c.id))
    return select(beneath.c.id)
