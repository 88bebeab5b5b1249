"""`python -m e2e.link_sheet`: “Link to…” as a rep sees it in a narrow panel, light and dark."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from e2e.browser import ExtensionBrowser, Options, unpacked
from e2e.conftest import REP
from e2e.linked_crm import REACH, HubSpot, held_back, link
from e2e.pages.crm import Crm
from e2e.pages.options import sign_in
from e2e.pages.portal import LONG_MS
from e2e.pages.sidebar import Sidebar
from e2e.stack import PASSWORD, Stack
from e2e.test_link_to import ASKED, LinkTo, strange
from e2e.test_side_panel import tab_id
from e2e.verdict_sheet import PICTURES, SETTLE_MS

PHONE = "+19285550180"
SIZE = (360, 560)
MAIN = "found"


def main(folder: Path | None = None) -> None:
    """Draw the main state into docs/pictures, or every state into a folder."""
    for tone in ("light", "dark"):
        with tempfile.TemporaryDirectory() as made:
            for name, picture in _photographed(Path(made), dark=tone == "dark"):
                if folder is not None:
                    (folder / f"{name}-{tone}.png").write_bytes(picture)
                elif name == MAIN:
                    (PICTURES / f"link-to-{tone}.png").write_bytes(picture)


def _photographed(folder: Path, *, dark: bool) -> Iterator[tuple[str, bytes]]:
    with (
        HubSpot() as hubspot,
        Stack(folder / "state", extra_env=dict(REACH)) as stack,
        sync_playwright() as playwright,
    ):
        link(stack, hubspot)
        _people(hubspot)
        stack.text_us(PHONE, ASKED)
        extension = unpacked("test", folder / "extension", {"server": stack.server_url})
        with ExtensionBrowser(playwright, folder, extension, Options(dark=dark)) as browser:
            sign_in(browser, REP, PASSWORD)
            page = browser.page()
            expect(strange(page, stack, PHONE).item(ASKED)).to_be_visible(timeout=LONG_MS)
            panel = browser.own_page(f"sidebar.html?tab={tab_id(browser, page.url)}")
            panel.set_viewport_size({"width": SIZE[0], "height": SIZE[1]})
            Sidebar(panel).in_state("empty")
            Crm(page, stack.crm_url).press_number(PHONE)
            for name in _states(panel, hubspot):
                panel.mouse.move(1, 1)
                panel.wait_for_timeout(SETTLE_MS)
                yield name, panel.screenshot()


def _people(hubspot: HubSpot) -> None:
    for first, last, phone, title, company in (
        ("Margaret", "Thornton", "(503) 555-0108", "Head of purchasing", "Tall Pines Lodge"),
        ("Ruth", "Marlowe-Featherstonehaugh", "(503) 555-0109",
         "Deputy head of supplier relations", "Cascade Hospitality Holdings"),
        ("Mateo", "Silva", "(503) 555-0110", "", ""),
    ):  # fmt: skip
        ref = hubspot.person(first, last, phone)
        hubspot.more[ref] = {"jobtitle": title, "company": company}


def _states(panel: Page, hubspot: HubSpot) -> Iterator[str]:
    whose = LinkTo(Sidebar(panel))
    expect(whose.opener).to_be_visible()
    yield "before"
    whose.open()
    yield "empty"
    panel.keyboard.type("ma")
    expect(whose.options.last).to_contain_text("HubSpot")
    panel.keyboard.press("ArrowUp")
    yield "last"
    panel.keyboard.type("r")
    expect(whose.options.last).to_contain_text("HubSpot")
    panel.keyboard.press("ArrowDown")
    yield MAIN
    with held_back(hubspot):
        whose.search.fill("we")
        expect(whose.says).to_contain_text("The CRM is still looking")
        expect(whose.options.first).to_be_visible()
        yield "slow"
        expect(whose.says).to_contain_text("HubSpot has not answered", timeout=LONG_MS)
        yield "silent"
    whose.search.fill("xylophone")
    expect(whose.says).to_contain_text("Nobody", timeout=LONG_MS)
    yield "nobody"
    whose.search.fill("mar")
    expect(whose.on).to_be_visible()
    panel.keyboard.press("Enter")
    expect(panel.get_by_role("button", name="Undo")).to_be_visible()
    yield "linked"


if __name__ == "__main__":
    main(*(Path(each) for each in sys.argv[1:2]))
