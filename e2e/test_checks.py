"""What a rep is told about the words of a text, and what becomes of it."""

import re
from collections.abc import Callable, Iterator
from itertools import islice

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from e2e.axe import violations
from e2e.pages.crm import Crm
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.stack import ROOT, Stack, wait_for

PICTURES = ROOT / "var" / "e2e" / "composer"
SCHEMES = ("light", "dark")
CARD = "4242 4242 4242 4242"
CURLY = "Great, see you Thursday at 10:30. I’ll bring the trays; our director Maya Lindt signs."
SENTENCES = [
    f"The {which} counters for the two treatment rooms arrive {day} morning between eight and ten, "
    "and Ruben needs about an hour in each of the rooms to fit them."
    for which, day in (("oak", "Monday"), ("steel", "Tuesday"), ("stone", "Friday"))
]
Look = Callable[[Sidebar, str], None]


@pytest.fixture
def beside(crm: Crm, sidebar: Sidebar, someone: Someone) -> Sidebar:
    """The sidebar with somebody's conversation."""
    crm.go(someone.path)
    return sidebar.shows(someone.name)


@pytest.fixture
def looked_at(tab: Page) -> Iterator[Look]:
    """Checks the sidebar's document in light and dark, and keeps pictures of the state."""

    def photograph(name: str, sidebar: Sidebar) -> None:
        width = sidebar.where.evaluate("innerWidth")
        window = tab.evaluate("({ width: innerWidth, height: innerHeight })")
        clip = FloatRect(x=window["width"] - width, y=0, width=width, height=window["height"])
        tab.screenshot(path=PICTURES / f"composer-{name}.png", clip=clip, animations="disabled")

    def look(sidebar: Sidebar, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        for scheme in SCHEMES:
            tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            sidebar.where.evaluate(
                "scheme => { document.documentElement.dataset.theme = scheme; }", scheme
            )
            assert violations(sidebar.where) == []
            photograph(f"{name}-{scheme}", sidebar)

    yield look
    tab.emulate_media(color_scheme=None)


def strip(sidebar: Sidebar) -> Locator:
    """What is said about the words."""
    return sidebar.where.get_by_role("region", name="About the words")


def does(sidebar: Sidebar, name: str) -> Locator:
    """A button by the start of its name."""
    return sidebar.where.get_by_role("button", name=re.compile(f"^{name}"))


def test_a_card_number_never_leaves_the_composer(
    beside: Sidebar, someone: Someone, stack: Stack, looked_at: Look
) -> None:
    """X-2 and X-3: blocked while it is typed, and told by its last four digits alone."""
    requests: list[str] = []
    beside.page.context.on("request", lambda one: requests.append(f"{one.url} {one.post_data}"))
    beside.message.press_sequentially(f"My card is {CARD}, thanks!!!")
    expect(strip(beside)).to_contain_text("A card number ending 4242")
    expect(beside.send_button).to_be_disabled()
    expect(beside.send_button).to_have_accessible_description(re.compile("card number ending"))
    expect(beside.message).to_be_focused()
    looked_at(beside, "blocked")
    beside.message.press("Control+Enter")
    expect(beside.where.get_by_text("Not sent: A card number ending 4242.")).to_be_visible()
    assert CARD not in strip(beside).inner_text()
    beside.write("I will read it to you on the phone.")
    expect(strip(beside)).to_have_count(0)
    beside.send_button.click()
    expect(beside.item("on the phone", "Delivered")).to_be_visible()
    assert not [one for one in requests if "4242" in one]
    assert [entry["text"] for entry in stack.ledger(to=someone.phone)] == [
        "I will read it to you on the phone."
    ]


def test_a_hint_is_mended_by_one_press_and_the_field_takes_it_back(
    beside: Sidebar, looked_at: Look
) -> None:
    beside.message.press_sequentially("See http://northside.example/visit TODAY!!! Ok? When? Who?")
    expect(strip(beside).get_by_role("listitem")).to_have_count(3)
    looked_at(beside, "hints")
    does(beside, "Fix: The link").click()
    expect(beside.message).to_be_focused()
    expect(beside.message).to_have_value(re.compile("https://northside"))
    beside.message.press("Control+z")
    expect(beside.message).to_have_value(re.compile("See http://northside"))
    beside.message.press("Tab")
    expect(strip(beside).locator(":focus")).to_have_count(1)
    beside.page.keyboard.press("Escape")
    expect(beside.message).to_be_focused()
    beside.write("")


def test_plain_characters_take_one_press_and_the_text_as_typed_is_kept(
    beside: Sidebar, someone: Someone, stack: Stack, looked_at: Look
) -> None:
    """S-2 and S-3: which character, what it costs, what would change; both versions are stored."""
    beside.message.press_sequentially(CURLY)
    expect(beside.where.get_by_text("It is 2 texts because of the curly ’.")).to_be_visible()
    expect(beside.where.get_by_text("the curly ’ becomes '")).to_be_visible()
    looked_at(beside, "characters")
    does(beside, "Replace: 1 text").click()
    plain = CURLY.replace("’", "'")
    expect(beside.message).to_have_value(plain)
    beside.send_button.click()
    expect(beside.item("bring the trays", "Delivered")).to_be_visible()
    assert [entry["text"] for entry in stack.ledger(to=someone.phone)] == [plain]
    kept = stack.sql("SELECT typed FROM message WHERE phone = ? AND typed != ''", someone.phone)
    assert kept == [(CURLY,)]


def test_a_long_text_goes_as_three_in_order(
    beside: Sidebar, someone: Someone, stack: Stack, looked_at: Look
) -> None:
    stack.text_us(someone.phone, "When do the counters come?")
    expect(beside.item(someone.name, "When do the counters come?")).to_be_visible()
    beside.write(" ".join(SENTENCES))
    does(beside, "Split into 3 texts").click()
    parts = beside.where.get_by_role("textbox", name=re.compile(r"^Text \d of 3$"))
    expect(parts).to_have_count(3)
    expect(parts.first).to_be_focused()
    looked_at(beside, "split")
    parts.first.press("Control+Enter")
    wait_for(lambda: len(stack.ledger(to=someone.phone)) == 3, "all three")
    assert [entry["text"] for entry in stack.ledger(to=someone.phone)] == SENTENCES
    expect(beside.message).to_have_value("")


def test_the_first_text_says_who_writes_and_how_to_stop(
    crm: Crm, sidebar: Sidebar, stranger: Someone, stack: Stack, looked_at: Look
) -> None:
    with stack.decided(identity="require"):
        crm.go(stranger.path)
        beside = sidebar.shows(stranger.name)
        expect(beside.where.get_by_text("First text:")).to_be_visible()
        beside.write("Your trays are ready.")
        does(beside, "Show it").click()
        whole = beside.where.get_by_role("region", name="The text as it leaves").inner_text()
        looked_at(beside, "first")
        beside.send_button.click()
        expect(beside.item("Your trays are ready.", "Delivered")).to_be_visible()
        [sent] = stack.ledger(to=stranger.phone)
        assert sent["text"] == whole
        assert whole.endswith("Your trays are ready. Reply STOP to opt out.")


@pytest.fixture
def several(_known: Iterator[Someone]) -> list[Someone]:
    """Four contacts, whom no other test knows."""
    return list(islice(_known, 4))


def test_words_that_others_got_are_measured_before_the_press(
    crm: Crm, sidebar: Sidebar, several: list[Someone], stack: Stack, looked_at: Look
) -> None:
    """P-4: how many got them, where it ends, and that one's own words are another text. That the
    press is refused then: `tests/integration/threads/test_human_pace.py`."""
    *others, last = several

    def opens(who: Someone) -> Sidebar:
        crm.go(who.path)
        return sidebar.shows(who.name)

    def says(to: Someone) -> str:
        return f"Hi {to.name.split()[0]}, the new brochure on counters and trays is out now."

    def measure(beside: Sidebar) -> Locator:
        return beside.where.get_by_role("region", name="How much was written before")

    for one in several:
        stack.text_us(one.phone, "Is there anything new?")
    with stack.decided(caps="on", alike_warn=2, alike_stop=4):
        for one in others:
            beside = opens(one)
            beside.send(says(one))
            expect(beside.item("brochure", "Delivered")).to_be_visible()
        beside = opens(last)
        beside.message.press_sequentially(says(last))
        expect(measure(beside)).to_contain_text("3 others got these words today; at 4")
        expect(strip(beside)).to_contain_text("The same text to many")
        expect(beside.message).to_be_focused()
        expect(beside.send_button).to_be_enabled()
        looked_at(beside, "copies")
        measure(beside).get_by_role("button", name="Add something personal").click()
        expect(beside.message).to_be_focused()
        beside.message.press_sequentially("You asked about oak in spring: page nine has it.")
        expect(measure(beside)).to_have_count(0)
        expect(strip(beside)).to_have_count(0)
    with stack.decided(caps="on", alike_warn=2, alike_stop=3):
        crm.go(others[0].path)
        beside = opens(last)
        beside.write(says(last))
        expect(measure(beside)).to_contain_text("they can’t go like this")
        looked_at(beside, "copies-full")
        beside.write("")
