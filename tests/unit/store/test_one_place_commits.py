"""Transactions end in one place, so that everything a commit needs is there."""

import re
from pathlib import Path

import pytest

import threadside

PACKAGE = Path(threadside.__file__).parent


def files_with(pattern: str) -> set[str]:
    """Files of the package, by their path in it, in which `pattern` occurs."""
    found = re.compile(pattern)
    return {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if found.search(path.read_text(encoding="utf-8"))
    }


def test_commit_is_called_by_the_unit_of_work_alone() -> None:
    assert files_with(r"\.commit\(") == {"store/uow.py"}


@pytest.mark.parametrize("pattern", [r"db\.session", r"Model\.query", r"scoped_session"])
def test_there_is_one_kind_of_session(pattern: str) -> None:
    assert files_with(pattern) == set()


def test_sessions_are_opened_by_the_unit_of_work_alone() -> None:
    assert files_with(r"\bSession\(") == {"store/uow.py"}


def test_there_is_one_clock() -> None:
    of_their_own = {"clock.py"}
    simulated = {path for path in files_with(r"datetime\.now\(") if path.startswith("simulator/")}
    assert files_with(r"datetime\.now\(") - simulated == of_their_own
    assert files_with(r"utcnow\(") == set()
