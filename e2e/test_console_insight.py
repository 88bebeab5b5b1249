"""Reports in a real browser, after a quarter of conversations."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e import quarter
from e2e.axe import violations
from e2e.pages.console import DESKTOP, PHONE, Open
from e2e.stack import ROOT, Stack

PICTURES = ROOT / "var" / "e2e" / "console"
PAGES = {
    "insight-volume": "/insight",
    "insight-volume-year": "/insight?from=2020-01-01",
    "insight-volume-empty": "/insight?from=2020-01-01&to=2020-02-01",
    "insight-responses": "/insight/responses",
    "insight-conversations": "/insight/conversations",
    "insight-templates": "/insight/templates",
    "insight-people": "/insight/people",
    "insight-support": "/insight/support",
    "insight-review": "/insight/review",
    "insight-clock": "/insight/clock",
}


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A system that has been in use for a quarter."""
    with Stack(tmp_path_factory.mktemp("quarter"), fill=quarter.live) as running:
        yield running


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_the_reports(console: Open, dark: bool, size: tuple[int, int]) -> None:
    there = console(dark=dark, size=size)
    name_of = f"{'phone' if size == PHONE else 'desktop'}-{'dark' if dark else 'light'}"
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, path in PAGES.items():
        page = there.open(path)
        page.screenshot(path=PICTURES / f"{name}-{name_of}.png", full_page=True)
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_days_stay_chosen_from_report_to_report(console: Open) -> None:
    page = console().open("/insight")
    page.get_by_role("link", name="90 days").click()
    chosen = page.get_by_label("From", exact=True).input_value()
    page.get_by_role("link", name="Response times").click()
    expect(page.get_by_label("From", exact=True)).to_have_value(chosen)
    page.get_by_text("The same as a table").first.click()
    expect(
        page.get_by_role("table", name="First answers over time, in minutes, in numbers")
    ).to_be_visible()
    page.get_by_text("How this is counted").first.click()
    expect(page.get_by_text("Machines don’t answer")).to_be_visible()


def test_a_table_is_taken_along_as_a_file(console: Open) -> None:
    page = console().open("/insight/people")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download as CSV").first.click()
    assert taken.value.suggested_filename.startswith("people-members-")


def test_hours_of_work_are_set_by_keyboard_and_change_what_waiting_means(console: Open) -> None:
    """Last of the module: afterwards everything is counted anew."""
    there = console()
    page = there.open("/insight/responses")
    page.get_by_role("link", name="Set them").click()
    page.get_by_label("Time zone").select_option("America/Denver")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        page.get_by_label(f"{day}, from").fill("09:00")
        page.get_by_label(f"{day}, to").fill("17:00")
    page.get_by_role("button", name="Save and count anew").focus()
    page.keyboard.press("Enter")
    there.told("Every day is being counted anew")
    page = there.open("/insight/responses")
    expect(page.get_by_label("Waiting is timed")).to_be_visible()
