"""`threadside explain` answers every line of its input by one line, in their order."""

import json

import pytest
from click.testing import CliRunner

from threadside.cli import main


def explain(subject: str, lines: str) -> tuple[int, str]:
    answer = CliRunner().invoke(main, ["explain", subject], input=lines)
    return answer.exit_code, answer.output


@pytest.mark.parametrize("subject", ["phone", "segments", "hours", "intent"])
@pytest.mark.parametrize("blank", ["", "  ", "\t"])
def test_a_blank_line_has_its_own_answer(subject: str, blank: str) -> None:
    code, output = explain(subject, f'"+17205550142"\n{blank}\n"+17205550142"\n')
    before, empty, after = map(json.loads, output.splitlines())
    assert code == 1
    assert empty["error"] == "the line is empty"
    assert "error" not in before
    assert "error" not in after


@pytest.mark.parametrize("char", ["\u0085", "\u2028", "\u2029"])
def test_what_some_programs_take_for_the_end_of_a_line_does_not_end_one(char: str) -> None:
    text = f"a{char}b 😀"
    _code, output = explain("segments", json.dumps({"text": text}))
    (line,) = output.splitlines()
    found = json.loads(line)
    assert found["smart"]["text"] == text
    assert found["forcing"] == [char, "😀"]


@pytest.mark.parametrize(
    ("raw", "region", "because"),
    [
        ("720-555-0142", "XX", "unknown_region"),
        ("720-555-0142", "UK", "unknown_region"),
        ("720-555-0142", "", "unknown_region"),
        ("+999 1234567", "XX", "invalid"),
        ("720-155-0142", "US", "invalid"),
        ("call me", "XX", "not_a_number"),
    ],
)
def test_a_region_that_is_none_is_told_apart_from_a_number_that_is_none(
    raw: str, region: str, because: str
) -> None:
    _code, output = explain("phone", json.dumps({"raw": raw, "region": region}))
    assert json.loads(output) == {"e164": None, "kind": "invalid", "because": because}


@pytest.mark.parametrize("region", ["us", " US ", "XX", ""])
def test_a_number_with_its_country_needs_no_region(region: str) -> None:
    _code, output = explain("phone", json.dumps({"raw": "+17205550142", "region": region}))
    assert json.loads(output)["e164"] == "+17205550142"


def test_a_region_may_stand_in_blanks() -> None:
    _code, output = explain("phone", json.dumps({"raw": "720-555-0142", "region": " us "}))
    assert json.loads(output)["because"] == "ok"
