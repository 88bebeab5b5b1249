"""The harness that looks for harm sees it: each kind, made up, is counted once."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from faults import compare
from faults.report import HARM, Counts, Report, last_line, merged, table
from faults.system import SEGMENTS_PER_SECOND
from faults.traffic import Press, Somebody

MAYA = Somebody("maya", "+19705550101", "line", "+17205550100")
PACE = int(SEGMENTS_PER_SECOND)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """A text as the database has it."""

    state: str
    failure_code: str | None = None


def press(number: int) -> Press:
    return Press(number, f"message-{number}", MAYA, f"Text {number:06}")


def entry(
    number: int, seq: int, *, reported: str = "submitted delivered", after_s: float = 0
) -> dict[str, Any]:
    """A text in the carrier's ledger, with its receipts in the order in which they went out."""
    return {
        "seq": seq,
        "client_ref": f"message-{number}",
        "text": f"Text {number:06}",
        "from": "17205550100",
        "parts": 1,
        "reported": reported.split(),
        "accepted_at": (NOON + timedelta(seconds=after_s)).isoformat(),
    }


def claimed(number: int, after_s: float, segments: int = 1) -> tuple[str, dict[str, Any], datetime]:
    """The event of a claim."""
    item = {
        "id": f"message-{number}", "text": f"Text {number:06}", "phone": MAYA.phone,
        "line_id": "line", "segments": segments,
    }  # fmt: skip
    return "message", {"item": item}, NOON + timedelta(seconds=after_s)


def consent(after_s: float, *, opted_out: bool) -> tuple[str, dict[str, Any], datetime]:
    """The event of a STOP or a START."""
    data = {"phone": MAYA.phone, "opted_out": opted_out}
    return "consent", data, NOON + timedelta(seconds=after_s)


def test_a_text_accepted_twice_is_doubled_once() -> None:
    ledger = [entry(1, 1), entry(2, 2), entry(1, 3)]
    assert len(compare.doubled([press(1), press(2)], ledger)) == 1


def test_a_text_that_nobody_pressed_counts_as_doubled() -> None:
    assert len(compare.doubled([press(1)], [entry(1, 1), entry(2, 2)])) == 1


def test_what_a_machine_answered_was_pressed_by_nobody_and_is_doubled_all_the_same() -> None:
    machines = {"message-2", "message-3"}
    alike = [{**entry(2, 2), "text": "Bye"}, {**entry(3, 3), "text": "Bye"}]
    assert compare.doubled([press(1)], [entry(1, 1), *alike], machines) == []
    assert len(compare.doubled([press(1)], [entry(1, 1), *alike, alike[0]], machines)) == 1


@pytest.mark.parametrize(
    ("row", "in_ledger", "verdict"),
    [
        (None, None, "lost"),
        (Row("delivered"), None, "lost"),
        (Row("submitted"), None, "lost"),
        (Row("lapsed", "expired"), None, "lost"),
        (Row("failed", "invalid"), None, "lost"),
        (Row("failed", "opted_out"), None, ""),
        (Row("failed", "refused"), None, "lost"),
        (Row("failed", "opted_out"), "delivered", "lost"),
        (Row("queued"), None, "stuck"),
        (Row("submitting"), "delivered", "stuck"),
        (Row("uncertain"), "delivered", "stuck"),
        (Row("uncertain"), "", "uncertain"),
        (Row("uncertain"), None, "uncertain"),
        (Row("submitted"), "", ""),
        (Row("submitted"), "submitted", ""),
        (Row("submitted"), "submitted delivered", "stuck"),
        (Row("delivered"), "submitted delivered", ""),
        (Row("delivered"), "delivered submitted", ""),
        (Row("delivered"), "submitted", "stuck"),
        (Row("undelivered"), "submitted undeliverable", ""),
        (Row("undelivered"), "undeliverable submitted", ""),
        (Row("undelivered"), "submitted", "stuck"),
        (Row("undelivered"), "delivered", "stuck"),
        (Row("rejected"), "rejected", ""),
    ],
)
def test_what_became_of_a_text(row: Row | None, in_ledger: str | None, verdict: str) -> None:
    found = None if in_ledger is None else entry(1, 1, reported=in_ledger)
    assert compare.fate(row, found)[0] == verdict


def test_a_text_that_overtook_an_earlier_one_to_its_person() -> None:
    by_person = {MAYA.id: [press(1), press(2), press(3)]}
    assert compare.overtaken(by_person, [entry(1, 1), entry(3, 2)]) == []
    assert len(compare.overtaken(by_person, [entry(2, 1), entry(1, 2), entry(3, 3)])) == 1


def test_a_text_claimed_after_stop_is_a_violation() -> None:
    told = [consent(0, opted_out=True), claimed(1, 1)]
    assert len(compare.after_opt_out(told, [entry(1, 1, after_s=1)])[0]) == 1
    assert compare.after_opt_out(told, []) == ([], 0), "it was never accepted"


def test_only_the_text_that_confirms_an_opt_out_may_be_claimed_after_it() -> None:
    told = [consent(0, opted_out=True), claimed(1, 1)]
    ledger = [entry(1, 1, after_s=1)]
    assert compare.after_opt_out(told, ledger, {"message-1"}) == ([], 0)


def test_a_text_after_start_is_none() -> None:
    told = [consent(0, opted_out=True), consent(1, opted_out=False), claimed(1, 2)]
    assert compare.after_opt_out(told, [entry(1, 1, after_s=2)]) == ([], 0)


def test_a_text_claimed_before_stop_may_be_under_way_for_a_moment() -> None:
    told = [claimed(1, 0), consent(0.1, opted_out=True)]
    assert compare.after_opt_out(told, [entry(1, 1, after_s=0.2)]) == ([], 1)
    assert len(compare.after_opt_out(told, [entry(1, 1, after_s=30)])[0]) == 1


def test_claims_beyond_the_pace_are_over_the_limit() -> None:
    burst = [claimed(number, 0) for number in range(PACE)]
    paced = [claimed(PACE + number, number / PACE) for number in range(1, 90)]
    assert compare.too_fast(burst + paced, []) == []
    assert len(compare.too_fast([*burst, claimed(PACE, 0, segments=2)], [])) == 1


def test_requests_beyond_the_pace_are_over_the_limit() -> None:
    at_once = [entry(number, number) for number in range(2 * PACE)]
    assert compare.too_fast([], at_once) == []
    assert len(compare.too_fast([], [*at_once, entry(2 * PACE, 2 * PACE)])) == 1


@pytest.mark.parametrize("name", HARM)
def test_any_harm_fails_the_run_and_is_shown_with_an_example(name: str) -> None:
    report = Report(Counts(database="sqlite", seed=3))
    assert not report.counts.harmed
    report.harm(name, ["what happened"])
    assert report.counts.harmed
    assert "what happened" in table(report)
    assert f'"{name}": 1' in last_line([report])


def test_two_runs_add_up_with_each_beside() -> None:
    runs = [
        Report(Counts(texts_pressed=2, kills=1, seconds=1.5, database="sqlite", seed=3)),
        Report(Counts(texts_pressed=3, kills=2, seconds=2.5, database="postgresql", seed=3)),
    ]
    total = merged(runs)
    assert (total["texts_pressed"], total["kills"], total["seconds"]) == (5, 3, 4.0)
    assert (total["database"], total["seed"]) == ("both", 3)
    assert [run["texts_pressed"] for run in total["runs"]] == [2, 3]


def pictured(number: int, state: str = "fetched", sha256: str | None = "theirs") -> dict[str, Any]:
    """A text in the ledger with one file."""
    return {**entry(number, number), "media": [{"state": state, "sha256": sha256}]}


@pytest.mark.parametrize(
    ("found", "harm"),
    [
        ({**entry(1, 1), "media": []}, 1),
        (pictured(1), 0),
        (pictured(1, sha256="another"), 1),
        (pictured(1, state="failed", sha256=None), 0),
    ],
)
def test_a_picture_that_is_missing_or_another_one_is_lost(found: dict[str, Any], harm: int) -> None:
    with_picture = Press(1, "message-1", MAYA, "Text 000001", pictures=1)
    ours = {"message-1": "theirs"}
    assert len(compare.other_pictures([with_picture], ours, [found])) == harm
