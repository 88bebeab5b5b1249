"""A rep who moves about, types and sends faster than anybody should, by a seed.

Every text names the person whose record the rep had open when its first letter was typed.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooSlow

from e2e.pages.sidebar import Sidebar

DELAYS = {"page": (0, 60, 250, 600), "url": (0, 60, 250, 600), "none": (0,)}
PATIENCE_MS = 2500

# Counts the moves that are still to come, since a rep knows where they are going.
_LEAVE = """([path, ms]) => {
  window.__leaving = (window.__leaving ?? 0) + 1;
  const go = () => { window.__leaving -= 1; void window.crm.go(path); };
  if (ms === 0) go();
  else setTimeout(go, ms);
}"""
_ARRIVED = """() => {
  const { wanted, path } = window.crm.state();
  return !window.__leaving && (wanted.view !== 'record' || path.endsWith(`/${wanted.id}`));
}"""
# The quickest people need a tenth of a second from what they see to what they do.
_REACTION = "() => new Promise(resolve => setTimeout(resolve, 100))"


class Tab(Protocol):
    """A tab with a CRM in it, whose page has `window.crm`."""

    page: Page

    def path(self, path: str) -> str:
        """The path of a page on its host."""
        ...

    def delay(self, *, page_ms: int = 0, url_ms: int = 0) -> None:
        """From now on the page follows its address late, or the address the page."""
        ...


@dataclass
class HastyRep:
    """Takes steps in one tab. `names` are the CRM's names by path; `elsewhere` are other pages."""

    crm: Tab
    sidebar: Sidebar
    dice: random.Random
    names: Mapping[str, str]
    elsewhere: Sequence[str]
    late: str
    presses: int = 0
    trail: list[str] = field(default_factory=list)

    def step(self) -> None:
        """One thing that a rep does."""
        roll = self.dice.random()
        if roll < 0.22:
            self._leave()
        elif roll < 0.28:
            self._change_delay()
        elif roll < 0.60:
            self._write(patient=True)
        else:
            self._leave()
            self._write(patient=self.dice.random() < 0.4)

    def _leave(self, after_ms: int = 0) -> None:
        place = self.dice.choice(self.elsewhere if self.dice.random() < 0.2 else list(self.names))
        self.trail.append(f"go {place} after {after_ms} ms")
        self.crm.page.evaluate(_LEAVE, [self.crm.path(place), after_ms])

    def _change_delay(self) -> None:
        wait = self.dice.choice(DELAYS[self.late])
        self.crm.delay(**({f"{self.late}_ms": wait} if self.late != "none" else {}))

    def _write(self, *, patient: bool) -> None:
        """Type the name of whoever's record the address names, and press Send."""
        self.crm.page.wait_for_function(_ARRIVED)
        if self.dice.random() < 0.5:
            self.crm.page.evaluate(_REACTION)
        path = self._where()
        name = self.names.get(path)
        if name is None:
            return
        if patient and not self._shown(name):
            return
        self.presses += 1
        keyboard = self.crm.page.keyboard
        self._into_the_message(name)
        keyboard.insert_text(f"{name}, this is text {self.presses} ")
        self.trail.append(f"type {self.presses} for {name} at {path}")
        interruption = self.dice.random()
        if interruption < 0.25:
            self._leave()
        elif interruption < 0.5:
            self._leave(after_ms=self.dice.randint(1, 40))
        keyboard.insert_text(f"for {name}.")
        if self.dice.random() < 0.6:
            keyboard.press("Control+Enter")
        else:
            self._click_send()
        if self.dice.random() < 0.3:
            keyboard.press("Control+Enter")

    def _where(self) -> str:
        address: str = self.crm.page.evaluate("() => location.href")
        return urlsplit(address).path.removeprefix(self.crm.path(""))

    def _shown(self, name: str) -> bool:
        try:
            self.sidebar.where.wait_for_function(
                """name => document.querySelector('.view:not([inert]) h1')?.textContent === name
                   && document.documentElement.dataset.fresh === 'true'""",
                arg=name,
                timeout=PATIENCE_MS,
            )
        except TooSlow:
            return False
        return True

    def _into_the_message(self, name: str) -> None:
        """Whatever stands there already for somebody else is written over."""
        self.sidebar.where.evaluate(
            """others => {
              const field = document.querySelector('textarea');
              field?.focus();
              if (others.some(other => field?.value.includes(other))) field.select();
            }""",
            [other for other in self.names.values() if other != name],
        )

    def _click_send(self) -> None:
        """A click where the button is now, on whatever may be there when the click arrives."""
        button = self.sidebar.where.query_selector("button.send")
        box = button.bounding_box() if button else None
        if box is not None:
            self.crm.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def misdirected(
    ledger: Sequence[Mapping[str, Any]], numbers: Mapping[str, set[str]]
) -> list[Mapping[str, Any]]:
    """Accepted texts that name anybody but the owner of the number they went to.

    `numbers` are the digits of each name's numbers; a text that names nobody is misdirected.
    """
    return [entry for entry in ledger if not _fits(entry, numbers)]


def _fits(entry: Mapping[str, Any], numbers: Mapping[str, set[str]]) -> bool:
    named = [name for name in numbers if name in entry["text"]]
    return bool(named) and all(entry["to"] in numbers[name] for name in named)
