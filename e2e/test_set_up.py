"""From a fresh installation to the first real text, in the console alone."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from e2e.axe import violations
from e2e.browser import ExtensionBrowser, unpacked
from e2e.linked_crm import REACH, HubSpot, link
from e2e.pages.console import DESKTOP, PHONE, Console, Open
from e2e.pages.options import sign_in
from e2e.stack import PASSWORD, ROOT, Stack, wait_for

PICTURES = ROOT / "var" / "e2e" / "console"
OUR_LINE = "+442079460100"
"""Of a country where no number has to be registered first."""
MINE = "+447700900123"
BOSS = "dana@gulf.example"
SIZES = {"desktop": DESKTOP, "phone": PHONE}


@dataclass
class Fresh(Stack):
    """A system that was installed just now: a workspace, its admin, and nothing else."""

    def fill_in(self, _state: Path, carrier_host: str) -> None:
        """What the operator does by command."""
        self.extra_env["THREADSIDE_CARRIER_HOST"] = carrier_host
        self.command("db", "upgrade")
        self.command("workspace", "create", "--name", "Gulf Supply", "--region", "GB")
        self.command(
            "user", "create", "--email", BOSS, "--name", "Dana Whitfield", "--role", "admin",
            "--password", PASSWORD,
        )  # fmt: skip
        self.seeded = {"emails": {"admin": BOSS}}


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """That system, against a simulator; CRMs may be on this machine."""
    with Fresh(tmp_path_factory.mktemp("fresh"), extra_env=dict(REACH)) as running:
        yield running


def account_of(stack: Stack) -> tuple[dict[str, str], Path]:
    """What the carrier knows of its customer, and the file of the private key."""
    folder = stack.folder / "simulator"
    return json.loads((folder / "account.json").read_text()), folder / "private.key"


def looked_at(console: Open, name: str) -> None:
    """Nothing is hidden from anybody, and pictures of it."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for wide, size in SIZES.items():
        for dark in (False, True):
            there = console(dark=dark, size=size).open("/set-up")
            assert violations(there) == [], (wide, dark)
            assert there.evaluate("document.documentElement.scrollWidth <= innerWidth")
            scheme = "dark" if dark else "light"
            there.screenshot(path=PICTURES / f"{name}-{wide}-{scheme}.png", full_page=True)


@pytest.mark.timeout(400)
def test_from_a_fresh_installation_to_the_first_real_text(
    playwright: Playwright, console: Open, stack: Stack, tmp_path: Path
) -> None:
    there = console()
    page, step = there.page, partial(step_on, there.page)
    expect(page).to_have_url(f"{stack.server_url}/console/set-up")
    expect(page.get_by_text("0 of 6 steps are done")).to_be_visible()
    looked_at(console, "set-up-fresh")

    connect_a_number(there, stack)
    expect(step("Connect a number")).to_contain_text("can text.")
    with HubSpot() as hubspot:
        link(stack, hubspot)
        page.reload()
        expect(step("Link your CRM")).to_contain_text("is linked.")
        decide(there)
        expect(step("Decide on consent")).to_contain_text("020 7946 0199")
        write_a_template(there)
        expect(step("Write the first template")).to_contain_text("“Visit” is approved.")
        extension = unpacked("test", tmp_path / "extension", {"server": stack.server_url})
        with ExtensionBrowser(playwright, tmp_path, extension) as browser:
            sign_in(browser, BOSS, PASSWORD)
        page.reload()
        expect(step("Have somebody who answers")).to_contain_text("Dana Whitfield is signed in")
        send_a_test(there, stack, console)
        expect(step("Send a test to yourself")).to_contain_text("A test reached +44 7700 900123.")
        expect(page.get_by_text("Everything is in place")).to_be_visible()
        assert len(stack.ledger(to=MINE)) == 1
        looked_at(console, "set-up-done")
        step("Send a test to yourself").get_by_role("link", name="See what is delivered").click()
        expect(page).to_have_url(f"{stack.server_url}/console/deliverability")


def connect_a_number(there: Console, stack: Stack) -> None:
    """The account, and a number whose texts arrive."""
    page = there.page
    step_on(page, "Connect a number").get_by_role("link").click()
    known, key = account_of(stack)
    page.get_by_label("API host").select_option(stack.extra_env["THREADSIDE_CARRIER_HOST"])
    there.fill(API_key=known["api_key"], Application_ID=known["application_id"])
    there.fill(Signature_secret=known["signature_secret"])
    page.get_by_label("Private key, as a file").set_input_files(key)
    there.press("Connect it")
    there.told("The account is connected")
    back(page)
    step_on(page, "Connect a number").get_by_role("link").click()
    there.fill(Number=OUR_LINE, Name="London").press("Register a number")
    there.told("goes live once it is proven")
    stack.text_us(MINE, "hello", OUR_LINE)
    wait_for(lambda: stack.sql("SELECT 1 FROM webhook_receipt"), "the text")
    there.press("Look for my text")
    back(page)


def decide(there: Console) -> None:
    """How to reach somebody."""
    step_on(there.page, "Decide on consent").get_by_role("link").click()
    there.page.get_by_label("How to reach a person").fill("020 7946 0199")
    there.fill(Why="As we decided").press("Put in force")
    back(there.page)


def write_a_template(there: Console) -> None:
    """One wording, written and approved."""
    step_on(there.page, "Write the first template").get_by_role("link").click()
    there.fill(Name="Visit", Text="Hello, we will be there at ten.")
    there.press("Save and send to review")
    there.told("Sent to review")
    there.open("/templates/review")
    there.page.get_by_role("link", name="Look and decide").first.click()
    there.fill(Your_reason="The first one").press("Approve")
    there.told("reps can use it")
    back(there.page)


def send_a_test(there: Console, stack: Stack, console: Open) -> None:
    """To one's own phone, which has to be said."""
    page = there.page
    there.fill(Your_phone=MINE).press("Send a test to myself")
    expect(page.get_by_text("Tick that it is yours")).to_be_visible()
    expect(page.get_by_label("Your phone")).to_have_value(MINE)
    assert violations(page) == []
    page.get_by_label("This is my own phone").check()
    there.press("Send a test to myself")
    there.told("on its way")
    looked_at(console, "set-up-sent")
    delivered = "SELECT 1 FROM message WHERE purpose = 'line_check' AND state = 'delivered'"
    wait_for(lambda: stack.sql(delivered), "the receipt")
    page.reload()


def step_on(page: Page, name: str) -> Locator:
    """A step by its name."""
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=name))


def back(page: Page) -> None:
    """To the steps, by the way that every page shows."""
    page.get_by_role("link", name="Set-up").click()
