"""The settings in a browser: searched, traced back, and two admins at one of them."""

import pytest
from playwright.sync_api import Page, expect

from e2e.axe import violations
from e2e.pages.console import DESKTOP, PHONE, Open
from e2e.stack import ROOT

PICTURES = ROOT / "var" / "e2e" / "console"


def looked_at(page: Page, name: str) -> None:
    """A picture, and that nothing is hidden from anybody."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    assert violations(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


@pytest.mark.timeout(300)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_two_admins_at_one_rule_both_see_both(console: Open, second: str, dark: bool) -> None:
    size, kind = (PHONE, "phone-dark") if dark else (DESKTOP, "desktop-light")
    mine, theirs = console(dark=dark, size=size), console(second)
    page = mine.open("/policy/pace")
    theirs.open("/policy/pace")
    theirs.fill(Why="Fewer at once", **{"Texts a minute, per line": "11" if dark else "12"})
    theirs.press("Put in force")
    mine.fill(Why="As agreed", **{"Texts a minute, per line": "9" if dark else "8"})
    mine.press("Put in force")
    expect(page.get_by_role("heading", name="Changed while you were writing")).to_be_visible()
    expect(page.get_by_label("Texts a minute, per line")).to_have_value("9" if dark else "8")
    looked_at(page, f"settings-meanwhile-{kind}")
    mine.press("Put in force")
    mine.told("it holds from the next text on")

    page = mine.open("/settings")
    looked_at(page, f"settings-{kind}")
    mine.fill(Find_a_setting="minute").press("Find")
    looked_at(page, f"settings-found-{kind}")
    page.get_by_role("link", name="Changes: Texts a minute, per line").click()
    page.get_by_text("Set back to").first.click()
    looked_at(page, f"settings-one-{kind}")
    page.get_by_label("Why").first.fill("It was better")
    page.get_by_role("button", name="Set it back").first.click()
    mine.told("is set back")
