"""The sidebar: in its frame inside a page, or as a document of its own (the side panel)."""

import re
from typing import Self

from playwright.sync_api import Frame, Locator, Page, expect

WITHIN_MS = 15_000
ROOT = "html[data-state]"


class Sidebar:
    """Reads what stands there and presses what is there to press."""

    def __init__(self, where: Frame | Page) -> None:
        self.where = where
        by_role = where.get_by_role
        self.heading: Locator = by_role("heading", level=1)
        self.conversation: Locator = by_role("log", name="Conversation")
        self.items: Locator = self.conversation.get_by_role("listitem")
        self.message: Locator = by_role("textbox", name="Message")
        self.send_button: Locator = by_role("button", name="Send", exact=True)
        self.verdict: Locator = by_role("status", name="Verdict")
        self.templates: Locator = by_role("button", name="Templates")
        self.options: Locator = by_role("listbox", name="Templates").get_by_role("option")
        self.line: Locator = by_role("combobox", name="Line")
        self.undo_button: Locator = self.conversation.get_by_role("button", name="Undo")
        self.attachments: Locator = by_role("list", name="Attachments")
        self.note_button: Locator = by_role("button", name="Note", exact=True)

    # --- what stands there -------------------------------------------------------------------

    def item(self, *parts: str) -> Locator:
        """The newest timeline item whose spoken name holds all of `parts`, in any order."""
        held = "".join(f"(?=.*{re.escape(part)})" for part in parts)
        return self.conversation.get_by_role("listitem", name=re.compile(held, re.DOTALL)).last

    def spoken(self) -> list[str]:
        """What a screen reader says for each text, note and event, oldest first."""
        names: list[str] = self.conversation.locator("li[aria-label]").evaluate_all(
            "items => items.map(item => item.ariaLabel)"
        )
        return names

    def shows(self, name: str) -> Self:
        """Wait until this person (in the chooser: this record) is on screen, not from memory."""
        fresh = self.where.locator(f"{ROOT}[data-fresh=true]:not([data-state=loading])")
        expect(fresh).to_be_attached(timeout=WITHIN_MS)
        expect(self.heading).to_have_text(name, timeout=WITHIN_MS)
        expect(self.where.locator(".view[inert]")).to_have_count(0)
        return self

    def state(self) -> str:
        """loading, ready, choose, signed-out, offline, error or empty."""
        return self.where.locator(ROOT).get_attribute("data-state") or ""

    def in_state(self, state: str) -> Self:
        """Wait for a state."""
        expect(self.where.locator("html")).to_have_attribute("data-state", state, timeout=WITHIN_MS)
        return self

    def can_be_written_to(self) -> bool:
        """Whether what is typed now would go to the message."""
        return self.where.locator(".view:not([inert]) textarea").count() == 1

    # --- what a rep does ---------------------------------------------------------------------

    def write(self, text: str) -> None:
        """Type into the message."""
        expect(self.message).to_be_editable(timeout=WITHIN_MS)
        self.message.fill(text)
        expect(self.message).to_have_value(text)

    def send(self, text: str) -> None:
        """Type and press Send."""
        self.write(text)
        self.send_button.click()

    def schedule(self, text: str, when: str) -> None:
        """Type, and choose one of the offered times."""
        self.write(text)
        self.where.get_by_role("button", name="Send later").click()
        self.where.get_by_role("dialog", name="Send later").get_by_role("button", name=when).click()

    def write_note(self, text: str) -> None:
        """Leave an internal note."""
        self.note_button.click()
        self.message.fill(text)
        self.message.press("Control+Enter")

    def seek_template(self, words: str) -> None:
        """Open the approved wordings with a slash and filter them."""
        self.message.click()
        self.message.press_sequentially(f"/{words}")
        expect(self.options.first).to_be_visible()

    def insert_template(self, words: str) -> None:
        """Take the first approved wording that the words find."""
        self.seek_template(words)
        self.page.keyboard.press("Enter")

    @property
    def page(self) -> Page:
        """The tab it is in."""
        return self.where.page if isinstance(self.where, Frame) else self.where
