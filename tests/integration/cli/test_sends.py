"""`threadside sends`: everything stops by one command, for one workspace or for all."""

import pytest

from tests.integration.cli.conftest import Run


@pytest.fixture
def two(run: Run) -> Run:
    """An installation with two workspaces."""
    run("workspace", "create", "--name", "Foothill Solar")
    run("workspace", "create", "--name", "Gulf Supply")
    return run


def lines(run: Run) -> list[str]:
    return run("sends", "status").output.splitlines()


def test_all_of_it_stops_and_goes_on_by_one_command(two: Run) -> None:
    assert lines(two) == ["Foothill Solar: sending goes on", "Gulf Supply: sending goes on"]
    answer = two("sends", "pause", "--all", "--reason", "carrier breach")
    assert answer.exit_code == 0
    assert answer.output.splitlines() == lines(two)
    for line, name in zip(lines(two), ("Foothill Solar", "Gulf Supply"), strict=True):
        assert line.startswith(f"{name}: paused since 20")
        assert line.endswith("0 text(s) wait: carrier breach")
    assert two("sends", "resume", "--all").exit_code == 0
    assert all("sending goes on" in line for line in lines(two))


def test_one_workspace_stops_by_its_name(two: Run) -> None:
    two("sends", "pause", "--workspace", "Gulf Supply")
    first, second = lines(two)
    assert "sending goes on" in first
    assert "paused since" in second
    assert two("sends", "status", "--workspace", "Gulf Supply").output.splitlines() == [second]


def test_what_is_paused_already_keeps_its_reason(two: Run) -> None:
    two("sends", "pause", "--workspace", "Gulf Supply", "--reason", "first")
    assert two("sends", "pause", "--all", "--reason", "second").exit_code == 0
    assert [line.rsplit(": ", 1)[1] for line in lines(two)] == ["second", "first"]


def test_of_several_workspaces_one_has_to_be_meant(two: Run) -> None:
    assert two("sends", "pause").exit_code == 1
    assert two("sends", "pause", "--all", "--workspace", "Gulf Supply").exit_code == 2
    assert all("sending goes on" in line for line in lines(two))


def test_the_only_workspace_needs_no_name(run: Run) -> None:
    run("workspace", "create", "--name", "Foothill Solar")
    assert "paused since" in run("sends", "pause").output
    assert "sending goes on" in run("sends", "resume").output
    assert "sending goes on" in run("sends", "resume").output


def test_the_doctor_tells_of_it_and_of_how_to_end_it(two: Run) -> None:
    assert "All sending" not in two("doctor").output
    two("sends", "pause", "--workspace", "Gulf Supply", "--reason", "carrier breach")
    report = two("doctor").output
    assert "All sending of Gulf Supply is paused since" in report
    assert "carrier breach" in report
    assert "threadside sends resume" in report


def test_the_record_holds_after_it(two: Run) -> None:
    two("sends", "pause", "--all", "--reason", "carrier breach")
    assert two("verify-log", "--database").exit_code == 0
