"""An operator's corrected rules are used; a file with an error in it changes nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from threadside import rule_files
from threadside.rules.hours import Whereabouts, builtin_table, decide
from threadside.rules.tables import load_text
from threadside.settings import Settings

SHIPPED = load_text("rules/quiet_hours.csv")
STRICTER = SHIPPED.replace("NY,1992-12-20,,08:00", "NY,1992-12-20,,11:00")
BROKEN = STRICTER.replace("11:00", "11 o'clock")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "rules"
    made.mkdir()
    return made


@pytest.fixture
def settings(tmp_path: Path, folder: Path) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path / "data", rules_folder=folder)


@pytest.fixture(autouse=True)
def shipped_rules_afterwards() -> Iterator[None]:
    yield
    rule_files.use(Settings(_env_file=None))


def write(folder: Path, text: str | bytes) -> None:
    content = text if isinstance(text, bytes) else text.encode()
    (folder / rule_files.QUIET_HOURS).write_bytes(content)


def opens_in_new_york_at_ten() -> bool:
    at = datetime(2026, 12, 1, 15, tzinfo=UTC)
    return decide(rule_files.quiet_hours(), Whereabouts("+12125550142"), "initiate", at).allowed


def test_without_a_folder_the_shipped_rules_hold(tmp_path: Path) -> None:
    found = rule_files.use(Settings(_env_file=None, data_dir=tmp_path))
    assert (found.origin, found.problem) == ("shipped", None)
    assert rule_files.quiet_hours() is builtin_table()
    assert "as shipped" in found.words


def test_an_empty_folder_is_no_error(settings: Settings) -> None:
    assert rule_files.use(settings).origin == "shipped"


def test_a_corrected_file_replaces_the_shipped_one(settings: Settings, folder: Path) -> None:
    """R-12: and its version is that of the decisions made by it."""
    write(folder, STRICTER)
    with capture_logs() as logs:
        found = rule_files.use(settings)
    assert (found.origin, found.problem) == ("folder", None)
    assert found.quiet_hours.version != builtin_table().version
    assert not opens_in_new_york_at_ten()
    assert [entry["event"] for entry in logs] == ["rule_file_read"]


def test_a_bad_file_is_refused_with_its_row_and_the_last_good_one_stays(
    settings: Settings, folder: Path
) -> None:
    write(folder, STRICTER)
    good = rule_files.use(settings).quiet_hours.version
    write(folder, BROKEN)
    with capture_logs() as logs:
        found = rule_files.use(settings)
    assert (found.origin, found.quiet_hours.version) == ("last_good", good)
    assert not opens_in_new_york_at_ten()
    assert found.problem is not None
    assert (found.problem.file, found.problem.row) == ("quiet_hours.csv", 39)
    assert 'mon_fri_open "11 o\'clock" is neither a time' in found.words
    assert "your last good one" in found.words
    (entry,) = logs
    assert (entry["event"], entry["row"], entry["in_use"]) == (
        "rule_file_refused", 39, "last_good",
    )  # fmt: skip


def test_without_a_last_good_one_the_shipped_rules_stay(settings: Settings, folder: Path) -> None:
    write(folder, BROKEN)
    found = rule_files.use(settings)
    assert (found.origin, found.problem is None) == ("shipped", False)
    assert rule_files.quiet_hours() is builtin_table()


def test_a_mended_file_is_used_again(settings: Settings, folder: Path) -> None:
    for text in (STRICTER, BROKEN, SHIPPED):
        write(folder, text)
        found = rule_files.use(settings)
    assert (found.origin, found.problem) == ("folder", None)
    assert opens_in_new_york_at_ten()


def test_taking_the_file_away_takes_the_correction_back(settings: Settings, folder: Path) -> None:
    write(folder, STRICTER)
    rule_files.use(settings)
    (folder / rule_files.QUIET_HOURS).unlink()
    assert rule_files.use(settings).origin == "shipped"


def test_a_folder_that_is_gone_is_not_an_empty_one(settings: Settings, folder: Path) -> None:
    """As when a volume is not mounted: the correction must not be lost with it."""
    write(folder, STRICTER)
    rule_files.use(settings)
    folder.rename(folder.with_name("elsewhere"))
    found = rule_files.use(settings)
    assert found.origin == "last_good"
    assert "there is no such folder" in found.words


@pytest.mark.parametrize(
    ("content", "row", "reason"),
    [
        (SHIPPED.encode().replace(b"federal", b"f\xe9d\xe9ral", 1), 2, "not UTF-8"),
        (SHIPPED.encode("utf-16"), 1, "not UTF-8"),
        (b"x" * (rule_files.LARGEST + 1), 0, "larger than 1,000,000 bytes"),
        (b"", 0, "it is empty"),
        (b"\0", 1, "there is no column state"),
    ],
)
def test_any_bytes_are_refused_with_a_reason(
    settings: Settings, folder: Path, content: bytes, row: int, reason: str
) -> None:
    write(folder, content)
    problem = rule_files.use(settings).problem
    assert problem is not None
    assert (problem.row, reason in problem.reason) == (row, True), str(problem)


def test_a_file_that_is_a_folder_is_refused(settings: Settings, folder: Path) -> None:
    (folder / rule_files.QUIET_HOURS).mkdir()
    problem = rule_files.use(settings).problem
    assert problem is not None
    assert "it can't be opened" in problem.reason


def test_reading_changes_nothing(settings: Settings, folder: Path) -> None:
    write(folder, STRICTER)
    assert rule_files.read(settings).origin == "folder"
    assert rule_files.quiet_hours() is builtin_table()
    assert not (settings.data_dir / rule_files.KEPT).exists()


def test_a_copy_that_can_t_be_kept_is_no_reason_not_to_use_the_file(
    settings: Settings, folder: Path
) -> None:
    settings.data_dir.write_text("not a folder")
    write(folder, STRICTER)
    with capture_logs() as logs:
        assert rule_files.use(settings).origin == "folder"
    assert logs[0]["event"] == "rule_file_not_kept"
