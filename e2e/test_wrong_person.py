"""Whatever a hasty rep does, no text goes to anybody but the person it was written for.

`STEPS=10000 SEED=7 pytest e2e/test_wrong_person.py -k reaches` takes a longer walk; `-k linked` one
over the records of three CRMs that are linked.
"""

import os
import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, Playwright, expect

from e2e.browser import ExtensionBrowser, Options, sidebar_frame, unpacked
from e2e.conftest import REP
from e2e.hasty_rep import HastyRep, misdirected
from e2e.linked_crm import REACH, HubSpot, link
from e2e.pages.crm import Crm
from e2e.pages.options import sign_in
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone, with_history, with_more, written_to
from e2e.stack import PASSWORD, Stack, wait_for
from e2e.walked_crm import Walked, WalkedPage, three

STEPS = int(os.environ.get("STEPS", "500"))
LINKED_STEPS = int(os.environ.get("STEPS", "150"))
SEED = int(os.environ.get("SEED", "1"))
LEAST_ACCEPTED = 100
STAY = 10
"""Steps in one tab before the next."""
ELSEWHERE = (
    "/contacts", "/deals/501", "/deals/503", "/contacts/1004", "/contacts/1018", "/contacts/1019",
    "/contacts/1003", "/companies/201", "/tickets/701", "", "/contacts/1011", "/contacts/1012",
)  # fmt: skip


def test_a_misdirected_text_would_be_noticed() -> None:
    numbers = {"Anna Fernández": {"17205550142"}, "Kim Sato": {"17205550143"}}
    right = {"text": "Anna Fernández, hello", "to": "17205550142"}
    wrong = {"text": "Anna Fernández, hello", "to": "17205550143"}
    mixed = {"text": "Anna Fernández, for Kim Sato.", "to": "17205550142"}
    nobody = {"text": "hello", "to": "17205550142"}
    assert misdirected([right, wrong, mixed, nobody], numbers) == [wrong, mixed, nobody]


def test_a_misplaced_a_doubled_and_a_lost_entry_would_be_noticed() -> None:
    with HubSpot() as double:
        crm = Walked(double)
        anna = crm.add("Anna", "Fernández", "(720) 555-0142", "contact")
        kim = crm.add("Kim", "Sato", "(720) 555-0143", "contact")
        to_anna, to_kim = "Anna Fernández, hello", "Kim Sato, hello"
        assert crm.misplaced([]) == []
        double.log(anna, "", to_anna)
        assert crm.misplaced([to_anna]) == []
        assert len(crm.misplaced([to_anna, to_kim])) == 2
        double.log(anna, "", to_anna)
        assert len(crm.misplaced([to_anna])) == 1
        double.log(kim, "", to_anna)
        assert f"on contact {kim.id}: {to_anna}" in crm.misplaced([to_anna])


def test_between_two_records_nothing_can_be_written_or_sent(
    crm: Crm, sidebar: Sidebar, someone: Someone, other: Someone, stack: Stack
) -> None:
    """The address has changed, the answer is on its way: the former conversation is only seen."""
    crm.go(someone.path)
    sidebar.shows(someone.name).write("Not finished yet")
    where = sidebar.send_button.bounding_box()
    assert where is not None
    slow_down(sidebar.where)
    crm.leave_for(other.path)
    sidebar.in_state("loading")
    sidebar.where.evaluate("() => document.querySelector('textarea')?.focus()")
    crm.page.keyboard.insert_text(f"Meant for {other.name}")
    crm.page.keyboard.press("Control+Enter")
    crm.page.mouse.click(where["x"] + 20, where["y"] + 10)
    sidebar.shows(other.name)
    expect(sidebar.message).to_have_value("")
    crm.go(someone.path)
    sidebar.shows(someone.name)
    expect(sidebar.message).to_have_value("Not finished yet")
    assert stack.ledger(to=someone.phone) + stack.ledger(to=other.phone) == []


def test_what_is_painted_from_memory_is_not_sent_to(
    crm: Crm, sidebar: Sidebar, someone: Someone, other: Someone, stack: Stack
) -> None:
    """A record seen before is there at once; whom it means now, only the server knows."""
    crm.go(someone.path)
    sidebar.shows(someone.name)
    crm.go(other.path)
    sidebar.shows(other.name)
    slow_down(sidebar.where)
    crm.leave_for(someone.path)
    expect(sidebar.heading).to_have_text(someone.name)
    expect(sidebar.where.locator("html")).to_have_attribute("data-fresh", "false")
    sidebar.message.fill("Too early")
    expect(sidebar.send_button).to_be_disabled()
    sidebar.message.press("Control+Enter")
    sidebar.shows(someone.name)
    expect(sidebar.message).to_have_value("Too early")
    assert stack.ledger(to=someone.phone) == []


def slow_down(frame: Frame | Page) -> None:
    """From now on each answer to the sidebar takes as long as over a bad line."""
    context = (frame.page if isinstance(frame, Frame) else frame).context
    session = context.new_cdp_session(frame)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 1500, "downloadThroughput": -1, "uploadThroughput": -1},
    )


@pytest.mark.slow
@pytest.mark.timeout(300 + STEPS)
def test_no_text_reaches_the_wrong_person(walk_folder: Path, playwright: Playwright) -> None:
    people = with_more(60)
    someones = with_history(people)[:24]
    names = {someone.path: someone.name for someone in someones}
    numbers = {someone.name: {someone.phone.removeprefix("+")} for someone in someones}
    dice = random.Random(SEED)
    data = written_to(walk_folder / "people.json", people)
    extension_folder = walk_folder / "chromium"
    with Stack(walk_folder / "stack", people=data) as stack:
        stack.hold(0)
        stack.sql("UPDATE line SET per_second = 30")
        extension = unpacked("test", extension_folder / "extension", {"server": stack.server_url})
        with ExtensionBrowser(playwright, extension_folder, extension, Options()) as browser:
            sign_in(browser, REP, PASSWORD)
            presses = 0
            trail: list[str] = []
            for late in ("none", "page", "url"):
                crm = Crm(browser.page(), stack.crm_url).open("/contacts")
                rep = HastyRep(
                    crm, Sidebar(sidebar_frame(crm.page)), dice, names, ELSEWHERE, late, presses
                )
                for _ in range(STEPS // 3 + 1):
                    rep.step()
                presses = rep.presses
                trail += [f"-- {late} is late", *rep.trail]
                crm.page.close()
        ledger = _settled(stack)
    wrong = misdirected(ledger, numbers)
    if wrong:
        (walk_folder / "trail.txt").write_text("\n".join(trail), encoding="utf-8")
        astray = "\n".join(f"to {entry['to']}: {entry['text']}" for entry in wrong)
        pytest.fail(
            f"{len(wrong)} of {len(ledger)} texts went astray with seed {SEED}:\n{astray}\n"
            f"Every step stands in {walk_folder / 'trail.txt'}"
        )
    assert len(ledger) >= LEAST_ACCEPTED, f"{len(ledger)} accepted after {presses} presses"
    texts = [entry["text"] for entry in ledger]
    assert len(set(texts)) == len(texts), "a text left twice"
    print(f"\n{STEPS} steps, {presses} presses, {len(ledger)} texts accepted, 0 astray")


@pytest.mark.slow
@pytest.mark.timeout(300 + 2 * LINKED_STEPS)
def test_with_three_linked_crms_no_text_and_no_entry_is_anothers(
    walk_folder: Path, playwright: Playwright
) -> None:
    """Each in a tab of its own, between which the rep changes; each answers when it likes."""
    dice = random.Random(SEED)
    extension_folder = walk_folder / "chromium"
    with (
        three(SEED) as crms,
        Stack(walk_folder / "stack", extra_env=dict(REACH)) as stack,
        stack.decided(without_consent="allow"),
    ):
        stack.hold(0)
        stack.sql("UPDATE line SET per_second = 30")
        for crm in crms.values():
            link(stack, crm.double)
        extension = unpacked("test", extension_folder / "extension", {"server": stack.server_url})
        with ExtensionBrowser(playwright, extension_folder, extension, Options()) as browser:
            sign_in(browser, REP, PASSWORD)
            lates = zip(dice.sample(("none", "page", "url"), 3), crms.values(), strict=True)
            reps = [_rep(browser.page(), crm, dice, late) for late, crm in lates]
            for _ in range(LINKED_STEPS // STAY + 1):
                rep = dice.choice(reps)
                rep.crm.page.bring_to_front()
                for _ in range(STAY):
                    rep.step()
        ledger = _settled(stack)
        logged = "SELECT count(*) FROM crm_entry WHERE state IN ('pending', 'writing')"
        wait_for(lambda: stack.sql(logged) == [(0,)], "every entry", timeout_s=180, every_s=0.5)
        texts = [entry["text"] for entry in ledger]
        misplaced = [each for crm in crms.values() for each in crm.misplaced(texts)]
    numbers = {name: its for crm in crms.values() for name, its in crm.numbers.items()}
    astray = [f"to {each['to']}: {each['text']}" for each in misdirected(ledger, numbers)]
    if astray or misplaced:
        trail = "\n".join(line for rep in reps for line in (f"-- {rep.late} is late", *rep.trail))
        (walk_folder / "trail.txt").write_text(trail, encoding="utf-8")
        found = "\n".join(astray + misplaced)
        pytest.fail(f"With seed {SEED}, steps in {walk_folder / 'trail.txt'}:\n{found}")
    presses = sum(rep.presses for rep in reps)
    assert len(ledger) >= LINKED_STEPS // 10, f"{len(ledger)} accepted after {presses} presses"
    print(
        f"\n{LINKED_STEPS} steps over {len(crms)} CRMs, {presses} presses, {len(ledger)} texts "
        "accepted, 0 astray, each logged once on its own record"
    )


def _rep(page: Page, crm: Walked, dice: random.Random, late: str) -> HastyRep:
    tab = WalkedPage(page, crm).open()
    elsewhere = [crm.pages.list_address]
    return HastyRep(tab, Sidebar(sidebar_frame(page)), dice, crm.names, elsewhere, late)


def _settled(stack: Stack) -> list[dict[str, Any]]:
    """What the carrier accepted, once nothing waits to leave any more."""
    waiting = "SELECT count(*) FROM message WHERE state IN ('held', 'queued', 'submitting')"
    wait_for(lambda: stack.sql(waiting) == [(0,)], "an empty outbox", timeout_s=60)
    return stack.ledger()


@pytest.fixture
def walk_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A system of its own: here, undoing would only slow things down."""
    return tmp_path_factory.mktemp("walk")
