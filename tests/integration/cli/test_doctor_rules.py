"""`threadside doctor` says which rules this server goes by, and what is wrong with its own file."""

from pathlib import Path

from tests.integration.cli.conftest import Run
from threadside.rules.tables import load_text


def test_the_shipped_rules_are_named_with_their_version(run: Run) -> None:
    answer = run("doctor")
    assert "Quiet hours: quiet_hours.csv (version " in answer.output


def test_a_refused_rule_file_is_named_with_its_row_and_breaks_nothing(
    run: Run, tmp_path: Path
) -> None:
    broken = load_text("rules/quiet_hours.csv").replace("as weekday", "maybe", 1)
    (tmp_path / "quiet_hours.csv").write_text(broken, encoding="utf-8")
    answer = run("doctor", env={"THREADSIDE_RULES_FOLDER": str(tmp_path)})
    assert answer.exit_code == 0
    assert "look   A rule file is refused. quiet_hours.csv, row 2: legal_holidays 'maybe'" in (
        answer.output
    )
