"""Consent of another system: row by row, never more than it can prove, the same file twice."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.integration.cli.conftest import Run, run
from tests.integration.desk import ANNA, BEN, Desk

__all__ = ["run"]

Card = Callable[..., dict[str, Any]]
Kinds = Callable[[str], list[str]]


@pytest.fixture(autouse=True)
def clocks_agree(desk: Desk) -> None:
    """The command goes by the real clock."""
    desk.clock.now = datetime.now(UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "consent.csv"


def imported(run: Run, file: Path, rows: str) -> tuple[int, list[dict[str, Any]]]:
    """The exit code and each row's report."""
    file.write_text(rows, encoding="utf-8")
    result = run("consent", "import", str(file), "--json")
    lines = [line for line in result.stdout.splitlines() if line.startswith("{")]
    return result.exit_code, [json.loads(line) for line in lines]


def outcomes(reports: list[dict[str, Any]]) -> list[tuple[int, str]]:
    return [(each["line"], each["outcome"]) for each in reports]


def test_each_row_is_whole_or_not_at_all(
    desk: Desk, run: Run, file: Path, card: Card, kinds: Kinds
) -> None:
    """Half-right rows are told by line and reason; nothing of them is applied."""
    code, reports = imported(
        run,
        file,
        "phone,status,scope,strength,obtained_at,words\n"
        "(720) 555-0142,consented,informational,express,2026-01-05,asked at the fair\n"
        "303 555 0177,consented,marketing,written,2026-01-05,old system\n"
        "nobody,consented,,,,\n"
        "(720) 555-0143,consented,,,someday,\n",
    )
    assert code == 1
    assert outcomes(reports) == [(2, "taken"), (3, "lowered"), (4, "refused"), (5, "refused")]
    assert "no phone number" in reports[2]["words"]
    assert "obtained_at" in reports[3]["words"]
    desk.clock.advance(minutes=1)
    for phone in (ANNA, BEN):
        shown = card(phone)
        assert shown["standing"] == "unverified"
        (scope,) = shown["scopes"]
        assert (scope["scope"], scope["strength"]) == ("informational", "express")
        assert scope["verified"] is False
    assert kinds("+17205550143") == []


def test_the_same_file_twice_is_taken_once(desk: Desk, run: Run, file: Path, kinds: Kinds) -> None:
    rows = "phone,status\n7205550142,consented\n3035550177,opted_out\n"
    first, second = imported(run, file, rows), imported(run, file, rows)
    assert outcomes(first[1]) == [(2, "taken"), (3, "taken")]
    assert outcomes(second[1]) == [(2, "known"), (3, "known")]
    assert (kinds(ANNA), kinds(BEN)) == (["granted"], ["revoked"])


def test_it_brings_nobody_back(desk: Desk, run: Run, file: Path, card: Card) -> None:
    """R-5, C-4: no import undoes an opt-out."""
    desk.says("STOP")
    code, reports = imported(run, file, "phone,strength\n7205550142,written\n")
    assert (code, outcomes(reports)) == (1, [(2, "refused")])
    assert card()["standing"] == "revoked"


def test_an_opt_out_of_another_system_closes_at_once(desk: Desk, run: Run, file: Path) -> None:
    waiting = desk.press(desk.person(), "held")
    imported(run, file, "phone,status,words\n7205550142,unsubscribed,list of 2025\n")
    assert desk.state(waiting["id"]) == "failed"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"phone,colour\n", "There is no column “colour”"),
        (b"", "has no heading"),
        (b"phone\n\x00\x81", "is no text"),
        (b'phone,words\n7205550142,"open', "can't be read as CSV"),
    ],
)
def test_a_file_that_is_none_is_told_in_a_sentence(
    desk: Desk, run: Run, file: Path, raw: bytes, words: str
) -> None:
    file.write_bytes(raw)
    result = run("consent", "import", str(file))
    assert (result.exit_code, words in result.output) == (1, True), result.output
