"""A page looks the same with the extension and without it: every element where it was, every style
as it was, every pixel outside of what is ours. Beside a sidebar that makes room, the page is as in
a window that is narrower by the sidebar's width."""

import io
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from e2e.browser import ExtensionBrowser, sidebar_frame
from e2e.foreign_crm import CRMS, ForeignCrm, ForeignPage
from e2e.pages.crm import Crm
from e2e.stack import Stack, wait_for

WIDTH, HEIGHT, SIDEBAR = 1500, 860, 384
RAIL = (32, 72)
SHARED: dict[str, Any] = {
    "locale": "en-US",
    "timezone_id": "America/Denver",
    "color_scheme": "light",
}
"""What both browsers say of themselves; pages write times and dates by it."""
PAGES = ("/contacts", "/contacts/1001", "/deals/505", "/plain")
MEASURED = """() => {
  const STYLES = ['display', 'position', 'color', 'backgroundColor', 'fontFamily', 'fontSize',
    'fontWeight', 'lineHeight', 'letterSpacing', 'textAlign', 'textDecorationLine', 'opacity',
    'visibility', 'overflowX', 'overflowY', 'zIndex', 'float', 'flexDirection', 'flexWrap',
    'justifyContent', 'alignItems', 'rowGap', 'columnGap', 'paddingTop', 'paddingLeft', 'marginTop',
    'marginLeft', 'borderTopWidth', 'borderTopColor', 'borderRadius', 'boxShadow', 'transform',
    'cursor', 'direction', 'colorScheme', 'pointerEvents', 'whiteSpace', 'verticalAlign',
    'content'];
  const all = [...document.querySelectorAll('*')].filter(one => !one.closest('[data-threadside]'));
  return all.map(one => {
    const { x, y, width, height } = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    const place = [x, y, width, height].map(side => Math.round(side * 100) / 100);
    return [one.localName, place.join(' '), STYLES.map(name => style[name]).join('|')];
  });
}"""
SETTLED = """async () => {
  await document.fonts.ready;
  const running = document.getAnimations().filter(one => one.effect.getTiming().iterations === 1);
  await Promise.allSettled(running.map(one => one.finished));
}"""
Measured = list[list[str]]


@pytest.fixture(scope="module")
def mine(launch: Callable[..., ExtensionBrowser]) -> ExtensionBrowser:
    """A browser in which nobody else moves the sidebar."""
    return launch(width=WIDTH, height=HEIGHT)


@pytest.fixture(scope="module")
def bare(chrome: Browser) -> Iterator[Page]:
    """A tab of a browser without the extension."""
    context = chrome.new_context(**SHARED)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(mine: ExtensionBrowser) -> Iterator[Page]:
    """A tab with the extension."""
    opened = mine.page()
    yield opened
    opened.close()


def left(browser: ExtensionBrowser, url: str, *, is_open: bool, layout: str) -> None:
    """The rep left the sidebar of a site like this."""
    site = urlsplit(url)
    place = {"open": is_open, "width": SIDEBAR, "layout": layout}
    browser.worker().evaluate(
        "places => chrome.storage.local.set({ places: { v: 1, d: places } })",
        {f"{site.scheme}://{site.netloc}": place},
    )


def look(page: Page) -> tuple[Measured, Image.Image]:
    """Every element's place and styles, and a picture of the window."""
    page.mouse.move(1, 1)
    page.evaluate(SETTLED)
    measured: Measured = page.evaluate(MEASURED)
    return measured, Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def attached(page: Page, *, is_open: bool) -> None:
    """Our element is there, and what it shows."""
    wait_for(
        lambda: page.evaluate("() => !!document.querySelector('[data-threadside]')"), "our element"
    )
    if is_open:
        sidebar_frame(page).wait_for_selector("h1")


def assert_same(one: Measured, other: Measured) -> None:
    """The first difference says what it is of."""
    assert len(one) == len(other)
    for ours, theirs in zip(one, other, strict=True):
        assert ours == theirs


def assert_same_pixels(one: Image.Image, other: Image.Image) -> None:
    """Nothing is painted differently."""
    assert one.size == other.size
    assert ImageChops.difference(one, other).getbbox() is None


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("is_open", [False, True], ids=["collapsed", "over the page"])
def test_a_page_that_is_not_moved_is_the_same_in_every_place_and_pixel(
    mine: ExtensionBrowser, page: Page, bare: Page, stack: Stack, path: str, *, is_open: bool
) -> None:
    left(mine, stack.crm_url, is_open=is_open, layout="overlay")
    Crm(page, stack.crm_url).open(path)
    attached(page, is_open=is_open)
    bare.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    Crm(bare, stack.crm_url).open(path)
    (ours, seen), (theirs, wanted) = look(page), look(bare)
    assert_same(ours, theirs)
    # The sidebar's own hairline stands beside it.
    reach = SIDEBAR + 1 if is_open else RAIL[0]
    without = (0, 0, WIDTH - reach, HEIGHT)
    assert_same_pixels(seen.crop(without), wanted.crop(without))
    if not is_open:
        top, bottom = (HEIGHT - RAIL[1]) // 2 - 1, (HEIGHT + RAIL[1]) // 2 + 1
        for above in ((0, 0, WIDTH, top), (0, bottom, WIDTH, HEIGHT)):
            assert_same_pixels(seen.crop(above), wanted.crop(above))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_makes_room_is_as_in_a_narrower_window(
    mine: ExtensionBrowser, page: Page, bare: Page, stack: Stack, path: str
) -> None:
    left(mine, stack.crm_url, is_open=True, layout="margin")
    Crm(page, stack.crm_url).open(path)
    attached(page, is_open=True)
    assert page.evaluate("() => document.documentElement.style.marginInlineEnd") != ""
    bare.set_viewport_size({"width": WIDTH - SIDEBAR, "height": HEIGHT})
    Crm(bare, stack.crm_url).open(path)
    (ours, seen), (theirs, wanted) = look(page), look(bare)
    assert_same(ours, theirs)
    beside = (0, 0, WIDTH - SIDEBAR - 20, HEIGHT)  # the narrower window has its scroll bar there
    assert_same_pixels(seen.crop(beside), wanted.crop(beside))


def test_a_page_is_as_it_was_once_the_sidebar_is_closed(
    mine: ExtensionBrowser, page: Page, bare: Page, stack: Stack
) -> None:
    left(mine, stack.crm_url, is_open=True, layout="margin")
    Crm(page, stack.crm_url).open("/contacts/1001")
    attached(page, is_open=True)
    sidebar_frame(page).get_by_role("button", name="Close the sidebar").click()
    wait_for(
        lambda: page.evaluate("() => document.documentElement.style.marginInlineEnd") == "", "room"
    )
    bare.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    Crm(bare, stack.crm_url).open("/contacts/1001")
    assert_same(look(page)[0], look(bare)[0])


@pytest.mark.parametrize("crm", CRMS, ids=lambda crm: crm.crm)
def test_pages_under_the_policies_of_crms_are_the_same(
    mine: ExtensionBrowser, page: Page, bare: Page, crm: ForeignCrm
) -> None:
    left(mine, crm.origin, is_open=False, layout="margin")
    ForeignPage(page, crm).open(crm.first)
    attached(page, is_open=False)
    bare.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    ForeignPage(bare, crm).open(crm.first)
    assert_same(look(page)[0], look(bare)[0])
