"""Sends against opt-outs: nothing leaves after the commit of an opt-out, and who looks sees it.

The same run longer is `python -m faults.races`; docs/reliability.md says what is counted.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from e2e.stack import ROOT
from faults.races import judge
from faults.races.judge import Answered
from faults.races.plan import OTHER_NUMBER, WORDS, races
from faults.races.run import race
from tests.integration.databases import Sqlite, memory_folder
from threadside.rules.intents import classify

RACES, SEED = 300, 5
BROKEN_RACES = 24
LONGEST_S = 400
MAYA, HER_OTHER = "+17205550142", "+17205550143"
Event = tuple[int, str, Mapping[str, Any]]


def claimed(seq: int, *, pressed: int = 1, id_: str = "text") -> Event:
    """The event of a claim of a text to Maya that was pressed at event `pressed`."""
    return seq, "message", {"item": {"id": id_, "phone": MAYA, "seq": pressed, "text": "Hello"}}


def consent(seq: int, *, opted_out: bool, phone: str = MAYA) -> Event:
    """The event of an opt-out or an opt-in."""
    return seq, "consent", {"phone": phone, "opted_out": opted_out}


def violations(*told: Event, answered: tuple[Answered, ...] = (), posts: int = 1) -> int:
    """How many of the POSTs of one text should not have been made."""
    return len(
        judge.judge(told, answered, ["text"] * posts, frozenset({"confirmation"})).violations
    )


def test_a_text_that_was_claimed_before_the_opt_out_is_no_violation() -> None:
    assert violations(claimed(5), consent(6, opted_out=True)) == 0


def test_a_text_that_was_claimed_after_the_opt_out_is_one() -> None:
    assert violations(consent(5, opted_out=True), claimed(6)) == 1


def test_a_claim_that_was_never_posted_harms_nobody() -> None:
    assert violations(consent(5, opted_out=True), claimed(6), posts=0) == 0


def test_a_second_attempt_after_the_opt_out_is_one() -> None:
    told = (claimed(4), consent(5, opted_out=True), claimed(6))
    assert violations(*told, posts=2) == 1


def test_an_opt_out_without_an_event_counts_from_the_answer_to_its_webhook() -> None:
    answered = (Answered((MAYA, HER_OTHER), head=5),)
    assert violations(claimed(5), answered=answered) == 0
    assert violations(claimed(6), answered=answered) == 1


def test_after_start_only_what_was_pressed_after_it_may_leave() -> None:
    stop_and_start = (consent(5, opted_out=True), consent(8, opted_out=False))
    assert violations(*stop_and_start, claimed(10, pressed=9)) == 0
    assert violations(*stop_and_start, claimed(10, pressed=7)) == 1, "pressed while opted out"
    assert violations(*stop_and_start, claimed(10, pressed=2)) == 1, "pressed before"


def test_an_opt_out_that_is_told_again_when_it_is_folded_in_is_the_same_one() -> None:
    told = (
        consent(5, opted_out=True), consent(6, opted_out=True), consent(7, opted_out=False),
        claimed(9, pressed=8),
    )  # fmt: skip
    assert violations(*told) == 0


def test_the_text_that_confirms_an_opt_out_may_leave_after_it() -> None:
    told = (consent(5, opted_out=True), claimed(6, id_="confirmation"))
    assert judge.judge(told, (), ["confirmation"], frozenset({"confirmation"})).violations == []


def test_a_post_that_nobody_claimed_is_a_violation() -> None:
    assert violations(posts=1) == 1


@pytest.mark.parametrize("words", WORDS)
def test_each_wording_of_the_races_is_an_opt_out_that_nobody_can_mistake(words: str) -> None:
    assert (classify(words).intent, classify(words).action) == ("opt_out", "suppress")


def test_a_seed_makes_the_same_races_and_some_of_each_kind() -> None:
    planned = races(200, 3, SEED)
    assert planned == races(200, 3, SEED) != races(200, 3, SEED + 1)
    assert {one.how for one in planned} == {"queued", "held", "scheduled"}
    assert {one.twice for one in planned} == {"", "parallel", "repeated"}
    assert 0 < sum(one.from_other for one in planned) < 3 * OTHER_NUMBER * len(planned)
    assert any(one.start_again for one in planned)
    assert any(one.meanwhile for one in planned)
    assert len({phone for one in planned for phone in one.phones}) == sum(
        len(one.phones) for one in planned
    )


@pytest.mark.slow
@pytest.mark.timeout(LONGEST_S + 20)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_no_text_leaves_after_the_commit_of_an_opt_out(database: str) -> None:
    done = subprocess.run(
        [
            sys.executable, "-m", "faults.races", "--races", str(RACES), "--seed", str(SEED),
            "--database", database,
        ],
        cwd=ROOT, capture_output=True, text=True, timeout=LONGEST_S, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr[-3000:]}"
    found = json.loads(done.stdout.splitlines()[-1])
    assert (found["races"], found["violations"], found["confirmed_twice"]) == (RACES, 0, 0)
    for both_ways in ("posted_before", "withdrawn", "close", "after_start", "confirmations"):
        assert found[both_ways] > 0, found


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_machine_that_does_not_look_is_found_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing is taken back at an opt-out, and the claim does not ask for the verdict."""
    monkeypatch.setattr("threadside.sending.outbox.withdraw", lambda *_, **__: 0)
    monkeypatch.setattr("threadside.sending.claim._allowed", lambda *_: True)
    with memory_folder() as folder:
        url = Sqlite(folder).clean()
        found = race(url, tmp_path, BROKEN_RACES, SEED, servers=1)
    assert found.violations > 0
    assert found.harmed
