"""`python -m e2e.verdict_sheet`: every kind of verdict as a rep sees it, on two sheets.

The sidebar is the real one beside the sample CRM. What it is told of Anna comes from the rules and
words of the product; only the day and her story are made up for each picture.
"""

import json
import tempfile
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Frame, Page, Route, expect, sync_playwright

from e2e.browser import ROOT, ExtensionBrowser, Options, sidebar_frame, unpacked
from e2e.pages.crm import Crm
from e2e.pages.options import sign_in
from e2e.pages.sidebar import Sidebar
from e2e.stack import PASSWORD, Stack
from e2e.verdict_cases import CASES, Case, ledger

PICTURES = ROOT / "docs" / "pictures"
REP = "jon@northside.example"
ANNA = "1001"
SIZE = (1360, 700)
SIDEBAR = 384
COLUMNS = 5
GAP, CAPTION = 24, 30
DRAFT_MS, SETTLE_MS = 500, 250
Pictures = list[tuple[str, Image.Image]]
GROUND = {False: (203, 207, 217), True: (44, 48, 56)}
INK = {False: (40, 46, 58), True: (214, 219, 228)}


def main() -> None:
    """Draw the sheets into docs/pictures: verdicts, and the panel about consent."""
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder) / "state") as stack:
        for tone in ("light", "dark"):
            verdicts, panel = _photographed(Path(folder) / tone, stack, dark=tone == "dark")
            for name, pictures in (("verdicts", verdicts), ("consent", panel)):
                drawn = sheet(pictures, dark=tone == "dark")
                drawn.save(PICTURES / f"{name}-{tone}.png", optimize=True)


def _photographed(folder: Path, stack: Stack, *, dark: bool) -> tuple[Pictures, Pictures]:
    extension = unpacked("test", folder / "extension", {"server": stack.server_url})
    options = Options(dark=dark, width=SIZE[0], height=SIZE[1])
    with (
        sync_playwright() as playwright,
        ExtensionBrowser(playwright, folder, extension, options) as browser,
    ):
        sign_in(browser, REP, PASSWORD)
        page = browser.page()
        crm = Crm(page, stack.crm_url)
        verdicts = [(case.caption, _verdict(crm, case)) for case in CASES]
        return verdicts, _panel(crm)


def telling(page: Page, case: Case) -> None:
    """From now on a snapshot has this verdict in it; the rest is the server's own."""

    def answer(route: Route) -> None:
        response = route.fetch()
        shown: dict[str, Any] = response.json()
        phone = shown["thread"]["phone"]
        told = {"verdict": case.verdict(), "consent": {**case.card(), "phone": phone}}
        route.fulfill(response=response, body=json.dumps({**shown, **told}))

    page.unroute_all()
    page.route("**/v1/beside?*", answer)
    page.route("**/v1/verdict?*", lambda route: route.fulfill(json=case.verdict()))


def _open(crm: Crm) -> Sidebar:
    crm.open(f"/contacts/{ANNA}")
    sidebar = Sidebar(sidebar_frame(crm.page)).shows("Anna Fernández")
    if sidebar.message.count() == 1:
        sidebar.write("")
    return sidebar


def _verdict(crm: Crm, case: Case) -> Image.Image:
    sidebar = None
    if case.draft and case.verdict()["state"] == "stop":
        telling(crm.page, CASES[0])
        sidebar = _open(crm)
        sidebar.write(case.draft)
        sidebar.page.wait_for_timeout(DRAFT_MS)
    telling(crm.page, case)
    if sidebar is None:
        sidebar = _open(crm)
    else:
        crm.open(f"/contacts/{ANNA}")
        sidebar = Sidebar(sidebar_frame(crm.page)).shows("Anna Fernández")
    _arrange(sidebar.where, sidebar, case)
    return photograph(crm.page)


def _panel(crm: Crm) -> Pictures:
    """What opens from Consent: the history, and the forms."""
    telling(crm.page, CASES[0])
    crm.page.route(
        "**/v1/consent?*", lambda route: route.fulfill(body=json.dumps(ledger("+17205550142")))
    )
    frame = _open(crm).where
    frame.get_by_role("button", name="Consent", exact=True).click()
    expect(frame.get_by_text("signed-order.pdf")).to_be_visible()
    pictures = [("History", photograph(crm.page))]
    for name in ("Record consent", "They asked to stop", "Wrong number"):
        frame.get_by_role("button", name=name, exact=True).click()
        if name == "Record consent":
            frame.get_by_role("button", name=name, exact=True).click()
            frame.get_by_role("textbox", name="Their words").fill("Yes, text me when it is in.")
        pictures.append((name, photograph(crm.page)))
        frame.get_by_role("button", name="Back to the history").click()
    frame.get_by_role("button", name="Close", exact=True).click()
    telling(crm.page, next(case for case in CASES if case.caption == "No consent: ask"))
    frame = _open(crm).where
    frame.get_by_role("button", name="Ask for consent by text").first.click()
    expect(frame.get_by_role("button", name="Send it")).to_be_visible()
    return [*pictures, ("Ask for consent", photograph(crm.page))]


def photograph(page: Page) -> Image.Image:
    """The sidebar as it is now."""
    page.mouse.move(10, 10)
    page.wait_for_timeout(SETTLE_MS)
    clip = {"x": SIZE[0] - SIDEBAR, "y": 0, "width": SIDEBAR, "height": SIZE[1]}
    return Image.open(BytesIO(page.screenshot(clip=clip)))  # type: ignore[arg-type]


def _arrange(frame: Frame | Page, sidebar: Sidebar, case: Case) -> None:
    why = frame.get_by_role("button", name="Why", exact=True)
    spread = why.count() == 1 and why.get_attribute("aria-expanded") == "true"
    if why.count() == 1 and spread != (case.why or bool(case.go_past)):
        why.click()
    if case.draft and sidebar.message.count() == 1:
        sidebar.write(case.draft)
    if case.go_past:
        frame.get_by_role("button", name="Send anyway and say why").click()
        frame.get_by_role("textbox", name="Why is it right").fill(case.go_past)
        frame.get_by_role("button", name="Use for this text").click()
        expect(frame.get_by_text(case.go_past)).to_be_visible()
        why.click()
    if case.consent is not None:
        expect(frame.locator(".held")).to_be_visible()
    if case.why and why.count() == 1:
        expect(frame.locator(".reasons")).to_be_visible()


def sheet(pictures: Pictures, *, dark: bool, columns: int = COLUMNS) -> Image.Image:
    """Pictures with their captions, so many in a row."""
    rows = -(-len(pictures) // columns)
    width, height = SIDEBAR + GAP, SIZE[1] + GAP + CAPTION
    whole = Image.new("RGB", (columns * width + GAP, rows * height + GAP), GROUND[dark])
    draw = ImageDraw.Draw(whole)
    font = ImageFont.load_default(17)
    left = iter(pictures)
    for row in range(rows):
        for column, (caption, picture) in enumerate(islice(left, columns)):
            x, y = GAP + column * width, GAP + row * height
            draw.text((x, y), caption, fill=INK[dark], font=font)
            whole.paste(picture, (x, y + CAPTION))
    return whole


if __name__ == "__main__":
    main()
