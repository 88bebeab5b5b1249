"""Where members belong: to the whole workspace, to locations, or to an agency; teams and who is in
them; who is away, and what they are good at."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.errors import Invalid, NotFound, Refusal
from threadside.ids import new_id
from threadside.store.tables import (
    Line,
    Location,
    Member,
    MemberLine,
    MemberLocation,
    MemberSkill,
    Team,
    TeamLine,
    TeamMember,
    Workspace,
)
from threadside.store.uow import Tx
from threadside.workspace import access, places, versions
from threadside.workspace.reach import ALL, EVERYTHING, EXTERNAL, PLACES

REACHES: Final = (ALL, PLACES, EXTERNAL)
READS: Final = (EVERYTHING, "figures")
MOST_SKILLS: Final = 20
LONGEST_SKILL: Final = 40
LONGEST_NOTE: Final = 200


@dataclass(frozen=True)
class Wish:
    """What a team is to be."""

    name: str
    location_id: str | None
    lead_id: str | None
    members: frozenset[str]
    lines: frozenset[str]
    hours: str = ""


@dataclass(frozen=True)
class Availability:
    """Whether a member answers: out until when (None: in), why, and who does meanwhile."""

    away_until: datetime | None
    note: str
    stand_in_id: str | None
    skills: tuple[str, ...] = ()


def belong(  # noqa: PLR0917 - who, where, and by which state of the form
    tx: Tx,
    workspace_id: str,
    member_id: str,
    reach: str,
    locations: Collection[str],
    lines: Collection[str],
    seen: str,
) -> None:
    """Where a member belongs from their next request on. `seen` is `signature` as the admin saw it.

    Raises:
        NotFound: `member`, `location`, `line`.
        Invalid: `bad_choice`, `admin_sees_all` for one who can't see less; `no_places` without any
            location, `no_granted_lines` for an agency's member without a line.
        Refusal: `changed_meanwhile` (409).
    """
    access.hold(tx, workspace_id)
    member = _member(tx.session, workspace_id, member_id)
    if signature(tx.session, member) != seen:
        raise Refusal("changed_meanwhile")
    if reach not in REACHES:
        raise Invalid("bad_choice")
    if reach != ALL and member.role == "admin":
        raise Invalid("admin_sees_all")
    at = set(locations) if reach == PLACES else set()
    granted = set(lines) if reach != ALL else set()
    if reach == PLACES and not at:
        raise Invalid("no_places")
    if reach == EXTERNAL and not granted:
        raise Invalid("no_granted_lines")
    _require(tx.session, workspace_id, Location, at, "location")
    _require(tx.session, workspace_id, Line, granted, "line")
    _replace(tx, MemberLocation, "member_id", member_id, "location_id", at)
    _replace(tx, MemberLine, "member_id", member_id, "line_id", granted)
    tx.session.execute(update(Member).where(Member.id == member_id).values(reach=reach))
    told = {
        "member": member_id, "reach": reach, "locations": sorted(at), "lines": sorted(granted)
    }  # fmt: skip
    audit.record(tx, workspace_id, "member.belongs", told)
    access.changed(tx, [workspace_id])


def signature(session: Session, member: Member) -> str:
    """What a form about a member was made of, so that a change meanwhile is noticed."""
    at = session.scalars(
        select(MemberLocation.location_id).where(MemberLocation.member_id == member.id)
    )
    granted = session.scalars(select(MemberLine.line_id).where(MemberLine.member_id == member.id))
    reach = session.scalar(select(Member.reach).where(Member.id == member.id))
    return " ".join([str(reach), *sorted(at), *sorted(granted)])


def read_above(tx: Tx, workspace_id: str, choice: str) -> None:
    """What members of the whole workspace read of the lines that a location has.

    Raises:
        Invalid: `bad_choice`.
    """
    if choice not in READS:
        raise Invalid("bad_choice")
    tx.session.get_one(Workspace, workspace_id).above_reads = choice
    access.changed(tx, [workspace_id])


def make_team(tx: Tx, workspace_id: str, wish: Wish) -> Team:
    """A new team.

    Raises:
        Invalid: `empty_place_name`, `bad_working_hours`, `lead_not_in_team`, `place_is_retired`.
        NotFound: `location`, `member`, `line`. Refusal: `team_taken` (409).
    """
    access.hold(tx, workspace_id)
    made = Team(id=new_id(), workspace_id=workspace_id, active=True, version=1, created_at=tx.now)
    return _set_team(tx, made, wish, new=True)


def change_team(tx: Tx, workspace_id: str, team_id: str, wish: Wish, seen: int) -> Team:
    """Another name, other members or lines. Raises as `make_team`, and Refusal:
    `changed_meanwhile` (409)."""
    access.hold(tx, workspace_id)
    row = versions.hold(tx, Team, workspace_id, team_id, seen)
    return _set_team(tx, row, wish, new=False)


def end_team(tx: Tx, workspace_id: str, team_id: str, seen: int) -> Team:
    """A team that is no more; its members lose what they had by it.

    Raises:
        NotFound: `team`. Refusal: `changed_meanwhile` (409).
    """
    access.hold(tx, workspace_id)
    row = versions.hold(tx, Team, workspace_id, team_id, seen)
    row.active, row.lead_id = False, None
    tx.session.flush()
    _replace(tx, TeamMember, "team_id", row.id, "member_id", ())
    _replace(tx, TeamLine, "team_id", row.id, "line_id", ())
    access.changed(tx, [workspace_id])
    return row


def be_available(tx: Tx, workspace_id: str, member_id: str, said: Availability) -> None:
    """Whether a member answers, who does meanwhile, and what they are good at.

    Raises:
        NotFound: `member`. Invalid: `away_is_past`, `stand_in_is_away`, `own_stand_in`,
            `too_many_skills`.
    """
    member = _member(tx.session, workspace_id, member_id)
    if said.away_until is not None and said.away_until <= tx.now:
        raise Invalid("away_is_past")
    stand_in = said.stand_in_id if said.away_until else None
    if stand_in is not None:
        if stand_in == member_id:
            raise Invalid("own_stand_in")
        other = _member(tx.session, workspace_id, stand_in)
        if not other.active or (other.away_until and other.away_until > tx.now):
            raise Invalid("stand_in_is_away")
    skills = _skills(said.skills)
    member.away_until, member.stand_in_id = said.away_until, stand_in
    member.away_note = said.note.replace("\0", "").strip()[:LONGEST_NOTE] if said.away_until else ""
    tx.session.flush()
    _replace(tx, MemberSkill, "member_id", member_id, "skill", skills)
    access.changed(tx, [workspace_id])


def _skills(said: Collection[str]) -> tuple[str, ...]:
    kept = {" ".join(each.replace("\0", "").split())[:LONGEST_SKILL].casefold() for each in said}
    kept.discard("")
    if len(kept) > MOST_SKILLS:
        raise Invalid("too_many_skills", most=MOST_SKILLS)
    return tuple(sorted(kept))


def _set_team(tx: Tx, row: Team, wish: Wish, *, new: bool) -> Team:
    session, workspace_id = tx.session, row.workspace_id
    row.name = places.place_name(wish.name)
    others = (each for each in places.teams_of(session, workspace_id) if each.id != row.id)
    if any(each.active and each.name.casefold() == row.name.casefold() for each in others):
        raise Refusal("team_taken", params={"name": row.name})
    if wish.location_id is not None:
        places.require_active(session, workspace_id, wish.location_id)
    if wish.lead_id is not None and wish.lead_id not in wish.members:
        raise Invalid("lead_not_in_team")
    _require(session, workspace_id, Member, set(wish.members), "member")
    _require(session, workspace_id, Line, set(wish.lines), "line")
    row.location_id, row.lead_id = wish.location_id, wish.lead_id
    row.hours = places.working_hours(wish.hours)
    if new:
        session.add(row)
    session.flush()
    _replace(tx, TeamMember, "team_id", row.id, "member_id", wish.members)
    _replace(tx, TeamLine, "team_id", row.id, "line_id", wish.lines)
    told = {"id": row.id, "members": sorted(wish.members), "lines": sorted(wish.lines)}
    audit.record(tx, workspace_id, "team.made" if new else "team.set", told)
    access.changed(tx, [workspace_id])
    return row


def _member(session: Session, workspace_id: str, member_id: str) -> Member:
    row = session.scalar(
        select(Member).where(Member.workspace_id == workspace_id, Member.id == member_id)
    )
    if row is None:
        raise NotFound("member")
    return row


def _require(session: Session, workspace_id: str, table: Any, ids: set[str], what: str) -> None:
    if not ids:
        return
    wanted = select(table.id).where(table.workspace_id == workspace_id, table.id.in_(sorted(ids)))
    if set(session.scalars(wanted)) != ids:
        raise NotFound(what)


def _replace(  # noqa: PLR0917 - a table, its two columns and their values
    tx: Tx, table: Any, own: str, own_id: str, other: str, wanted: Collection[str]
) -> None:
    tx.session.execute(delete(table).where(getattr(table, own) == own_id))
    if wanted:
        rows = [{own: own_id, other: each} for each in sorted(wanted)]
        tx.session.execute(insert(table), rows)
