"""What the sidebar costs the CRM's page is small, and nothing in the page moves."""

import pytest
from playwright.sync_api import Page

from e2e.browser import DIST, ExtensionBrowser, sidebar_frame
from e2e.pages.crm import Crm
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.stack import Stack

MOST_BYTES = 12 * 1024
WATCH_SHIFTS = """() => {
  window.__shift = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.__shift += entry.value;
  }).observe({ type: 'layout-shift' });
}"""


@pytest.mark.parametrize("mode", ["release", "test"])
def test_the_content_script_is_at_most_twelve_kilobytes(mode: str) -> None:
    assert (DIST / mode / "page.js").stat().st_size <= MOST_BYTES


def test_nothing_shifts_after_the_first_push(
    crm: Crm, sidebar: Sidebar, someone: Someone, other: Someone
) -> None:
    crm.page.evaluate(WATCH_SHIFTS)
    for person in (someone, other, someone):
        crm.go(person.path)
        sidebar.shows(person.name)
    assert crm.page.evaluate("() => window.__shift") == 0


def test_the_page_loads_before_the_sidebar_is_attached(tab: Page, crm: Crm) -> None:
    """Attached earlier, the page's own load event would wait for our document."""
    tab.add_init_script(
        """addEventListener('load', () => {
             window.__atLoad = document.documentElement.children.length;
           });"""
    )
    crm.open("/contacts")
    sidebar_frame(tab)
    assert tab.evaluate("() => window.__atLoad") == 2


def test_a_page_too_narrow_to_give_way_is_covered_instead(tab: Page, crm: Crm) -> None:
    tab.set_viewport_size({"width": 900, "height": 700})
    crm.open("/contacts/1001")
    Sidebar(sidebar_frame(tab)).shows("Anna Fernández")
    assert tab.evaluate("() => document.documentElement.style.marginInlineEnd") == ""


def test_a_page_that_does_not_give_way_is_put_back_as_it_was(
    own_browser: ExtensionBrowser, stack: Stack
) -> None:
    """The browser is its own, since what a site can't do is remembered for it."""
    page = own_browser.page()
    page.set_viewport_size({"width": 1700, "height": 860})
    Crm(page, stack.crm_url).open("/wide")
    sidebar_frame(page)
    assert page.evaluate("() => document.documentElement.style.marginInlineEnd") == ""
