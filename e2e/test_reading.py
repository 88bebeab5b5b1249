"""A rep opens a record and reads: who it is, what was said, whether they may be texted."""

import re

import pytest
from playwright.sync_api import expect

from e2e.browser import ExtensionBrowser, sidebar_frame
from e2e.pages.crm import Crm
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.stack import Stack, wait_for


def test_a_record_opened_in_the_crm_shows_history_and_verdict(crm: Crm, sidebar: Sidebar) -> None:
    crm.contact("1001")
    sidebar.shows("Anna Fernández")
    expect(sidebar.item("Anna Fernández", "Can you bring the sample trays?")).to_be_visible()
    expect(sidebar.item("Would Thursday at 10:30 work", "Delivered")).to_be_visible()
    expect(sidebar.verdict).to_contain_text("You can text Anna now")
    expect(sidebar.line).to_have_value(re.compile("."))


def test_the_sidebar_says_why_a_text_did_not_arrive(crm: Crm, sidebar: Sidebar) -> None:
    crm.contact("1005")
    sidebar.shows("Luis Ortega")
    expect(sidebar.item("I'll check and tell you first thing", "Not delivered")).to_be_visible()


def test_who_opted_out_can_be_read_but_not_written_to(crm: Crm, sidebar: Sidebar) -> None:
    crm.contact("1004")
    sidebar.shows("Kim Sato")
    expect(sidebar.verdict).to_contain_text("Kim asked not to be texted")
    expect(sidebar.item("STOP")).to_be_visible()
    expect(sidebar.message).to_have_count(0)
    expect(sidebar.send_button).to_have_count(0)


def test_a_record_without_a_number_says_so(crm: Crm, sidebar: Sidebar) -> None:
    crm.contact("1018")
    sidebar.shows("Eleanor Whitcombe")
    expect(sidebar.where.get_by_text("No phone number")).to_be_visible()


def test_a_page_that_cannot_be_read_is_not_called_a_record_without_a_number(
    crm: Crm, sidebar: Sidebar
) -> None:
    """A record that the CRM cannot show either: there is an address, and nothing to read."""
    crm.open("/deals/999")
    late = Sidebar(sidebar_frame(crm.page))
    expect(late.heading).to_have_text("This page's number can't be read", timeout=10_000)


@pytest.mark.parametrize(
    "delays", [{"page_ms": 800}, {"url_ms": 800}], ids=["the page is late", "the address is late"]
)
def test_the_record_of_the_address_is_shown_while_page_and_address_disagree(
    crm: Crm, sidebar: Sidebar, someone: Someone, other: Someone, delays: dict[str, int]
) -> None:
    crm.go(someone.path)
    sidebar.shows(someone.name)
    crm.delay(**delays)
    crm.leave_for(other.path)
    seen = []
    while not crm.state()["settled"]:
        before, shown, after = crm.page.url, sidebar.heading.inner_text(), crm.page.url
        if before == after:
            seen.append((before.endswith(someone.path), shown, sidebar.can_be_written_to()))
    assert {shown for old, shown, writable in seen if old and writable} <= {someone.name}
    assert {shown for old, shown, writable in seen if not old and writable} <= {other.name}
    sidebar.shows(other.name)


def test_a_quick_view_over_the_page_is_followed_and_so_is_its_end(
    crm: Crm, sidebar: Sidebar, someone: Someone
) -> None:
    """The address says nothing about it."""
    crm.go(someone.path)
    sidebar.shows(someone.name)
    crm.quick_view("1001")
    sidebar.shows("Anna Fernández")
    crm.page.get_by_role("button", name="Close quick view").click()
    sidebar.shows(someone.name)
    expect(sidebar.message).to_be_editable()


def test_an_unknown_page_offers_the_number_that_was_pressed(crm: Crm, stack: Stack) -> None:
    crm.open("/plain")
    sidebar = Sidebar(sidebar_frame(crm.page)).in_state("empty")
    crm.press_number("(720) 555-0149")
    sidebar.shows("+1 720 555 0149")


def test_older_pages_come_in_without_a_jump(crm: Crm, sidebar: Sidebar) -> None:
    """Marcus Webb's conversation is the long one."""
    crm.contact("1007")
    sidebar.shows("Marcus Webb")
    before = sidebar.items.count()
    log = sidebar.conversation.element_handle()
    log.evaluate("log => { log.scrollTop = 0; }")
    first = sidebar.items.nth(2)
    anchor = first.element_handle()
    assert anchor is not None
    log.evaluate("log => { log.scrollTop = 200; }")
    top = anchor.evaluate("item => item.getBoundingClientRect().top")
    expect(sidebar.items).not_to_have_count(before)
    assert abs(anchor.evaluate("item => item.getBoundingClientRect().top") - top) < 2


def test_what_is_typed_into_the_crm_is_left_alone(crm: Crm, sidebar: Sidebar) -> None:
    crm.contact("1001")
    sidebar.shows("Anna Fernández")
    crm.page.get_by_role("button", name="Edit").click()
    field = crm.page.locator("main form.details input").first
    field.fill("Anna Maria")
    crm.page.get_by_role("button", name="Log a call")
    sidebar.message.click()
    sidebar.message.fill("j e c /not a shortcut of the page")
    expect(field).to_have_value("Anna Maria")
    assert crm.state()["path"].endswith("/contacts/1001")
    sidebar.message.fill("")


def test_a_dialog_of_the_page_still_works(crm: Crm, sidebar: Sidebar) -> None:
    crm.contact("1001")
    sidebar.shows("Anna Fernández")
    crm.page.get_by_role("button", name="Log a call").click()
    dialog = crm.page.locator("dialog[open]")
    expect(dialog).to_be_visible()
    dialog.locator("textarea, input").first.fill("Left a message")
    crm.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(sidebar.message).to_be_editable()


def test_a_deal_with_several_people_asks_once_and_remembers(
    crm: Crm, sidebar: Sidebar, stack: Stack
) -> None:
    crm.go("/deals/505")
    sidebar.shows("Fulton Market showroom fit-out").in_state("choose")
    expect(sidebar.where.get_by_role("button", name="David Chen")).to_be_visible()
    expect(sidebar.send_button).to_have_count(0)
    sidebar.where.get_by_role("button", name="David Chen").focus()
    crm.page.keyboard.press("2")
    sidebar.shows("Ken Yamamoto").in_state("ready")
    wait_for(
        lambda: stack.sql(
            "SELECT 1 FROM record WHERE remote_id = '505' AND chosen_person_id IS NOT NULL"
        ),
        "the choice in the database",
    )
    crm.page.reload()
    again = Sidebar(sidebar_frame(crm.page)).shows("Ken Yamamoto")
    again.where.get_by_role("button", name="Not Ken? Choose again").click()
    again.in_state("choose").shows("Fulton Market showroom fit-out")


def test_the_sidebar_stays_as_it_was_left_on_this_site(
    own_browser: ExtensionBrowser, stack: Stack
) -> None:
    crm = Crm(own_browser.page(), stack.crm_url).open("/contacts/1001")
    sidebar = Sidebar(sidebar_frame(crm.page)).shows("Anna Fernández")
    room = "() => document.documentElement.style.marginInlineEnd"
    assert crm.page.evaluate(room) == "calc(384px)"
    sidebar.where.get_by_role("button", name="Close the sidebar").click()
    crm.page.wait_for_function(f"() => ({room})() === ''")
    crm.page.reload()
    crm.page.wait_for_function("() => window.crm !== undefined")
    crm.page.wait_for_function("() => document.documentElement.lastElementChild.tagName === 'DIV'")
    assert crm.page.evaluate(room) == ""
    assert not any(frame.url.startswith("chrome-extension:") for frame in crm.page.frames)
