"""What arrives is seen: in every tab, through one connection, after every interruption."""

import re
import urllib.request

from playwright.sync_api import expect

from e2e.browser import ExtensionBrowser, sidebar_frame
from e2e.pages.crm import Crm
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.stack import Stack, wait_for


def open_sockets(stack: Stack) -> int:
    """How many live connections the server holds."""
    with urllib.request.urlopen(f"{stack.server_url}/metrics") as answer:
        found = re.search(r"^threadside_live_sockets ([\d.]+)", answer.read().decode(), re.M)
    assert found is not None
    return int(float(found[1]))


def test_two_tabs_share_one_connection_and_both_see_a_reply(
    own_browser: ExtensionBrowser, stack: Stack, someone: Someone
) -> None:
    counts = []
    sidebars: list[Sidebar] = []
    for tab in ("one", "two"):
        crm = Crm(own_browser.page(), stack.crm_url).open(someone.path)
        sidebars.append(Sidebar(sidebar_frame(crm.page)).shows(someone.name))
        stack.text_us(someone.phone, f"Tabs open: {tab}")
        for sidebar in sidebars:
            expect(sidebar.item(f"Tabs open: {tab}")).to_be_attached()
        counts.append(open_sockets(stack))
    assert counts[0] == counts[1]


def test_a_text_sent_in_one_tab_is_seen_in_the_other(
    own_browser: ExtensionBrowser, stack: Stack, someone: Someone
) -> None:
    first, second = (
        Sidebar(sidebar_frame(Crm(own_browser.page(), stack.crm_url).open(someone.path).page))
        for _ in range(2)
    )
    first.shows(someone.name)
    second.shows(someone.name).send("From the second tab")
    expect(first.item("From the second tab", "Delivered")).to_be_attached()
    assert len(stack.ledger(to=someone.phone)) == 1


def test_no_reply_is_lost_while_the_server_is_killed_and_started_again(
    own_browser: ExtensionBrowser, stack: Stack, someone: Someone
) -> None:
    crm = Crm(own_browser.page(), stack.crm_url).open(someone.path)
    sidebar = Sidebar(sidebar_frame(crm.page)).shows(someone.name)
    texts = [f"Reply number {number} of nine" for number in range(1, 10)]
    for number, text in enumerate(texts):
        if number == 3:
            assert stack.server is not None
            stack.server.kill()
        if number == 6:
            own_browser.stop_worker()
            stack.start_server()
        stack.text_us(someone.phone, text)
    _advance_until_acknowledged(stack)
    for text in texts:
        expect(sidebar.item(text)).to_be_attached(timeout=60_000)
    shown = [name for name in sidebar.spoken() if "of nine" in name]
    assert len(shown) == len(texts)
    assert _painted_texts(sidebar) == _stored_texts(stack, someone)


def test_a_reply_that_came_while_the_record_was_closed_is_there_when_it_is_opened(
    crm: Crm, sidebar: Sidebar, stack: Stack, someone: Someone, other: Someone
) -> None:
    crm.go(someone.path)
    sidebar.shows(someone.name)
    crm.go(other.path)
    sidebar.shows(other.name)
    stack.text_us(someone.phone, "While you were away")
    wait_for(
        lambda: stack.sql("SELECT 1 FROM timeline_item WHERE text = ?", "While you were away"),
        "the reply in the database",
    )
    crm.go(someone.path)
    sidebar.shows(someone.name)
    expect(sidebar.item("While you were away")).to_be_visible()


def _advance_until_acknowledged(stack: Stack) -> None:
    """The carrier retries after a minute and later; its clock makes that short."""

    def settled() -> bool:
        waiting = stack.sim("GET", "webhooks?kind=inbound&state=pending")["items"]
        if waiting:
            stack.sim("POST", "clock", {"advance_s": 60})
        return not waiting

    wait_for(settled, "the acknowledgement of every reply", timeout_s=60, every_s=0.2)


def _painted_texts(sidebar: Sidebar) -> list[str]:
    """The bubbles and notes on the screen, from oldest to newest, down to the oldest page."""
    texts: list[str] = sidebar.conversation.locator("li[data-id] .bubble").all_text_contents()
    return texts


def _stored_texts(stack: Stack, someone: Someone) -> list[str]:
    rows = stack.sql(
        "SELECT item.text FROM timeline_item AS item JOIN message ON message.id = item.id"
        " WHERE message.phone = ? ORDER BY item.at, item.id",
        someone.phone,
    )
    return [text for (text,) in rows]
