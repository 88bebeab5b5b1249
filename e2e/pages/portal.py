"""HubSpot in a tab, under its own host, and the sidebar beside it, which is linked to it."""

from dataclasses import replace

from playwright.sync_api import Locator, Page, expect

from e2e.browser import sidebar_frame
from e2e.foreign_crm import ForeignPage
from e2e.linked_crm import PAGES, HubSpot, shown
from e2e.pages.sidebar import Sidebar
from threadside.linking.values import Ref

LONG_MS = 30_000
"""For what has to go through the outbox, the CRM's writer and back."""


class Beside(Sidebar):
    """The sidebar beside a page of HubSpot."""

    @property
    def card(self) -> Locator:
        """What the CRM says."""
        return self.where.get_by_role("region", name="What HubSpot says")

    def kept(self, text: str) -> Locator:
        """The mark of a text that stands in the CRM."""
        return self.item(text).get_by_title("In HubSpot", exact=True)

    def sent(self, text: str) -> None:
        """Send it and see it arrive."""
        self.send(text)
        expect(self.item(text, "Delivered")).to_be_visible(timeout=LONG_MS)


class Portal:
    """A tab with HubSpot in it, and the sidebar beside."""

    def __init__(self, tab: Page, double: HubSpot) -> None:
        self.page = ForeignPage(tab, PAGES["hubspot"])
        self.double = double

    def open(self, ref: Ref, *, phone: bool = True) -> Beside:
        """Load a record's page; `phone` is whether it shows a number."""
        record = shown(self.double, ref)
        self.page.open(record if phone else replace(record, phone=""))
        return Beside(sidebar_frame(self.page.page)).shows(record.name)

    def come_back(self, ref: Ref) -> Beside:
        """Move to a record within the CRM; whoever is there is not waited for."""
        self.page.go(shown(self.double, ref))
        return Beside(sidebar_frame(self.page.page))
