"""Locations & teams in the console: the tree, who belongs where, and what changes for whom."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.builders import Someone
from tests.integration.console.conftest import Visit, statements
from tests.integration.desk import OUR_LINE
from tests.integration.places.conftest import Franchise
from threadside.people.cards import display
from threadside.store.tables import AuditEntry, Line, Location, Member, Team
from threadside.workspace import belonging
from threadside.workspace.reach import reach_of

__all__ = ["statements"]

HOME = "/console/places"


@pytest.fixture
def boss(franchise: Franchise, visit: Callable[[Someone], Visit]) -> Visit:
    """The franchisor's admin."""
    return visit(franchise.build.member(franchise.workspace, role="admin", name="Dana Whitfield"))


def place(franchise: Franchise, name: str) -> Location:
    with franchise.desk.uow.read() as session:
        wanted = select(Location).where(
            Location.workspace_id == franchise.workspace.id, Location.name == name
        )
        return session.scalars(wanted).one()


def fields(row: Location, **change: str) -> dict[str, str]:
    """A location's form as it stands, but for what is changed."""
    return {
        "name": row.name, "kind": row.kind, "parent": row.parent_id or "", "zone": row.zone,
        "address": "", "hours": "", "version": str(row.version), **change,
    }  # fmt: skip


def line(franchise: Franchise) -> Line:
    with franchise.desk.uow.read() as session:
        return session.get_one(Line, franchise.denver.line.id)


def reaches(franchise: Franchise, who: Someone) -> bool:
    """Whether somebody opens Denver's conversation."""
    path = f"/v1/people/{franchise.denver.anna.id}/timeline"
    return franchise.denver.ask("GET", path, who=who).status_code == 200


def test_the_tree_shows_lines_and_people_where_they_belong(
    boss: Visit, franchise: Franchise, statements: Callable[[], int]
) -> None:
    boss.see(HOME)
    before = statements()
    page = boss.see(HOME)
    assert statements() - before <= 12
    assert page.index("Colorado") < page.index("Boulder") < page.index("Denver")
    assert "Dana of Denver" in page
    assert "Boulder desk" in page


@pytest.mark.parametrize("path", ["denver", "member", "line", "team"])
def test_a_page_takes_few_statements(
    boss: Visit, franchise: Franchise, statements: Callable[[], int], path: str
) -> None:
    franchise.teammate(franchise.denver)
    with franchise.desk.uow.read() as session:
        team = session.scalars(select(Team)).one()
    pages = {
        "denver": f"{HOME}/{franchise.at_denver.id}",
        "member": f"{HOME}/members/{franchise.denver.rep.id}",
        "line": f"{HOME}/lines/{franchise.denver.line.id}",
        "team": f"{HOME}/teams/{team.id}",
    }
    boss.see(pages[path])
    before = statements()
    boss.see(pages[path])
    assert statements() - before <= 12


def test_a_location_is_added_where_it_belongs(boss: Visit, franchise: Franchise) -> None:
    page = boss.does(
        HOME, name="Aurora", kind="location", parent=franchise.region.id,
        zone="America/Denver", address="1 Main St", hours="Mon-Fri 9:00-17:00\nSat 10:00-14:00",
    )  # fmt: skip
    assert "Aurora is added." in page
    made = place(franchise, "Aurora")
    assert (made.parent_id, made.zone) == (franchise.region.id, "America/Denver")
    assert "Mon-Fri 09:00-17:00" in boss.see(f"{HOME}/{made.id}")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "Give it a name."),
        ({"name": "denver"}, "There is denver at this place of the tree already."),
        ({"zone": "Colorado"}, "Write it as continent and city"),
        ({"hours": "weekdays"}, "can’t be read"),
        ({"hours": "Mon 9:00-12:00\nMon 11:00-13:00"}, "can’t be read"),
    ],
)
def test_what_cannot_be_said_of_a_location_is_told_beside_the_field(
    boss: Visit, franchise: Franchise, change: dict[str, str], sentence: str
) -> None:
    given = {"name": "Aurora", "kind": "location", "parent": franchise.region.id, **change}
    answer = boss.submit(HOME, **given)
    assert answer.status_code in {409, 422}
    assert sentence in answer.text.replace("&#34;", '"')


def test_a_location_never_stands_beneath_itself(boss: Visit, franchise: Franchise) -> None:
    region = place(franchise, "Colorado")
    answer = boss.submit(f"{HOME}/{region.id}", **fields(region, parent=franchise.at_denver.id))
    assert answer.status_code == 422
    assert "not beneath this location" in answer.text
    assert place(franchise, "Colorado").parent_id is None


def test_the_second_of_two_admins_is_told(boss: Visit, franchise: Franchise) -> None:
    denver = place(franchise, "Denver")
    boss.does(f"{HOME}/{denver.id}", **fields(denver, address="1 Main St"))
    answer = boss.submit(f"{HOME}/{denver.id}", **fields(denver, name="Downtown"))
    assert answer.status_code == 409
    assert 'value="Downtown"' in answer.text
    assert place(franchise, "Denver").name == "Denver"


def test_a_line_that_moves_says_first_who_loses_what(boss: Visit, franchise: Franchise) -> None:
    path = f"{HOME}/lines/{franchise.denver.line.id}"
    asked = {"location": franchise.at_boulder.id, "version": str(line(franchise).version)}
    answer = boss.submit(path, **asked)
    assert answer.status_code == 200
    said = f"Dana of Denver will no longer see 1 conversation of {display(OUR_LINE)}."
    assert said in answer.text
    assert "Bo of Boulder will see 1 conversation" in answer.text
    assert reaches(franchise, franchise.denver.rep), "nothing is changed yet"
    before = franchise.denver.head()
    boss.does(path, **asked, sure="on")
    assert not reaches(franchise, franchise.denver.rep)
    assert reaches(franchise, franchise.boulder.rep)
    told = [row.payload for row in franchise.denver.events(before)]
    assert {"type": "workspace", "what": "members"} in told


def test_a_location_that_moves_takes_what_is_beneath_along(
    boss: Visit, franchise: Franchise
) -> None:
    manager = franchise.member("Rae of the region", franchise.region)
    denver = place(franchise, "Denver")
    answer = boss.submit(f"{HOME}/{denver.id}", **fields(denver, parent=""))
    assert "Rae of the region will no longer see 1 conversation" in answer.text
    boss.does(f"{HOME}/{denver.id}", **fields(denver, parent=""), sure="on")
    assert not reaches(franchise, manager)


def test_a_location_with_lines_is_not_retired(boss: Visit, franchise: Franchise) -> None:
    denver = place(franchise, "Denver")
    answer = boss.submit(f"{HOME}/{denver.id}/retire", version=str(denver.version))
    assert answer.status_code == 409
    assert "have to go to another location first" in answer.text
    franchise.put(franchise.denver, None)
    page = boss.does(f"{HOME}/{denver.id}/retire", version=str(denver.version))
    assert "Denver is retired." in page
    denver = place(franchise, "Denver")
    boss.does(f"{HOME}/{denver.id}/reopen", version=str(denver.version))
    assert place(franchise, "Denver").active


def test_a_member_is_given_locations(boss: Visit, franchise: Franchise) -> None:
    kim = franchise.build.member(franchise.workspace, name="Kim Okafor")
    assert reaches(franchise, kim)
    path = f"{HOME}/members/{kim.id}"
    asked = {"reach": "places", f"at-{franchise.at_boulder.id}": "on", "seen": "all"}
    assert "Kim Okafor will no longer see 1 conversation" in boss.submit(path, **asked).text
    boss.does(path, **asked, sure="on")
    assert not reaches(franchise, kim)
    assert franchise.denver.get("/v1/beside", who=kim, crm="x", account="y", type="contact", id="1")
    again = boss.submit(path, **asked)
    assert again.status_code == 409, "the form was made of another state"


@pytest.mark.parametrize(
    ("role", "asked", "sentence"),
    [
        ("admin", {"reach": "places"}, "An admin is of the whole workspace."),
        ("rep", {"reach": "places"}, "Tick at least one location."),
        ("rep", {"reach": "external"}, "Tick the lines that the agency may use."),
        ("rep", {"reach": "everything"}, "one of the choices"),
    ],
)
def test_what_a_member_cannot_be_is_said_beside_the_choice(
    boss: Visit, franchise: Franchise, role: str, asked: dict[str, str], sentence: str
) -> None:
    kim = franchise.build.member(franchise.workspace, name="Kim Okafor", role=role)
    answer = boss.submit(f"{HOME}/members/{kim.id}", seen="all", **asked)
    assert answer.status_code == 422
    assert "error" in answer.text
    if sentence != "one of the choices":
        assert sentence in answer.text


def test_a_team_shares_a_line_across_locations(boss: Visit, franchise: Franchise) -> None:
    bo = franchise.boulder.rep
    asked = {
        "name": "Night shift", "location": "", "lead": bo.id, "hours": "",
        f"member-{bo.id}": "on", f"line-{franchise.denver.line.id}": "on",
    }  # fmt: skip
    assert "Bo of Boulder will see 1 conversation" in boss.submit(f"{HOME}/teams/new", **asked).text
    boss.does(f"{HOME}/teams/new", **asked, sure="on")
    assert reaches(franchise, bo)
    with franchise.desk.uow.read() as session:
        team = session.scalars(select(Team)).one()
    boss.does(f"{HOME}/teams/{team.id}/end", version=str(team.version), sure="on")
    assert not reaches(franchise, bo)


def test_figures_only_is_a_choice_that_says_what_it_takes(
    boss: Visit, franchise: Franchise
) -> None:
    answer = boss.submit(f"{HOME}/above", above_reads="figures")
    assert "Dana Whitfield will no longer see 1 conversation" in answer.text
    boss.does(f"{HOME}/above", above_reads="figures", sure="on")
    assert not reaches(franchise, boss.someone)
    assert "Front desk" in boss.see("/console/lines"), "figures and lines stay"


def test_somebody_away_names_who_answers(boss: Visit, franchise: Franchise) -> None:
    dana, bo = franchise.denver.rep, franchise.boulder.rep
    path = f"{HOME}/members/{dana.id}/availability"
    until = f"{franchise.desk.clock():%Y}-12-24T09:00"
    boss.does(
        path, away="on", away_until=until, stand_in=bo.id, note="On leave",
        skills="Spanish, warranty",
    )  # fmt: skip
    page = boss.see(f"{HOME}/{franchise.at_denver.id}")
    for words in ("On leave", "Bo of Boulder answers meanwhile", "spanish, warranty"):
        assert words in page
    assert "Away, Bo of Boulder answers" in boss.see(HOME)
    answer = boss.submit(path, away="on", away_until="2020-01-01T09:00")
    assert answer.status_code == 422
    assert "Choose a moment ahead of now." in answer.text
    boss.does(path, skills="")
    assert "On leave" not in boss.see(f"{HOME}/{franchise.at_denver.id}")


def test_every_change_is_in_the_record(boss: Visit, franchise: Franchise) -> None:
    kim = franchise.build.member(franchise.workspace, name="Kim Okafor")
    boss.does(HOME, name="Aurora", kind="location", parent="")
    at = {f"at-{franchise.at_denver.id}": "on"}
    boss.does(f"{HOME}/members/{kim.id}", reach="places", seen="all", sure="on", **at)
    with franchise.desk.uow.read() as session:
        kinds = set(
            session.scalars(
                select(AuditEntry.kind).where(AuditEntry.workspace_id == franchise.workspace.id)
            )
        )
    assert {"location.added", "member.belongs"} <= kinds


def test_the_picture_and_the_question_at_each_request_agree(franchise: Franchise) -> None:
    franchise.teammate(franchise.denver)
    franchise.agency(franchise.denver)
    franchise.member("Rae of the region", franchise.region)
    franchise.build.member(franchise.workspace, role="admin")
    with franchise.desk.uow.read() as session:
        picture = belonging.picture(session, franchise.workspace.id)
        assert len(picture.members) >= 7
        for member_id, person in picture.members.items():
            found = reach_of(
                session,
                workspace_id=franchise.workspace.id,
                member_id=member_id,
                role=person.role,
                kind=session.get_one(Member, member_id).reach,
                above_reads="everything",
            )
            lines = frozenset(picture.lines) if found is None else found.lines
            assert picture.sees(member_id) == lines, person
