"""Badges beside the numbers of a CRM's list: only where switched on, in one request, and nothing in
the page moves."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request, expect

from e2e.browser import ExtensionBrowser, sidebar_frame
from e2e.pages.badges import Badges
from e2e.pages.crm import Crm
from e2e.pages.options import Options
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.stack import Stack, wait_for
from e2e.test_page_cost import WATCH_SHIFTS

SITE = "Sample CRM"


@pytest.fixture
def mine(own_browser: ExtensionBrowser) -> Page:
    """A tab of a browser whose switches nobody else turns."""
    return own_browser.page()


@pytest.fixture
def asked(own_browser: ExtensionBrowser) -> Iterator[list[int]]:
    """How many numbers each question for badges held."""
    counts: list[int] = []

    def note(request: Request) -> None:
        if request.url.endswith("/v1/badges"):
            counts.append(len((request.post_data_json or {}).get("numbers", [])))

    own_browser.context.on("request", note)
    yield counts
    own_browser.context.remove_listener("request", note)


def switch(browser: ExtensionBrowser, *, on: bool) -> None:
    """Turn the switch of the sample CRM, as a rep does."""
    page = browser.own_page("options.html")
    name = f"Show badges in lists on {SITE}"
    box = page.get_by_role("checkbox", name=name)
    expect(box).to_be_checked(checked=not on)
    box.set_checked(on)
    page.close()


def written(someone: Someone) -> str:
    """The number as the CRM's list writes it."""
    digits = someone.phone.removeprefix("+1")
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"


def show(page: Page, someone: Someone) -> None:
    """Scroll the list to somebody's row."""
    page.get_by_role("link", name=written(someone)).scroll_into_view_if_needed()


def test_badges_are_off_until_they_are_wanted_and_leave_with_the_wish_and_the_rep(
    own_browser: ExtensionBrowser, mine: Page, stack: Stack, someone: Someone, asked: list[int]
) -> None:
    stack.text_us(someone.phone, "Is anybody there?")
    crm = Crm(mine, stack.crm_url).open("/contacts")
    sidebar = Sidebar(sidebar_frame(mine))
    show(mine, someone)
    badges = Badges(mine)
    assert (badges.all(), asked) == ([], [])

    switch(own_browser, on=True)
    mine.bring_to_front()
    badge = badges.beside(written(someone), "Waiting")
    assert badge.label.startswith("Waiting"), badge.label
    assert "unread" in badge.label

    stack.text_us(someone.phone, "Hello?")
    before = badge.label
    badge = wait_for(
        lambda: next(
            (one for one in badges.all() if written(someone) in one.beside and one.label != before),
            None,
        ),
        "the second text in the badge",
    )
    badges.press(badge)
    sidebar = Sidebar(sidebar_frame(mine)).shows(someone.name)
    expect(sidebar.item("Hello?")).to_be_visible()
    assert crm.page.url.endswith("/contacts"), "the row behind was not pressed"

    switch(own_browser, on=False)
    mine.bring_to_front()
    badges.gone()
    switch(own_browser, on=True)
    mine.bring_to_front()
    badges.beside(written(someone))

    options = own_browser.own_page("options.html")
    Options(options).sign_out_button.click()
    expect(Options(options).sign_in_button).to_be_visible()
    options.close()
    badges.gone()


def test_one_request_for_what_is_seen_and_nothing_moves(
    own_browser: ExtensionBrowser, mine: Page, stack: Stack, asked: list[int]
) -> None:
    switch(own_browser, on=True)
    mine.add_init_script(f"({WATCH_SHIFTS})();")
    crm = Crm(mine, stack.crm_url).open("/contacts")
    sidebar_frame(mine)
    badges = Badges(mine)
    drawn = wait_for(badges.all, "badges")
    rows = mine.get_by_role("row").count()
    assert rows > 200, "far more than can be seen"
    assert len(asked) == 1, "one request"
    assert asked[0] < 40, "for what can be seen"

    mine.evaluate("() => { window.__shift = 0; }")
    wide = mine.evaluate("() => document.querySelector('.table-holder').scrollWidth")
    mine.mouse.move(400, 400)
    mine.mouse.wheel(0, 3000)
    wait_for(lambda: len(badges.all()) > len(drawn), "badges further down")
    assert mine.evaluate("() => window.__shift") == 0
    assert mine.evaluate("() => document.querySelector('.table-holder').scrollWidth") == wide
    assert len(asked) <= 4, "a scroll is not a question each frame"

    crm.go("/contacts/1001")
    Sidebar(sidebar_frame(mine)).shows("Anna Fernández")
    crm.go("/deals")
    wait_for(lambda: all("$" not in one.beside for one in badges.all()), "no badge beside money")
