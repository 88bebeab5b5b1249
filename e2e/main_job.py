"""The main job, played once: open, read, write, send, be answered, move on."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Frame, Page, expect

from e2e.browser import ExtensionBrowser, sidebar_frame
from e2e.moments import route_change, watch_item
from e2e.pages.crm import Crm
from e2e.pages.sidebar import Sidebar
from e2e.stack import Stack, epoch_ms

ANNA = "/contacts/1001"
ANNA_NAME = "Anna Fernández"
ANNA_PHONE = "+17205550142"
NEWEST = "who signs on your side?"
CONFIRMING = "confirming our visit on Thursday"
REPLY = "C. See you Thursday, the side door is open."


@dataclass
class Story:
    """What happened when, for people, and how long it took, for machines."""

    pictures: Path
    begun: float = field(default_factory=time.monotonic)
    timings: dict[str, float] = field(default_factory=dict)

    def tell(self, words: str, ms: float | None = None) -> None:
        """One line of the timeline."""
        took = "" if ms is None else f"  ({ms:.0f} ms)"
        print(f"  {time.monotonic() - self.begun:6.2f} s  {words}{took}", flush=True)

    def measured(self, name: str, words: str, ms: float) -> None:
        """One line of the timeline that is also a figure."""
        self.timings[name] = round(max(0.0, ms), 1)
        self.tell(words, ms)

    def picture(self, page: Page, name: str) -> None:
        """Keep what the screen shows."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=self.pictures / f"{name}.png", animations="disabled")


def play(stack: Stack, browser: ExtensionBrowser, story: Story) -> None:
    """Do the job in a new tab; fills `story`."""
    page = browser.page()
    crm = Crm(page, stack.crm_url).open("/contacts")
    frame = sidebar_frame(page)
    sidebar = Sidebar(frame)
    story.tell("The CRM is open, the sidebar stands beside it")

    _open_record(story, page, frame, sidebar, crm)
    _send_template(stack, story, page, frame, sidebar)
    _be_answered(stack, story, page, frame)

    crm.go("/deals/501")
    sidebar.shows("Q4 renewal")
    story.tell("Moved on: the deal has three people, the sidebar asks which one")
    story.picture(page, "5-chooser-light")
    crm.contact("1005")
    sidebar.shows("Luis Ortega")
    story.tell("Moved on: Luis Ortega")
    story.picture(page, "6-next-record-light")
    _in_the_dark(story, page, crm)
    page.close()


def _open_record(story: Story, page: Page, frame: Frame, sidebar: Sidebar, crm: Crm) -> None:
    newest = watch_item(frame, NEWEST)
    changed_at = route_change(page, crm.path(ANNA))
    story.measured(
        "route_to_painted",
        f"{ANNA_NAME} opened in the CRM, her history is painted",
        newest.painted() - changed_at,
    )
    sidebar.shows(ANNA_NAME)
    story.tell(f"Verdict: {sidebar.verdict.inner_text().splitlines()[0]}")
    story.picture(page, "1-record-light")


def _send_template(stack: Stack, story: Story, page: Page, frame: Frame, sidebar: Sidebar) -> None:
    sidebar.seek_template("confirm")
    story.picture(page, "2-templates-light")
    page.keyboard.press("Enter")
    expect(sidebar.message).to_have_value(re.compile(CONFIRMING))
    story.tell("The template “Confirm appointment” is inserted, filled with her values")
    accepted, delivered = (
        watch_item(frame, CONFIRMING, "Sent"),
        watch_item(frame, CONFIRMING, "Delivered"),
    )
    sidebar.send_button.click()
    expect(sidebar.item(CONFIRMING)).to_be_visible()
    story.tell("Send is pressed; five seconds to undo")
    story.picture(page, "3-sending-light")
    accepted_at = accepted.painted()
    released_at = _end_of_hold(stack)
    story.measured("send_to_accepted", "The carrier has taken it: Sent", accepted_at - released_at)
    story.measured(
        "send_to_delivered", "The phone has it: Delivered", delivered.painted() - released_at
    )


def _be_answered(stack: Stack, story: Story, page: Page, frame: Frame) -> None:
    bubble = watch_item(frame, REPLY)
    stack.text_us(ANNA_PHONE, REPLY)
    painted_at = bubble.painted()
    story.measured(
        "webhook_to_painted",
        "Anna answers, and the reply stands in the open sidebar",
        painted_at - stack.acknowledged_at(),
    )
    story.picture(page, "4-answered-light")


def _in_the_dark(story: Story, page: Page, crm: Crm) -> None:
    page.emulate_media(color_scheme="dark")
    views: tuple[tuple[str, str, str, Callable[[Sidebar], None] | None], ...] = (
        ("1-record-dark", ANNA, ANNA_NAME, None),
        ("2-templates-dark", ANNA, ANNA_NAME, _open_templates),
        ("3-cannot-dark", "/contacts/1004", "Kim Sato", None),
        ("4-chooser-dark", "/deals/501", "Q4 renewal", None),
    )
    for name, path, heading, then in views:
        crm.open(path)
        sidebar = Sidebar(sidebar_frame(page)).shows(heading)
        if then is not None:
            then(sidebar)
        story.picture(page, name)
    story.tell("Pictures are taken, light and dark")


def _open_templates(sidebar: Sidebar) -> None:
    sidebar.seek_template("quote")


def _end_of_hold(stack: Stack) -> float:
    """When the newest text could not be undone any more, in ms since the epoch."""
    [(until,)] = stack.sql("SELECT max(undo_until) FROM message")
    return epoch_ms(until)
