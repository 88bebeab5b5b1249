"""When something happened on a screen, in milliseconds since the epoch.

Page and sidebar are different processes; `performance.timeOrigin` puts both on one clock.
"""

import re
from dataclasses import dataclass

from playwright.sync_api import Frame, JSHandle, Page

_GO = """path => new Promise(resolve => {
  const told = () => resolve(performance.timeOrigin + performance.now());
  navigation.addEventListener('currententrychange', told, { once: true });
  void window.crm.go(path);
})"""

# What is there in an animation frame is painted by it; the message comes after it.
_WATCH = """([selector, pattern]) => {
  const wanted = new RegExp(pattern, 's');
  const spoken = element => element.ariaLabel ?? element.textContent ?? '';
  const painted = new Promise(resolve => {
    const look = () => {
      if (![...document.querySelectorAll(selector)].some(one => wanted.test(spoken(one)))) {
        requestAnimationFrame(look);
        return;
      }
      const after = new MessageChannel();
      after.port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
      after.port2.postMessage(0);
    };
    requestAnimationFrame(look);
  });
  return { painted };
}"""


def route_change(page: Page, path: str) -> float:
    """Move inside the CRM; gives the moment of its `pushState`."""
    moment: float = page.evaluate(_GO, path)
    return moment


@dataclass(frozen=True)
class Watch:
    """Waits in the page itself, so that the test's own slowness is not measured."""

    handle: JSHandle

    def painted(self) -> float:
        """The first frame that held the words."""
        moment: float = self.handle.evaluate("watch => watch.painted")
        return moment


def watch_item(frame: Frame | Page, *parts: str) -> Watch:
    """Look out for a timeline item whose spoken name holds all of `parts`, in this order."""
    pattern = ".*".join(re.escape(part) for part in parts)
    selector = "[role=log] li, [role=log] [role=listitem]"
    return Watch(frame.evaluate_handle(_WATCH, [selector, pattern]))


def watch_record(frame: Frame | Page, record: str) -> Watch:
    """Look out for the first text of a record (`crm:account:type:id`), fresh from the server."""
    shown = f'html[data-record="{record}"][data-fresh="true"]'
    selector = f"{shown} .view:not([inert]) [role=log] li[aria-label]"
    return Watch(frame.evaluate_handle(_WATCH, [selector, ""]))
