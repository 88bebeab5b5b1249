"""The tree of locations: added, described, moved, retired.

Whatever changes the tree holds the workspace's row first, so that two admins who move two branches
at once can't make a circle of them. Every change tells the workspace that its members changed:
sockets look anew at what they may be told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.errors import Invalid, NotFound, Refusal
from threadside.ids import new_id
from threadside.rules.hours.zones import zone_of_a_place
from threadside.rules.working_hours import NotHoursError, parse
from threadside.store.tables import Line, Location, Team
from threadside.store.tables.places import LOCATION_KINDS
from threadside.store.uow import Tx
from threadside.workspace import access, versions

LONGEST_NAME: Final = 100
LONGEST_ADDRESS: Final = 300


@dataclass(frozen=True)
class Described:
    """What an admin says of a location; `hours` as `rules.working_hours` reads them."""

    name: str
    kind: str = "location"
    parent_id: str | None = None
    zone: str = ""
    address: str = ""
    hours: str = ""


def of_workspace(session: Session, workspace_id: str) -> dict[str, Location]:
    """Every location by id, by name."""
    rows = session.scalars(select(Location).where(Location.workspace_id == workspace_id))
    return {row.id: row for row in sorted(rows, key=lambda row: (row.name.casefold(), row.id))}


def add(tx: Tx, workspace_id: str, wish: Described) -> Location:
    """A new location.

    Raises:
        Invalid: `empty_place_name`, `bad_place_zone`, `bad_working_hours`, `place_is_retired`.
        NotFound: for a parent that is not of this workspace. Refusal: `place_taken` (409).
    """
    access.hold(tx, workspace_id)
    made = Location(
        id=new_id(), workspace_id=workspace_id, active=True, version=1, created_at=tx.now
    )
    _describe(tx, made, wish)
    tx.session.add(made)
    tx.session.flush()
    access.changed(tx, [workspace_id])
    return made


def change(tx: Tx, workspace_id: str, location_id: str, wish: Described, seen: int) -> Location:
    """Describe a location anew, which may move it with all that is beneath it.

    Raises:
        As `add`, and Invalid: `place_in_itself`; Refusal: `changed_meanwhile` (409).
    """
    access.hold(tx, workspace_id)
    row = versions.hold(tx, Location, workspace_id, location_id, seen)
    _describe(tx, row, wish)
    tx.session.flush()
    access.changed(tx, [workspace_id])
    return row


def retire(tx: Tx, workspace_id: str, location_id: str, seen: int) -> Location:
    """A location that is no more. Its lines and what is beneath it go elsewhere before.

    Raises:
        NotFound: `location`. Refusal: `changed_meanwhile`, `place_has_lines`, `place_has_places`
            (409).
    """
    access.hold(tx, workspace_id)
    row = versions.hold(tx, Location, workspace_id, location_id, seen)
    lines = tx.session.scalars(select(Line.id).where(Line.location_id == row.id)).all()
    if lines:
        raise Refusal("place_has_lines", params={"count": len(lines)})
    beneath = select(Location.id).where(Location.parent_id == row.id, Location.active)
    if tx.session.scalars(beneath).first() is not None:
        raise Refusal("place_has_places")
    row.active = False
    tx.session.flush()
    access.changed(tx, [workspace_id])
    return row


def reopen(tx: Tx, workspace_id: str, location_id: str, seen: int) -> Location:
    """A retired location is one again.

    Raises:
        NotFound: `location`. Refusal: `changed_meanwhile` (409). Invalid: `place_is_retired` while
            what it stands beneath is.
    """
    access.hold(tx, workspace_id)
    row = versions.hold(tx, Location, workspace_id, location_id, seen)
    _require_parent(of_workspace(tx.session, workspace_id), row)
    row.active = True
    tx.session.flush()
    access.changed(tx, [workspace_id])
    return row


def put_line(tx: Tx, workspace_id: str, line_id: str, location_id: str | None, seen: int) -> Line:
    """A line belongs there from now on; None: to the whole workspace.

    Raises:
        NotFound: `line`, `location`. Invalid: `place_is_retired`. Refusal: `changed_meanwhile`.
    """
    access.hold(tx, workspace_id)
    row = versions.hold(tx, Line, workspace_id, line_id, seen)
    if location_id is not None:
        require_active(tx.session, workspace_id, location_id)
    row.location_id = location_id
    tx.session.flush()
    access.changed(tx, [workspace_id])
    return row


def require_active(session: Session, workspace_id: str, location_id: str) -> Location:
    """A location that is not retired.

    Raises:
        NotFound: `location`. Invalid: `place_is_retired`.
    """
    found = of_workspace(session, workspace_id).get(location_id)
    if found is None:
        raise NotFound("location")
    if not found.active:
        raise Invalid("place_is_retired", name=found.name)
    return found


def above(places: Mapping[str, str | None], location_id: str | None) -> Iterator[str]:
    """A location's id and those it stands beneath, upwards; `places` are parents by id."""
    passed: set[str] = set()
    while location_id is not None and location_id not in passed:
        passed.add(location_id)
        yield location_id
        location_id = places.get(location_id)


def _describe(tx: Tx, row: Location, wish: Described) -> None:
    known = of_workspace(tx.session, row.workspace_id)
    row.name = place_name(wish.name)
    if wish.kind not in LOCATION_KINDS:
        raise Invalid("bad_choice")
    row.kind, row.parent_id = wish.kind, wish.parent_id or None
    row.zone = wish.zone.strip()
    if row.zone and zone_of_a_place(row.zone) is None:
        raise Invalid("bad_place_zone")
    row.address = wish.address.replace("\0", "").strip()[:LONGEST_ADDRESS]
    row.hours = working_hours(wish.hours)
    _require_parent(known, row)
    twins = (
        each
        for each in known.values()
        if each.id != row.id and each.parent_id == row.parent_id and each.active
    )
    if any(each.name.casefold() == row.name.casefold() for each in twins):
        raise Refusal("place_taken", params={"name": row.name})


def place_name(said: str) -> str:
    """A name of a location or a team as it is kept.

    Raises:
        Invalid: `empty_place_name`.
    """
    name = " ".join(said.replace("\0", "").split())[:LONGEST_NAME]
    if not name:
        raise Invalid("empty_place_name")
    return name


def working_hours(said: str) -> list[list[object]] | None:
    """Hours as they are kept.

    Raises:
        Invalid: `bad_working_hours`, with the line that can't be read.
    """
    try:
        hours = parse(said.replace("\0", ""))
    except NotHoursError as error:
        raise Invalid("bad_working_hours", line=str(error)) from error
    return None if hours is None else [list(span) for span in hours]


def _require_parent(known: Mapping[str, Location], row: Location) -> None:
    if row.parent_id is None:
        return
    parent = known.get(row.parent_id)
    if parent is None:
        raise NotFound("location")
    if row.id in above({key: each.parent_id for key, each in known.items()}, parent.id):
        raise Invalid("place_in_itself")
    if not parent.active:
        raise Invalid("place_is_retired", name=parent.name)


def teams_of(session: Session, workspace_id: str) -> list[Team]:
    """Every team, by name; those that are no more after the others."""
    rows = session.scalars(select(Team).where(Team.workspace_id == workspace_id))
    return sorted(rows, key=lambda row: (not row.active, row.name.casefold(), row.id))
