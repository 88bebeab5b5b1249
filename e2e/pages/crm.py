"""The sample CRM in a tab."""

from typing import Any, Self
from urllib.parse import urlsplit

from playwright.sync_api import Page


class Crm:
    """Moves about in the CRM as a rep does, without loading the page again."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def open(self, path: str = "") -> Self:
        """Load a page of the CRM, as following a bookmark does."""
        self.page.goto(f"{self.url}{path}")
        if not path.startswith(("/plain", "/wide")):
            self.page.wait_for_function("() => window.crm !== undefined")
        return self

    def go(self, path: str) -> None:
        """Move inside the CRM and wait until address and page agree, or a newer move took over."""
        self.page.evaluate("path => window.crm.go(path)", self.path(path))

    def leave_for(self, path: str) -> None:
        """Move inside the CRM without waiting for anything."""
        self.page.evaluate("path => { void window.crm.go(path); }", self.path(path))

    def contact(self, contact_id: str) -> None:
        """Open a contact."""
        self.go(f"/contacts/{contact_id}")

    def delay(self, *, page_ms: int = 0, url_ms: int = 0) -> None:
        """From now on the page follows its address late, or the address the page."""
        self.page.evaluate(
            "delays => window.crm.setDelays(delays)", {"page": page_ms, "url": url_ms}
        )

    def press_number(self, written: str) -> None:
        """Press a `tel:` link; the browser's question which program dials is not asked."""
        self.page.evaluate(
            "() => addEventListener('click', event => event.preventDefault(), { once: true })"
        )
        self.page.get_by_role("link", name=written).click()

    def quick_view(self, contact_id: str) -> None:
        """Open a contact over the page; the address stays."""
        self.page.evaluate("id => window.crm.quickView(id)", contact_id)

    def state(self) -> dict[str, Any]:
        """What is asked for, what is shown, and whether they agree."""
        state: dict[str, Any] = self.page.evaluate("() => window.crm.state()")
        return state

    def path(self, path: str) -> str:
        """The path of a page on its host."""
        return urlsplit(self.url).path + path
