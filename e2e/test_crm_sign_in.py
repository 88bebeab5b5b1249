"""An admin links a CRM by signing in to it: at a certified OAuth server's own pages, and back."""

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.linked_crm import REACH
from e2e.pages.console import Console, Open
from e2e.stack import Stack
from tests.integration.linking.provider import running
from threadside.linking.oauth import CALLBACK

ACCOUNT = "4711"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A server that knows Ledger, and Ledger's own, which knows the way back."""
    with ExitStack() as opened:
        made = Stack(
            tmp_path_factory.mktemp("signing-in"),
            server_argv=[sys.executable, "-m", "e2e.more_crms", "serve"],
            extra_env=dict(REACH),
        )

        def ledger(_database: Path) -> None:
            provider = opened.enter_context(running(f"{made.server_url}{CALLBACK}"))
            made.extra_env["LEDGER_URL"] = provider.url

        made.fill = ledger
        yield opened.enter_context(made)


def set_out(there: Console) -> Page:
    """As far as the sign-in page of Ledger; the application is kept on the way."""
    page = there.open("/crm/link/ledger")
    there.fill(Client_id="threadside", Client_secret="a secret of the application")
    mine = page.get_by_role("region", name="Your application")
    mine.get_by_role("button", name=re.compile("^(Keep|Change)$")).click()
    there.told("Now sign in")
    there.press("Go on to Ledger")
    page.get_by_placeholder("Enter any login").fill(ACCOUNT)
    page.get_by_placeholder("and password").fill("anything")
    return page


def test_who_signs_in_and_agrees_there_has_linked_it(console: Open) -> None:
    there = console()
    page = set_out(there)
    page.get_by_role("button", name="Sign-in").click()
    expect(page.get_by_text("crm.write", exact=True)).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    there.told("Ledger is linked.")
    expect(page.get_by_text(f"Account {ACCOUNT}").first).to_be_visible()
    page = there.open("/crm")
    expect(page.get_by_role("link", name="Ledger", exact=True).first).to_be_visible()


def test_who_does_not_agree_there_has_linked_nothing(console: Open) -> None:
    page = set_out(console())
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_role("heading", name="Not allowed")).to_be_visible()
    expect(page.get_by_text("Nothing was linked")).to_be_visible()
    expect(page.get_by_role("link", name="Begin again")).to_be_visible()
