"""Transactions end in one place, so that everything a commit needs is there."""

import re
from pathlib import Path

import pytest

import threadside

PACKAGE = Path(threadside.__file__).parent


def files_with(pattern: str) -> set[str]:
    """Files of the server, by their path in the package, in which `pattern` occurs.

    The command line's tools and the simulator are processes of their own.
    """
    found = re.compile(pattern)
    return {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).parts[0] not in {"cli", "simulator"}
        and found.search(path.read_text(encoding="utf-8"))
    }


def test_commit_is_called_by_the_unit_of_work_alone() -> None:
    everywhere = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if ".commit(" in path.read_text(encoding="utf-8")
    ]
    assert everywhere == ["store/uow.py"]


@pytest.mark.parametrize("pattern", [r"db\.session", r"Model\.query", r"scoped_session"])
def test_there_is_one_kind_of_session(pattern: str) -> None:
    assert files_with(pattern) == set()


def test_sessions_are_opened_by_the_unit_of_work_alone() -> None:
    opened = files_with(r"(?<!requests\.)(?<!boto3\.session\.)(?<!class Narrowed)\bSession\(")
    assert opened == {"store/narrowing.py"}
    assert files_with(r"narrowing\.\w*session\w*\(") == {"store/uow.py"}


def test_there_is_one_clock() -> None:
    assert files_with(r"datetime\.now\(") == {"clock.py"}
    assert files_with(r"utcnow\(") == set()
