"""`threadside explain verdict` gives the whole verdict of a workspace in the database."""

import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.builders import Builders
from tests.integration.cli.conftest import Run
from tests.integration.desk import Desk, desk, open_desk

__all__ = ["desk", "open_desk"]

PHONE = "+17205550142"
NOON = "2026-03-02T19:00:00Z"


@pytest.fixture
def asked(app: Flask, build: Builders, run: Run) -> Any:
    """Ask about one workspace with one line; the answer."""
    assert app
    workspace = build.workspace()
    build.line(workspace, name="Front desk")

    def ask(**values: Any) -> Any:
        line = {"workspace": workspace.name, "line": "Front desk", "phone": PHONE, "at": NOON}
        arguments = {**line, "kind": "initiate", **values}
        path = json.dumps(arguments)
        answer = run("explain", "verdict", stdin=path)
        return json.loads(answer.output)

    return ask


def test_it_is_the_same_verdict_as_the_apis(asked: Any) -> None:
    found = asked()
    assert (found["state"], found["code"]) == ("stop", "no_consent")
    assert found["reasons"][0]["words"]
    assert found["reasons"][0]["remedies"]
    assert "policy 0" in found["rules_version"]


def test_a_text_is_checked_as_well(asked: Any) -> None:
    found = asked(text="My card is 4111 1111 1111 1111")
    assert "sensitive_card" in [reason["code"] for reason in found["reasons"]]


@pytest.mark.parametrize("line", ["+17205550100", "(720) 555-0100"])
def test_a_line_has_a_name_and_a_number(asked: Any, line: str) -> None:
    assert asked(line=line)["code"] == "no_consent"


def test_at_night_both_reasons_are_told(asked: Any) -> None:
    codes = [one["code"] for one in asked(at="2026-03-02T08:00:00Z")["reasons"]]
    assert codes == ["no_consent", "quiet_hours"]


def test_a_number_that_is_none_is_a_reason(asked: Any) -> None:
    assert asked(phone="12")["code"] == "number_too_short"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"workspace": "Nowhere"}, "unknown_workspace"),
        ({"workspace": "Foothill\x00"}, "unknown_workspace"),
        ({"workspace": "\ud83d"}, "unknown_workspace"),
        ({"line": "Back door"}, "unknown_line"),
        ({"line": ""}, "unknown_line"),
        ({"line": "Front desk\x00"}, "unknown_line"),
        ({"line": "\udfff"}, "unknown_line"),
        ({"kind": "shout"}, "unknown_value"),
        ({"at": "yesterday"}, "unusable_time"),
        ({"at": "2026-11-31T10:00:00Z"}, "unusable_time"),
        ({"member": "nobody@example.com"}, "unknown_member"),
        ({"member": "\x00"}, "unknown_member"),
        ({"phone": None}, "wrong_type"),
        ({"colour": "red"}, "unknown_field"),
    ],
)
def test_what_is_not_there_is_a_stop_that_says_so(
    asked: Any, wrong: dict[str, Any], code: str
) -> None:
    found = asked(**wrong)
    assert (found["state"], found["code"]) == ("stop", code)
    assert found["error"]


def test_a_database_of_another_shape_is_a_stop_that_says_so(asked: Any, run: Run) -> None:
    assert asked()["code"] == "no_consent"
    line = json.dumps({"workspace": "Foothill Solar", "line": "Front desk", "phone": PHONE})
    answer = run("explain", "verdict", stdin=line, env={"THREADSIDE_DATABASE_URL": "sqlite:///no"})
    found = json.loads(answer.output)
    assert (found["state"], found["code"]) == ("stop", "database_unusable")
    assert found["error"]


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "1999-05-05T18:00:00Z", "9999-12-31"])
def test_a_moment_that_no_rule_knows_is_a_reason(asked: Any, at: str) -> None:
    assert "hours_bad_clock" in [one["code"] for one in asked(at=at)["reasons"]]


def test_texts_that_nobody_answered_count_as_the_api_counts_them(desk: Desk, run: Run) -> None:
    """P-8"""
    desk.policy(caps="on")
    anna = desk.person()
    for _ in range(2):
        desk.press(anna)
        desk.clock.advance(days=2)
    line = {
        "workspace": desk.workspace.id,
        "line": desk.line.id,
        "phone": PHONE,
        "at": desk.clock.now.isoformat(),
        "member": desk.rep.user.email,
    }
    lines = "\n".join(json.dumps(each) for each in (line, {**line, "text": "Are you there?"}))
    before, pressed = map(json.loads, run("explain", "verdict", stdin=lines).output.splitlines())
    shown = desk.get("/v1/verdict", phone=PHONE, line=desk.line.id)
    assert before == {key: value for key, value in shown.items() if key != "press"}
    assert (pressed["state"], pressed["code"]) == ("stop", "unanswered_week")


def test_a_text_meets_the_caps_of_a_press(desk: Desk, run: Run) -> None:
    """P-3"""
    desk.policy(caps="on")
    for number in range(15):
        phone = f"+1720555{200 + number:04}"
        desk.press(desk.person(f"Guest {number}", phone), phone=phone)
    line = {
        "workspace": desk.workspace.id,
        "line": desk.line.id,
        "phone": PHONE,
        "at": desk.clock.now.isoformat(),
        "text": "Hello there",
    }
    found = json.loads(run("explain", "verdict", stdin=json.dumps(line)).output)
    assert found["state"] == "wait"
    assert found["until"]


def test_what_was_written_later_than_the_moment_allows_nothing(desk: Desk, run: Run) -> None:
    desk.strict_policy()
    desk.person()
    before = desk.clock.now - timedelta(days=400)
    desk.says("Is the yard open?")
    line = {"workspace": desk.workspace.id, "line": desk.line.id, "phone": PHONE}
    lines = "\n".join(json.dumps({**line, "at": at.isoformat()}) for at in (desk.clock.now, before))
    now, then = map(json.loads, run("explain", "verdict", stdin=lines).output.splitlines())
    assert (now["state"], now["code"]) == ("go", "answered_recently")
    assert (then["state"], then["code"]) == ("stop", "no_consent")
