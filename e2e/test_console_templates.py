"""Templates in a real browser: written by one admin, approved by another, sent by a rep."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.axe import violations
from e2e.browser import sidebar_frame
from e2e.pages.console import DESKTOP, PHONE, Console, Open
from e2e.pages.crm import Crm
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.stack import ROOT, Stack

PICTURES = ROOT / "var" / "e2e" / "console"
ROWS = b"name,body,folder\nOn my way,I am on my way,Visits\nSee you,See you at ten,Visits\n"
UNREADY = b"name,body\nSee you,See you at ten\nToo long," + b"x" * 1601 + b"\n"


def template_id(stack: Stack, name: str) -> str:
    return str(stack.sql("SELECT id FROM template WHERE name = ?", name)[0][0])


def test_one_admin_writes_another_approves_and_a_rep_sends_it(
    console: Open, second: str, crm: Crm, stack: Stack, someone: Someone
) -> None:
    there = console()
    page = there.open("/templates/new")
    there.fill(Name="Gate is open", Text="Hi ")
    page.get_by_role("button", name="First name", exact=True).click()
    page.get_by_label("Text", exact=True).press_sequentially(", the gate is open. See you at ten?")
    expect(page.get_by_label("Text", exact=True)).to_have_value(
        "Hi {{first_name|there}}, the gate is open. See you at ten?"
    )
    expect(page.locator(".bubble")).to_have_text("Hi Maria, the gate is open. See you at ten?")
    there.fill(For_a_customer=someone.name)
    first = someone.name.split()[0]
    expect(page.locator(".bubble")).to_contain_text(f"Hi {first}, the gate is open.")
    page.get_by_label("Information").check()
    there.press("Save and send to review")
    there.told("Sent to review")

    another = console(second)
    page = another.open("/templates/review")
    page.get_by_role("link", name=re.compile("Look and decide.*Gate is open")).click()
    another.fill(Your_reason="Clear and kind").press("Approve")
    another.told("reps can use it")

    crm.go(someone.path)
    beside = Sidebar(sidebar_frame(crm.page)).shows(someone.name)
    beside.insert_template("gate is open")
    expect(beside.message).to_have_value(f"Hi {first}, the gate is open. See you at ten?")
    beside.send_button.click()
    expect(beside.item("the gate is open", "Delivered")).to_be_visible()
    [sent] = stack.ledger(to=someone.phone)
    assert sent["text"] == f"Hi {first}, the gate is open. See you at ten?"


def test_the_second_of_two_writers_sees_both_texts(console: Open, second: str) -> None:
    mine, theirs = console(), console(second)
    page = mine.open("/templates/new")
    mine.fill(Name="Two at once", Text="Shall we meet at ten?").press("Save the draft")
    mine.told("saved")
    where = page.url.rsplit("/", 1)[1]
    mine.open(f"/templates/{where}/edit")
    other = theirs.open(f"/templates/{where}/edit")
    mine.fill(Text="Shall we meet at eleven?").press("Save the draft")
    mine.told("saved")
    theirs.fill(Text="Shall we meet at noon?").press("Save the draft")
    expect(other.get_by_role("heading", name="Somebody else saved this draft")).to_be_visible()
    expect(other.get_by_text("Shall we meet at eleven?").first).to_be_visible()
    expect(other.get_by_label("Text", exact=True)).to_have_value("Shall we meet at noon?")
    theirs.press("Save the draft")
    theirs.told("saved")


def test_a_file_is_looked_at_and_taken_in(console: Open) -> None:
    there = console()
    page = there.open("/templates/import")
    _upload(there, ROWS)
    expect(page.get_by_text("1 new")).to_be_visible()
    page.get_by_role("button", name="Take 2 in").click()
    there.told("Taken in")
    expect(page.get_by_role("link", name="See you", exact=True)).to_be_visible()


def test_a_template_is_written_without_a_script(chrome: Browser, stack: Stack) -> None:
    made = chrome.new_context(java_script_enabled=False)
    there = Console(made.new_page(), stack).sign_in()
    page = there.open("/templates/new")
    expect(page.get_by_text("{{first_name|there}}", exact=True)).to_be_visible()
    there.fill(Name="Plain page", Text="Hi {{first_name|there}}, all set?").press("Look at it")
    expect(page.locator(".bubble")).to_have_text("Hi Maria, all set?")
    there.press("Save the draft")
    there.told("saved")
    made.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_the_pages(
    console: Open, stack: Stack, dark: bool, size: tuple[int, int]
) -> None:
    there = console(dark=dark, size=size)
    shape = f"{'phone' if size == PHONE else 'desktop'}-{'dark' if dark else 'light'}"
    one = template_id(stack, "Quote sent")
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, path in {
        "templates": "",
        "templates-none": "?search=nothing+like+it",
        "templates-review": "/review",
        "template": f"/{one}",
        "template-edit": f"/{one}/edit",
        "template-new": "/new?example=visit",
        "template-import": "/import",
    }.items():
        _look(there.open(f"/templates{path}"), f"{name}-{shape}")
    there.open("/templates/new")
    there.fill(Name="Quote sent", Text="Hi {{gate.code}}, see https://bit.ly/x")
    expect(there.page.get_by_text("Nothing fills “gate.code”")).to_be_visible()
    there.press("Save the draft")
    expect(there.page.get_by_text("Another template is called")).to_be_visible()
    _look(there.page, f"template-refused-{shape}")
    there.open("/templates/import")
    _upload(there, UNREADY)
    _look(there.page, f"template-import-unready-{shape}")


def _upload(there: Console, data: bytes) -> None:
    there.page.get_by_label("CSV file").set_input_files(
        {"name": "texts.csv", "mimeType": "text/csv", "buffer": data}
    )
    there.press("Look at its rows")
    expect(there.page.get_by_role("heading", name="What texts.csv would do")).to_be_visible()


def _look(page: Page, name: str) -> None:
    assert violations(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


LOCKED = (
    "[[Your visit is {{ask: When? | in the morning / at noon}}.]] See you! [[Reply STOP to end.]]"
)


def test_a_rep_fills_a_slot_and_can_not_change_what_is_locked(
    console: Open, second: str, crm: Crm, stack: Stack, someone: Someone
) -> None:
    there = console()
    page = there.open("/templates/new")
    there.fill(Name="Visit to come", Text=LOCKED)
    expect(page.locator(".bubble")).to_contain_text("Your visit is asks: When?")
    page.get_by_label("Information").check()
    _look(page, "template-locked-desktop-light")
    there.press("Save and send to review")
    there.told("Sent to review")
    another = console(second)
    page = another.open("/templates/review")
    page.get_by_role("link", name=re.compile("Look and decide.*Visit to come")).click()
    another.fill(Your_reason="Clear").press("Approve")
    another.told("reps can use it")

    crm.go(someone.path)
    frame = sidebar_frame(crm.page)
    beside = Sidebar(frame).shows(someone.name)
    beside.insert_template("visit to come")
    frame.get_by_label("When?").select_option("at noon")
    expect(beside.message).to_have_value("Your visit is at noon. See you! Reply STOP to end.")
    beside.message.press("End")
    beside.message.press_sequentially("!")
    expect(frame.get_by_text("That part is locked.")).to_be_visible()
    expect(beside.message).to_have_value("Your visit is at noon. See you! Reply STOP to end.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    crm.page.screenshot(path=PICTURES / "template-locked-sidebar.png")
    beside.send_button.click()
    expect(beside.item("Your visit is at noon", "Delivered")).to_be_visible()
