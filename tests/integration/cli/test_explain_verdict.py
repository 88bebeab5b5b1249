"""`threadside explain verdict` gives the whole verdict of a workspace in the database."""

import json
from typing import Any

import pytest
from flask import Flask

from tests.builders import Builders
from tests.integration.cli.conftest import Run

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
    "wrong",
    [
        {"workspace": "Nowhere"},
        {"line": "Back door"},
        {"kind": "shout"},
        {"at": "yesterday"},
        {"member": "nobody@example.com"},
        {"colour": "red"},
    ],
)
def test_what_is_not_there_is_an_error(asked: Any, wrong: dict[str, str]) -> None:
    assert asked(**wrong)["error"]
