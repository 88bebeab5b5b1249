"""Beside a linked CRM: what it says of whoever is open, what it keeps of what was texted, and that
nothing of it is ever in the way of a text.

Pages stand under HubSpot's own host, its API is the double of the contract tests.
"""

import re
from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Page, Playwright, expect

from e2e.browser import ExtensionBrowser, Options, unpacked
from e2e.conftest import REP
from e2e.linked_crm import REACH, HubSpot, forget_when_read, held_back, link
from e2e.pages.console import Open
from e2e.pages.options import sign_in
from e2e.pages.portal import LONG_MS, Portal
from e2e.pages.sidebar import WITHIN_MS
from e2e.stack import PASSWORD, Stack, wait_for
from tests.contract.crms.double import Kept, Said, digits
from threadside.linking.values import Ref

pytestmark = pytest.mark.timeout(300)
FACTS = {"jobtitle": "Buyer", "company": "Tall Pines", "lifecyclestage": "customer"}


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A server that may reach CRMs on this machine; whoever stands in the CRM may be texted."""
    with (
        Stack(tmp_path_factory.mktemp("linked"), extra_env=dict(REACH)) as running,
        running.decided(without_consent="allow"),
    ):
        running.hold(0)
        yield running


@pytest.fixture(scope="module")
def _double() -> Iterator[HubSpot]:
    with HubSpot() as running:
        yield running


@pytest.fixture
def hubspot(stack: Stack, _double: HubSpot) -> Iterator[HubSpot]:
    """Linked, and well, whatever the test before did to it."""
    _double.recover()
    link(stack, _double)
    yield _double
    _double.recover()


@pytest.fixture(scope="module")
def browser(
    playwright: Playwright, stack: Stack, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ExtensionBrowser]:
    """A browser with a rep signed in to that server."""
    folder = tmp_path_factory.mktemp("chromium")
    extension = unpacked("test", folder / "extension", {"server": stack.server_url})
    with ExtensionBrowser(playwright, folder, extension, Options()) as running:
        sign_in(running, REP, PASSWORD)
        yield running


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    """Each once."""
    return count(1)


@pytest.fixture
def maria(hubspot: HubSpot, numbers: Iterator[int]) -> Ref:
    """A contact of the CRM whom nobody here knows, with a number of her own."""
    number = next(numbers)
    ref = hubspot.person("Maria", f"Brandt{number}", f"(503) 555-01{number:02}")
    hubspot.more[ref] = dict(FACTS)
    return ref


@pytest.fixture
def portal(tab: Page, hubspot: HubSpot) -> Portal:
    return Portal(tab, hubspot)


def test_somebody_never_texted_is_known_and_what_is_texted_is_kept(
    portal: Portal, hubspot: HubSpot, maria: Ref, stack: Stack
) -> None:
    """The page shows no number: all of it is the CRM's word."""
    beside = portal.open(maria, phone=False)
    kept = hubspot.records[maria]
    expect(beside.where.locator("header.who")).to_contain_text(kept.phones[0][-4:])
    expect(beside.card).to_contain_text("Grace Hopper")
    expect(beside.card).to_contain_text("Customer")
    beside.card.get_by_role("button").click()
    for line in ("Owner", "Title", "Buyer", "Tall Pines", "Lifecycle stage"):
        expect(beside.card.get_by_text(line, exact=True).last).to_be_visible()
    expect(beside.card).to_contain_text("As HubSpot has it now")
    expect(beside.verdict).to_be_visible()
    beside.card.get_by_role("button").click()
    beside.sent("Hello, this is Northside")
    expect(beside.kept("Hello, this is Northside")).to_be_visible(timeout=LONG_MS)
    assert len(stack.ledger(to=e164(kept))) == 1
    [(who, body)] = hubspot.named("Hello, this is Northside")
    assert who == maria
    assert "Jon" in body


def test_what_was_said_is_there_before_a_slow_crm_has_answered(
    portal: Portal, hubspot: HubSpot, maria: Ref, stack: Stack
) -> None:
    beside = portal.open(maria)
    beside.sent("The pallets are on their way")
    expect(beside.kept("The pallets are on their way")).to_be_visible(timeout=LONG_MS)
    portal.page.go_to_list()
    beside.in_state("empty")
    hubspot.more[maria]["lifecyclestage"] = "evangelist"
    forget_when_read(stack)
    with held_back(hubspot) as gate:
        beside = portal.come_back(maria).shows(hubspot.records[maria].name)
        expect(beside.item("The pallets are on their way")).to_be_visible()
        expect(beside.card).to_contain_text("Customer")
        expect(beside.message).to_be_editable()
        gate.set()
        expect(beside.card).to_contain_text("Evangelist", timeout=WITHIN_MS)


def test_a_crm_that_is_down_is_named_and_in_nobodys_way(
    portal: Portal, hubspot: HubSpot, maria: Ref, stack: Stack
) -> None:
    hubspot.always = Said(503)
    beside = portal.open(maria)
    expect(beside.card.get_by_role("status")).to_contain_text("HubSpot can't be reached")
    beside.sent("Is the side door open?")
    assert len(stack.ledger(to=e164(hubspot.records[maria]))) == 1
    assert hubspot.named("Is the side door open?") == []
    hubspot.recover()
    link(stack, hubspot)
    beside = portal.open(maria)
    expect(beside.kept("Is the side door open?")).to_be_visible(timeout=LONG_MS)
    assert [who for who, _ in hubspot.named("Is the side door open?")] == [maria]


def test_a_value_that_changed_in_the_crm_stops_the_text_until_one_key(
    portal: Portal, hubspot: HubSpot, maria: Ref, stack: Stack
) -> None:
    beside = portal.open(maria)
    expect(beside.card).to_contain_text("Grace Hopper")
    beside.insert_template("on my way")
    expect(beside.message).to_have_value(re.compile("Hi Maria,"))
    hubspot.records[maria].first = "Marianne"
    forget_when_read(stack)
    beside.message.press("Control+Enter")
    held = beside.where.get_by_role("alert")
    expect(held).to_contain_text("The CRM says something else now")
    expect(held.locator("del")).to_have_text("Maria")
    expect(held.locator("ins")).to_contain_text("Marianne")
    phone = e164(hubspot.records[maria])
    assert stack.ledger(to=phone) == []
    beside.page.keyboard.press("Control+Enter")
    expect(beside.item("Hi Marianne,", "Delivered")).to_be_visible(timeout=LONG_MS)
    [text] = stack.ledger(to=phone)
    assert "Hi Marianne," in text["text"]


def test_not_maria_and_what_was_logged_moves_to_her_own_record(
    portal: Portal, hubspot: HubSpot, maria: Ref
) -> None:
    """Her mother has the same name and number: another contact, taken for her."""
    mine = hubspot.records[maria]
    mother = hubspot.person(mine.first, mine.last, mine.phones[0])
    expect(portal.open(maria).card).to_contain_text("Grace Hopper")
    beside = portal.open(mother)
    not_maria = beside.where.get_by_role("button", name="Not Maria?")
    expect(not_maria).to_be_visible()
    beside.sent("Shall I bring the samples?")
    expect(beside.kept("Shall I bring the samples?")).to_be_visible(timeout=LONG_MS)
    assert [who for who, _ in hubspot.named("Shall I bring the samples?")] == [mother]
    not_maria.click()
    dialog = beside.where.get_by_role("dialog", name="Not Maria?")
    dialog.get_by_role("button", name="Nobody here").click()
    expect(beside.where.get_by_text("This record is not Maria's any more.")).to_be_visible()
    expect(beside.item("Shall I bring the samples?")).to_have_count(0)
    wait_for(
        lambda: [who for who, _ in hubspot.named("Shall I bring the samples?")] == [maria],
        "the entry's move",
        timeout_s=LONG_MS / 1000,
    )
    beside = portal.open(maria)
    expect(beside.kept("Shall I bring the samples?")).to_be_visible(timeout=LONG_MS)


def test_a_sign_in_that_ended_is_told_to_the_rep_and_explained_to_the_admin(
    portal: Portal, hubspot: HubSpot, maria: Ref, stack: Stack, console: Open
) -> None:
    hubspot.always = hubspot.signed_out
    beside = portal.open(maria)
    expect(beside.card.get_by_role("status")).to_contain_text("HubSpot has to be linked again")
    beside.sent("The gate is open")
    assert len(stack.ledger(to=e164(hubspot.records[maria]))) == 1
    page = console().open("/crm")
    expect(page.get_by_text("Sign in again").first).to_be_visible()
    page.get_by_role("link", name="HubSpot").first.click()
    expect(page.get_by_text("does not take what Threadside signs in with").first).to_be_visible()
    expect(page.get_by_role("link", name="Link it again").first).to_be_visible()


def e164(kept: Kept) -> str:
    """The first number of an American."""
    return f"+1{digits(kept.phones[0])}"
