"""The badges in a CRM's list, in their closed shadow roots, as the debugger sees them."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

from e2e.stack import wait_for

TITLE = "Open the conversation"
_BESIDE = "function () { return this.getRootNode().host.parentElement.textContent.trim(); }"
_BOX = """function () {
  const { x, y, width, height } = this.getBoundingClientRect();
  return { x, y, width, height };
}"""


@dataclass(frozen=True)
class Badge:
    """One badge: the text it stands beside, and what a screen reader says."""

    beside: str
    label: str
    node: int


class Badges:
    """What the extension draws into a page's lists."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._debugger: CDPSession = page.context.new_cdp_session(page)

    def all(self) -> list[Badge]:
        """Those that are in the page now."""
        root = self._debugger.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
        return [
            Badge(self._ask(node, _BESIDE), told["aria-label"], node)
            for node, told in _buttons(root)
        ]

    def beside(self, number: str, holding: str = "") -> Badge:
        """The badge beside a number, once there is one with these words."""

        def found() -> Badge | None:
            fitting = (one for one in self.all() if number in one.beside and holding in one.label)
            return next(fitting, None)

        return wait_for(found, f"a badge with “{holding}” beside {number}")

    def gone(self) -> None:
        """Wait until there is none."""
        wait_for(lambda: not self.all(), "a page without badges")

    def press(self, badge: Badge) -> None:
        """Press one as a person does."""
        box = self.box(badge)
        self._page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def box(self, badge: Badge) -> dict[str, float]:
        """Where one stands in the window, CSS pixels."""
        box: dict[str, float] = self._ask(badge.node, _BOX)
        return box

    def _ask(self, node: int, function: str) -> Any:
        handle = self._debugger.send("DOM.resolveNode", {"backendNodeId": node})["object"]
        asked = {"objectId": handle["objectId"], "functionDeclaration": function}
        answer = self._debugger.send("Runtime.callFunctionOn", {**asked, "returnByValue": True})
        return answer["result"].get("value")


def _buttons(node: dict[str, Any]) -> list[tuple[int, dict[str, str]]]:
    written = node.get("attributes", [])
    told = dict(zip(written[::2], written[1::2], strict=True))
    below = [*node.get("children", []), *node.get("shadowRoots", [])]
    found = [each for child in below for each in _buttons(child)]
    return [(node["backendNodeId"], told), *found] if told.get("title") == TITLE else found
