"""The options page, where onboarding happens, and the sign-in that it opens."""

from contextlib import suppress

from playwright.sync_api import Error, Locator, Page, expect

from e2e.browser import ExtensionBrowser


class Options:
    """Server, account and CRMs."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.server: Locator = page.get_by_role("textbox", name="Server address")
        self.sign_in_button: Locator = page.get_by_role("button", name="Sign in", exact=True)
        self.sign_out_button: Locator = page.get_by_role("button", name="Sign out", exact=True)

    def use_server(self, address: str) -> None:
        """Connect to a server."""
        self.server.fill(address)
        self.page.get_by_role("button", name="Connect").click()
        expect(self.page.get_by_text(f"Connected to {address}")).to_be_visible()

    def sign_in(self, email: str, password: str) -> None:
        """Sign in through the window that the browser opens for it."""
        with self.page.context.expect_page() as opened:
            self.sign_in_button.click()
        answer_sign_in(opened.value, email, password)
        expect(self.sign_out_button).to_be_visible()

    def come_back(self) -> None:
        """Sign in again in a browser where the server still knows who one is."""
        with self.page.context.expect_page() as opened:
            self.sign_in_button.click()
        with opened.value.expect_event("close"), suppress(Error):
            opened.value.get_by_role("button", name="Continue").click()
        expect(self.sign_out_button).to_be_visible()

    def allow(self, crm: str) -> None:
        """Let the sidebar appear on a CRM."""
        self.page.get_by_role("button", name=f"Allow on {crm}").click()
        expect(self.page.get_by_role("button", name=f"Remove {crm}")).to_be_visible()


def answer_sign_in(popup: Page, email: str, password: str) -> None:
    """Fill in the server's sign-in page; a password just typed is consent enough for it."""
    popup.get_by_role("textbox", name="E-mail").fill(email)
    popup.get_by_label("Password").fill(password)
    # The window closes under the click that ends it.
    with popup.expect_event("close"), suppress(Error):
        popup.get_by_role("button", name="Sign in", exact=True).click()


def sign_in(browser: ExtensionBrowser, email: str, password: str) -> None:
    """Sign a member in as a person does: the options page, the server's own page, and back."""
    page = browser.own_page("options.html")
    Options(page).sign_in(email, password)
    page.close()
