"""People come, sign in and are signed out, in real browsers; axe on every page of the section."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.axe import violations
from e2e.browser import ExtensionBrowser, sidebar_frame
from e2e.pages.console import DESKTOP, PHONE, Console, Open, context
from e2e.pages.crm import Crm
from e2e.pages.options import Options, sign_in
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.stack import PASSWORD, ROOT, Stack

PICTURES = ROOT / "var" / "e2e" / "console"
GOOD = "a lamp beside the river"
BEFORE_A_PING_MS = 15_000
"""Pings come every twenty seconds and look at the token; the news is here before."""


@contextmanager
def elsewhere(
    chrome: Browser, *, dark: bool = False, size: tuple[int, int] = DESKTOP
) -> Iterator[Page]:
    """A tab in a browser that knows nobody."""
    made = context(chrome, dark=dark, size=size)
    yield made.new_page()
    made.close()


def invite(there: Console, email: str, role: str = "Rep") -> str:
    """The link for somebody, as the admin would copy it."""
    page = there.open("/people")
    page.get_by_label("E-mail", exact=True).fill(email)
    page.get_by_role("radio", name=role).check()
    there.press("Make the link")
    expect(page.get_by_role("heading", name=f"The link for {email}")).to_be_visible()
    return page.get_by_label("Link", exact=True).input_value()


def join(tab: Page, link: str, name: str) -> None:
    """Follow a link as somebody new."""
    tab.goto(link)
    tab.get_by_label("Your name").fill(name)
    tab.get_by_label("Password").fill(GOOD)
    tab.get_by_role("button", name="Join").click()
    expect(tab.get_by_role("heading", name="You are in")).to_be_visible()


def test_somebody_is_invited_joins_signs_in_and_is_signed_out_within_seconds(
    console: Open,
    chrome: Browser,
    launch: Callable[..., ExtensionBrowser],
    stack: Stack,
    someone: Someone,
) -> None:
    email = "lee@northside.example"
    there = console()
    link = invite(there, email)
    with elsewhere(chrome) as tab:
        join(tab, link, "Lee Park")
        tab.goto(link)
        expect(tab.get_by_role("heading", name="This link was used already")).to_be_visible()
    browser = launch(signed_in=False)
    sign_in(browser, email, GOOD)
    crm = Crm(browser.page(), stack.crm_url).open(someone.path)
    sidebar = Sidebar(sidebar_frame(crm.page)).shows(someone.name)
    sidebar.write("Half a tho")
    page = there.open("/people")
    page.get_by_role("link", name="Lee Park").click()
    sign_ins = page.get_by_role("region", name="Devices")
    expect(sign_ins.get_by_role("row")).to_have_count(4)  # heads, joining, signing in, the sidebar
    row = sign_ins.get_by_role("row").filter(has_text="Sidebar")
    expect(row).to_contain_text("Chrome on Linux")
    row.get_by_role("button").click()
    there.told("Lee Park is signed out there.")
    expect(sidebar.where.get_by_text("You are signed out")).to_be_visible(timeout=BEFORE_A_PING_MS)
    expect(page.get_by_role("row").filter(has_text="Sidebar")).to_have_count(0)
    options = browser.own_page("options.html")
    Options(options).come_back()
    options.close()
    sidebar.shows(someone.name)
    expect(sidebar.message).to_have_value("Half a tho")
    there.fill(Reason="Left the company").press("Deactivate")
    there.told("is deactivated")
    expect(sidebar.where.get_by_text("You are signed out")).to_be_visible(timeout=BEFORE_A_PING_MS)
    browser.close()


def test_a_rep_changes_the_password_on_a_page_without_scripts(
    console: Open, chrome: Browser, stack: Stack
) -> None:
    link = invite(console(), "noor@northside.example")
    made = chrome.new_context(java_script_enabled=False)
    tab = made.new_page()
    join(tab, link, "Noor Haddad")
    tab.get_by_role("link", name="Your account").click()
    expect(tab.get_by_role("navigation")).to_have_count(0)
    tab.get_by_label("Current password").fill(GOOD)
    tab.get_by_label("New password").fill("another lamp, another river")
    tab.get_by_role("button", name="Change the password").click()
    expect(tab.get_by_role("status")).to_contain_text("Your password is changed")
    made.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_any_page(
    console: Open, chrome: Browser, stack: Stack, dark: bool, size: tuple[int, int]
) -> None:
    there = console(dark=dark, size=size)
    name_of = f"{'phone' if size == PHONE else 'desktop'}-{'dark' if dark else 'light'}"
    PICTURES.mkdir(parents=True, exist_ok=True)

    def clean(page: Page, name: str) -> None:
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        page.screenshot(path=PICTURES / f"{name}-{name_of}.png", full_page=True)

    invite(there, f"open-{name_of}@northside.example", "Auditor")
    link = invite(there, f"{name_of}@northside.example", "Lead")
    clean(there.page, "people-link")
    there.page.evaluate("for (const form of document.forms) form.noValidate = true")
    there.press("Make the link")
    clean(there.page, "people-wrong")
    with elsewhere(chrome, dark=dark, size=size) as tab:
        tab.goto(link)
        clean(tab, "join")
        tab.get_by_label("Your name").fill("Sam Doyle")
        tab.evaluate("document.forms[0].noValidate = true")
        tab.get_by_label("Password").fill("short")
        tab.get_by_role("button", name="Join").click()
        clean(tab, "join-wrong")
        join(tab, link, f"Sam Doyle {name_of}")
        clean(tab, "joined")
        tab.goto(f"{stack.server_url}/console/me")
        clean(tab, "me")
        tab.goto(link)
        clean(tab, "join-over")
        with elsewhere(chrome, dark=dark, size=size) as rep:
            rep.goto(f"{stack.server_url}/sign-in?next=/console/me")
            rep.get_by_label("E-mail").fill(stack.seeded["emails"]["rep"])
            rep.get_by_label("Password").fill(PASSWORD)
            rep.get_by_role("button", name="Sign in").click()
            expect(rep.get_by_role("heading", name="Your account")).to_be_visible()
            clean(rep, "me-rep")
        clean(there.open("/people"), "people")
        clean(there.open("/people?q=nobody+at+all"), "people-nobody")
        page = there.open("/people?q=" + f"Sam Doyle {name_of}".replace(" ", "+"))
        page.get_by_role("link", name="Sam Doyle").click()
        clean(page, "person")
        there.fill(Reason="Left the company").press("Deactivate")
        clean(page, "person-left")
