"""One running system and one browser for all journeys; each journey has people of its own."""

import os
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from e2e.browser import ExtensionBrowser, Options, chromium, sidebar_frame, unpacked
from e2e.pages.console import DESKTOP, Console, Open
from e2e.pages.console import context as console_context
from e2e.pages.crm import Crm
from e2e.pages.options import sign_in
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone, never_texted, with_history, with_more, written_to
from e2e.stack import PASSWORD, ROOT, Stack

REP = "jon@northside.example"
SECOND, SECOND_MAIL = "second admin", "ola@northside.example"
MORE_PEOPLE = 260
OUTCOME = pytest.StashKey[dict[str, pytest.TestReport]]()
KEPT = ROOT / "var" / "e2e"


@contextmanager
def evidence(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[None]:
    """Records what happens in the browser; kept as var/e2e/NAME.zip and .png after a failure."""
    name = re.sub(r"[^\w.-]+", "_", request.node.name)
    if not getattr(context, "threadside_traced", False):
        context.tracing.start(screenshots=True, snapshots=True)
        context.threadside_traced = True  # type: ignore[attr-defined]
    context.tracing.start_chunk(title=name)
    yield
    reports = request.node.stash.get(OUTCOME, {})
    if not any(report.failed for report in reports.values()):
        context.tracing.stop_chunk()
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    context.tracing.stop_chunk(path=KEPT / f"{name}.zip")
    for number, page in enumerate(context.pages):
        page.screenshot(path=KEPT / f"{name}-{number}.png")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember how each phase ended, so that a fixture can keep what explains a failure."""
    report = yield
    item.stash.setdefault(OUTCOME, {})[report.when] = report
    return report


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright can run only once in a thread."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def second(stack: Stack) -> str:
    """The role of another admin, as the console's pages sign in."""
    stack.command(
        "user", "create", "--email", SECOND_MAIL, "--name", "Ola Berg", "--role", "admin",
        "--password", PASSWORD,
    )  # fmt: skip
    stack.seeded["emails"][SECOND] = SECOND_MAIL
    return SECOND


@pytest.fixture(scope="session")
def records() -> dict[str, Any]:
    """What the CRM holds: the shipped records and many people more."""
    return with_more(MORE_PEOPLE)


@pytest.fixture(scope="session")
def _known(records: dict[str, Any]) -> Iterator[Someone]:
    return iter(with_history(records))


@pytest.fixture(scope="session")
def _strangers(records: dict[str, Any]) -> Iterator[Someone]:
    return iter(never_texted(records))


@pytest.fixture
def someone(_known: Iterator[Someone]) -> Someone:
    """A contact with a conversation, whom no other test knows."""
    return next(_known)


@pytest.fixture
def other(_known: Iterator[Someone]) -> Someone:
    """A second one."""
    return next(_known)


@pytest.fixture
def stranger(_strangers: Iterator[Someone]) -> Someone:
    """A contact who was never texted."""
    return next(_strangers)


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory, records: dict[str, Any]) -> Iterator[Stack]:
    """Simulator, server and CRM. A press of Send can be undone for one second."""
    folder = tmp_path_factory.mktemp("stack")
    with Stack(folder, people=written_to(folder / "people.json", records)) as running:
        running.hold(1)
        yield running


@pytest.fixture(scope="session")
def launch(
    playwright: Playwright, stack: Stack, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., ExtensionBrowser]]:
    """Starts a browser that is closed at the end; `signed_in=False` leaves onboarding to do."""
    started: list[ExtensionBrowser] = []

    def start(*, signed_in: bool = True, **options: Any) -> ExtensionBrowser:
        folder = tmp_path_factory.mktemp("chromium")
        extension = unpacked("test", folder / "extension", {"server": stack.server_url})
        browser = ExtensionBrowser(playwright, folder, extension, Options(**options))
        started.append(browser)
        if signed_in:
            sign_in(browser, REP, PASSWORD)
        return browser

    yield start
    for browser in started:
        browser.close()


@pytest.fixture(scope="session")
def browser(launch: Callable[..., ExtensionBrowser]) -> ExtensionBrowser:
    """A browser with a rep signed in, shared by the journeys that leave it as it was."""
    return launch()


@pytest.fixture
def own_browser(
    launch: Callable[..., ExtensionBrowser], request: pytest.FixtureRequest
) -> Iterator[ExtensionBrowser]:
    """A browser of one's own, for journeys that sign out, cut lines or kill workers."""
    mine = launch()
    with evidence(mine.context, request):
        yield mine
    mine.close()


@pytest.fixture
def tab(browser: ExtensionBrowser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab of the shared browser."""
    with evidence(browser.context, request):
        page = browser.page()
        yield page
    page.context.unroute_all()
    page.close()


@pytest.fixture
def crm(tab: Page, stack: Stack) -> Crm:
    """The CRM's front page in a tab of the shared browser."""
    return Crm(tab, stack.crm_url).open()


@pytest.fixture
def sidebar(crm: Crm) -> Sidebar:
    """The sidebar beside it."""
    return Sidebar(sidebar_frame(crm.page))


@pytest.fixture(scope="module")
def chrome(playwright: Playwright) -> Iterator[Browser]:
    """Chromium without the extension."""
    args = ["--no-sandbox"] if os.geteuid() == 0 else []
    with playwright.chromium.launch(executable_path=chromium(), args=args) as running:
        yield running


@pytest.fixture
def console(chrome: Browser, stack: Stack) -> Iterator[Open]:
    """Opens the console for an admin, or for another role."""
    opened = []

    def start(
        role: str = "admin", *, dark: bool = False, size: tuple[int, int] = DESKTOP
    ) -> Console:
        made = console_context(chrome, dark=dark, size=size)
        opened.append(made)
        return Console(made.new_page(), stack).sign_in(role)

    yield start
    for each in opened:
        each.close()
