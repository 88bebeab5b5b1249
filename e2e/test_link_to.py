"""“Link to…”: whose a number is that nobody knows, by the first letters of a name.

The people known here are the sample CRM's; HubSpot's API is the double of the contract tests.
"""

import re
from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Locator, Page, Playwright, Route, expect

from e2e.axe import violations
from e2e.browser import ExtensionBrowser, Options, sidebar_frame, unpacked
from e2e.conftest import REP
from e2e.linked_crm import REACH, HubSpot, held_back, link
from e2e.pages.crm import Crm
from e2e.pages.options import sign_in
from e2e.pages.portal import LONG_MS
from e2e.pages.sidebar import WITHIN_MS, Sidebar
from e2e.stack import PASSWORD, Stack

pytestmark = pytest.mark.timeout(300)
LETTERS = "ab"
KNOWN = "Tom Abernathy"
IN_HUBSPOT = "Abigail Holm"
ASKED = "Is my roof ready?"


class LinkTo:
    """The question whose a number is, as the sidebar beside it asks it."""

    def __init__(self, sidebar: Sidebar) -> None:
        where = sidebar.where
        self.opener: Locator = where.get_by_role("button", name="Link to …")
        self.dialog: Locator = where.get_by_role("dialog", name=re.compile("^Whose number is"))
        self.search: Locator = self.dialog.get_by_role("combobox")
        self.options: Locator = self.dialog.get_by_role("option")
        self.on: Locator = self.dialog.get_by_role("option", selected=True)
        self.says: Locator = self.dialog.get_by_role("status")

    def open(self) -> None:
        """By the keyboard; what is typed goes to the search at once."""
        self.opener.press("Enter")
        expect(self.search).to_be_focused()


def strange(page: Page, stack: Stack, phone: str) -> Sidebar:
    """A page without a record on which this number stands, pressed, and the sidebar beside it."""
    crm = Crm(page, stack.crm_url)
    page.route("**/plain", lambda route: _with(route, phone))
    crm.open("/plain")
    sidebar = Sidebar(sidebar_frame(page)).in_state("empty")
    crm.press_number(phone)
    return sidebar.shows(written(phone))


def _with(route: Route, phone: str) -> None:
    response = route.fetch()
    body = response.text().replace("(720) 555-0149", phone).replace("+17205550149", phone)
    route.fulfill(response=response, body=body)


def written(phone: str) -> str:
    """As the sidebar writes a number whose owner has no name."""
    return f"{phone[:2]} {phone[2:5]} {phone[5:8]} {phone[8:]}"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A server that may reach CRMs on this machine."""
    with Stack(tmp_path_factory.mktemp("link-to"), extra_env=dict(REACH)) as running:
        yield running


@pytest.fixture(scope="module")
def _double() -> Iterator[HubSpot]:
    with HubSpot() as running:
        running.person(*IN_HUBSPOT.split(), "(503) 555-0108")
        yield running


@pytest.fixture
def hubspot(stack: Stack, _double: HubSpot) -> Iterator[HubSpot]:
    """Linked, and well."""
    link(stack, _double)
    yield _double
    _double.recover()


@pytest.fixture(scope="module")
def browser(
    playwright: Playwright, stack: Stack, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ExtensionBrowser]:
    """A browser with a rep signed in to that server."""
    folder = tmp_path_factory.mktemp("chromium")
    extension = unpacked("test", folder / "extension", {"server": stack.server_url})
    with ExtensionBrowser(playwright, folder, extension, Options()) as running:
        sign_in(running, REP, PASSWORD)
        yield running


@pytest.fixture(scope="module")
def numbers() -> Iterator[str]:
    """Each once, and nobody's."""
    return (f"+1928555018{last}" for last in count())


@pytest.fixture
def phone(numbers: Iterator[str], stack: Stack) -> str:
    """Somebody wrote from it."""
    number = next(numbers)
    stack.text_us(number, ASKED)
    return number


def test_by_two_letters_and_the_keyboard_and_taken_back(
    tab: Page, stack: Stack, hubspot: HubSpot, phone: str
) -> None:
    """Who is known here is there before a slow CRM answers; its people come after them."""
    sidebar = strange(tab, stack, phone)
    expect(sidebar.item(ASKED)).to_be_visible(timeout=LONG_MS)
    expect(sidebar.where.get_by_text("No CRM has this number.")).to_be_visible()
    whose = LinkTo(sidebar)
    with held_back(hubspot) as gate:
        whose.open()
        tab.keyboard.type(LETTERS)
        expect(whose.on).to_contain_text(KNOWN)
        expect(whose.says).to_contain_text("The CRM is still looking")
        own = whose.options.count()
        gate.set()
        expect(whose.options).to_have_count(own + 1)
    expect(whose.on).to_contain_text(KNOWN)
    expect(whose.options.last).to_contain_text(IN_HUBSPOT)
    expect(whose.options.last).to_contain_text("HubSpot")
    tab.keyboard.press("ArrowUp")
    expect(whose.on).to_contain_text(IN_HUBSPOT)
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    sidebar.shows(KNOWN)
    expect(whose.dialog).to_have_count(0)
    expect(sidebar.item(ASKED)).to_be_visible()
    strip = sidebar.where.get_by_role("status").filter(has_text=f"This number is {KNOWN}'s now.")
    strip.get_by_role("button", name="Undo").click()
    sidebar.shows(written(phone))
    expect(strip).to_have_count(0)
    expect(sidebar.item(ASKED)).to_be_visible()
    expect(whose.opener).to_be_visible()


def test_somebody_of_the_crm_has_the_conversation_and_its_log(
    tab: Page, stack: Stack, hubspot: HubSpot, phone: str
) -> None:
    hubspot.person("Nils", "Quist", "(503) 555-0109")
    sidebar = strange(tab, stack, phone)
    expect(sidebar.item(ASKED)).to_be_visible(timeout=LONG_MS)
    whose = LinkTo(sidebar)
    whose.open()
    tab.keyboard.type("quist ni")
    expect(whose.on).to_contain_text("Nils Quist")
    tab.keyboard.press("Enter")
    sidebar.shows("Nils Quist")
    expect(sidebar.item(ASKED)).to_be_visible()
    expect(sidebar.item(ASKED).get_by_title("In HubSpot", exact=True)).to_be_visible(
        timeout=LONG_MS
    )
    sidebar.where.get_by_role("button", name="Undo").click()
    sidebar.shows(written(phone))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_escape_goes_back_to_where_one_was_and_axe_objects_to_nothing(
    tab: Page, stack: Stack, hubspot: HubSpot, phone: str, scheme: str
) -> None:
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    sidebar = strange(tab, stack, phone)
    whose = LinkTo(sidebar)
    whose.open()
    assert violations(sidebar.where) == []
    tab.keyboard.type(LETTERS)
    expect(whose.options.last).to_contain_text(IN_HUBSPOT, timeout=WITHIN_MS)
    expect(sidebar.where.locator("html")).to_have_attribute("data-theme", scheme)
    assert violations(sidebar.where) == []
    tab.keyboard.press("Escape")
    expect(whose.dialog).to_have_count(0)
    expect(whose.opener).to_be_focused()
