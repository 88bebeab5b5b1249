"""A rep reads why a person may or may not be texted, and adds what is known of their consent."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.axe import violations
from e2e.browser import ExtensionBrowser, sidebar_frame
from e2e.pages.crm import Crm
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.stack import LINE, Stack, wait_for


def beside(crm: Crm, person: Someone) -> Sidebar:
    """The sidebar with a person open."""
    crm.go(person.path)
    return Sidebar(sidebar_frame(crm.page)).shows(person.name)


def button(sidebar: Sidebar, name: str) -> Locator:
    """One button of the sidebar by its whole name."""
    return sidebar.where.get_by_role("button", name=name, exact=True)


def panel(sidebar: Sidebar) -> Locator:
    """The panel about consent, opened from the header."""
    button(sidebar, "Consent").click()
    return sidebar.where.get_by_role("dialog")


NEVER_ASKED = Someone("1008", "Tamara Reyes", "+17205550145")
ENDED = Someone("1027", "Denise Yazzie", "+19285550122")
"""Of the seed: nobody ever asked her; and what she agreed to has ended."""


@pytest.fixture
def paused(stack: Stack) -> Iterator[str]:
    """A second line, paused while the test runs; its id."""
    rows = stack.sql("SELECT id FROM line WHERE phone != ? AND state = 'live'", LINE)
    line: str = rows[0][0]
    stack.sql("UPDATE line SET state = 'paused' WHERE id = ?", line)
    yield line
    stack.sql("UPDATE line SET state = 'live' WHERE id = ?", line)


def test_a_verdict_that_waits_says_why_and_what_helps(
    crm: Crm, someone: Someone, paused: str
) -> None:
    sidebar = beside(crm, someone)
    sidebar.write("See you at ten")
    sidebar.line.select_option(paused)
    sidebar.where.get_by_role("alertdialog").get_by_role("button").last.click()
    expect(sidebar.verdict).to_contain_text("Line paused")
    sidebar.message.press("Alt+w")
    reasons = sidebar.where.locator("#verdict-reasons")
    expect(reasons).to_contain_text("The line is paused.")
    assert violations(sidebar.where) == []
    reasons.get_by_role("button", name="Choose another line").click()
    expect(sidebar.line).to_be_focused()
    expect(sidebar.message).to_have_value("See you at ten")
    sidebar.write("")
    button(sidebar, "Why").click()


def test_consent_by_word_of_mouth_opens_the_composer(crm: Crm, stack: Stack) -> None:
    sidebar = beside(crm, NEVER_ASKED)
    expect(sidebar.send_button).to_have_count(0)
    shown = panel(sidebar)
    expect(shown).to_contain_text("Nothing is recorded for this number yet")
    shown.get_by_role("button", name="Record consent").click()
    shown.get_by_role("textbox", name="Their words").fill("Yes, text me when it is in")
    assert violations(sidebar.where) == []
    shown.get_by_role("button", name="Record consent").click()
    expect(shown.get_by_label("History")).to_contain_text("by word of mouth")
    expect(shown).to_contain_text("Yes, text me when it is in")
    assert violations(sidebar.where) == []
    button(sidebar, "Close").click()
    expect(sidebar.message).to_be_editable()
    lines = stack.sql("SELECT method FROM consent_event WHERE phone = ?", NEVER_ASKED.phone)
    assert lines == [("verbal",)]


def test_asked_to_stop_on_the_phone_closes_every_screen_at_once(
    crm: Crm, someone: Someone, browser: ExtensionBrowser, stack: Stack
) -> None:
    sidebar = beside(crm, someone)
    second = browser.page()
    other = beside(Crm(second, stack.crm_url).open(), someone)
    other.write("Half a sentence")
    shown = panel(sidebar)
    shown.get_by_role("button", name="They asked to stop").click()
    shown.get_by_role("combobox", name="How did they tell you?").select_option("phone")
    stop = shown.get_by_role("button", name=re.compile("top texting"))
    stop.click()
    assert violations(sidebar.where) == []
    stop.click()
    for each in (sidebar, other):
        expect(each.verdict).to_contain_text("asked not to be texted")
        expect(each.where.locator(".composer textarea")).to_have_count(0)
    expect(other.where.locator(".closed")).to_contain_text("Half a sentence")
    second.close()


@pytest.mark.parametrize(
    ("answer", "closed"), [("They opted out", True), ("Not an opt-out", False)]
)
def test_a_text_that_may_ask_to_stop_is_held_until_a_person_says(
    crm: Crm, someone: Someone, stack: Stack, answer: str, *, closed: bool
) -> None:
    sidebar = beside(crm, someone)
    sidebar.write("One more thing")
    stack.text_us(someone.phone, "I didn't sign up for this")
    held = sidebar.where.locator(".held")
    expect(held).to_contain_text("sign up for this")
    expect(sidebar.send_button).to_have_count(0)
    assert violations(sidebar.where) == []
    held.get_by_role("button", name=answer).press("Enter")
    expect(held).to_have_count(0)
    if closed:
        expect(sidebar.verdict).to_contain_text("asked not to be texted")
    else:
        expect(sidebar.message).to_have_value("One more thing")
        sidebar.write("")


def test_who_has_not_agreed_is_asked_first(crm: Crm, stack: Stack) -> None:
    sidebar = beside(crm, ENDED)
    sidebar.where.locator(".closed").get_by_role("button", name="Ask for consent").click()
    asking = sidebar.where.get_by_role("dialog")
    assert violations(sidebar.where) == []
    asking.get_by_role("button", name="Send it").click()
    expect(asking).to_have_count(0)
    texts = wait_for(lambda: stack.ledger(to=ENDED.phone), "the question at the carrier")
    assert [text["text"].count("STOP") for text in texts] == [1]
    stack.text_us(ENDED.phone, "YES")
    expect(sidebar.message).to_be_editable()


def test_a_reason_leads_to_the_text_that_it_rests_on(
    crm: Crm, someone: Someone, stack: Stack, tab: Page
) -> None:
    sidebar = beside(crm, someone)
    stack.text_us(someone.phone, "STOP")
    expect(sidebar.verdict).to_contain_text("asked not to be texted")
    shown = panel(sidebar)
    shown.get_by_role("button", name="Show in conversation").first.click()
    expect(sidebar.item("STOP", "Received")).to_be_focused()
    assert tab.url.endswith(someone.path)
