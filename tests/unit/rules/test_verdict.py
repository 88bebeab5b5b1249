"""May this member text this number now: every reason, the foremost first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.tables import load_json
from threadside.rules.verdict import (
    NUMBER_PROBLEMS,
    Evidence,
    Facts,
    Reason,
    Suppression,
    Verdict,
    verdict,
)

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
STOPPED = Suppression(NOW - timedelta(days=3), "STOP", "Front desk")
REP = Facts(member_role="rep", now=NOW)


def ago(**amount: float) -> datetime:
    return NOW - timedelta(**amount)


TABLE = [
    # the ordinary day
    (REP, "go", ["never_texted"]),
    (replace(REP, member_role="lead"), "go", ["never_texted"]),
    (replace(REP, member_role="admin"), "go", ["never_texted"]),
    (replace(REP, last_inbound_at=NOW), "go", ["answered_recently"]),
    (replace(REP, last_inbound_at=ago(hours=72)), "go", ["answered_recently"]),
    (replace(REP, last_inbound_at=ago(hours=72, seconds=1)), "go", ["wrote_before"]),
    (replace(REP, last_outbound_at=ago(days=9)), "go", ["texted_before"]),
    (replace(REP, last_outbound_at=NOW), "go", ["texted_before"]),
    (
        replace(REP, last_inbound_at=ago(days=30), last_outbound_at=ago(days=31)),
        "go",
        ["texted_before"],
    ),
    (
        replace(REP, last_inbound_at=ago(hours=1), last_outbound_at=ago(minutes=1)),
        "go",
        ["answered_recently"],
    ),
    (replace(REP, last_inbound_at=NOW + timedelta(seconds=5)), "go", ["answered_recently"]),
    # the member
    (replace(REP, member_role="auditor"), "stop", ["role_may_not_send"]),
    (replace(REP, member_role=""), "stop", ["role_may_not_send"]),
    (replace(REP, member_role="owner"), "stop", ["role_may_not_send"]),
    # the number
    (replace(REP, number_problem="no_number"), "stop", ["no_number"]),
    (replace(REP, number_problem="empty"), "stop", ["no_number"]),
    (replace(REP, number_problem="not_a_number"), "stop", ["number_not_a_number"]),
    (replace(REP, number_problem="too_short"), "stop", ["number_too_short"]),
    (replace(REP, number_problem="too_long"), "stop", ["number_too_long"]),
    (replace(REP, number_problem="short_code"), "stop", ["number_short_code"]),
    (replace(REP, number_problem="emergency"), "stop", ["number_emergency"]),
    (replace(REP, number_problem="ambiguous"), "stop", ["number_ambiguous"]),
    (replace(REP, number_problem="invalid"), "stop", ["number_invalid"]),
    (replace(REP, number_problem="landline"), "stop", ["number_landline"]),
    (replace(REP, number_problem="satellite"), "stop", ["number_not_textable"]),
    (replace(REP, number_problem=""), "stop", ["number_not_textable"]),
    # the person
    (replace(REP, suppression=STOPPED), "stop", ["opted_out"]),
    (replace(REP, suppression=STOPPED, last_inbound_at=ago(minutes=1)), "stop", ["opted_out"]),
    # the line
    (replace(REP, line_state="none"), "stop", ["no_line"]),
    (replace(REP, line_state="requested"), "stop", ["line_not_live"]),
    (replace(REP, line_state="verifying"), "stop", ["line_not_live"]),
    (replace(REP, line_state="paused"), "wait", ["line_paused"]),
    # several at once: the foremost names the verdict, all are listed
    (
        replace(REP, member_role="auditor", suppression=STOPPED),
        "stop",
        ["role_may_not_send", "opted_out"],
    ),
    (
        replace(REP, number_problem="landline", suppression=STOPPED),
        "stop",
        ["number_landline", "opted_out"],
    ),
    (replace(REP, suppression=STOPPED, line_state="none"), "stop", ["opted_out", "no_line"]),
    (replace(REP, suppression=STOPPED, line_state="paused"), "stop", ["opted_out", "line_paused"]),
    (
        Facts("auditor", NOW, "short_code", "verifying", "", STOPPED, NOW, NOW),
        "stop",
        ["role_may_not_send", "number_short_code", "opted_out", "line_not_live"],
    ),
]


@pytest.mark.parametrize(("facts", "state", "codes"), TABLE)
def test_the_table(facts: Facts, state: str, codes: list[str]) -> None:
    decided = verdict(facts)
    assert (decided.state, decided.code) == (state, codes[0])
    assert [reason.code for reason in decided.reasons] == codes


def test_an_opt_out_carries_its_evidence() -> None:
    assert verdict(replace(REP, suppression=STOPPED)) == Verdict(
        "stop",
        "opted_out",
        (
            Reason(
                "opted_out",
                {"at": "2026-02-27T15:00:00Z", "words": "STOP", "line": "Front desk"},
                Evidence(STOPPED.at, "STOP", "Front desk"),
            ),
        ),
    )


def test_a_paused_line_says_why() -> None:
    decided = verdict(replace(REP, line_state="paused", line_reason="The balance is used up."))
    assert decided.reasons[0].params == {"reason": "The balance is used up."}


def test_a_text_of_nine_days_ago_says_so() -> None:
    decided = verdict(replace(REP, last_outbound_at=ago(days=9, hours=3)))
    assert decided.reasons[0].params == {"at": "2026-02-21T12:00:00Z", "days": 9}
    assert decided.reasons[0].evidence == Evidence(ago(days=9, hours=3))


moments = st.none() | st.integers(-3_000, 3).map(lambda days: ago(days=-days))
facts_of_any_kind = st.builds(
    Facts,
    member_role=st.sampled_from(["rep", "lead", "admin", "auditor", "guest"]),
    now=st.just(NOW),
    number_problem=st.none() | st.sampled_from(sorted(NUMBER_PROBLEMS)),
    line_state=st.sampled_from(["none", "requested", "verifying", "live", "paused"]),
    suppression=st.none() | st.just(STOPPED),
    last_inbound_at=moments,
    last_outbound_at=moments,
)


@given(facts_of_any_kind)
def test_go_only_when_nothing_stands_against_it(facts: Facts) -> None:
    free = (
        facts.member_role in {"rep", "lead", "admin"}
        and facts.number_problem is None
        and facts.suppression is None
        and facts.line_state == "live"
    )
    assert (verdict(facts).state == "go") == free


@given(facts_of_any_kind)
def test_an_opted_out_person_is_never_texted(facts: Facts) -> None:
    assert verdict(replace(facts, suppression=STOPPED)).state == "stop"


@given(facts_of_any_kind)
def test_every_reason_has_words_whose_gaps_it_fills(facts: Facts) -> None:
    words = load_json("words/verdict.en.json")
    for reason in verdict(facts).reasons:
        assert words[f"verdict.{reason.code}.title"]
        words[f"verdict.{reason.code}.detail"].format(name="Anna", **reason.params)
