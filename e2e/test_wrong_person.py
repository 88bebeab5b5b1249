"""Whatever a hasty rep does, no text goes to anybody but the person it was written for.

`STEPS=10000 SEED=7 pytest e2e/test_wrong_person.py` takes a longer walk.
"""

import os
import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from e2e.browser import ExtensionBrowser, Options, sidebar_frame, unpacked
from e2e.conftest import REP
from e2e.hasty_rep import HastyRep, misdirected
from e2e.pages.crm import Crm
from e2e.pages.options import sign_in
from e2e.pages.sidebar import Sidebar
from e2e.people import with_history, with_more, written_to
from e2e.stack import PASSWORD, Stack, wait_for

STEPS = int(os.environ.get("STEPS", "500"))
SEED = int(os.environ.get("SEED", "1"))
LEAST_ACCEPTED = 100
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


def _settled(stack: Stack) -> list[dict[str, Any]]:
    """What the carrier accepted, once nothing waits to leave any more."""
    waiting = "SELECT count(*) FROM message WHERE state IN ('held', 'queued', 'submitting')"
    wait_for(lambda: stack.sql(waiting) == [(0,)], "an empty outbox", timeout_s=60)
    return stack.ledger()


@pytest.fixture
def walk_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A system of its own: here, undoing would only slow things down."""
    return tmp_path_factory.mktemp("walk")
