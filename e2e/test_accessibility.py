"""axe finds nothing to object to in any state of anything a person sees, light and dark."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from e2e.axe import violations
from e2e.browser import ExtensionBrowser, sidebar_frame
from e2e.pages.crm import Crm
from e2e.pages.phone import Phone
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.stack import ROOT, Stack, wait_for

PICTURES = ROOT / "var" / "e2e" / "states"
SCHEMES = ("light", "dark")


@pytest.fixture(params=SCHEMES)
def scheme(request: pytest.FixtureRequest) -> str:
    """Light and dark."""
    chosen: str = request.param
    return chosen


@pytest.fixture
def painted(tab: Page, scheme: str) -> Page:
    """A tab of people who like it that way."""
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    return tab


@pytest.fixture
def at(painted: Page, stack: Stack) -> Callable[[str], Sidebar]:
    """Opens a page of the CRM, and gives the sidebar beside it."""

    def open_page(path: str) -> Sidebar:
        crm = Crm(painted, stack.crm_url).open(path)
        return Sidebar(sidebar_frame(crm.page))

    return open_page


@pytest.fixture
def clean(painted: Page, scheme: str, request: pytest.FixtureRequest) -> Callable[[Sidebar], None]:
    """Checks the sidebar's document, and keeps a picture of the state."""

    def check(sidebar: Sidebar) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"^test_|\[.*", "", request.node.name)
        painted.screenshot(path=PICTURES / f"{name}-{scheme}.png")
        html = sidebar.where.locator("html")
        expect(html).to_have_attribute("data-theme", scheme)
        assert violations(sidebar.where) == []

    return check


def test_a_conversation(at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None]) -> None:
    clean(at("/contacts/1001").shows("Anna Fernández"))


def test_a_conversation_with_every_kind_of_item(
    at: Callable[[str], Sidebar],
    clean: Callable[[Sidebar], None],
    someone: Someone,
    stack: Stack,
) -> None:
    """Failed, delivered and held texts, a note, a reply, and what happened."""
    sidebar = at(someone.path).shows(someone.name)
    stack.sim("POST", "faults", {"kind": "final", "to": someone.phone})
    sidebar.send("This one fails")
    expect(sidebar.item("This one fails", "Not delivered")).to_be_visible()
    sidebar.write_note("Prefers mornings")
    stack.text_us(someone.phone, "HELP")
    expect(sidebar.item("asked for help")).to_be_visible()
    stack.hold(30)
    sidebar.send("This one is held: see https://example.com or call +1 720 555 0100")
    expect(sidebar.item("This one is held", "Sending")).to_be_visible()
    clean(sidebar)
    sidebar.undo_button.click()
    stack.hold(1)


def test_the_templates(at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None]) -> None:
    sidebar = at("/contacts/1001").shows("Anna Fernández")
    sidebar.seek_template("")
    clean(sidebar)


def test_a_text_in_two_parts_with_advice(
    at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None], someone: Someone
) -> None:
    sidebar = at(someone.path).shows(someone.name)
    sidebar.write("We’ll be there on Thursday, and the trays come along. " * 2)
    clean(sidebar)
    sidebar.message.fill("")


def test_writing_a_note(
    at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None], someone: Someone
) -> None:
    sidebar = at(someone.path).shows(someone.name)
    sidebar.note_button.click()
    sidebar.message.fill("For my colleagues")
    clean(sidebar)
    sidebar.message.fill("")
    sidebar.note_button.click()


def test_the_list_of_keys(at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None]) -> None:
    sidebar = at("/contacts/1001").shows("Anna Fernández")
    sidebar.where.get_by_role("button", name="Keyboard shortcuts").click()
    expect(sidebar.where.get_by_role("dialog")).to_be_visible()
    clean(sidebar)


def test_the_chooser(at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None]) -> None:
    clean(at("/deals/503").shows("Colfax mixed-use: framing package"))


def test_an_opted_out_person(
    at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None]
) -> None:
    clean(at("/contacts/1004").shows("Kim Sato"))


def test_somebody_never_texted(
    at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None], stranger: Someone
) -> None:
    clean(at(stranger.path).shows(stranger.name))


def test_somebody_without_a_number(
    at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None]
) -> None:
    clean(at("/contacts/1018").shows("Eleanor Whitcombe"))


def test_a_number_that_cannot_be_texted(
    at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None]
) -> None:
    clean(at("/contacts/1021").shows("Terry Boyd"))


def test_a_name_from_right_to_left(
    at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None]
) -> None:
    clean(at("/contacts/1031").shows("ليلى حداد (Layla Haddad)"))


def test_a_list_where_no_record_is_open(
    at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None]
) -> None:
    clean(at("/contacts").in_state("empty"))


def test_the_times_for_sending_later(
    at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None], someone: Someone
) -> None:
    sidebar = at(someone.path).shows(someone.name)
    sidebar.write("See you then")
    sidebar.where.get_by_role("button", name="Send later").click()
    expect(sidebar.where.get_by_role("dialog", name="Send later")).to_be_visible()
    clean(sidebar)
    sidebar.message.fill("")


def test_a_scheduled_text(
    at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None], someone: Someone
) -> None:
    sidebar = at(someone.path).shows(someone.name)
    sidebar.schedule("See you then", "Tomorrow morning")
    expect(sidebar.item("See you then", "Scheduled for")).to_be_visible()
    clean(sidebar)


def test_a_page_that_cannot_be_read(
    at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None]
) -> None:
    clean(at("/deals/999").in_state("empty"))


def test_an_unknown_page(at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None]) -> None:
    sidebar = at("/plain").in_state("empty")
    Crm(sidebar.page, "").press_number("(720) 555-0149")
    clean(sidebar.shows("+1 720 555 0149"))


def test_loading(
    at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None], painted: Page
) -> None:
    painted.context.route("**/v1/beside?**", lambda _route: None)
    sidebar = at("/contacts/1008").in_state("loading")
    clean(sidebar)


def test_the_server_out_of_reach(
    at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None], painted: Page
) -> None:
    painted.context.route("**/v1/beside?**", lambda route: route.abort())
    clean(at("/contacts/1009").in_state("error"))


def test_a_refusal_of_the_server(
    at: Callable[[str], Sidebar], clean: Callable[[Sidebar], None], painted: Page
) -> None:
    problem = '{"status": 403, "code": "forbidden", "detail": "Your role does not allow this."}'
    painted.context.route(
        "**/v1/beside?**",
        lambda route: route.fulfill(
            status=403, body=problem, content_type="application/problem+json"
        ),
    )
    clean(at("/contacts/1010").in_state("error"))


def test_a_text_that_waits_because_somebody_wrote(
    at: Callable[[str], Sidebar],
    clean: Callable[[Sidebar], None],
    painted: Page,
    someone: Someone,
    stack: Stack,
) -> None:
    sidebar = at(someone.path).shows(someone.name)

    def they_write_first(route: Route) -> None:
        text = f"{someone.name} has one more thing"
        stack.text_us(someone.phone, text)
        wait_for(lambda: stack.sql("SELECT 1 FROM timeline_item WHERE text = ?", text), text)
        route.continue_()

    painted.context.route("**/v1/messages", they_write_first, times=1)
    sidebar.write("My answer to the first thing")
    sidebar.message.press("Control+Enter")
    expect(sidebar.where.get_by_role("alert")).to_contain_text("wrote since")
    clean(sidebar)
    sidebar.page.keyboard.press("Escape")


def test_signed_out_and_offline(
    launch: Callable[..., ExtensionBrowser], stack: Stack, scheme: str
) -> None:
    with launch(dark=scheme == "dark", signed_in=False) as browser:
        crm = Crm(browser.page(), stack.crm_url).open("/contacts/1001")
        sidebar = Sidebar(sidebar_frame(crm.page)).in_state("signed-out")
        assert violations(sidebar.where) == []
        options = browser.own_page("options.html")
        assert violations(options) == []
        with browser.context.expect_page() as opened:
            options.get_by_role("button", name="Sign in").click()
        opened.value.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        opened.value.get_by_role("button", name="Sign in").wait_for()
        assert violations(opened.value) == []


def test_offline_with_a_conversation_and_a_waiting_text(
    own_browser: ExtensionBrowser, stack: Stack, someone: Someone
) -> None:
    crm = Crm(own_browser.page(), stack.crm_url).open(someone.path)
    sidebar = Sidebar(sidebar_frame(crm.page)).shows(someone.name)
    own_browser.context.set_offline(True)
    sidebar.send("For later")
    expect(sidebar.item("For later", "Waits until you are online")).to_be_visible()
    assert violations(sidebar.where) == []
    crm.leave_for("/contacts/1015")
    sidebar.in_state("offline")
    assert violations(sidebar.where) == []


def test_the_options_page_when_all_is_done(browser: ExtensionBrowser, scheme: str) -> None:
    page = browser.own_page("options.html")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.get_by_role("button", name="Sign out").wait_for()
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"options-{scheme}.png", full_page=True)
    assert violations(page) == []
    page.close()


def test_the_phone_page_of_the_simulator(
    painted: Page, stack: Stack, scheme: str, someone: Someone
) -> None:
    stack.text_us(someone.phone, "Hello there")
    phone = Phone(painted, stack.simulator_url)
    expect(phone.messages).to_be_visible()
    painted.screenshot(path=PICTURES / f"phone-{scheme}.png")
    assert violations(painted) == []
