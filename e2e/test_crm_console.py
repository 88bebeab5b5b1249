"""An admin links, maps and unlinks a CRM in a real browser, beside an EspoCRM on this machine."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from e2e.axe import violations
from e2e.pages.console import DESKTOP, PHONE, Open
from e2e.stack import ROOT, Stack
from tests.contract.crms.doubles.espocrm import EspoDouble

PICTURES = ROOT / "var" / "e2e" / "console"
SHOWN = ROOT / "docs" / "pictures"


@pytest.fixture(scope="module")
def espo() -> Iterator[EspoDouble]:
    with EspoDouble() as running:
        yield running


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A server that may reach CRMs on this machine."""
    reach = {"THREADSIDE_CRM_LOOPBACK": "1"}
    with Stack(tmp_path_factory.mktemp("crm"), extra_env=reach) as running:
        yield running


def test_a_crm_is_linked_mapped_and_let_go(console: Open, espo: EspoDouble) -> None:
    there = console()
    page = there.open("/crm")
    page.get_by_role("link", name="Link EspoCRM").click()
    page.get_by_label("Address", exact=True).fill(espo.base_url)
    page.locator("input[type=password]").fill("not the key")
    there.press("Link EspoCRM")
    expect(page.get_by_text("does not take the key")).to_be_visible()
    page.locator("input[type=password]").fill("a-token")
    there.press("Link EspoCRM")
    there.told("EspoCRM is linked.")

    page.get_by_label("Texts in the CRM").select_option("One entry per person and day")
    there.press("Save")
    there.told("Saved.")
    there.press("Read all numbers")
    there.told("in the background")

    page.get_by_role("link", name="Fields").click()
    page.get_by_label("Number 1").select_option(index=1)
    page.get_by_label("Name 1").fill("visit.note")
    page.get_by_label("Field 1").select_option(index=2)
    there.press("Save")
    there.told("in force")
    expect(page.get_by_label("Name 1")).to_have_value("visit.note")

    page.get_by_role("link", name="EspoCRM").first.click()
    page.get_by_label("Yes, disconnect EspoCRM").check()
    page.locator("button.danger").click()
    there.told("It is disconnected")


def test_a_system_of_ones_own_is_described_and_tried(console: Open) -> None:
    there = console()
    page = there.open("/crm/pages")
    page.get_by_role("link", name="Describe a system").click()
    page.get_by_label("Try an address").fill("https://desk.example.com/firms/12")
    there.press("Try")
    expect(page.get_by_text("Company 12 of desk.example.com.")).to_be_visible()
    there.press("Save")
    there.told("Our desk is kept")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_the_pages(
    console: Open, stack: Stack, espo: EspoDouble, dark: bool, size: tuple[int, int]
) -> None:
    there = console(dark=dark, size=size)
    page = there.open("/crm/link/espocrm")
    page.get_by_label("Address", exact=True).fill(espo.base_url)
    page.locator("input[type=password]").fill("a-token")
    there.press("Link EspoCRM")
    there.told("EspoCRM is linked.")
    here = page.url.removeprefix(f"{stack.server_url}/console")
    pages = {
        "crm": "/crm",
        "crm-one": here,
        "crm-mapping": f"{here}/mapping",
        "crm-link": "/crm/link/hubspot",
        "crm-pages": "/crm/pages/new",
    }
    look = f"{'phone' if size == PHONE else 'desktop'}-{'dark' if dark else 'light'}"
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, path in pages.items():
        _look_at(there.open(path), f"{name}-{look}")
        if size == DESKTOP and name == "crm-mapping":
            page.screenshot(path=SHOWN / f"console-crm-{'dark' if dark else 'light'}.png")
        if size == PHONE and name == "crm-one":
            page.screenshot(path=SHOWN / f"console-crm-phone-{'dark' if dark else 'light'}.png")


def _look_at(page: Page, name: str) -> None:
    assert violations(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
