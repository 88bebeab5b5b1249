"""`python -m e2e.badge_sheet`: badges in a list of the sample CRM, light and dark."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from e2e.browser import ExtensionBrowser, Options, sidebar_frame, unpacked
from e2e.pages.badges import Badges
from e2e.pages.crm import Crm
from e2e.pages.options import sign_in
from e2e.stack import PASSWORD, Stack
from e2e.test_badges import switch
from e2e.verdict_sheet import PICTURES, REP, SETTLE_MS

WIDTH, HEIGHT, SHOWN = 1360, 860, 525
NEW = "850 555 0199"
"""Whose text nobody has seen, after those that the demonstration begins with."""


def main() -> None:
    """Draw both into docs/pictures."""
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder) / "state") as stack:
        stack.text_us("+18505550199", "Thanks! One more thing.")
        for tone in ("light", "dark"):
            _draw(Path(folder) / tone, stack, dark=tone == "dark")


def _draw(folder: Path, stack: Stack, *, dark: bool) -> None:
    extension = unpacked("test", folder / "extension", {"server": stack.server_url})
    options = Options(dark=dark, width=WIDTH, height=HEIGHT)
    with (
        sync_playwright() as playwright,
        ExtensionBrowser(playwright, folder, extension, options) as browser,
    ):
        sign_in(browser, REP, PASSWORD)
        switch(browser, on=True)
        page = browser.page()
        Crm(page, stack.crm_url).open("/contacts")
        sidebar_frame(page)
        Badges(page).beside(NEW, "unread")
        page.mouse.move(1, 1)
        page.wait_for_timeout(SETTLE_MS)
        tone = "dark" if dark else "light"
        page.screenshot(
            path=PICTURES / f"badges-{tone}.png",
            clip={"x": 0, "y": 0, "width": WIDTH - 384, "height": SHOWN},
        )


if __name__ == "__main__":
    main()
