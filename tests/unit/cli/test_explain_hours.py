"""`threadside explain hours` says what it could not use and what it took for granted."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from threadside.cli import main

OPEN = {"phone": "+17205550142", "at": "2026-03-02T17:00:00Z"}


def explain(**fields: object) -> dict[str, Any]:
    line = json.dumps({**OPEN, **fields})
    found: dict[str, Any] = json.loads(
        CliRunner().invoke(main, ["explain", "hours"], input=line).output
    )
    return found


@pytest.mark.parametrize(
    ("field", "value", "reason", "says"),
    [
        ("phone", "+1850555", "too_short", "Too short"),
        ("phone", 17205550142, "not_a_number", "Not a phone number"),
        ("phone", "720-555-0142 / 720-555-0199", "ambiguous", "Two numbers"),
        ("phone", None, "blocked_unknown_location", "state or a zone"),
        ("phone", "+18005550142", "blocked_unknown_location", "state or a zone"),
        ("state", "ZZ", "unknown_state", "state is no state"),
        ("state", 6, "unknown_state", "state is no state"),
        ("zone", "Denver", "unknown_zone", "zone is no time zone"),
        ("zone", {}, "unknown_zone", "zone is no time zone"),
        ("kind", "", "unknown_kind", "kind is initiate or reply"),
        ("mode", "strict", "unknown_mode", "mode is default or strict_dual"),
        ("at", "noon", "unusable_time", "at is no moment"),
        ("at", "1999-03-02T17:00:00Z", "unusable_time", "at is no moment"),
        ("last_inbound", "yesterday", "unusable_time", "last_inbound is no moment"),
    ],
)
def test_a_refusal_says_which_field_can_t_be_used(
    field: str, value: object, reason: str, says: str
) -> None:
    found = explain(**{field: value})
    assert (found["allowed"], found["reason"]) == (False, reason)
    assert says in found["note"]


@pytest.mark.parametrize("field", ["at", "last_inbound"])
@pytest.mark.parametrize(
    "written",
    ["2026-03-02", "1772470800", "1772470800000", "17:00", "2026-03-02T17", "٢٠٢٦-03-02T17:00:00Z"],
)
def test_a_day_or_a_bare_figure_is_no_moment(field: str, written: str) -> None:
    found = explain(**{field: written})
    assert (found["allowed"], found["reason"]) == (False, "unusable_time")


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_blank_moment_is_not_taken_for_now(blank: str) -> None:
    assert explain(at=blank)["reason"] == "unusable_time"


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-02T17:00:00Z",
        "2026-03-02t17:00z",
        "2026-03-02 17:00:00.5+00:00",
        "2026-03-02T10:00:00-07:00",
        "2026-03-02T10:00:00-0700",
    ],
)
def test_a_moment_as_people_write_it_needs_no_note(written: str) -> None:
    found = explain(at=written)
    assert found["reason"] == "open"
    assert "note" not in found


def test_what_is_taken_for_granted_is_said() -> None:
    naive = explain(at="2026-03-02T17:00:00")
    assert naive["note"] == "at has no offset and is read as UTC"
    left_out = explain(at=None)
    assert left_out["note"] == "at is left out, so this is about now"
    both = explain(at="2026-03-02T05:00:00", kind="reply", last_inbound="2026-03-02T04:30:00")
    assert both["reason"] == "live_reply"
    assert "at has no offset" in both["note"]
    assert "last_inbound has no offset" in both["note"]


def test_a_refusal_keeps_what_was_taken_for_granted() -> None:
    found = explain(at="2026-03-02T17:00:00", state="ZZ")
    assert found["reason"] == "unknown_state"
    assert "read as UTC" in found["note"]
    assert "state is no state" in found["note"]


@pytest.mark.parametrize("line", ["", "{", "[]", '{"phone": "+17205550142", "hour": 12}'])
def test_a_line_that_is_no_question_allows_nothing(line: str) -> None:
    found = json.loads(CliRunner().invoke(main, ["explain", "hours"], input=f"{line}\n").output)
    assert found["allowed"] is False
    assert found["error"]
