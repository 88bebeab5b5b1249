"""On the CRMs' own hosts, under their policies: the right record, by its address, and no other."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Request, Route, expect

from e2e.browser import ExtensionBrowser, sidebar_frame
from e2e.foreign_crm import (
    CRMS,
    SOMEBODY_ELSE,
    ForeignCrm,
    ForeignPage,
    Shown,
    espocrm_quick_view,
    odoo_dialog,
)
from e2e.pages.sidebar import Sidebar
from e2e.stack import Stack, wait_for

REBUILT = """html => {
  const made = document.createElement('div');
  made.innerHTML = html;
  for (const one of made.querySelectorAll('*')) {
    for (const name of one.getAttributeNames()) {
      if (/^(class|id|data-)/.test(name)) one.removeAttribute(name);
    }
    if (one.localName === 'div') one.append(...[...one.children].reverse());
    one.className = 'css-1q8z';
  }
  const around = document.createElement('section');
  around.append(...made.children);
  document.querySelector('#app').replaceChildren(around);
}"""
BY_NAME = {crm.crm: crm for crm in CRMS}
LAST_FOUR = SOMEBODY_ELSE[-4:]


class Questions:
    """What sidebars asked the server about records, oldest first."""

    def __init__(self, page: Page) -> None:
        self.asked: list[dict[str, list[str]]] = []
        page.context.on("request", self._hear)
        self._page = page

    def _hear(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.path == "/v1/beside":
            self.asked.append(parse_qs(url.query))

    def stop(self) -> None:
        """Hear no more."""
        self._page.context.remove_listener("request", self._hear)

    def about(self, crm: ForeignCrm, record: Shown) -> bool:
        """Whether the newest question was about this record."""
        wanted = {
            "crm": [crm.crm],
            "account": [crm.account],
            "type": [record.type],
            "id": [record.id],
        }
        return bool(self.asked) and wanted.items() <= self.asked[-1].items()

    def named(self) -> set[str]:
        """Every number that was ever offered to the server."""
        return {phone for one in self.asked for phone in one.get("phones", [])}


@pytest.fixture
def questions(tab: Page) -> Iterator[Questions]:
    heard = Questions(tab)
    yield heard
    heard.stop()


def settled(page: Page, questions: Questions, crm: ForeignCrm, record: Shown) -> Sidebar:
    """The sidebar once it has asked about this record and shows who it is by the page's words."""
    sidebar = Sidebar(sidebar_frame(page))

    def asked() -> bool:
        page.wait_for_timeout(20)  # what was heard is told while Playwright waits
        return questions.about(crm, record)

    wait_for(asked, f"a question about {record.type} {record.id}")
    expect(sidebar.heading).to_have_text(record.name)
    return sidebar


@pytest.mark.parametrize("crm", CRMS, ids=lambda crm: crm.crm)
def test_from_record_to_record_and_to_a_list(
    tab: Page, questions: Questions, crm: ForeignCrm
) -> None:
    """A list names nobody, and the numbers in it and beside a record are never taken."""
    foreign = ForeignPage(tab, crm).open(crm.first)
    settled(tab, questions, crm, crm.first)
    foreign.go(crm.second)
    sidebar = settled(tab, questions, crm, crm.second)
    foreign.go(crm.first)
    settled(tab, questions, crm, crm.first)
    foreign.go_to_list()
    sidebar.in_state("empty")
    offered = questions.named()
    assert crm.first.phone in offered or "".join(filter(str.isdigit, crm.first.phone)) in offered
    assert not any(LAST_FOUR in phone for phone in offered)


def test_a_dialog_over_a_record_without_a_name_is_not_the_record_below(
    tab: Page, questions: Questions
) -> None:
    """Odoo opens a company's contact in a dialog and leaves the address alone."""
    crm = BY_NAME["odoo"]
    foreign = ForeignPage(tab, crm).open(crm.first)
    sidebar = settled(tab, questions, crm, crm.first)
    foreign.press_and_open(odoo_dialog("Opal Dunn", "+1 720-555-0181"))
    expect(sidebar.where.get_by_text("0181").first).to_be_visible()
    expect(sidebar.heading).not_to_have_text(crm.first.name)
    foreign.close_dialog()
    expect(sidebar.heading).to_have_text(crm.first.name)


def test_a_quick_view_over_a_list_is_the_record_that_it_leads_to(
    tab: Page, questions: Questions
) -> None:
    """EspoCRM opens it without a change of address, with other people's numbers behind it."""
    crm = BY_NAME["espocrm"]
    foreign = ForeignPage(tab, crm).open(crm.first)
    sidebar = settled(tab, questions, crm, crm.first)
    foreign.go_to_list()
    sidebar.in_state("empty")
    foreign.press_and_open(espocrm_quick_view(crm.second))
    settled(tab, questions, crm, crm.second)
    foreign.close_dialog()
    sidebar.in_state("empty")
    assert not any(LAST_FOUR in phone for phone in questions.named())


def test_a_page_that_was_rebuilt_is_reported_by_what_it_is_built_of(
    own_browser: ExtensionBrowser, stack: Stack
) -> None:
    """Once, to the server of the member, and without a word or an id of anybody."""
    reports: list[dict[str, Any]] = []

    def take(route: Route) -> None:
        reports.append(json.loads(route.request.post_data or "{}"))
        route.fulfill(status=204)

    own_browser.context.route(f"{stack.server_url}/v1/page-reports", take)
    crm = BY_NAME["odoo"]
    page = own_browser.page()
    foreign = ForeignPage(page, crm).open(crm.first)
    foreign.draw('<section data-card="8" title="Odile Dow"><b>Odile Dow</b>7205550175</section>')

    def reported() -> bool:
        page.wait_for_timeout(50)
        return bool(reports)

    wait_for(reported, "a report")
    (report,) = reports
    assert report["crm"] == "odoo"
    assert report["structure"]["missing"] == ["record"]
    assert ">>section[data-card]" in report["structure"]["outline"]
    for secret in ("Odile", "7205550175", "acme", '"8"'):
        assert secret not in json.dumps(report)


@pytest.mark.parametrize("crm", CRMS, ids=lambda crm: crm.crm)
def test_a_page_whose_parts_all_have_other_names_is_read_right_or_not_at_all(
    tab: Page, questions: Questions, crm: ForeignCrm
) -> None:
    """A release of the CRM that renames, wraps and turns around whatever it can."""
    reports: list[str] = []

    def take(route: Route) -> None:
        reports.append(route.request.post_data or "")
        route.fulfill(status=204)

    tab.context.route("**/v1/page-reports", take)
    foreign = ForeignPage(tab, crm)
    tab.goto(f"{crm.origin}{crm.first.address}")
    tab.evaluate(REBUILT, crm.form(crm.first.name, crm.first.phone))
    sidebar = Sidebar(sidebar_frame(foreign.page))
    expect(sidebar.heading).to_have_text(
        re.compile(f"^({re.escape(crm.first.name)}|This page's number can't be read)$"),
        timeout=15_000,
    )
    offered = {phone[-4:] for phone in questions.named()}
    assert offered <= {crm.first.phone[-4:]}
    for secret in (*crm.first.name.split(), LAST_FOUR, crm.first.phone[-4:], crm.account):
        assert all(secret not in report for report in reports)


def test_an_administrator_teaches_a_system_of_their_own(
    own_browser: ExtensionBrowser, stack: Stack
) -> None:
    """Described on the server, known on its pages without another release."""
    desk = {
        "id": "own-desk",
        "name": "Desk",
        "hosts": ["desk.example.com"],
        "records": [{"address": "/people/{id:number}", "type": "contact"}],
        "page": {"record": "#card", "heading": "h2", "phones": '.phone a[href^="tel:"]'},
    }
    told = json.dumps({"adapters": [desk], "version": 1})
    own_browser.context.route(
        f"{stack.server_url}/v1/page-adapters",
        lambda route: route.fulfill(status=200, content_type="application/json", body=told),
    )
    own_browser.worker().evaluate(
        """async () => { await chrome.storage.session.remove('page_adapters_asked');
             chrome.alarms.onAlarm.dispatch({ name: 'net' }); }"""
    )
    wait_for(
        lambda: own_browser.worker().evaluate(
            "async () => (await chrome.storage.local.get('page_adapters')).page_adapters?.d.version"
        ),
        "the adapters' arrival",
    )

    def form(name: str, phone: str) -> str:
        digits = "".join(letter for letter in phone if letter.isdigit())
        return (
            f'<a href="tel:3035550199">Support</a><div id="card"><h2>{name}</h2>'
            f'<p class="phone"><a href="tel:{digits}">{phone}</a></p></div>'
        )

    first = Shown("/people/7", "contact", "7", "Desiree Klein", "(720) 555-0182")
    crm = ForeignCrm(
        "own-desk",
        "desk.example.com",
        "https://desk.example.com",
        {},
        form,
        first,
        first,
        "/people",
    )
    page = own_browser.page()
    questions = Questions(page)
    ForeignPage(page, crm).open(first)
    settled(page, questions, crm, first)
    assert not any(LAST_FOUR in phone for phone in questions.named())
