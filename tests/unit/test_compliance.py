"""Every statement of docs/compliance.md is named by a test, or says why it is not."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| ([A-Z]-\d+) \| (.*) \|$", re.MULTILINE)
STATEMENTS: dict[str, str] = dict(
    ROW.findall((ROOT / "docs" / "compliance.md").read_text(encoding="utf-8"))
)
NUMBERS = {"C": 7, "R": 12, "Q": 9, "S": 6, "D": 8, "P": 8, "X": 6, "A": 8, "V": 14}
NOT_BUILT = "Not built:"


def specifications() -> str:
    """Every test, as text."""
    files = [
        *(path for folder in ("tests", "e2e") for path in (ROOT / folder).rglob("*.py")),
        *(ROOT / "extension" / "tests").rglob("*.ts*"),
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in files if path != Path(__file__))


TESTS = specifications()


def test_every_statement_stands_there() -> None:
    expected = {f"{letter}-{n}" for letter, most in NUMBERS.items() for n in range(1, most + 1)}
    assert STATEMENTS.keys() == expected


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_statement_has_a_test_that_names_it(statement: str) -> None:
    named = re.search(rf"(?<![\w-]){statement}(?![\w-])", TESTS) is not None
    assert named or NOT_BUILT in STATEMENTS[statement]
