"""The red button: an admin stops all sending, open sidebars say so at once, and nothing is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.axe import violations
from e2e.pages.console import DESKTOP, PHONE, Open
from e2e.pages.crm import Crm
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.stack import ROOT, Stack, wait_for

PICTURES = ROOT / "var" / "e2e" / "console"
REASON = "Billing check"
TOLD = "Sending is paused"
WITHIN_MS = 3_000
"""A commit, an event, a new snapshot, a paint; the machine of the tests does other things too."""


@pytest.fixture(autouse=True)
def _goes_on_afterwards(stack: Stack) -> Iterator[None]:
    """Whatever becomes of a journey, the next one may text."""
    yield
    stack.command("sends", "resume", "--all")


def banner(page: Page) -> Locator:
    return page.get_by_role("region", name="All sending is paused")


def pause(console: Open) -> Page:
    there = console()
    page = there.open("/settings")
    there.fill(Why=REASON).press("Pause all sending")
    there.told("All sending is paused")
    return page


def test_an_admin_pauses_and_a_pressed_text_waits_and_goes_once(
    crm: Crm, sidebar: Sidebar, stack: Stack, someone: Someone, console: Open
) -> None:
    crm.go(someone.path)
    sidebar.shows(someone.name)
    page = pause(console)
    expect(sidebar.verdict).to_have_text(TOLD, timeout=WITHIN_MS)
    expect(sidebar.where.get_by_text(f": {REASON}")).to_be_visible()
    sidebar.send("It waits for the red button")
    expect(sidebar.item("It waits for the red button", "Queued")).to_be_attached()
    expect(sidebar.item("It waits for the red button")).to_contain_text(
        "It waits until an admin resumes sending"
    )
    assert stack.ledger(to=someone.phone) == []
    page.goto(f"{stack.server_url}/console/lines")
    expect(banner(page)).to_contain_text("1 text waits.")
    banner(page).get_by_role("button", name="Resume sending").click()
    expect(banner(page)).to_have_count(0)
    expect(sidebar.item("It waits for the red button", "Delivered")).to_be_attached()
    expect(sidebar.verdict).not_to_have_text(TOLD)
    assert len(stack.ledger(to=someone.phone)) == 1


def test_the_command_line_stops_a_running_server(
    crm: Crm, sidebar: Sidebar, stack: Stack, someone: Someone
) -> None:
    """Another process commits it; the sidebar hears of it and the sender claims nothing."""
    crm.go(someone.path)
    sidebar.shows(someone.name)
    stack.command("sends", "pause", "--all", "--reason", REASON)
    expect(sidebar.verdict).to_have_text(TOLD, timeout=WITHIN_MS)
    sidebar.send("Held by the command line")
    expect(sidebar.item("Held by the command line", "Queued")).to_be_attached()
    assert "1 text(s) wait" in stack.command("sends", "status")
    assert stack.ledger(to=someone.phone) == []
    stack.command("sends", "resume", "--all")
    wait_for(lambda: stack.ledger(to=someone.phone), "the text at the carrier")
    expect(sidebar.item("Held by the command line", "Delivered")).to_be_attached()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_while_it_is_paused(
    console: Open, stack: Stack, dark: bool, size: tuple[int, int]
) -> None:
    stack.command("sends", "pause", "--all", "--reason", REASON)
    there = console(dark=dark, size=size)
    wide = "phone" if size == PHONE else "desktop"
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, path in {"paused": "/lines", "paused-settings": "/settings",
                       "paused-attention": "/attention"}.items():  # fmt: skip
        page = there.open(path)
        expect(banner(page)).to_be_visible()
        assert violations(page) == [], path
        look = "dark" if dark else "light"
        page.screenshot(path=PICTURES / f"console-{name}-{wide}-{look}.png")
