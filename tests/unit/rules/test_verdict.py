"""May this member text this number now: every reason, the foremost first (compliance section 9)."""

from datetime import timedelta

import pytest

from tests.unit.rules.verdict_facts import (
    ASKED,
    CARD,
    DEAD,
    DOUBT,
    LATER,
    LOCK,
    NEW,
    NOWHERE,
    OPENS,
    RENAMED,
    REP,
    SHUT,
    STOPPED,
    WRONG,
    capped,
    on,
    secret,
    text,
)
from tests.unit.rules.verdict_table import TABLE
from threadside.rules.verdict import Facts, Limits, Override, verdict


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 60


@pytest.mark.parametrize(("facts", "state", "codes"), TABLE.values(), ids=TABLE)
def test_the_table(facts: Facts, state: str, codes: list[str]) -> None:
    decided = verdict(facts)
    assert (decided.state, decided.code) == (state, codes[0])
    assert [reason.code for reason in decided.reasons] == codes


def test_an_opt_out_carries_its_evidence() -> None:
    (reason,) = verdict(on(REP, suppressions=[STOPPED])).reasons
    (found,) = reason.evidence
    assert (found.kind, found.at, found.params["words"]) == ("consent", STOPPED.at, "STOP")
    assert reason.remedies[0].code == "nothing"


def test_quiet_hours_say_until_when_by_whose_clock_and_by_which_rule() -> None:
    """Q-5, Q-6"""
    decided = verdict(on(REP, hours=SHUT))
    assert (decided.until, decided.place) == (OPENS, "Pensacola")
    clock, row = decided.reasons[0].evidence
    assert (clock.kind, clock.about) == ("local_time", "basis_area_code")
    assert (row.kind, row.source, row.version) == ("rule", "Fla. Stat. 501.616(6)", "abc")
    assert decided.reasons[0].remedies[0].at == OPENS


def test_several_waits_end_with_the_last_of_them() -> None:
    decided = verdict(on(REP, hours=SHUT, pace=capped("line_day", "wait", LATER)))
    assert decided.until == OPENS
    later = OPENS + timedelta(hours=2)
    assert verdict(on(REP, hours=SHUT, pace=capped("line_day", "wait", later))).until == later


def test_a_wait_without_an_end_leaves_the_end_open() -> None:
    assert verdict(on(REP, hours=SHUT, line_state="paused")).until is None


def test_without_consent_the_policy_says_what_helps() -> None:
    """C-1"""

    def remedies(limits: Limits) -> list[str]:
        return [each.code for each in verdict(on(NEW, limits=limits)).reasons[0].remedies]

    assert remedies(Limits()) == ["ask_consent", "record_consent", "call"]
    assert remedies(LOCK) == ["record_consent", "call"]


def test_nobody_is_asked_twice() -> None:
    reason = verdict(on(NEW, consent=ASKED)).reasons[0]
    assert "ask_consent" not in [each.code for each in reason.remedies]


def test_what_was_gone_past_is_told_with_its_reason() -> None:
    """Q-6"""
    overrides = [Override("unanswered_week", "  The truck is at their door ")]
    decided = verdict(on(REP, pace=capped("unanswered_week", "stop"), overrides=overrides))
    assert decided.passed == ("unanswered_week",)
    assert decided.reasons[1].params["why"] == "The truck is at their door"


def test_an_override_without_a_reason_is_none() -> None:
    overrides = [Override("unanswered_week", "  ")]
    decided = verdict(on(REP, pace=capped("unanswered_week", "stop"), overrides=overrides))
    assert (decided.state, decided.passed) == ("stop", ())


@pytest.mark.parametrize(
    "facts",
    [
        on(REP, suppressions=[STOPPED]),
        on(REP, suppressions=[WRONG]),
        on(REP, suppressions=[DEAD]),
        on(REP, erased_opt_out=True),
        on(REP, revocations=[DOUBT]),
        on(REP, doubts=[RENAMED]),
        on(REP, hours=NOWHERE),
        on(REP, line_lacks="campaign"),
        on(REP, wording=text(secrets=[CARD])),
        on(REP, wording=text(secrets=[secret("otp")])),
        NEW,
    ],
)
def test_what_nobody_may_go_past(facts: Facts) -> None:
    """X-6: a card is a card; C-1 and R-2 know no exception."""
    generous = Limits(
        hours_override="everyone",
        promotional_override="everyone",
        sensitive_override="everyone",
    )
    for role in ("rep", "admin"):
        asked = on(facts, member_role=role, limits=generous)
        code = verdict(asked).code
        assert verdict(on(asked, overrides=[Override(code, "Trust me on this")])).state == "stop"
