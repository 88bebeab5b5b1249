"""A location owner's journey: their own location alone, and a line that goes to another one while
people look at it. axe on every page of the section."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import create_engine, select

from e2e.axe import violations
from e2e.browser import ExtensionBrowser, sidebar_frame
from e2e.pages.console import DESKTOP, PHONE, Console, Open
from e2e.pages.crm import Crm
from e2e.pages.options import sign_in
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.stack import LINE, PASSWORD, ROOT, Stack, wait_for
from tests.builders import Builders
from threadside.store.tables import Workspace
from threadside.store.uow import UnitOfWork

PICTURES = ROOT / "var" / "e2e" / "console"
OWNER = "lou.denver@northside.example"
DENVER_REP = "dana.denver@northside.example"
BOULDER_REP = "bo.boulder@northside.example"
SECRET = "The gate code is on the fridge"


@pytest.fixture(scope="module", autouse=True)
def _people(stack: Stack) -> None:
    """A location owner and two reps, who are of the whole workspace as yet."""
    engine = create_engine(f"sqlite:///{stack.folder / 'data' / 'threadside.db'}")
    build = Builders(UnitOfWork(engine))
    with build.uow.read() as session:
        workspace = session.scalars(select(Workspace)).one()
    for email, name, role in (
        (OWNER, "Lou Denver", "lead"),
        (DENVER_REP, "Dana Denver", "rep"),
        (BOULDER_REP, "Bo Boulder", "rep"),
    ):
        build.member(workspace, role=role, user=build.user(email, name, PASSWORD))
    engine.dispose()
    stack.seeded["emails"]["owner"] = OWNER


def line_id(stack: Stack) -> str:
    return str(stack.sql("SELECT id FROM line WHERE phone = ?", LINE)[0][0])


def test_a_location_owner_sees_their_own_and_a_moved_line_turns_round_live(
    console: Open, stack: Stack, launch: Callable[..., ExtensionBrowser], someone: Someone
) -> None:
    there = console()
    for name in ("Denver", "Boulder"):
        there.open("/places")
        there.fill(Name=name).press("Add location")
        there.told(f"{name} is added.")
    for email, where in ((OWNER, "Denver"), (DENVER_REP, "Denver"), (BOULDER_REP, "Boulder")):
        page = there.open("/people")
        page.get_by_role("row").filter(has_text=email).get_by_role("link").first.click()
        page.get_by_role("link", name="Locations and availability").click()
        page.get_by_role("radio", name="Their locations").check()
        page.get_by_role("checkbox", name=where, exact=True).check()
        there.press("Save")
        expect(page.get_by_role("heading", name="Before you save")).to_be_visible()
        there.press("Save it")
        there.told("It holds from their next step on.")
    give(there, stack, "Denver", "Dana Denver will see")
    stack.text_us(someone.phone, SECRET)
    wait_for(lambda: stack.sql("SELECT 1 FROM timeline_item WHERE text = ?", SECRET), "the text")

    owner = console("owner")
    names = owner.page.get_by_role("navigation").get_by_role("link").all_inner_texts()
    assert "Locations & teams" in " ".join(names)
    assert "Policy" not in " ".join(names)
    page = owner.open("/places")
    expect(page.get_by_role("link", name="Denver", exact=True)).to_be_visible()
    expect(page.get_by_text("Boulder")).to_have_count(0)
    page = owner.open("/policy")
    expect(page.get_by_text("This page is for the whole workspace")).to_be_visible()

    boulder, denver = launch(signed_in=False), launch(signed_in=False)
    sign_in(boulder, BOULDER_REP, PASSWORD)
    sign_in(denver, DENVER_REP, PASSWORD)
    seen = Sidebar(sidebar_frame(Crm(denver.page(), stack.crm_url).open(someone.path).page))
    seen.shows(someone.name)
    expect(seen.item(SECRET)).to_be_attached()
    unseen = Sidebar(sidebar_frame(Crm(boulder.page(), stack.crm_url).open(someone.path).page))
    expect(unseen.where.get_by_text(someone.name).first).to_be_visible()
    expect(unseen.where.get_by_text(SECRET)).to_have_count(0)

    give(there, stack, "Boulder", "Dana Denver will no longer see")
    expect(unseen.item(SECRET)).to_be_attached(timeout=15_000)
    expect(seen.where.get_by_text(SECRET)).to_have_count(0, timeout=15_000)
    give(there, stack, "Whole workspace", "Bo Boulder will no longer see")


def give(there: Console, stack: Stack, where: str, effect: str) -> None:
    """The admin gives the line to a location, having read what that does."""
    page = there.open(f"/places/lines/{line_id(stack)}")
    page.get_by_label("Location", exact=True).select_option(label=where)
    there.press("Save")
    expect(page.get_by_text(effect).first).to_be_visible()
    there.press("Save it")
    there.told("The line belongs there now.")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_any_page(
    console: Open, stack: Stack, dark: bool, size: tuple[int, int]
) -> None:
    there = console(dark=dark, size=size)
    PICTURES.mkdir(parents=True, exist_ok=True)
    name_of = f"{'phone' if size == PHONE else 'desktop'}-{'dark' if dark else 'light'}"
    places = stack.sql("SELECT id FROM location ORDER BY name")
    someone = stack.sql("SELECT id FROM member WHERE reach = 'places'")
    pages = {
        "places": "/places",
        "team-new": "/places/teams/new",
        "line-place": f"/places/lines/{line_id(stack)}",
        "member-place": f"/places/members/{someone[0][0]}",
        "place": f"/places/{places[0][0]}",
    }
    for name, path in pages.items():
        page = there.open(path)
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        page.screenshot(path=PICTURES / f"{name}-{name_of}.png", full_page=True)
    page = there.open(pages["line-place"])
    page.get_by_label("Location", exact=True).select_option(label="Boulder")
    there.press("Save")
    assert violations(page) == []
    page.screenshot(path=PICTURES / f"sure-{name_of}.png", full_page=True)
