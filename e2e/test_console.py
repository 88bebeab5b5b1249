"""The console in a real browser: an admin's day, axe on every page, pictures for the manual."""

import pytest
from playwright.sync_api import Browser, expect

from e2e.axe import violations
from e2e.pages.console import DESKTOP, PHONE, Console, Open, context
from e2e.stack import LINE, ROOT, Stack, wait_for

PICTURES = ROOT / "var" / "e2e" / "console"
WAREHOUSE = "+17205550166"
MINE = "+13035550123"


def line_id(stack: Stack, phone: str = LINE) -> str:
    return str(stack.sql("SELECT id FROM line WHERE phone = ?", phone)[0][0])


def test_an_admin_s_journey(console: Open, stack: Stack) -> None:
    """Register a line, prove it, link it to a campaign, pause and resume it, text oneself."""
    there = console()
    page = there.open("/lines/new")
    there.fill(Number="12", Name="Warehouse").press("Register a number")
    expect(page.get_by_label("Number", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Warehouse")
    there.fill(Number="(720) 555-0166").press("Register a number")
    there.told("registered")
    stack.text_us(MINE, "is this on?", WAREHOUSE)
    wait_for(
        lambda: stack.sql("SELECT 1 FROM timeline_item WHERE text = 'is this on?'"), "the text"
    )
    there.press("Look for my text")
    there.told("Warehouse is live")
    expect(page.get_by_text("It belongs to no registered campaign.")).to_be_visible()
    page.get_by_label("Texts under").select_option(label="Orders and appointments · Approved")
    page.locator("#campaign").locator("..").locator("..").get_by_role("button").click()
    there.told("Saved")
    expect(page.get_by_text("It belongs to no registered campaign.")).to_have_count(0)
    there.press("Pause")
    there.told("is paused")
    there.press("Let it text again")
    there.told("texts again")
    there.fill(Your_phone="(303) 555-0123").press("Send a test")
    there.told("on its way")
    [sent] = wait_for(lambda: stack.ledger(to=MINE), "the test at the carrier")
    assert sent["from"] == WAREHOUSE.removeprefix("+")

    def delivered() -> bool:
        page.reload()
        return page.get_by_text("Delivered", exact=True).count() == 1

    wait_for(delivered, "the test's receipt on the page", every_s=0.3)


def test_a_number_is_rented(console: Open, stack: Stack) -> None:
    there = console()
    page = there.open("/lines/buy")
    page.get_by_label("With the digits").fill("702")
    there.press("Search")
    expect(page.get_by_role("row").nth(1)).to_contain_text("+1 702 555")
    there.press("Rent")
    there.told("is yours")
    there.press("Link it now")
    there.told("come to this server now")


def test_a_brand_and_a_campaign_are_registered(console: Open) -> None:
    there = console()
    page = there.open("/registration/brands/new")
    there.fill(Legal_name="Gulf Supply Inc").press("Save")
    expect(page.get_by_text("Missing before the registry takes it")).to_be_visible()
    page.get_by_label("Legal form").select_option(label="Company")
    page.get_by_label("Line of business").select_option(label="Construction")
    there.fill(Tax_id="84-7654321", Website="https://gulf.example", Registry_id="BGULF01")
    page.get_by_label("State at the registry").select_option(label="Approved")
    there.press("Save")
    expect(page.get_by_text("Missing before the registry takes it")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Gulf Supply Inc")
    there.open("/registration")
    expect(page.get_by_text("No campaign yet")).to_be_visible()


def test_a_lead_reads_and_a_rep_is_told_it_is_not_for_them(
    console: Open, chrome: Browser, stack: Stack
) -> None:
    page = console("lead").open(f"/lines/{line_id(stack)}")
    expect(page.get_by_role("button", name="Pause")).to_have_count(0)
    made = context(chrome)
    tab = made.new_page()
    with pytest.raises(AssertionError):
        Console(tab, stack).sign_in("rep")
    expect(tab.get_by_role("heading", name="The console is not for reps")).to_be_visible()
    assert violations(tab) == []
    made.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_any_page(
    console: Open, stack: Stack, dark: bool, size: tuple[int, int]
) -> None:
    there = console(dark=dark, size=size)
    wide = "phone" if size == PHONE else "desktop"
    new = stack.sql("SELECT id FROM line WHERE state = 'requested' LIMIT 1")
    brand, campaign = stack.sql("SELECT brand_id, id FROM campaign LIMIT 1")[0]
    live = stack.sql("SELECT id FROM line WHERE state = 'live' ORDER BY id DESC LIMIT 1")
    pages = {
        "lines": "/lines",
        "line": f"/lines/{live[0][0]}",
        "line-new": "/lines/new",
        "rent": "/lines/buy?country=US&kind=mobile-lvn&pattern=303",
        "registration": "/registration",
        "brand": f"/registration/brands/{brand}",
        "brand-new": "/registration/brands/new",
        "campaign": f"/registration/campaigns/{campaign}",
        "nowhere": "/elsewhere",
    }
    if new:
        pages["line-requested"] = f"/lines/{new[0][0]}"
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, path in pages.items():
        page = there.open(path)
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        scheme = "dark" if dark else "light"
        page.screenshot(path=PICTURES / f"{name}-{wide}-{scheme}.png", full_page=True)


def test_the_console_needs_no_script(chrome: Browser, stack: Stack) -> None:
    made = chrome.new_context(java_script_enabled=False)
    there = Console(made.new_page(), stack).sign_in()
    page = there.open(f"/lines/{line_id(stack)}")
    there.press("Pause")
    there.told("is paused")
    there.press("Let it text again")
    there.told("texts again")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    made.close()
