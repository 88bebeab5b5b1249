"""The options page, where onboarding happens, and the sign-in that it opens."""

from playwright.sync_api import BrowserContext, Locator, Page, expect

from e2e.browser import ExtensionBrowser


class Options:
    """Server, sign-in and CRMs."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.server: Locator = page.get_by_role("textbox", name="Server address")
        self.sign_in_button: Locator = page.get_by_role("button", name="Sign in", exact=True)
        self.sign_out_button: Locator = page.get_by_role("button", name="Sign out", exact=True)

    def use_server(self, address: str) -> None:
        """Enter the server's address."""
        self.server.fill(address)
        self.server.press("Enter")

    def sign_in(self, email: str, password: str) -> None:
        """Sign in through the window that the browser opens for it."""
        popup = self.open_sign_in()
        answer_sign_in(popup, email, password)
        expect(self.sign_out_button).to_be_visible()

    def open_sign_in(self) -> Page:
        """Press the button; gives the window with the server's page."""
        context: BrowserContext = self.page.context
        with context.expect_page() as opened:
            self.sign_in_button.click()
        return opened.value


def answer_sign_in(popup: Page, email: str, password: str) -> None:
    """Fill in the server's sign-in page and allow the extension."""
    popup.get_by_role("textbox", name="Email").fill(email)
    popup.get_by_label("Password").fill(password)
    popup.get_by_role("button", name="Sign in", exact=True).click()
    with popup.expect_event("close"):
        popup.get_by_role("button", name="Continue").click()


def sign_in(browser: ExtensionBrowser, email: str, password: str) -> None:
    """Sign a member in as a person does: the options page, the server's own page, and back."""
    page = browser.own_page("options.html")
    Options(page).sign_in(email, password)
    page.close()
