"""The build that people install: no host at install, onboarding by hand, each CRM by consent."""

from pathlib import Path

from playwright.sync_api import Playwright, expect

from e2e.browser import ExtensionBrowser, grant, sidebar_frame, unpacked
from e2e.conftest import REP
from e2e.pages.crm import Crm
from e2e.pages.options import Options
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.stack import PASSWORD, Stack

ANY_PAGE = ("https://*/*", "http://127.0.0.1/*", "http://localhost/*")
GRANTED = "async () => (await chrome.permissions.getAll()).origins ?? []"


def test_from_the_first_start_to_the_first_text(
    playwright: Playwright, tmp_path: Path, stack: Stack, stranger: Someone
) -> None:
    extension = unpacked("release", tmp_path / "extension")
    with ExtensionBrowser(playwright, tmp_path, extension) as first:
        assert first.worker().evaluate(GRANTED) == []
    grant(tmp_path, ANY_PAGE)
    with ExtensionBrowser(playwright, tmp_path, extension) as browser:
        assert browser.worker().evaluate(GRANTED) == []
        crm = Crm(browser.page(), stack.crm_url).open(stranger.path)
        page = browser.own_page("options.html")
        options = Options(page)
        options.use_server(stack.server_url)
        options.sign_in(REP, PASSWORD)
        assert not any(frame.url.startswith("chrome-extension:") for frame in crm.page.frames)
        options.allow("Sample CRM")
        page.close()
        crm.page.bring_to_front()
        sidebar = Sidebar(sidebar_frame(crm.page)).shows(stranger.name)
        sidebar.send("The first text of the release build")
        expect(sidebar.item("first text of the release build", "Delivered")).to_be_visible()
    assert len(stack.ledger(to=stranger.phone)) == 1


def test_the_release_build_holds_nothing_of_the_test_build(tmp_path: Path) -> None:
    extension = unpacked("release", tmp_path / "extension")
    assert not (extension / "preset.json").exists()
    words = "".join(file.read_text("utf-8") for file in extension.rglob("*.js"))
    assert "preset.json" not in words
