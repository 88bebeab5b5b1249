"""`python -m e2e.crm_sheet`: what a rep sees of a linked CRM, on one sheet, light and dark.

Pages, API and server are those of the journeys; what happens on each picture has happened.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from e2e.browser import ExtensionBrowser, Options, sidebar_frame, unpacked
from e2e.conftest import REP
from e2e.linked_crm import REACH, HubSpot, forget_when_read, link
from e2e.pages.crm import Crm
from e2e.pages.options import sign_in
from e2e.pages.portal import LONG_MS, Beside, Portal
from e2e.pages.sidebar import Sidebar
from e2e.stack import PASSWORD, Stack
from e2e.verdict_sheet import PICTURES, SIZE, Pictures, photograph, sheet
from tests.contract.crms.double import Said
from threadside.linking.values import RecordType, Ref

COLUMNS = 5
SETTLES_MS = 3000
MARIA = {
    "jobtitle": "Head of purchasing", "company": "Tall Pines Lodge", "city": "Portland",
    "state": "OR", "hs_country_region_code": "US", "lifecyclestage": "customer",
    "hs_lead_status": "OPEN_DEAL",
}  # fmt: skip
DELIVERY = "The pallets are on the truck. Side door again?"
REFUSED = "And the invoice is on its way."
INES = "(720) 555-0149"
GOING_ON: tuple[tuple[RecordType, str], ...] = (
    ("deal", "Spring order, 12 pallets"), ("deal", "Terrace furniture"),
    ("ticket", "Two boards were cracked"),
)  # fmt: skip
_DARK = """if (top === self) addEventListener('DOMContentLoaded', () => {
  document.documentElement.style.background = document.body.style.background = '#15181d';
});"""


@dataclass
class Scenes:
    """Takes the pictures, one after the other: later ones go on from what happened before."""

    portal: Portal
    stack: Stack
    maria: Ref

    @property
    def hubspot(self) -> HubSpot:
        """The CRM."""
        return self.portal.double

    def all(self) -> Iterator[str]:
        """Arranges each and says what it shows."""
        yield from self._texted()
        yield from self._in_doubt()
        yield from self._numbers()
        yield from self._away()

    def _open(self, ref: Ref) -> Beside:
        forget_when_read(self.stack)
        beside = self.portal.open(ref)
        expect(beside.card).to_contain_text("Grace Hopper")
        return beside

    def _open_with(self, deal: str) -> Beside:
        """The card with what goes on: a CRM that has just refused is left alone for a while."""
        for _ in range(10):
            beside = self._open(self.maria)
            beside.card.get_by_role("button").click()
            beside.page.wait_for_timeout(SETTLES_MS)
            if beside.card.get_by_role("link", name=deal).count() > 0:
                break
            beside.card.get_by_role("button").click()
        expect(beside.card.get_by_role("link", name=deal)).to_be_visible()
        return beside

    def _texted(self) -> Iterator[str]:
        self._open(self.maria)
        yield "Known from HubSpot, never texted"
        self.stack.text_us("+15035550101", "Hi, when will our order come?")
        beside = self._open(self.maria)
        expect(beside.item("when will our order come?")).to_be_visible(timeout=LONG_MS)
        beside.sent(DELIVERY)
        expect(beside.kept(DELIVERY)).to_be_visible(timeout=LONG_MS)
        self.hubspot.always = Said(403, {"status": "error", "message": "no permission"})
        beside.sent(REFUSED)
        expect(beside.where.get_by_text("Not in HubSpot: ").first).to_be_visible(timeout=LONG_MS)
        self.hubspot.recover()
        link(self.stack, self.hubspot)
        yield "One text is in HubSpot, one was refused"
        for kind, name in GOING_ON:
            self.hubspot.group(kind, name, (self.maria, "", True))
        beside = self._open_with(GOING_ON[0][1])
        yield "What HubSpot says, and what goes on"
        beside.card.get_by_role("button").click()

    def _in_doubt(self) -> Iterator[str]:
        beside = self._open(self.maria)
        beside.insert_template("on my way")
        self.hubspot.records[self.maria].first = "Marianne"
        forget_when_read(self.stack)
        beside.message.press("Control+Enter")
        expect(beside.where.get_by_role("alert")).to_contain_text("something else now")
        yield "A value has changed"
        beside.page.keyboard.press("Escape")
        beside.message.fill("")
        self.hubspot.records[self.maria].first = "Maria"
        beside = self._open(self.maria)
        beside.where.get_by_role("button", name="Not Maria?").click()
        expect(beside.where.get_by_role("dialog", name="Not Maria?")).to_be_visible()
        yield "Not Maria?"
        beside.where.get_by_role("button", name="Close", exact=True).click()
        peter = self.hubspot.person("Peter", "Lund", "(503) 555-0102")
        deal = self.hubspot.group(
            "deal", "New roof, Tall Pines",
            (self.maria, "Decision maker", True), (peter, "Site manager", False),
        )  # fmt: skip
        beside = self.portal.open(deal)
        expect(beside.where.get_by_text("Site manager")).to_be_visible()
        yield "Which of these?"

    def _numbers(self) -> Iterator[str]:
        self.hubspot.more[self.hubspot.person("Ines", "Cole", INES)] = {"jobtitle": "Manager"}
        crm = Crm(self.portal.page.page, self.stack.crm_url).open("/plain")
        sidebar = Sidebar(sidebar_frame(crm.page)).in_state("empty")
        crm.press_number(INES)
        expect(sidebar.where.get_by_text("Ines Cole")).to_be_visible()
        yield "A number that somebody has in HubSpot"
        self.stack.text_us("+17205550149", "Is the yard open on Saturday?")
        expect(sidebar.item("Is the yard open")).to_be_visible(timeout=LONG_MS)
        yield "The same, once they wrote: it was looked up"

    def _away(self) -> Iterator[str]:
        self.hubspot.always = Said(503)
        forget_when_read(self.stack)
        beside = self.portal.open(self.maria)
        expect(beside.card.get_by_role("status")).to_be_visible()
        yield "HubSpot does not answer"
        self.hubspot.always = self.hubspot.signed_out
        link(self.stack, self.hubspot)
        forget_when_read(self.stack)
        beside = self.portal.open(self.maria)
        expect(beside.card.get_by_role("status")).to_contain_text("linked again")
        yield "Its sign-in has ended"


def main() -> None:
    """Draw the sheets into docs/pictures."""
    for tone in ("light", "dark"):
        with tempfile.TemporaryDirectory() as folder:
            pictures = _photographed(Path(folder), dark=tone == "dark")
        drawn = sheet(pictures, dark=tone == "dark", columns=COLUMNS)
        drawn.save(PICTURES / f"sidebar-crm-{tone}.png", optimize=True)


def _photographed(folder: Path, *, dark: bool) -> Pictures:
    options = Options(dark=dark, width=SIZE[0], height=SIZE[1])
    with (
        HubSpot() as hubspot,
        Stack(folder / "state", extra_env=dict(REACH)) as stack,
        stack.decided(without_consent="allow"),
        sync_playwright() as playwright,
    ):
        stack.hold(0)
        link(stack, hubspot)
        maria = hubspot.person("Maria", "Brandt", "(503) 555-0101")
        hubspot.more[maria] = dict(MARIA)
        extension = unpacked("test", folder / "extension", {"server": stack.server_url})
        with ExtensionBrowser(playwright, folder, extension, options) as browser:
            sign_in(browser, REP, PASSWORD)
            page = browser.page()
            if dark:  # the sidebar is as light or dark as the page that it stands in
                page.add_init_script(_DARK)
            scenes = Scenes(Portal(page, hubspot), stack, maria)
            return [(caption, photograph(page)) for caption in scenes.all()]


if __name__ == "__main__":
    main()
