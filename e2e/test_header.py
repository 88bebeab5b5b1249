"""Who it is stands in the same few rows whatever they and their numbers are called."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from e2e.browser import ExtensionBrowser
from e2e.pages.crm import Crm
from e2e.pages.sidebar import Sidebar
from e2e.stack import Stack
from e2e.test_side_panel import tab_id

LONG = {
    "name": "Maximiliana-Alexandrina Featherstonehaugh-Cholmondeley de la Vega y Montenegro",
    "first_name": "Maximiliana-Alexandrina",
    "title": "Deputy head of purchasing and supplier relations",
    "company": "Tall Pines Lodge & Conference Center Holdings",
}
LABEL = "Assistant's mobile in the warehouse"
PARTS = ("h1", ".under", ".reach", ".not-them", ".local")
BOXES = """(header, parts) => Object.fromEntries(parts.map(name => {
  const box = header.querySelector(name).getBoundingClientRect();
  return [name, [box.left, box.top, box.right, box.bottom]];
}))"""
Box = list[float]


@pytest.fixture
def panel(browser: ExtensionBrowser, tab: Page, stack: Stack) -> Iterator[Page]:
    """The sidebar's document alone, beside Anna's record, at a width of one's own."""
    crm = Crm(tab, stack.crm_url).open("/contacts/1001")
    page = browser.page()
    page.goto(f"chrome-extension://{browser.id}/sidebar.html?tab={tab_id(browser, crm.page.url)}")
    yield page
    page.close()


def told(page: Page, changes: dict[str, Any]) -> None:
    """From now on she is called otherwise."""

    def answer(route: Route) -> None:
        response = route.fetch()
        beside: dict[str, Any] = response.json()
        for person in beside["people"]:
            person.update(changes)
            for phone in person["phones"]:
                phone["label"] = LABEL if changes else phone["label"]
        route.fulfill(response=response, body=json.dumps(beside))

    page.route("**/v1/beside?*", answer)


@pytest.mark.parametrize("width", [320, 360, 384])
@pytest.mark.parametrize("changes", [{}, LONG], ids=["short", "long"])
def test_its_rows_hold(panel: Page, width: int, changes: dict[str, Any]) -> None:
    told(panel, changes)
    panel.set_viewport_size({"width": width, "height": 800})
    panel.reload()
    Sidebar(panel).shows(changes.get("name", "Anna Fernández"))
    boxes: dict[str, Box] = panel.locator("header.who").evaluate(BOXES, list(PARTS))
    for left, _, right, _ in boxes.values():
        assert left >= 0
        assert right <= width
    assert boxes["h1"][3] - boxes["h1"][1] <= 2 * 1.25 * 20, "at most two lines"
    assert boxes[".under"][3] - boxes[".under"][1] <= 24, "one line"
    assert boxes[".reach"][3] - boxes[".reach"][1] <= 32, "one line"
    assert boxes[".not-them"][2] - boxes[".not-them"][0] >= 40, "there to be read"
    assert boxes[".local"][2] - boxes[".local"][0] >= 48, "the time, if not the place"
    assert panel.evaluate("() => document.documentElement.scrollWidth") <= width
