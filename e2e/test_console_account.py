"""The carrier account and the settings in a real browser, against a carrier that checks."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest
from playwright.sync_api import expect

from e2e.axe import violations
from e2e.pages.console import DESKTOP, PHONE, Open
from e2e.stack import LINE, PASSWORD, ROOT, Stack, request, wait_for

PICTURES = ROOT / "var" / "e2e" / "console"
SHOWN = ROOT / "docs" / "pictures"
MINE = "+13035550123"
NEWCOMER = "ola@gulf.example"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A system of its own, as its account is changed; a second workspace has none yet."""
    with Stack(tmp_path_factory.mktemp("account")) as running:
        running.command("workspace", "create", "--name", "Gulf Supply")
        running.command(
            "user", "create", "--email", NEWCOMER, "--name", "Ola Berg", "--role", "admin",
            "--workspace", "Gulf Supply", "--password", PASSWORD,
        )  # fmt: skip
        running.seeded["emails"]["newcomer"] = NEWCOMER
        running.text_us(MINE, "hello")
        wait_for(lambda: _arrived(running, "hello"), "the text")
        with pytest.raises(HTTPError, match="500"):
            request("POST", f"{running.server_url}/webhooks/vonage/status", {"status": "delivered"})
        yield running


def account_of(stack: Stack) -> tuple[dict[str, str], Path]:
    """What the carrier knows of its customer, and the file of the private key."""
    folder = stack.folder / "simulator"
    return json.loads((folder / "account.json").read_text()), folder / "private.key"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_the_pages(console: Open, dark: bool, size: tuple[int, int]) -> None:
    wide, scheme = "phone" if size == PHONE else "desktop", "dark" if dark else "light"
    PICTURES.mkdir(parents=True, exist_ok=True)
    for role, name, path in (
        ("admin", "account", "/account"),
        ("admin", "settings", "/settings"),
        ("auditor", "account-read", "/account"),
        ("newcomer", "account-new", "/account"),
    ):
        page = console(role, dark=dark, size=size).open(path)
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        page.screenshot(path=PICTURES / f"{name}-{wide}-{scheme}.png", full_page=True)
        if size == DESKTOP and role == "admin":
            page.screenshot(path=SHOWN / f"console-{name}-{scheme}.png", full_page=True)


def test_the_secret_of_webhooks_is_changed_and_no_text_is_lost(console: Open, stack: Stack) -> None:
    there = console()
    page = there.open("/account")
    there.fill(New_signature_secret="mistyped").press("Begin the change")
    there.told("kept beside the old one")
    expect(page.get_by_text("Two secrets hold")).to_be_visible()
    assert violations(page) == []
    stack.text_us(MINE, "signed with the old one")
    wait_for(lambda: _arrived(stack, "signed with the old one"), "the text")
    known, _key = account_of(stack)
    there.fill(Correct_the_new_secret=known["signature_secret"]).press("Correct it")
    there.press("End the change")
    there.told("Only the new signature secret holds")
    stack.text_us(MINE, "signed with the new one")
    wait_for(lambda: _arrived(stack, "signed with the new one"), "the text")
    expect(page.get_by_text("Two secrets hold")).to_have_count(0)


def test_the_next_text_goes_out_by_the_api_that_was_chosen(console: Open, stack: Stack) -> None:
    there = console()
    line = f"/lines/{stack.sql('SELECT id FROM line WHERE phone = ?', LINE)[0][0]}"
    for count, api in enumerate(("Messages API", "SMS API", "Messages API"), start=1):
        page = there.open("/account")
        page.get_by_label("API", exact=True).select_option(label=api)
        page.get_by_role("region", name="How texts go out").get_by_role("button").first.click()
        there.told("the next text goes out by this API")
        there.open(line)
        there.fill(Your_phone=MINE).press("Send a test")
        there.told("on its way")
        wait_for(lambda n=count: len(stack.ledger(to=MINE)) == n, "the test at the carrier")
    assert [text["api"] for text in stack.ledger(to=MINE)] == ["messages", "sms", "messages"]


def test_an_account_is_connected_with_the_key_s_file(
    console: Open, stack: Stack, tmp_path: Path
) -> None:
    known, key = account_of(stack)
    wrong = tmp_path / "wrong.key"
    wrong.write_text("no key at all", encoding="ascii")
    there = console("newcomer")
    page = there.open("/account")
    there.fill(API_key="gulf0001", Application_ID=known["application_id"])
    there.fill(Signature_secret=known["signature_secret"])
    page.get_by_label("Private key, as a file").set_input_files(wrong)
    there.press("Connect it")
    expect(page.get_by_label("API key")).to_have_value("gulf0001")
    expect(page.get_by_label("Signature secret")).to_have_value("")
    expect(page.get_by_label("Private key, as a file")).to_have_attribute("aria-invalid", "true")
    assert violations(page) == []
    page.screenshot(path=PICTURES / "account-refused.png", full_page=True)
    there.fill(Signature_secret=known["signature_secret"])
    page.get_by_label("Private key, as a file").set_input_files(key)
    there.press("Connect it")
    there.told("The account is connected")
    expect(page.get_by_label("Status URL (Messages)")).to_have_value(
        f"{stack.server_url}/webhooks/vonage/status"
    )
    assert violations(page) == []


def test_the_time_to_undo_is_changed_in_the_settings(console: Open, stack: Stack) -> None:
    there = console()
    page = there.open("/settings")
    there.fill(Seconds="31").press("Save")
    expect(page.get_by_label("Seconds")).to_have_attribute("aria-invalid", "true")
    there.fill(Seconds="12").press("Save")
    there.told("it holds from the next text on")
    me = stack.api("GET", "/v1/me", token=stack.token())
    assert me["workspace"]["hold_seconds"] == 12


def test_the_console_is_found_after_signing_in(console: Open, stack: Stack) -> None:
    page = console().page
    page.goto(f"{stack.server_url}/sign-in")
    assert violations(page) == []
    page.screenshot(path=PICTURES / "signed-in.png")
    page.get_by_role("link", name="Open the console").click()
    expect(page).to_have_url(f"{stack.server_url}/console/lines")


def _arrived(stack: Stack, text: str) -> bool:
    return bool(stack.sql("SELECT 1 FROM timeline_item WHERE text = ?", text))
