"""docs/features.md says how far each feature is; what it calls done must be shown by a test."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| ([FB]\d+) \| (.+?) \| (done|partial|open) \|(.*)\|$")
NAMED = re.compile(r"`([^`]+)`")


def rows() -> list[tuple[str, str, list[str]]]:
    """(id, state, what is named in the last column) of every row."""
    found = []
    for line in (ROOT / "docs" / "features.md").read_text(encoding="utf-8").splitlines():
        if line.startswith(("| F", "| B")):
            match = ROW.match(line)
            assert match, f"not a row: {line}"
            found.append((match[1], match[3], NAMED.findall(match[4])))
    return found


def test_every_feature_has_one_row() -> None:
    ids = [row[0] for row in rows()]
    assert len(ids) == len(set(ids)) == 151


def test_a_row_with_something_to_show_names_it() -> None:
    silent = [row[0] for row in rows() if row[1] == "done" and not row[2]]
    assert silent == []


def test_an_open_row_names_nothing() -> None:
    assert [row[0] for row in rows() if row[1] == "open" and row[2]] == []


def test_what_rows_name_exists_and_is_collected() -> None:
    named = {name for _, _, names in rows() for name in names}
    missing = [name for name in named if not (ROOT / name.split("::")[0]).exists()]
    assert missing == []
    tests = sorted(name for name in named if name.endswith(".py") or "::" in name)
    collected = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:randomly", *tests],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert collected.returncode == 0, collected.stdout[-3000:] + collected.stderr[-1000:]
    for test in tests:
        assert test.split("::")[-1].split("/")[-1] in collected.stdout, f"{test} is not collected"
