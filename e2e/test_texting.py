"""A rep writes, sends, takes back, is answered."""

import re

import pytest
from playwright.sync_api import Route, expect

from e2e.browser import sidebar_frame
from e2e.pages.crm import Crm
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.stack import Stack, wait_for


@pytest.fixture
def beside(crm: Crm, sidebar: Sidebar, someone: Someone) -> Sidebar:
    """The sidebar with somebody's conversation."""
    crm.go(someone.path)
    return sidebar.shows(someone.name)


def test_a_template_is_sent_and_its_way_is_shown(
    beside: Sidebar, someone: Someone, stack: Stack
) -> None:
    first = someone.name.split()[0]
    beside.insert_template("on my way")
    expect(beside.message).to_have_value(
        f"Hi {first}, Jon from Northside Supply here. I'm on my way, about 20 minutes out."
    )
    beside.send_button.click()
    expect(beside.message).to_have_value("")
    expect(beside.item("I'm on my way", "Sending")).to_be_visible()
    expect(beside.item("I'm on my way", "Delivered")).to_be_visible()
    [sent] = stack.ledger(to=someone.phone)
    assert sent["text"].startswith(f"Hi {first}, Jon from Northside Supply here.")


def test_a_reply_appears_while_the_page_stays_open(
    beside: Sidebar, someone: Someone, stack: Stack
) -> None:
    stack.text_us(someone.phone, "Are you open on Sunday?")
    expect(beside.item(someone.name, "Are you open on Sunday?")).to_be_visible()


def test_a_text_that_was_undone_never_leaves(
    beside: Sidebar, someone: Someone, stack: Stack
) -> None:
    stack.hold(10)
    try:
        beside.send("Not quite right yet")
        expect(beside.item("Not quite right yet", "Sending")).to_be_visible()
        beside.undo_button.click()
        expect(beside.message).to_have_value("Not quite right yet")
        expect(beside.items.filter(has_text="Not quite right yet")).to_have_count(0)
    finally:
        stack.hold(1)
    beside.send("Now it is")
    wait_for(lambda: stack.ledger(to=someone.phone), "the second text")
    assert [entry["text"] for entry in stack.ledger(to=someone.phone)] == ["Now it is"]


def test_a_double_press_is_one_text(beside: Sidebar, someone: Someone, stack: Stack) -> None:
    beside.write("Only once, please")
    beside.send_button.dblclick()
    expect(beside.item("Only once, please", "Delivered")).to_be_visible()
    assert [entry["text"] for entry in stack.ledger(to=someone.phone)] == ["Only once, please"]


def test_a_lost_answer_of_the_carrier_does_not_send_twice(
    beside: Sidebar, someone: Someone, stack: Stack
) -> None:
    stack.sim("POST", "faults", {"kind": "lost_response_after_accept", "to": someone.phone})
    beside.send("Did this arrive once?")
    expect(beside.item("Did this arrive once?", "Delivered")).to_be_visible()
    [entry] = stack.ledger(to=someone.phone)
    assert entry["posts"] == 1


def test_a_note_stays_in_the_house(beside: Sidebar, someone: Someone, stack: Stack) -> None:
    beside.write_note("Prefers mornings")
    expect(beside.item("Note", "Prefers mornings")).to_be_visible()
    assert stack.ledger(to=someone.phone) == []


def test_the_refusal_of_a_carrier_is_said_in_words(
    beside: Sidebar, someone: Someone, stack: Stack
) -> None:
    stack.sim(
        "POST", "faults", {"kind": "final", "to": someone.phone, "final_status": "undeliverable"}
    )
    beside.send("Anybody there?")
    expect(beside.item("Anybody there?", "Not delivered")).to_be_visible()


def test_a_stop_closes_the_composer_at_once(
    beside: Sidebar, someone: Someone, stack: Stack
) -> None:
    beside.write("One more thing")
    stack.text_us(someone.phone, "STOP")
    expect(beside.verdict).to_contain_text("asked not to be texted")
    expect(beside.send_button).to_have_count(0)


def test_a_text_waits_when_a_colleague_wrote_meanwhile_and_one_key_sends_it(
    beside: Sidebar, someone: Someone, stack: Stack
) -> None:
    """The colleague's text is with the server, but not yet on the rep's screen, at the press."""
    colleague = stack.token("lead")
    where = stack.api(
        "GET", f"/v1/beside?crm=sample&account=acme&type=contact&id={someone.id}", token=colleague
    )
    text = {
        "client_key": f"colleague-{someone.id}",
        "line": where["thread"]["line_id"],
        "phone": someone.phone,
        "person": where["person_id"],
        "text": "We spoke on the phone just now",
        "seen": where["seq"],
        "press": where["verdict"]["press"],
    }

    def colleague_first(route: Route) -> None:
        stack.api("POST", "/v1/messages", text, token=colleague)
        route.continue_()

    beside.page.context.route("**/v1/messages", colleague_first, times=1)
    beside.write("I have an offer for you")
    beside.message.press("Control+Enter")
    expect(beside.where.get_by_role("alert")).to_contain_text("wrote since")
    expect(beside.item("Priya", "We spoke on the phone just now")).to_be_visible()
    beside.page.keyboard.press("Control+Enter")
    expect(beside.item("I have an offer for you", "Delivered")).to_be_visible()
    assert sorted(entry["text"] for entry in stack.ledger(to=someone.phone)) == [
        "I have an offer for you",
        "We spoke on the phone just now",
    ]


def test_somebody_never_texted_gets_a_first_text(
    crm: Crm, sidebar: Sidebar, stranger: Someone, stack: Stack
) -> None:
    crm.go(stranger.path)
    sidebar.shows(stranger.name)
    sidebar.send("Hello, this is Northside Supply")
    expect(sidebar.item("Hello, this is Northside Supply", "Delivered")).to_be_visible()
    [entry] = stack.ledger(to=stranger.phone)
    assert entry["from"] == "17205550100"


def test_the_whole_job_by_keyboard(
    crm: Crm, sidebar: Sidebar, someone: Someone, stack: Stack
) -> None:
    """From the CRM into the sidebar, a template, sent, taken back, sent again, without a mouse."""
    crm.go(someone.path)
    sidebar.shows(someone.name)
    keyboard = crm.page.keyboard
    while not sidebar.message.evaluate("field => field === document.activeElement"):
        keyboard.press("Shift+Tab")
    keyboard.type("/running")
    expect(sidebar.options.first).to_be_visible()
    keyboard.press("Enter")
    expect(sidebar.message).to_have_value(re.compile("running 15 minutes late"))
    keyboard.press("Control+Enter")
    expect(sidebar.item("running 15 minutes late", "Delivered")).to_be_visible()
    assert len(stack.ledger(to=someone.phone)) == 1


def test_a_number_on_any_page_becomes_a_person_with_the_first_text(crm: Crm, stack: Stack) -> None:
    with stack.decided(without_consent="allow"):
        crm.open("/plain")
        sidebar = Sidebar(sidebar_frame(crm.page)).in_state("empty")
        crm.press_number("(720) 555-0149")
        sidebar.shows("+1 720 555 0149")
        sidebar.send("Is the yard open on Saturday?")
        expect(sidebar.item("Is the yard open on Saturday?", "Delivered")).to_be_visible()
        stack.text_us("+17205550149", "Until noon")
        expect(sidebar.item("Until noon")).to_be_visible()
        assert len(stack.ledger(to="+17205550149")) == 1


def test_a_text_goes_later_unless_they_write_first(
    beside: Sidebar, someone: Someone, stack: Stack
) -> None:
    beside.schedule("Shall we say Friday?", "Tomorrow morning")
    expect(beside.item("Shall we say Friday?", "Scheduled for")).to_be_visible()
    stack.text_us(someone.phone, "Thursday it is")
    expect(beside.item("Shall we say Friday?", "They wrote first")).to_be_visible()
    assert stack.ledger(to=someone.phone) == []


def test_a_scheduled_text_can_be_sent_now_or_written_anew(
    beside: Sidebar, someone: Someone, stack: Stack
) -> None:
    beside.schedule("See you on Friday", "Tomorrow morning")
    scheduled = beside.item("See you on Friday", "Scheduled for")
    scheduled.get_by_role("button", name="Edit").click()
    expect(beside.message).to_have_value("See you on Friday")
    beside.schedule("See you on Monday", "Tomorrow morning")
    beside.item("See you on Monday").get_by_role("button", name="Send now").click()
    expect(beside.item("See you on Monday", "Delivered")).to_be_visible()
    assert [entry["text"] for entry in stack.ledger(to=someone.phone)] == ["See you on Monday"]
