"""Words and texts survive whatever happens between the rep's fingers and the carrier."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from e2e.browser import ExtensionBrowser, sidebar_frame
from e2e.pages.crm import Crm
from e2e.pages.options import Options, answer_sign_in
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.stack import PASSWORD, Stack, wait_for

REP = "jon@northside.example"


@pytest.fixture
def desk(own_browser: ExtensionBrowser, stack: Stack, someone: Someone) -> Sidebar:
    """A browser of one's own, with somebody's conversation open in it."""
    crm = Crm(own_browser.page(), stack.crm_url).open(someone.path)
    return Sidebar(sidebar_frame(crm.page)).shows(someone.name)


def again(page: Page, name: str) -> Sidebar:
    """The sidebar after the page was loaded anew."""
    return Sidebar(sidebar_frame(page)).shows(name)


# --- drafts ----------------------------------------------------------------------------------


def test_a_draft_waits_for_its_person(
    crm: Crm, sidebar: Sidebar, someone: Someone, other: Someone
) -> None:
    crm.go(someone.path)
    sidebar.shows(someone.name).write("Half a tho")
    crm.go(other.path)
    sidebar.shows(other.name)
    expect(sidebar.message).to_have_value("")
    sidebar.write("Something else")
    crm.go(someone.path)
    sidebar.shows(someone.name)
    expect(sidebar.message).to_have_value("Half a tho")


def test_a_draft_survives_a_reload_in_the_middle_of_a_word(desk: Sidebar, someone: Someone) -> None:
    desk.message.click()
    desk.message.press_sequentially("Half a tho")
    desk.page.reload()
    expect(again(desk.page, someone.name).message).to_have_value("Half a tho")


def test_a_draft_survives_the_death_of_the_service_worker(
    desk: Sidebar, own_browser: ExtensionBrowser, someone: Someone, stack: Stack
) -> None:
    desk.write("Still here")
    own_browser.stop_worker()
    expect(desk.message).to_have_value("Still here")
    stack.text_us(someone.phone, "And I am still heard")
    expect(desk.item("And I am still heard")).to_be_visible()
    desk.send_button.click()
    expect(desk.item("Still here", "Delivered")).to_be_visible()


def test_a_draft_survives_an_update_of_the_extension(
    launch: Callable[..., ExtensionBrowser], stack: Stack, someone: Someone
) -> None:
    browser = launch(updatable=True)
    crm = Crm(browser.page(), stack.crm_url).open(someone.path)
    old = sidebar_frame(crm.page)
    sidebar = Sidebar(old).shows(someone.name)
    sidebar.write("Written before the update")
    kept = "async () => JSON.stringify(await chrome.storage.local.get(null))"
    wait_for(lambda: "before the update" in sidebar.where.evaluate(kept), "the stored draft")
    browser.raise_version()
    with crm.page.expect_event("framedetached", predicate=lambda frame: frame == old):
        browser.load_again()
    renewed = again(crm.page, someone.name)
    expect(renewed.message).to_have_value("Written before the update")
    renewed.send_button.click()
    expect(renewed.item("Written before the update", "Delivered")).to_be_visible()
    browser.close()


# --- texts -----------------------------------------------------------------------------------


def test_offline_a_text_waits_and_leaves_once_when_online(
    desk: Sidebar, someone: Someone, stack: Stack
) -> None:
    context = desk.page.context
    context.set_offline(True)
    desk.send("Written in the tunnel")
    expect(desk.item("Written in the tunnel", "Waits until you are online")).to_be_visible()
    assert stack.ledger(to=someone.phone) == []
    context.set_offline(False)
    expect(desk.item("Written in the tunnel", "Delivered")).to_be_visible(timeout=30_000)
    assert [entry["text"] for entry in stack.ledger(to=someone.phone)] == ["Written in the tunnel"]


def test_offline_a_draft_is_kept(desk: Sidebar, someone: Someone, other: Someone) -> None:
    context = desk.page.context
    desk.write("Not sent yet")
    context.set_offline(True)
    desk.page.evaluate("path => { void window.crm.go(path); }", f"/a/acme{other.path}")
    desk.in_state("offline")
    desk.page.evaluate("path => { void window.crm.go(path); }", f"/a/acme{someone.path}")
    expect(desk.message).to_have_value("Not sent yet")
    context.set_offline(False)
    desk.shows(someone.name)
    expect(desk.message).to_have_value("Not sent yet")


def test_a_text_leaves_once_when_the_worker_dies_at_the_press(
    desk: Sidebar, own_browser: ExtensionBrowser, someone: Someone, stack: Stack
) -> None:
    desk.write("Exactly one")
    desk.message.press("Control+Enter")
    own_browser.stop_worker()
    expect(desk.item("Exactly one", "Delivered")).to_be_visible()
    assert [entry["text"] for entry in stack.ledger(to=someone.phone)] == ["Exactly one"]


def test_a_text_leaves_once_when_the_answer_of_the_server_is_lost_in_a_reload(
    desk: Sidebar, someone: Someone, stack: Stack
) -> None:
    """The server has stored the text; the sidebar never learns it."""

    def swallow(route: Route) -> None:
        route.fetch()
        route.abort()

    desk.page.context.route("**/v1/messages", swallow, times=1)
    desk.write("Exactly one after all")
    with desk.page.context.expect_event("requestfailed"):
        desk.message.press("Control+Enter")
    desk.page.reload()
    expect(
        again(desk.page, someone.name).item("Exactly one after all", "Delivered")
    ).to_be_visible()
    assert len(stack.ledger(to=someone.phone)) == 1


# --- sessions --------------------------------------------------------------------------------


def test_an_expired_token_is_renewed_without_a_word(
    desk: Sidebar, someone: Someone, stack: Stack
) -> None:
    stack.sql("UPDATE oauth_token SET access_expires_at = '2020-01-01 00:00:00.000000'")
    desk.send("The token had expired")
    expect(desk.item("The token had expired", "Delivered")).to_be_visible()
    assert len(stack.ledger(to=someone.phone)) == 1


def test_signing_out_hides_everything_until_somebody_signs_in(
    desk: Sidebar, own_browser: ExtensionBrowser, someone: Someone, stack: Stack
) -> None:
    desk.write("To be continued")
    options = own_browser.own_page("options.html")
    Options(options).sign_out_button.click()
    desk.in_state("signed-out")
    expect(desk.where.get_by_text(someone.name)).to_have_count(0)
    options.close()
    stack.sql("DELETE FROM web_session")
    with own_browser.context.expect_page() as opened:
        desk.where.get_by_role("button", name="Sign in").click()
    answer_sign_in(opened.value, REP, PASSWORD)
    desk.shows(someone.name)


def test_a_revoked_session_asks_to_sign_in_again(
    desk: Sidebar, someone: Someone, stack: Stack
) -> None:
    desk.write("Kept for later")
    stack.sql(
        "UPDATE oauth_token SET revoked_at = '2020-01-01 00:00:00.000000' WHERE family ="
        " (SELECT family FROM oauth_token WHERE kind = 'oauth' ORDER BY started_at DESC LIMIT 1)"
    )
    desk.message.press("Control+Enter")
    desk.in_state("signed-out")
    expect(desk.where.get_by_text(re.compile("drafts are kept"))).to_be_visible()
    wait_for(lambda: stack.ledger(to=someone.phone) == [] or None, "nothing sent")
