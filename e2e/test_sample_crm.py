"""The sample CRM behaves as badly, and as well, as the systems it stands in for."""

import os
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from e2e.browser import chromium
from e2e.sample_crm.server import running

PUSH = "() => document.documentElement.style.setProperty('margin-inline-end', '400px')"

# What address and page say in one moment; read in one task, so nothing can move in between.
MOMENT = """() => ({
  url: location.pathname.split('/').at(-1),
  page: document.querySelector('main').dataset.recordId,
  phone: document.querySelector('.record-header [data-phone]')?.textContent,
  title: document.title,
})"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    started = playwright.chromium.launch(executable_path=chromium(), args=root + quiet)
    yield started
    started.close()


@pytest.fixture(scope="module")
def crm() -> Iterator[str]:
    with running("acme") as url:
        yield url


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Shared by all tests: what the CRM remembers, it remembers per tab, and each has its own."""
    shared = browser.new_context(viewport={"width": 1280, "height": 860})
    yield shared
    shared.close()


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    yield page
    page.close()


@pytest.fixture
def visit(tab: Page, crm: str) -> Callable[[str], Page]:
    def open_page(path: str) -> Page:
        tab.goto(crm + path, wait_until="commit")
        tab.wait_for_function("() => window.crm")
        return tab

    return open_page


def now(page: Page) -> dict[str, Any]:
    moment: dict[str, Any] = page.evaluate(MOMENT)
    return moment


# --- moving between records ------------------------------------------------------------------


def test_records_open_in_the_same_document(visit: Callable[[str], Page]) -> None:
    page = visit("/contacts")
    page.evaluate("() => { window.sameDocument = true; }")
    page.get_by_role("link", name="Anna Fernández").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anna Fernández")
    assert now(page) == {
        "url": "1001",
        "page": "1001",
        "phone": "(720) 555-0142",
        "title": "Anna Fernández | Northside CRM",
    }
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dr. Daniel Roth")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anna Fernández")
    assert page.evaluate("() => window.sameDocument")


@pytest.mark.parametrize(
    ("path", "record_type", "heading"),
    [
        ("/contacts/1005", "contact", "Luis Ortega"),
        ("/companies/201", "company", "Alpine Dental Group"),
        ("/deals/501", "deal", "Q4 renewal"),
        ("/tickets/701", "ticket", "Two pallets of shingles arrived wet"),
        ("/leads/902", "lead", "Holly Brandenburg"),
    ],
)
def test_every_kind_of_record_opens_by_its_address(
    visit: Callable[[str], Page], path: str, record_type: str, heading: str
) -> None:
    page = visit(path)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    main = page.locator("main")
    expect(main).to_have_attribute("data-record-type", record_type)
    expect(main).to_have_attribute("data-record-id", path.rsplit("/", 1)[1])


def test_a_deal_shows_all_its_people(visit: Callable[[str], Page]) -> None:
    page = visit("/deals/501")
    people = page.locator("[data-related=people] [data-contact-id] > div > a:first-child")
    expect(people).to_have_text(["Anna Fernández", "Dr. Daniel Roth", "Kim Sato"])


NOTE_TITLES = """() => {
  window.titles = [];
  const note = () => window.titles.push(document.title);
  new MutationObserver(note).observe(document.head, { childList: true, subtree: true });
}"""


def test_the_page_can_lag_behind_its_address(visit: Callable[[str], Page]) -> None:
    page = visit("/contacts/1001?delay=page:600")
    page.evaluate(NOTE_TITLES)
    page.evaluate("() => { window.walk = window.crm.go('/a/acme/contacts/1005'); }")
    moment = now(page)
    assert (moment["url"], moment["page"], moment["phone"]) == ("1005", "1001", "(720) 555-0142")
    assert moment["title"].startswith("Luis Ortega")
    assert page.evaluate("() => window.walk")
    assert any(title.startswith("Anna") for title in page.evaluate("() => window.titles"))
    moment = now(page)
    assert (moment["url"], moment["page"], moment["phone"]) == ("1005", "1005", "850 555 0199")
    assert moment["title"].startswith("Luis Ortega")


def test_the_page_can_run_ahead_of_its_address(visit: Callable[[str], Page]) -> None:
    page = visit("/contacts/1001")
    page.evaluate("() => window.crm.setDelays({ url: 600 })")
    page.evaluate("() => { window.walk = window.crm.go('/a/acme/contacts/1005'); }")
    moment = now(page)
    assert (moment["url"], moment["page"], moment["phone"]) == ("1001", "1005", "850 555 0199")
    assert moment["title"].startswith("Luis Ortega")
    assert page.evaluate("() => window.walk.then(() => document.title)").startswith("Anna")
    page.wait_for_function("() => document.title.startsWith('Luis')")
    assert now(page)["url"] == now(page)["page"] == "1005"


@pytest.mark.parametrize("delays", [{"page": 300}, {"url": 300}, {"page": 100, "url": 200}])
def test_the_newest_of_two_hasty_navigations_wins(
    visit: Callable[[str], Page], delays: dict[str, int]
) -> None:
    page = visit("/contacts/1001")
    page.evaluate("(delays) => window.crm.setDelays(delays)", delays)
    finished = page.evaluate("""() => Promise.all([
      window.crm.go('/a/acme/contacts/1002'), window.crm.go('/a/acme/contacts/1005')])""")
    assert finished == [False, True]
    assert now(page)["url"] == now(page)["page"] == "1005"


def test_delays_last_as_long_as_the_tab_and_are_bounded(visit: Callable[[str], Page]) -> None:
    page = visit("/contacts?delay=page:9000,url:-5")
    page.goto(page.url.split("?")[0])
    page.wait_for_function("() => window.crm")
    assert page.evaluate("() => window.crm.state().delays") == {"page": 2000, "url": 0}


def test_the_settings_menu_sets_the_delays(visit: Callable[[str], Page]) -> None:
    page = visit("/contacts")
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Page behind its address").fill("750")
    assert page.evaluate("() => window.crm.state().delays") == {"page": 750, "url": 0}


# --- forms, dialogs, shortcuts ---------------------------------------------------------------


def test_unsaved_text_waits_for_its_record(visit: Callable[[str], Page]) -> None:
    page = visit("/contacts/1001")
    address = page.url
    page.get_by_role("button", name="Edit").click()
    assert page.url == address
    assert page.locator("main .field a[data-phone], main .record-header a[data-phone]").count() == 0
    expect(page.locator("main input[type=tel]").first).to_have_value("(720) 555-0142")
    page.get_by_label("Job title").fill("Chief of operations")
    page.evaluate("() => window.crm.go('/a/acme/contacts/1002')")
    page.evaluate("() => window.crm.go('/a/acme/contacts/1001')")
    expect(page.get_by_label("Job title")).to_have_value("Chief of operations")
    assert page.evaluate("() => window.crm.state().editing") == ["contact/1001"]
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".field[data-field=title] dd")).to_have_text("Chief of operations")


def test_cancel_forgets_what_was_typed(visit: Callable[[str], Page]) -> None:
    page = visit("/contacts/1005")
    page.get_by_role("button", name="Edit").click()
    page.locator("main input[type=tel]").first.fill("000")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".record-header [data-phone]")).to_have_text("850 555 0199")


def test_a_quick_view_opens_a_record_without_its_address(visit: Callable[[str], Page]) -> None:
    page = visit("/contacts")
    address = page.url
    page.get_by_role("button", name="Quick view of Luis Ortega").click()
    view = page.get_by_role("dialog", name="Quick view: Luis Ortega")
    expect(view).to_have_attribute("data-record-id", "1005")
    expect(view.locator(".record-header [data-phone]")).to_have_text("850 555 0199")
    assert page.url == address
    assert page.evaluate("() => window.crm.state().quickView") == "1005"
    page.keyboard.press("Escape")
    expect(view).to_have_count(0)


def test_logging_a_call_is_modal(visit: Callable[[str], Page]) -> None:
    page = visit("/contacts/1001")
    page.get_by_role("button", name="Log a call").click()
    assert page.evaluate("() => document.querySelector('dialog').matches(':modal')")
    page.get_by_label("Notes").fill("Will call back at noon")
    page.get_by_role("button", name="Save call").click()
    expect(page.locator(".activity li").first).to_contain_text("Connected: Will call back at noon")
    expect(page.locator("dialog")).to_have_count(0)


def test_shortcuts_work_and_every_key_is_counted(visit: Callable[[str], Page]) -> None:
    page = visit("/contacts/1001")
    page.keyboard.press("j")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dr. Daniel Roth")
    page.keyboard.press("k")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anna Fernández")
    page.keyboard.press("/")
    page.keyboard.type("jek")
    expect(page.get_by_role("searchbox")).to_have_value("jek")
    assert page.evaluate("() => window.__keysSeen") == 6
    assert page.evaluate("() => window.__keys.filter((key) => key.startsWith('keyup')).length") == 6


# --- numbers ---------------------------------------------------------------------------------


RAW_LINKS = {
    "1010": "tel:tel:+1-720-555-0147",
    "1013": "tel:３１２－５５５－０１３２",
    "1016": "tel:+49(0)15123456789",
    "1017": "tel:1-800-555-ROOF",
    "1021": "tel:911",
    "1023": "tel:212-555-0199/212-555-0198",
}


def test_links_carry_the_raw_number(visit: Callable[[str], Page]) -> None:
    page = visit("/contacts")
    for contact, href in RAW_LINKS.items():
        page.evaluate("(path) => window.crm.go(path)", f"/a/acme/contacts/{contact}")
        expect(page.locator(".record-header a[data-phone]")).to_have_attribute("href", href)


def test_no_number_and_an_unreadable_number_look_different(visit: Callable[[str], Page]) -> None:
    page = visit("/contacts/1018")
    expect(page.locator(".field[data-field=phones] dd")).to_have_text("None")
    page.evaluate("() => window.crm.go('/a/acme/contacts/1019')")
    field = page.locator(".field[data-field=phones] dd")
    expect(field.locator("canvas")).to_be_visible()
    expect(field).to_have_text("")
    assert "555" not in page.locator("main").inner_html()


# --- policy, layout, hostility ---------------------------------------------------------------


def test_the_policy_blocks_inline_script_and_frames(visit: Callable[[str], Page]) -> None:
    page = visit("/contacts/1001")
    blocked = page.evaluate("""async () => {
      const seen = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        seen.push(effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      const frame = document.createElement('iframe');
      frame.src = '/a/acme/plain';
      document.body.append(script, frame);
      while (seen.length < 2) await new Promise((resolve) => requestAnimationFrame(resolve));
      return { seen: seen.sort(), ran: window.inlineRan ?? false };
    }""")
    assert blocked == {"seen": ["frame-src", "script-src-elem"], "ran": False}


def test_no_page_breaks_its_own_policy(visit: Callable[[str], Page]) -> None:
    page = visit("/contacts/1019")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in (
        "",
        "/contacts",
        "/companies/201",
        "/deals",
        "/tickets/705",
        "/leads",
        "/contacts/none",
    ):
        assert page.evaluate("(path) => window.crm.go(path)", f"/a/acme{path}")
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Shortcuts")).to_be_visible()
    assert complaints == []


def test_every_page_makes_room_for_a_sidebar(visit: Callable[[str], Page]) -> None:
    page = visit("")
    page.evaluate(PUSH)
    for path in ("", "/contacts", "/contacts/1001", "/deals/503"):
        page.evaluate("(path) => window.crm.go(path)", f"/a/acme{path}")
        assert page.evaluate("() => document.body.scrollWidth") == 1280 - 400


def test_the_wide_page_does_not_make_room(tab: Page, crm: str) -> None:
    tab.goto(f"{crm}/wide")
    tab.evaluate(PUSH)
    assert tab.evaluate("() => document.body.scrollWidth") > 1280 - 400


def test_the_attacker_finds_what_is_left_open(visit: Callable[[str], Page]) -> None:
    """A sidebar that does everything wrong; an attack that missed it would prove nothing."""
    page = visit("/hostile")
    page.evaluate("() => window.crm.go('/a/acme/contacts/1001')")
    session = page.context.new_cdp_session(page)
    frame_id = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": frame_id, "worldName": "careless"})
    session.send(
        "Runtime.evaluate",
        {
            "contextId": world["executionContextId"],
            "expression": """
              const host = document.createElement('threadside-sidebar');
              const root = host.attachShadow({ mode: 'closed' });
              root.innerHTML = '<iframe title="closed-secret"></iframe>';
              document.documentElement.append(host);
              const open = document.createElement('div');
              open.attachShadow({ mode: 'open' }).innerHTML = '<p>open-secret</p>';
              document.documentElement.append(open);
              window.postMessage({ token: 'posted-secret' }, '*');
            """,
        },
    )
    page.wait_for_function(
        "() => ['open', 'closed', 'posted'].every((kind) => "
        "JSON.stringify(window.__loot).includes(`${kind}-secret`))"
    )
    assert page.evaluate("() => window.__loot.some((item) => item.kind === 'history')")


def test_the_attacker_chooses_his_own_policy(crm: str) -> None:
    for path in ("/hostile", "/contacts/1001?hostile"):
        with urllib.request.urlopen(crm + path) as answer:
            assert answer.headers["Content-Security-Policy"] is None
