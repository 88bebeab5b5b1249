"""Consent, policy and the record in a real browser: an admin's work, axe, pictures."""

import csv
import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from e2e.axe import violations
from e2e.pages.console import DESKTOP, PHONE, Console, Open
from e2e.stack import ROOT, Stack, wait_for

PICTURES = ROOT / "var" / "e2e" / "console"
SHOWN = ROOT / "docs" / "pictures"
STOPPED, UNSURE, WRONG = "+13035550171", "+13035550172", "+13035550173"
IN_THE_MANUAL = frozenset(
    f"{name} {shape}"
    for name in ("consent", "revocations", "policy", "what-if", "audit", "exports")
    for shape in ("desktop-light", "desktop-dark")
) | {"consent phone-dark", "what-if phone-light"}
WORDING = (
    "Northside may text me about my orders and appointments, a few times a month. Message and "
    "data rates may apply. Reply STOP to opt out. I need not agree to buy anything."
)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A system to which three people have written."""
    with Stack(tmp_path_factory.mktemp("consent")) as running:
        running.text_us(STOPPED, "STOP")
        running.text_us(UNSURE, "Enough already, I told your colleague last week")
        running.text_us(WRONG, "Wrong number, I am not Maria")
        for phone in (UNSURE, WRONG):
            _wait(running, "revocation", phone)
        _wait(running, "consent_event", STOPPED)
        yield running


def _wait(stack: Stack, table: str, phone: str) -> None:
    statement = f"SELECT 1 FROM {table} WHERE phone = ?"
    wait_for(lambda: stack.sql(statement, phone), f"a row of {table}")


def test_a_number_is_looked_up_and_an_opt_out_written_down(console: Open) -> None:
    there = console()
    page = there.open("/consent")
    there.fill(Number="(303) 555-0179").press("Look up")
    expect(page.get_by_text("Nothing is known of their consent").first).to_be_visible()
    there.fill(What_they_said="Please don’t text me any more").press("Write down the opt-out")
    there.told("Nothing goes to this number")
    expect(page.get_by_text("recorded that they asked to stop by phone")).to_be_visible()
    there.open("/consent/suppressions")
    with page.expect_download() as loading:
        page.get_by_role("link", name="Download as CSV").click()
    rows = list(csv.DictReader(io.StringIO(loading.value.path().read_text())))
    assert {STOPPED, "+13035550179"} <= {row["phone"] for row in rows}


def test_a_form_is_made_for_a_site(console: Open) -> None:
    there = console()
    page = there.open("/consent/forms/new")
    there.fill(Name="Contact page", Wording_beside_the_box=WORDING)
    there.fill(Sites_that_may_show_it="https://www.northside.example").press("Make the form")
    there.told("The form is ready")
    assert page.get_by_label("Line of HTML").input_value().endswith('.js" async></script>')


def test_a_rule_is_changed_with_a_reason(console: Open) -> None:
    there = console()
    page = there.open("/policy/pace")
    page.get_by_label("Texts a minute, per line").fill("99")
    page.get_by_label("Why", exact=True).fill("We are a small team")
    there.press("Put in force")
    expect(page.get_by_text("Enter a whole number from 1 to 60.")).to_be_visible()
    page.get_by_label("Texts a minute, per line").fill("10")
    there.press("Put in force")
    there.told("In force")
    expect(there.open("/policy/history").get_by_text("We are a small team")).to_be_visible()
    there.open("/policy/hours-table")
    page.get_by_text("Add a dated row").click()
    page.get_by_label("State", exact=True).select_option("FL")
    there.fill(First_day="2026-01-01", Source="Counsel’s memorandum", Why="As counsel advised")
    page.get_by_label("Monday to Friday, from").fill("09:00")
    page.get_by_label("Monday to Friday, until").fill("19:00")
    there.press("Add the row")
    there.told("in force")
    expect(page.get_by_text("Mon-Fri 09:00-19:00, Sat closed, Sun closed")).to_be_visible()


def test_what_if_explains_and_the_record_is_verified_and_exported(
    console: Open, stack: Stack
) -> None:
    there = console()
    page = _asked(there)
    expect(page.get_by_text("5:00 AM").first).to_be_visible()
    there.open("/records")
    there.press("Verify now")
    expect(page.get_by_text("The record holds.")).to_be_visible()
    there.open("/records/exports")
    there.fill(Number="(303) 555-0171", What_it_is_for="A request to see it")
    there.press("Make an export")
    there.told("It is being made")
    wait_for(lambda: stack.sql("SELECT 1 FROM export WHERE state = 'ready'"), "the export")
    page.reload()
    with page.expect_download() as loading:
        page.get_by_role("link", name="Download").click()
    assert loading.value.suggested_filename.endswith(".zip")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_the_pages(
    console: Open, stack: Stack, dark: bool, size: tuple[int, int]
) -> None:
    there = console(dark=dark, size=size)
    form = stack.sql("SELECT id FROM consent_form LIMIT 1")
    pages = {
        "consent": f"/consent?number=%2B{STOPPED.removeprefix('+')}",
        "consent-search": "/consent",
        "consent-bad": "/consent?number=nobody",
        "consent-erase": f"/consent/erase?number=%2B{STOPPED.removeprefix('+')}",
        "consent-forms": "/consent/forms",
        "consent-form": f"/consent/forms/{form[0][0]}",
        "consent-form-new": "/consent/forms/new",
        "consent-import": "/consent/import",
        "revocations": "/consent/revocations",
        "suppressions": "/consent/suppressions",
        "policy": "/policy",
        "policy-content": "/policy/content",
        "policy-hours": "/policy/hours-table",
        "policy-history": "/policy/history",
        "audit": "/records",
        "audit-none": "/records?to=2001-01-01",
        "exports": "/records/exports",
    }
    shape = f"{'phone' if size == PHONE else 'desktop'}-{'dark' if dark else 'light'}"
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, path in pages.items():
        _look(there, name, shape, path)
    _asked(there)
    _look(there, "what-if", shape)


def test_what_a_text_means_is_decided(console: Open) -> None:
    """Last of the module: afterwards nothing is left to decide."""
    there = console()
    page = there.open("/attention")
    page.get_by_role("link", name="Say what they mean").click()
    while page.get_by_role("button", name="They opted out").count():
        there.press("They opted out")
        there.told("Nothing goes to this number")
    there.press("It is theirs")
    there.told("What waited goes on")
    expect(page.get_by_role("heading", name="Nothing to confirm")).to_be_visible()


def _asked(there: Console) -> Page:
    page = there.open("/policy/what-if")
    there.fill(Number="(720) 555-0142", When="2026-12-01T05:00")
    page.get_by_label("By whose clock").select_option(label="Theirs")
    page.get_by_label("Text", exact=True).fill("Hi! 20% off this week: https://bit.ly/x1y2")
    there.press("Ask")
    return page


def _look(there: Console, name: str, shape: str, path: str | None = None) -> None:
    page = there.open(path) if path else there.page
    assert violations(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    page.screenshot(path=PICTURES / f"{name}-{shape}.png", full_page=True)
    if f"{name} {shape}" in IN_THE_MANUAL:
        page.screenshot(path=SHOWN / f"console-{name}-{shape}.png")
