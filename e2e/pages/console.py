"""The console in a browser: signing in, opening pages, filling forms."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, Page, expect

from e2e.stack import PASSWORD, Stack

DESKTOP = (1280, 860)
PHONE = (390, 844)


class Console:
    """One person's tab of it."""

    def __init__(self, page: Page, stack: Stack) -> None:
        self.page = page
        self._stack = stack

    def sign_in(self, role: str = "admin") -> "Console":
        """Sign in as a member of that role; lands where the console begins."""
        self.page.goto(f"{self._stack.server_url}/console")
        self.page.get_by_label("E-mail").fill(self._stack.seeded["emails"][role])
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page).to_have_url(re.compile(r"/console/(lines|set-up)$"))
        return self

    def open(self, path: str) -> Page:
        """A page, by its path below `/console`."""
        self.page.goto(f"{self._stack.server_url}/console{path}")
        return self.page

    def fill(self, **fields: str) -> "Console":
        """Fields by their labels, underscores for spaces."""
        for label, value in fields.items():
            self.page.get_by_label(label.replace("_", " "), exact=True).first.fill(value)
        return self

    def press(self, name: str) -> "Console":
        """A button, or a link that looks like one."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        return self

    def told(self, words: str) -> None:
        """The sentence on what was just done."""
        expect(self.page.get_by_role("status")).to_contain_text(words)


def context(
    browser: Browser, *, dark: bool = False, size: tuple[int, int] = DESKTOP
) -> BrowserContext:
    """A browser of people who like it that way. It runs no script, as nothing here needs one."""
    made = browser.new_context(
        color_scheme="dark" if dark else "light",
        viewport={"width": size[0], "height": size[1]},
        locale="en-US",
        timezone_id="America/Denver",
        device_scale_factor=1,
    )
    made.set_default_timeout(15_000)
    return made


Open = Callable[..., Console]
"""Opens the console for a role, in light or dark, in a size."""
