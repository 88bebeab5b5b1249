"""`threadside explain` answers each argument, or each line, with one line of JSON."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from threadside.cli import main


def explain(*arguments: str, lines: str = "") -> tuple[int, list[Any]]:
    answer = CliRunner().invoke(main, ["explain", *arguments], input=lines)
    return answer.exit_code, [json.loads(line) for line in answer.output.splitlines()]


def test_arguments_are_answered_one_by_one() -> None:
    code, (good, bad) = explain("phone", "(720) 555-0142", "12")
    assert code == 0
    assert (good["e164"], good["problem"]) == ("+17205550142", None)
    assert (bad["e164"], bad["problem"]) == (None, "too_short")


def test_options_set_further_fields() -> None:
    _code, (found,) = explain("phone", "--region", "gb", "020 7946 0958")
    assert found["e164"] == "+442079460958"


def test_lines_may_be_a_value_or_an_object() -> None:
    lines = '"020 7946 0958"\n\n{"raw": "020 7946 0958", "region": "GB"}\n'
    _code, found = explain("phone", lines=lines)
    assert [each["e164"] for each in found] == [None, "+442079460958"]


def test_segments_are_counted_and_plain_words_offered() -> None:
    _code, (found,) = explain("segments", "It’s “on”")
    assert (found["encoding"], found["segments"]) == ("ucs2", 1)
    assert found["plain"] == 'It\'s "on"'


def test_intents_are_named() -> None:
    _code, found = explain("intent", "STOP", "stop by tomorrow")
    assert [each["kind"] for each in found] == ["stop", "none"]


def test_a_template_is_filled() -> None:
    line = json.dumps({"body": "Hi {{first_name|there}} {{x}}", "values": {"first_name": "Ana"}})
    _code, (found,) = explain("template", lines=line)
    assert (found["text"], found["missing"]) == ("Hi Ana {{x}}", ["x"])


def test_hours_at_a_moment() -> None:
    _code, (found,) = explain("hours", "+17205550142", "--at", "2026-03-02T15:30:00Z")
    assert found["zone"] == "America/Denver"
    assert found["times"][0]["at"].startswith("2026-03-02T08:30:00")


def test_reports_are_folded() -> None:
    line = json.dumps({"reports": ["delivered", "submitted"]})
    _code, (found,) = explain("delivery", lines=line)
    assert found == {"state": "delivered", "final": True}


def test_a_verdict_names_its_reasons() -> None:
    line = json.dumps({"member_role": "auditor", "now": "2026-03-02T15:30:00Z"})
    _code, (found,) = explain("verdict", lines=line)
    assert (found["state"], found["code"]) == ("stop", "role_may_not_send")


@pytest.mark.parametrize(
    "line", ["{", "[]", "7", '{"raw": 1}', '{"nothing": "x"}', '{"raw": "1", "extra": 1}']
)
def test_what_can_t_be_read_is_told_and_the_rest_answered(line: str) -> None:
    code, (wrong, right) = explain("phone", lines=f'{line}\n"+17205550142"\n')
    assert code == 1
    assert "error" in wrong
    assert right["e164"] == "+17205550142"


def test_a_moment_without_a_zone_is_refused() -> None:
    code, (found,) = explain("hours", "+17205550142", "--at", "2026-03-02T15:30:00")
    assert code == 1
    assert found == {"error": "now must be aware"}
