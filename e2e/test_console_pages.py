"""Deliverability and what needs attention, in a real browser, after a year of texting."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e import year
from e2e.axe import violations
from e2e.pages.console import DESKTOP, PHONE, Open
from e2e.stack import ROOT, Stack, wait_for

PICTURES = ROOT / "var" / "e2e" / "console"
SHOWN = ROOT / "docs" / "pictures"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A system that has been in use for a year. Its own first look raises the alarm."""
    with Stack(tmp_path_factory.mktemp("year"), fill=year.live) as running:
        wait_for(lambda: running.sql("SELECT 1 FROM delivery_alarm"), "the alarm", timeout_s=60)
        yield running


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_the_pages(
    console: Open, stack: Stack, dark: bool, size: tuple[int, int]
) -> None:
    there = console(dark=dark, size=size)
    kept = stack.sql("SELECT id FROM webhook_receipt WHERE state = 'unreadable'")[0][0]
    pages = {
        "deliverability": "/deliverability",
        "deliverability-year": "/deliverability?from=2020-01-01",
        "deliverability-empty": "/deliverability?network=-&template=-&line=none",
        "attention": "/attention",
        "attention-webhook": f"/attention/webhooks/{kept}",
        "attention-unmatched": "/attention/all/unmatched",
    }
    name_of = f"{'phone' if size == PHONE else 'desktop'}-{'dark' if dark else 'light'}"
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, path in pages.items():
        page = there.open(path)
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        page.screenshot(path=PICTURES / f"{name}-{name_of}.png", full_page=True)
        if name in ("deliverability", "attention"):
            page.screenshot(path=SHOWN / f"console-{name}-{name_of}.png")


def test_the_alarm_says_which_network_and_since_when(console: Open) -> None:
    page = console().open("/deliverability")
    told = page.get_by_text("Fewer texts arrive than usual")
    expect(told.first).to_contain_text("to T-Mobile")
    page.get_by_role("link", name="See what needs attention").first.click()
    expect(page.get_by_role("heading", name="Needs attention", level=1)).to_be_visible()


def test_filters_are_in_the_address_and_the_days_beside_them(console: Open) -> None:
    page = console().open("/deliverability")
    page.get_by_label("Network", exact=True).select_option("Verizon")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("region", name="By network").get_by_role("row")).to_have_count(2)
    page.get_by_role("link", name="7 days").click()
    expect(page.get_by_label("Network", exact=True)).to_have_value("Verizon")
    page.get_by_text("The same as a table").first.click()
    expect(page.get_by_role("table", name="By day, in numbers").get_by_role("row")).to_have_count(8)


def test_what_waits_is_dealt_with_one_by_one(console: Open, stack: Stack) -> None:
    """Last of the module: afterwards little is left."""
    there = console()
    page = there.open("/attention")
    before = int(page.locator("nav .count").inner_text().split()[0])
    there.press("It was sent")
    there.told("Noted as sent")
    there.press("Resume")
    there.told("texts again")
    there.press("Mark as read")
    there.told("Marked as read")
    there.press("Mark these as seen")
    there.told("Marked as seen")
    page.get_by_text("Drop", exact=True).first.click()
    there.fill(Why_it_can_be_dropped="A test of the carrier's").press("Drop")
    there.told("Dropped")
    page.get_by_label("What came of it").first.fill("Asked Vonage about T-Mobile")
    there.press("Close")
    there.told("The alarm is closed")
    assert int(page.locator("nav .count").inner_text().split()[0]) < before
    note = stack.sql("SELECT note FROM webhook_receipt WHERE note LIKE 'dropped:%'")
    assert note == [("dropped: A test of the carrier's",)]
