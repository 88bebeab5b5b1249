"""`threadside explain` answers each argument, or each line, with one line of JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from threadside.cli import main
from threadside.rules.tables import load_text

MODES = ("default", "strict_dual")


def explain(*arguments: str, lines: str | bytes = "") -> tuple[int, list[Any]]:
    answer = CliRunner().invoke(main, ["explain", *arguments], input=lines)
    return answer.exit_code, [json.loads(line) for line in answer.output.splitlines()]


def test_arguments_are_answered_one_by_one() -> None:
    code, (good, bad) = explain("phone", "(720) 555-0142", "12")
    assert code == 0
    assert good == {"e164": "+17205550142", "kind": "fixed_or_mobile", "because": "ok"}
    assert bad == {"e164": None, "kind": "invalid", "because": "too_short"}


def test_options_set_further_fields() -> None:
    _code, (found,) = explain("phone", "--region", "gb", "020 7946 0958")
    assert found["e164"] == "+442079460958"


def test_lines_may_be_a_value_or_an_object() -> None:
    lines = '"020 7946 0958"\n{"raw": "020 7946 0958", "region": "GB"}\n'
    _code, found = explain("phone", lines=lines)
    assert [each["e164"] for each in found] == [None, "+442079460958"]


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        (
            "720-555-0142 x12",
            {"e164": "+17205550142", "extension": "12", "kind": "fixed_or_mobile"},
        ),
        ("1-800-FLOWERS", {"e164": "+18003569377", "kind": "toll_free", "because": "vanity"}),
        ("+44 (0)7911 123456", {"e164": "+447911123456", "kind": "mobile"}),
        ("00 44 20 7946 0958", {"e164": "+442079460958", "kind": "landline"}),
        ("+44 7700 900123", {"kind": "unknown", "because": "doubtful"}),
        ("78787", {"e164": None, "kind": "short_code", "because": "short_code"}),
        ("720-555-0142 / 0143", {"e164": None, "kind": "invalid", "because": "ambiguous"}),
    ],
)
def test_a_number_says_what_it_is_and_why(raw: str, answer: dict[str, Any]) -> None:
    _code, (found,) = explain("phone", raw)
    assert {key: found[key] for key in answer} == answer
    assert ("extension" in found) == ("extension" in answer)


def test_segments_name_what_forces_ucs2_and_the_plain_text() -> None:
    _code, found = explain("segments", "It’s “on”", "Don’t 😀", "")
    assert found == [
        {
            "encoding": "UCS-2",
            "units": 9,
            "segments": 1,
            "forcing": ["’", "“", "”"],
            "smart": {"text": 'It\'s "on"', "encoding": "GSM-7", "units": 9, "segments": 1},
        },
        {
            "encoding": "UCS-2",
            "units": 8,
            "segments": 1,
            "forcing": ["’", "😀"],
            "smart": {"text": "Don’t 😀", "encoding": "UCS-2", "units": 8, "segments": 1},
        },
        {
            "encoding": "GSM-7",
            "units": 0,
            "segments": 0,
            "forcing": [],
            "smart": {"text": "", "encoding": "GSM-7", "units": 0, "segments": 0},
        },
    ]


def test_half_a_surrogate_pair_is_answered() -> None:
    code, (found,) = explain("segments", lines='{"text": "a\\ud83d"}')
    assert (code, found["units"], found["forcing"]) == (0, 2, ["\ud83d"])
    assert found["smart"]["text"] == "a\ud83d"


def test_sensitive_data_is_named_and_never_repeated() -> None:
    """X-3"""
    _code, found = explain("sensitive", "card 4111 1111 1111 1111", "hello")
    assert found == [
        {"findings": [{"type": "card", "action": "block", "rule": "card.visa"}]},
        {"findings": []},
    ]


def test_intents_are_named() -> None:
    _code, found = explain("intent", "STOP", "stop by tomorrow")
    assert found[0] == {"intent": "opt_out", "action": "suppress", "because": "keyword:stop"}
    assert found[1] == {"intent": "none", "action": "deliver", "because": "nothing"}


def test_what_we_asked_decides_what_yes_means() -> None:
    line = json.dumps({"text": "YES", "context": "Reply YES to get text alerts"})
    _code, found = explain("intent", lines=f'{line}\n"YES"\n')
    assert [each["intent"] for each in found] == ["opt_in", "none"]


def test_a_template_is_filled() -> None:
    line = json.dumps({"body": "Hi {{first_name|there}} {{x}}", "values": {"first_name": "Ana"}})
    _code, (found,) = explain("template", lines=line)
    assert (found["text"], found["missing"]) == ("Hi Ana {{x}}", ["x"])


def test_hours_at_a_moment() -> None:
    _code, (found,) = explain("hours", "+17205550142", "--at", "2026-03-02T14:30:00Z")
    assert found == {
        "allowed": False,
        "reason": "outside_hours",
        "zones": ["America/Denver"],
        "local_times": {"America/Denver": "2026-03-02T07:30:00-07:00"},
        "opens_at": "2026-03-02T15:00:00Z",
    }


def test_hours_of_a_conversation_that_is_going_on() -> None:
    line = {"phone": "+17205550142", "at": "2026-03-02T05:30:00Z", "kind": "reply"}
    lines = [line, {**line, "last_inbound": "2026-03-02T04:45:00Z"}]
    _code, found = explain("hours", lines="\n".join(map(json.dumps, lines)))
    assert [one["reason"] for one in found] == ["outside_hours", "live_reply"]
    assert "opens_at" not in found[1]


def test_hours_where_the_address_and_the_area_code_must_both_be_open() -> None:
    line = {"phone": "+12125550142", "zone": "America/Los_Angeles", "state": "California"}
    lines = [{**line, "at": "2026-03-03T03:30:00Z", "mode": each} for each in MODES]
    _code, found = explain("hours", lines="\n".join(map(json.dumps, lines)))
    assert [one["allowed"] for one in found] == [True, False]
    assert found[1]["zones"] == ["America/Los_Angeles", "America/New_York"]


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("phone", "call me", "not_a_number"),
        ("phone", "+1850555", "too_short"),
        ("phone", 17205550142, "not_a_number"),
        ("phone", None, "blocked_unknown_location"),
        ("phone", "+18005550142", "blocked_unknown_location"),
        ("state", "ZZ", "unknown_state"),
        ("state", 6, "unknown_state"),
        ("zone", "Denver", "unknown_zone"),
        ("zone", "UTC", "unknown_zone"),
        ("zone", "../../etc/passwd", "unknown_zone"),
        ("kind", "blast", "unknown_kind"),
        ("mode", ["default"], "unknown_mode"),
        ("at", "noon", "unusable_time"),
        ("at", "9999-12-31T23:59:59-12:00", "unusable_time"),
        ("at", "0001-01-01T00:00:00+14:00", "unusable_time"),
        ("last_inbound", "yesterday", "unusable_time"),
    ],
)
def test_hours_that_can_t_be_told_are_refused_with_a_reason(
    field: str, value: object, reason: str
) -> None:
    line = {"phone": "+17205550142", "at": "2026-03-02T17:00:00Z", field: value}
    code, (found,) = explain("hours", lines=json.dumps(line))
    assert code == 0
    assert (found["allowed"], found["reason"]) == (False, reason)


def test_hours_by_the_operators_own_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = load_text("rules/quiet_hours.csv").replace(
        "CO,1992-12-20,,08:00", "CO,1992-12-20,,11:00"
    )
    (tmp_path / "quiet_hours.csv").write_text(table, encoding="utf-8")
    monkeypatch.setenv("THREADSIDE_RULES_FOLDER", str(tmp_path))
    _code, (found,) = explain("hours", "+17205550142", "--at", "2026-03-02T17:30:00Z")
    assert found["opens_at"] == "2026-03-02T18:00:00Z"


def test_reports_are_folded() -> None:
    line = json.dumps({"reports": ["delivered", "submitted"]})
    _code, (found,) = explain("delivery", lines=line)
    assert found == {"state": "delivered", "final": True}


@pytest.mark.parametrize(
    "line", ["{", "[]", "7", '{"raw": 1}', '{"nothing": "x"}', '{"raw": "1", "extra": 1}']
)
def test_what_can_t_be_read_is_told_and_the_rest_answered(line: str) -> None:
    code, (wrong, right) = explain("phone", lines=f'{line}\n"+17205550142"\n')
    assert code == 1
    assert wrong["error"]
    assert right["e164"] == "+17205550142"


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        (b"{", "not_json", "not JSON"),
        (b"[" * 100_000, "not_json", "nested too deeply"),
        (b'{"text":' * 100_000, "not_json", "nested too deeply"),
        (b"9" * 5_000, "not_json", "not JSON"),
        (b"\xff\xfe", "not_utf8", "not UTF-8"),
        (b"[]", "not_an_object", "no object"),
        (b"null", "not_an_object", "no object"),
        (b"{}", "missing_field", "text is missing"),
        (b'{"text": null}', "wrong_type", "text has to be a text"),
        (b'{"text": ["STOP"]}', "wrong_type", "text has to be a text"),
        (b'{"text": "STOP", "context": 1}', "wrong_type", "context has to be a text"),
        (b'{"text": "STOP", "sure": true}', "unknown_field", "no field sure"),
        (b'{"text": "STOP", "\\ud83d": 1}', "wrong_value", "half a character"),
    ],
)
def test_an_error_has_a_code_and_a_sentence_and_harms_no_other_line(
    line: bytes, code: str, says: str
) -> None:
    _exit, (before, wrong, after) = explain("intent", lines=b'"STOP"\n' + line + b'\n"STOP"\n')
    assert wrong["code"] == code
    assert says in wrong["error"]
    assert "action" not in wrong
    assert before == after == {"intent": "opt_out", "action": "suppress", "because": "keyword:stop"}


@pytest.mark.parametrize("subject", ["phone", "sensitive", "intent", "verdict"])
def test_an_error_does_not_repeat_a_value(subject: str) -> None:
    line = json.dumps({"text": 4111_1111_1111_1111, "phone": ["4111111111111111"], "kind": "4111"})
    _code, (wrong,) = explain(subject, lines=line)
    assert "4111" not in wrong["error"]


def test_a_verdict_that_nobody_can_give_is_a_stop() -> None:
    for line in ("{", "[]", "{}", '{"workspace": "Here", "line": "Desk", "phone": null}'):
        _code, (found,) = explain("verdict", lines=line)
        assert found["state"] == "stop"
        assert found["code"]


def test_lines_may_begin_with_a_byte_order_mark_and_end_as_on_windows() -> None:
    _code, found = explain("intent", lines=b'\xef\xbb\xbf"STOP"\r\n"STOP"\r\n')
    assert [each["intent"] for each in found] == ["opt_out", "opt_out"]


@pytest.mark.parametrize(
    "written",
    [
        lambda words: f"{words}\x00",
        lambda words: f"{words}\ud83d",
        lambda words: f"\u202e{words}\u202c",
        lambda words: f"\n\n{words}\u200b\n",
        lambda words: f"\u2066{words}\u2069",
    ],
)
def test_what_is_not_seen_in_a_text_does_not_hide_a_stop(written: Callable[[str], str]) -> None:
    line = json.dumps({"text": written("STOP")})
    _code, (found,) = explain("intent", lines=line)
    assert found["intent"] == "opt_out"


@pytest.mark.parametrize("text", ["", " \n ", "\x00", "\ud83d", "a" * 30_000, "stop by " * 4_000])
def test_a_text_that_says_nothing_is_delivered(text: str) -> None:
    _code, (found,) = explain("intent", lines=json.dumps({"text": text}))
    assert found["intent"] == "none"


def test_a_moment_without_an_offset_is_utc() -> None:
    _code, (found,) = explain("hours", "+17205550142", "--at", "2026-03-02T15:30:00")
    assert found["local_times"] == {"America/Denver": "2026-03-02T08:30:00-07:00"}
