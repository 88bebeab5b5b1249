"""Signing in with more than a password, in a real browser: a code from an app, a passkey kept by
Chromium's own virtual authenticator; axe on every page of it."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from e2e.axe import violations
from e2e.pages.console import DESKTOP, PHONE, Open, context
from e2e.stack import PASSWORD, ROOT, Stack, wait_for
from threadside.rules import totp

pytestmark = pytest.mark.timeout(400)
PICTURES = ROOT / "var" / "e2e" / "sign-in"
LOOKS = [
    pytest.param(False, DESKTOP, id="light-desktop"),
    pytest.param(True, DESKTOP, id="dark-desktop"),
    pytest.param(False, PHONE, id="light-phone"),
    pytest.param(True, PHONE, id="dark-phone"),
]


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A system of its own, which browsers reach by a name."""
    with Stack(tmp_path_factory.mktemp("factors"), host="localhost") as running:
        yield running


@pytest.fixture
def colleague(stack: Stack, request: pytest.FixtureRequest) -> str:
    """The address of a rep of the test's own."""
    email = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower()).strip("-") + "@northside.example"
    stack.command(
        "user", "create", "--email", email, "--name", "Lee Park", "--role", "rep",
        "--password", PASSWORD,
    )  # fmt: skip
    return email


def key_on(page: Page) -> str:
    """The key that the page shows as text."""
    return page.locator("code.key").inner_text().replace(" ", "")


def next_code(key: str, used: str) -> str:
    """The first code that the app shows after the one that was used."""

    def shown() -> str:
        return totp.code_of(key, totp.step_at(datetime.now(UTC)) + 1)

    wait_for(lambda: shown() != used, "the next code")
    return shown()


def sign_in(page: Page, stack: Stack, email: str) -> None:
    """E-mail and password, as somebody who wants to see their account."""
    page.goto(f"{stack.server_url}/sign-in?next=/console/me")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def clean(page: Page, name: str) -> None:
    """Nothing that axe finds, nothing that needs to be scrolled sideways; a picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    assert violations(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


@pytest.mark.parametrize(("dark", "size"), LOOKS)
def test_an_app_is_set_up_and_its_code_asked_for(
    chrome: Browser, stack: Stack, colleague: str, dark: bool, size: tuple[int, int]
) -> None:
    look = f"{'phone' if size == PHONE else 'desktop'}-{'dark' if dark else 'light'}"
    made = context(chrome, dark=dark, size=size)
    page = made.new_page()
    sign_in(page, stack, colleague)
    clean(page, f"me-{look}")
    page.get_by_role("link", name="Set up two-step sign-in").click()
    clean(page, f"factor-{look}")
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_role("button", name="Begin").click()
    key = key_on(page)
    clean(page, f"factor-begun-{look}")
    used = totp.code_of(key, totp.step_at(datetime.now(UTC)))
    page.get_by_label("Code", exact=True).fill(used)
    page.get_by_role("button", name="Confirm and turn on").click()
    codes = page.locator(".recovery code").all_inner_texts()
    assert len(set(codes)) == 10
    clean(page, f"codes-{look}")
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("region", name="Two-step sign-in")).to_contain_text("On")
    page.goto(f"{stack.server_url}/console/me/factor")
    clean(page, f"factor-on-{look}")
    made.clear_cookies()
    sign_in(page, stack, colleague)
    expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()
    page.get_by_label("Code", exact=True).fill(used)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Each code works once")
    clean(page, f"code-again-{look}")
    page.get_by_label("Code", exact=True).fill(next_code(key, used))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    made.clear_cookies()
    sign_in(page, stack, colleague)
    page.get_by_label("Code", exact=True).fill(codes[0])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    made.close()


@pytest.fixture
def with_authenticator(chrome: Browser) -> Iterator[Callable[..., tuple[BrowserContext, Page]]]:
    """A browser whose device keeps passkeys and knows its owner."""
    opened = []

    def start(dark: bool, size: tuple[int, int]) -> tuple[BrowserContext, Page]:
        made = context(chrome, dark=dark, size=size)
        opened.append(made)
        page = made.new_page()
        device = made.new_cdp_session(page)
        device.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }  # fmt: skip
        device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return made, page

    yield start
    for each in opened:
        each.close()


@pytest.mark.parametrize(("dark", "size"), LOOKS)
def test_a_passkey_is_added_signs_in_alone_and_is_removed(
    with_authenticator: Callable[..., tuple[BrowserContext, Page]],
    stack: Stack,
    colleague: str,
    dark: bool,
    size: tuple[int, int],
) -> None:
    look = f"{'phone' if size == PHONE else 'desktop'}-{'dark' if dark else 'light'}"
    made, page = with_authenticator(dark, size)
    sign_in(page, stack, colleague)
    page.get_by_role("link", name="Add a passkey").click()
    clean(page, f"passkeys-none-{look}")
    page.get_by_label("Name", exact=True).fill("Work laptop")
    page.get_by_label("Current password").fill("not it at all")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("not your current password")
    clean(page, f"passkeys-wrong-{look}")
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("status")).to_contain_text("The passkey is added")
    expect(page.get_by_label("Name of Work laptop")).to_have_value("Work laptop")
    clean(page, f"passkeys-{look}")
    made.clear_cookies()
    page.goto(f"{stack.server_url}/sign-in?next=/console/me")
    clean(page, f"sign-in-{look}")
    page.get_by_role("link", name="Sign in with a passkey").click()
    clean(page, f"sign-in-passkey-{look}")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    page.goto(f"{stack.server_url}/console/me/passkeys")
    page.get_by_role("button", name=re.compile("^Remove")).click()
    expect(page.get_by_role("status")).to_contain_text("signs nobody in any more")
    made.clear_cookies()
    page.goto(f"{stack.server_url}/sign-in/passkey")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("not known here")
    clean(page, f"sign-in-passkey-unknown-{look}")


@pytest.mark.parametrize(("dark", "size"), LOOKS)
@pytest.mark.usefixtures("colleague")
def test_a_token_is_made_and_a_colleague_gets_a_link(
    console: Open, stack: Stack, dark: bool, size: tuple[int, int]
) -> None:
    look = f"{'phone' if size == PHONE else 'desktop'}-{'dark' if dark else 'light'}"
    there = console(dark=dark, size=size)
    page = there.open("/tokens")
    page.get_by_label("For", exact=True).fill(f"Nightly report {look}")
    page.evaluate("for (const form of document.forms) form.noValidate = true")
    there.press("Make the token")
    expect(page.get_by_text("Choose at least one thing")).to_be_visible()
    clean(page, f"tokens-wrong-{look}")
    page.get_by_label("consent:read").check()
    there.press("Make the token")
    token = page.get_by_label("Token", exact=True).input_value()
    clean(page, f"tokens-{look}")
    assert stack.api("GET", "/v1/me", token=token)["role"] == "admin"
    there.open("/people")
    page.get_by_role("link", name="Lee Park").first.click()
    there.press("Make a link")
    clean(page, f"person-link-{look}")
