"""The same document in the browser's side panel, for pages that go modal."""

from playwright.sync_api import expect

from e2e.browser import ExtensionBrowser
from e2e.pages.crm import Crm
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.stack import Stack


def tab_id(browser: ExtensionBrowser, url: str) -> int:
    """The browser's own number of the tab with this address."""
    number: int = browser.worker().evaluate(
        "async url => (await chrome.tabs.query({})).find(tab => tab.url === url)?.id", url
    )
    return number


def test_the_panel_follows_its_tab_and_sends(
    own_browser: ExtensionBrowser, stack: Stack, someone: Someone, other: Someone
) -> None:
    crm = Crm(own_browser.page(), stack.crm_url).open(someone.path)
    page = own_browser.own_page(f"sidebar.html?tab={tab_id(own_browser, crm.page.url)}")
    page.set_viewport_size({"width": 384, "height": 860})
    panel = Sidebar(page).shows(someone.name)
    crm.go(other.path)
    panel.shows(other.name)
    panel.send("From the panel")
    expect(panel.item("From the panel", "Delivered")).to_be_visible()
    [entry] = stack.ledger(to=other.phone)
    assert entry["text"] == "From the panel"


def test_opening_the_panel_collapses_the_sidebar_in_the_page(
    own_browser: ExtensionBrowser, stack: Stack, someone: Someone
) -> None:
    crm = Crm(own_browser.page(), stack.crm_url).open(someone.path)
    number = tab_id(own_browser, crm.page.url)
    room = "() => document.documentElement.style.marginInlineEnd"
    crm.page.wait_for_function(f"() => ({room})() !== ''")
    own_browser.own_page(f"sidebar.html?tab={number}")
    crm.page.wait_for_function(f"() => ({room})() === ''")
