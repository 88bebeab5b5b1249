"""The contact's phone: the page of the simulator on which a person plays the contact."""

from playwright.sync_api import Locator, Page


class Phone:
    """Reads what arrived and answers."""

    def __init__(self, page: Page, simulator_url: str) -> None:
        self.page = page
        self.page.goto(f"{simulator_url}/_sim/")
        self.messages: Locator = page.get_by_role("log", name="Messages")
        self.answer_box: Locator = page.get_by_role("textbox", name="Answer", exact=True)

    def pick(self, number: str) -> None:
        """Look at the conversation of one number."""
        self.page.get_by_role("navigation", name="Conversations").get_by_role(
            "button", name=number
        ).click()

    def answer(self, text: str) -> None:
        """Type an answer and send it."""
        self.answer_box.fill(text)
        self.page.get_by_role("button", name="Send", exact=True).click()
