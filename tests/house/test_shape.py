"""What keeps the code base uniform, checked file by file."""

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest

from threadside.machinery import HANDLERS
from threadside.words import table

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "backend" / "threadside"
LONGEST_PYTHON = 400
LONGEST_TYPESCRIPT = 250
LONGEST_TEST = 500


def tracked(*patterns: str) -> list[Path]:
    """Files that belong to the repository, whether committed yet or not."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


def test_no_module_is_longer_than_the_house_likes() -> None:
    long = []
    for path in tracked("*.py", "*.ts", "*.tsx"):
        if "migrations" in path.parts or "schema" in path.parts or path.name.endswith(".d.ts"):
            continue
        limit = LONGEST_PYTHON if path.suffix == ".py" else LONGEST_TYPESCRIPT
        if {"tests", "e2e"} & set(path.relative_to(ROOT).parts):
            limit = LONGEST_TEST
        if len(path.read_text(encoding="utf-8").splitlines()) > limit:
            long.append(str(path.relative_to(ROOT)))
    assert long == []


def test_every_module_of_the_package_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("*.py")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_every_deferred_job_has_a_handler() -> None:
    assert {"fold_inbound", "fold_status", "housekeeping"} <= set(HANDLERS)


@pytest.mark.parametrize("path", sorted((ROOT / "shared_schemas" / "words").glob("*.json")))
def test_word_tables_are_flat_and_no_key_is_in_two(path: Path) -> None:
    words = json.loads(path.read_text(encoding="utf-8"))
    assert all(isinstance(value, str) and value for value in words.values())
    for other in path.parent.glob("*.json"):
        if other != path:
            assert not words.keys() & json.loads(other.read_text(encoding="utf-8")).keys()


def test_every_refusal_has_words() -> None:
    """Codes are literals where they are raised; each needs a sentence a person can act on."""
    raised = re.compile(r"(?:Refusal|Invalid|Forbidden)\(\s*\"([a-z_]+)\"")
    codes = {
        code
        for path in PACKAGE.rglob("*.py")
        if "simulator" not in path.parts
        for code in raised.findall(path.read_text(encoding="utf-8"))
    }
    lacking = sorted(code for code in codes if f"error.{code}.detail" not in table())
    assert lacking == []


def test_tables_of_people_are_read_and_written_by_one_module() -> None:
    """So that each is read in every encoding, and none runs in a spreadsheet (OWASP, CSV
    Injection). The rules of the law are ours, and the simulator stands alone."""
    alone = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if re.search(r"^(import csv|from csv )", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    outside = {each for each in alone if not each.startswith("simulator/")}
    assert outside == {"rules/cells.py", "rules/hours/reading.py"}
