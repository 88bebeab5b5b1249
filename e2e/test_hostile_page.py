"""A page whose script was taken over learns nothing and can do nothing (V-7, V-11)."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from e2e.browser import ExtensionBrowser, sidebar_frame
from e2e.pages.crm import Crm
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.stack import Stack

SECRET = "The price is 4711 dollars"


@pytest.fixture
def hostile(tab: Page, stack: Stack, someone: Someone) -> Sidebar:
    """The sidebar in a hostile page, with somebody's conversation open."""
    crm = Crm(tab, stack.crm_url)
    crm.page.goto(f"{stack.crm_url}{someone.path}?hostile")
    return Sidebar(sidebar_frame(crm.page)).shows(someone.name)


def loot(page: Page) -> list[dict[str, str]]:
    """What the script got hold of, after it has looked three times more."""
    looks = page.evaluate("() => window.hostile.probes")
    page.wait_for_function("looks => window.hostile.probes > looks + 2", arg=looks)
    found: list[dict[str, str]] = page.evaluate("() => window.__loot")
    return found


def tokens(browser: ExtensionBrowser) -> list[str]:
    """Every secret that the extension keeps."""
    stored = browser.worker().evaluate(
        """async () => JSON.stringify([
             await chrome.storage.local.get(null), await chrome.storage.session.get(null)])"""
    )
    return re.findall(r'"token":"([^"]+)"', stored)


def test_the_script_sees_no_token_and_no_word_of_the_conversation(
    hostile: Sidebar, browser: ExtensionBrowser, someone: Someone, stack: Stack
) -> None:
    hostile.message.click()
    hostile.message.press_sequentially(SECRET)
    hostile.message.press("Control+Enter")
    expect(hostile.item(SECRET, "Delivered")).to_be_visible()
    stack.text_us(someone.phone, "My answer is 42")
    expect(hostile.item("My answer is 42")).to_be_visible()
    taken = json.dumps(loot(hostile.page), ensure_ascii=False)
    kept = tokens(browser)
    assert len(kept) >= 2
    for secret in [*kept, SECRET, "4711", "My answer is 42", someone.phone]:
        assert secret not in taken


def test_the_script_finds_neither_a_shadow_root_nor_a_frame(hostile: Sidebar) -> None:
    kinds = {item["kind"] for item in loot(hostile.page)}
    assert "host" in kinds, "the attack did not even find the element"
    assert kinds.isdisjoint({"shadow-root", "frame", "frame-document", "port-message"})


def test_keys_typed_into_the_sidebar_are_not_heard_by_the_page(hostile: Sidebar) -> None:
    hostile.message.click()
    hostile.message.press_sequentially("quiet")
    heard = [item["detail"] for item in loot(hostile.page) if item["kind"] == "input-event"]
    assert heard == []
    hostile.message.fill("")


def test_the_script_cannot_make_the_sidebar_send(
    hostile: Sidebar, someone: Someone, stack: Stack
) -> None:
    hostile.write("Not by you")
    loot(hostile.page)
    expect(hostile.message).to_have_value("Not by you")
    assert stack.ledger(to=someone.phone) == []
    hostile.message.fill("")


def test_the_files_of_the_extension_are_out_of_reach(
    hostile: Sidebar, browser: ExtensionBrowser
) -> None:
    hostile.page.evaluate("id => window.hostile.probeExtension(id)", browser.id)
    kinds = {item["kind"] for item in loot(hostile.page)}
    assert "refused" in kinds
    assert kinds.isdisjoint({"extension-file", "extension-answer"})


def test_a_page_cannot_frame_the_sidebar(hostile: Sidebar, browser: ExtensionBrowser) -> None:
    address = f"chrome-extension://{browser.id}/sidebar.html"
    with hostile.page.expect_event("frameattached"):
        hostile.page.evaluate("url => { void window.hostile.frame(url); }", address)
    loot(hostile.page)
    stolen = hostile.page.query_selector("iframe.stolen")
    assert stolen is not None
    frame = stolen.content_frame()
    assert frame is None or frame.query_selector("main") is None
    assert len([one for one in hostile.page.frames if one.url == address]) == 1


def test_a_click_on_what_cannot_be_seen_asks_once_more(
    hostile: Sidebar, someone: Someone, stack: Stack
) -> None:
    hostile.page.evaluate("() => window.hostile.disguise()")
    hostile.write("Lured")
    hostile.send_button.click()
    expect(hostile.where.get_by_role("alert")).to_contain_text("may cover the Send button")
    assert stack.ledger(to=someone.phone) == []
    hostile.message.press("Control+Enter")
    expect(hostile.item("Lured", "Delivered")).to_be_visible()
