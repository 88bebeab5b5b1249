"""Templates in the sidebar by the keyboard alone: suggested, filled in, sent; and proposed."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.axe import violations
from e2e.browser import sidebar_frame
from e2e.pages.console import Open
from e2e.pages.crm import Crm
from e2e.pages.sidebar import WITHIN_MS, Sidebar
from e2e.people import Someone
from e2e.stack import ROOT, Stack
from e2e.test_header import panel

PICTURES = ROOT / "var" / "e2e" / "picker"
OFFER = {
    "name": "Offer another time",
    "group": "Visits",
    "body": "Hi {{first_name|there}}, no problem. Would {{new.day}} suit you better?",
}

__all__ = ["panel"]


def _pictures(beside: Sidebar, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for theme in ("dark", "light"):
        beside.where.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        beside.where.locator("body").screenshot(path=PICTURES / f"{name}-{theme}.png")


def test_a_suggestion_is_taken_filled_in_and_sent_by_the_keyboard_and_a_text_is_proposed(
    console: Open, crm: Crm, stack: Stack, someone: Someone, tmp_path: Path
) -> None:
    file = tmp_path / "templates.json"
    file.write_text(json.dumps([OFFER]), encoding="utf-8")
    stack.command("template", "import", str(file), "--approved-by", stack.seeded["emails"]["admin"])
    first = someone.name.split()[0]
    crm.go(someone.path)
    page = crm.page
    beside = Sidebar(sidebar_frame(page)).shows(someone.name)
    stack.text_us(someone.phone, "Sorry! Can we do another day?")
    expect(beside.item("another day")).to_be_visible(timeout=WITHIN_MS)

    words = _answered(page, beside, first)
    assert [text["text"] for text in stack.ledger(to=someone.phone)] == [words]
    _warned(page, beside, first)
    _proposed(page, beside, first)

    page = console().open("/templates/review")
    page.get_by_role("link", name=re.compile("Look and decide.*After a kitchen")).click()
    expect(page.get_by_text("People liked it")).to_be_visible()
    expect(page.get_by_text("it was a pleasure to see your new kitchen").first).to_be_visible()


def _answered(page: Page, beside: Sidebar, first: str) -> str:
    """The suggestion, filled in and sent by the keyboard alone; gives its words."""
    beside.message.focus()
    page.keyboard.press("/")
    best = beside.options.first
    expect(best).to_contain_text(f"Like what {first} wrote: “another day”")
    expect(best).to_contain_text("Offer another time")
    expect(best).to_have_attribute("aria-selected", "true")
    expect(beside.where.get_by_role("region", name="Preview")).to_contain_text("Asks for: New day")
    assert violations(page) == []
    _pictures(beside, "suggested")

    page.keyboard.press("Enter")
    expect(beside.where.get_by_role("textbox", name="New day")).to_be_focused()
    expect(beside.send_button).to_be_disabled()
    expect(beside.where.get_by_text("One thing is missing before it can go.")).to_be_visible()
    _pictures(beside, "missing")
    page.keyboard.type("Thursday at 2")
    page.keyboard.press("Enter")
    words = f"Hi {first}, no problem. Would Thursday at 2 suit you better?"
    expect(beside.message).to_have_value(words)
    expect(beside.message).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(beside.item(words, "Delivered")).to_be_visible(timeout=WITHIN_MS)
    return words


def _warned(page: Page, beside: Sidebar, first: str) -> None:
    """The same template again says when they got it, found by words in any order, one mistyped."""
    page.keyboard.press("/")
    page.keyboard.type("anohter offer")
    preview = beside.where.get_by_role("region", name="Preview")
    expect(preview).to_contain_text(f"You sent this to {first} today.")
    _pictures(beside, "sent-before")
    page.keyboard.press("Escape")
    beside.write("")


def _proposed(page: Page, beside: Sidebar, first: str) -> None:
    """A text of one's own becomes a proposal, once its name is free."""
    mine = f"Thank you {first}, it was a pleasure to see your new kitchen."
    beside.send(mine)
    sent = beside.item("new kitchen", "Delivered")
    expect(sent).to_be_visible(timeout=WITHIN_MS)
    sent.get_by_role("button", name="Propose as template").focus()
    page.keyboard.press("Enter")
    dialog = beside.where.get_by_role("dialog", name="Propose as template")
    expect(dialog.get_by_label("Text", exact=True)).to_have_value(
        "Thank you {{first_name|there}}, it was a pleasure to see your new kitchen."
    )
    expect(dialog.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.type("Offer another time")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("Another template is called")).to_be_visible()
    dialog.get_by_label("Name", exact=True).fill("After a kitchen")
    dialog.get_by_label("A word to the admin").fill("People liked it")
    assert violations(page) == []
    _pictures(beside, "propose")
    dialog.get_by_role("button", name="Propose", exact=True).click()
    expect(beside.where.get_by_text("An admin will look at it.")).to_be_visible()


@pytest.mark.parametrize("width", [320, 640])
def test_it_fits_a_narrow_and_a_wide_sidebar(panel: Page, width: int) -> None:
    panel.set_viewport_size({"width": width, "height": 760})
    beside = Sidebar(panel)
    expect(beside.message).to_be_editable(timeout=WITHIN_MS)
    beside.message.focus()
    panel.keyboard.press("/")
    expect(beside.options.first).to_be_visible()
    panel.keyboard.type("photo")
    expect(panel.get_by_role("region", name="Preview")).to_be_visible()
    _pictures(beside, f"{width}")
    assert violations(panel) == []
    assert panel.evaluate("() => document.documentElement.scrollWidth") <= width
    panel.keyboard.press("Escape")
