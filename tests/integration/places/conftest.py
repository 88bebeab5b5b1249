"""One workspace with two locations, a team and an agency; everybody sees only what is theirs."""

import copy
from collections.abc import Callable

import pytest
from flask import Flask

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.desk import Desk, desk, open_desk
from tests.integration.threads.test_tenancy import House
from threadside.ids import new_id
from threadside.store.base import Base
from threadside.store.tables import (
    Location,
    Member,
    MemberLine,
    MemberLocation,
    Team,
    TeamLine,
    TeamMember,
)

__all__ = ["desk", "open_desk"]

SECOND_LINE = "+17205550101"


class Franchise:
    """Denver and Boulder beneath one region. `denver` and `boulder` are desks whose rep sees that
    location alone."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.build = desk.build
        self.region = self.location("Colorado", kind="region")
        self.at_denver = self.location("Denver", self.region)
        self.at_boulder = self.location("Boulder", self.region)
        self.denver = House(desk.app, desk.held, desk.build, desk.clock)
        self.workspace = self.denver.workspace
        for place in (self.region, self.at_denver, self.at_boulder):
            self.change(Location, place.id, workspace_id=self.workspace.id)
        self.denver.rep = self.member("Dana of Denver", self.at_denver)
        self.boulder = copy.copy(self.denver)
        self.boulder.line = self.denver.open_line(SECOND_LINE, name="Boulder desk")
        self.boulder.rep = self.member("Bo of Boulder", self.at_boulder)
        self.put(self.denver, self.at_denver)
        self.put(self.boulder, self.at_boulder)

    def change(self, table: type[Base], row_id: str, **values: object) -> None:
        """Change a row as an admin's page would, events aside."""
        with self.desk.uow.write() as tx:
            row = tx.session.get_one(table, row_id)
            for name, value in values.items():
                setattr(row, name, value)

    def location(
        self, name: str, above: Location | None = None, kind: str = "location"
    ) -> Location:
        """A location of the workspace."""
        workspace = getattr(self, "workspace", self.desk.workspace)
        made = Location(
            id=new_id(), workspace_id=workspace.id, parent_id=above and above.id, name=name,
            kind=kind, zone="America/Denver", address="", active=True, version=1,
            created_at=self.desk.clock(),
        )  # fmt: skip
        self.build.add(made)
        return made

    def put(self, house: House, place: Location | None) -> None:
        """A house's line belongs there."""
        house.line.location_id = place and place.id
        with self.desk.uow.write() as tx:
            tx.session.merge(house.line)

    def member(self, name: str, *places: Location, role: str = "rep") -> Someone:
        """Somebody who sees these locations alone."""
        made = self.build.member(self.workspace, name=name, role=role)
        self.change(Member, made.id, reach="places")
        self.build.add(*(MemberLocation(member_id=made.id, location_id=at.id) for at in places))
        return made

    def agency(self, house: House, role: str = "rep") -> Someone:
        """Somebody of an agency, who was granted this line."""
        made = self.build.member(self.workspace, name="Ada of an agency", role=role)
        self.change(Member, made.id, reach="external")
        self.build.add(MemberLine(member_id=made.id, line_id=house.line.id))
        return made

    def teammate(self, house: House) -> Someone:
        """Somebody without a location, whose team has this line."""
        made = self.build.member(self.workspace, name="Tia of a team")
        self.change(Member, made.id, reach="places")
        team = Team(
            id=new_id(), workspace_id=self.workspace.id, location_id=None, name="Night shift",
            active=True, version=1, created_at=self.desk.clock(),
        )  # fmt: skip
        self.build.add(
            team,
            TeamMember(team_id=team.id, member_id=made.id),
            TeamLine(team_id=team.id, line_id=house.line.id),
        )
        return made

    def seer(self, kind: str) -> House:
        """A desk at Boulder's line, of somebody who must see nothing of Denver."""
        if kind != "location":
            make: Callable[[House], Someone] = {"agency": self.agency, "team": self.teammate}[kind]
            self.boulder.rep = make(self.boulder)
        return self.boulder


@pytest.fixture
def franchise(desk: Desk) -> Franchise:
    """Two locations at work; Denver has one of everything."""
    made = Franchise(desk)
    made.denver.furnish()
    return made


@pytest.fixture
def visit(app: Flask) -> Callable[[Someone], Visit]:
    """Opens the console for somebody."""
    return lambda someone: Visit(app.test_client(), someone)
