"""A verdict is total, keeps what stops, lists in one order, and has words for all it says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.rules import verdict_facts as known
from threadside.rules.content import Hint
from threadside.rules.human_pace import Finding
from threadside.rules.sensitive import Finding as Secret
from threadside.rules.verdict import (
    KINDS,
    NUMBER_PROBLEMS,
    RULES,
    Facts,
    Limits,
    Override,
    Reason,
    Suppression,
    Wording,
    verdict,
)
from threadside.rules.verdict.moment import PACE_CODES
from threadside.rules.verdict.wording import SENSITIVE_TYPES
from threadside.verdict.words import Speaker
from threadside.words import table

NOW = known.NOW
moments = st.integers(-3_000, 1_000).map(lambda days: NOW + timedelta(days=days))
maybe = st.none() | moments
weights = st.sampled_from(["stop", "wait", "note", "shrug"])
suppressions = st.builds(
    Suppression,
    at=moments,
    words=st.text(st.characters(exclude_characters="{}"), max_size=30),
    line=st.sampled_from(["", "Front desk"]),
    reason=st.sampled_from(["opt_out", "wrong_number", "dead_number", "?"]),
    other_phone=st.sampled_from([None, "+18505550123"]),
    carrier=st.booleans(),
    member=st.sampled_from(["", "Kim Okafor"]),
)
findings = st.builds(
    Finding,
    code=st.sampled_from([*sorted(PACE_CODES), "a_new_cap"]),
    level=weights,
    params=st.just({"count": 3, "out": 9, "in": 1}),
    until=maybe,
)
wordings = st.builds(
    Wording,
    promotional=st.booleans(),
    first=st.booleans(),
    days_since_opt_out_line=st.none() | st.integers(0, 400),
    identifies=st.booleans(),
    opt_out_line=st.booleans(),
    segments=st.integers(0, 99),
    hints=st.lists(
        st.builds(
            Hint,
            code=st.sampled_from(["public_shortener", "shouting", "made_up"]),
            level=st.sampled_from(["block", "warn", "hint"]),
            params=st.just({"domain": "a", "words": "b", "class": "c"}),
        ),
        max_size=3,
    ),
    secrets=st.lists(
        st.builds(
            Secret,
            type=st.sampled_from([*sorted(SENSITIVE_TYPES), "dna"]),
            action=st.sampled_from(["block", "warn"]),
            rule=st.just("a.rule"),
            start=st.just(0),
            end=st.just(1),
        ),
        max_size=3,
    ),
)
overrides = st.lists(
    st.builds(
        Override,
        code=st.sampled_from(["quiet_hours", "no_marketing_consent", "unanswered_week"]),
        reason=st.sampled_from(["", "Because they asked"]),
    ),
    max_size=3,
)
any_facts = st.builds(
    Facts,
    member_role=st.sampled_from([None, "rep", "lead", "admin", "auditor", "guest"]),
    now=st.just(NOW),
    kind=st.sampled_from(KINDS),
    purpose=st.sampled_from(
        [None, "opt_out_confirmation", "help", "consent_request", "line_check"]
    ),
    pause=st.sampled_from([None, known.PAUSED, replace(known.PAUSED, by="")]),
    line_state=st.sampled_from(["none", "requested", "verifying", "live", "paused", ""]),
    line_reason=st.just("The balance is used up."),
    line_lacks=st.sampled_from([None, "campaign", "brand_draft"]),
    number_problem=st.none() | st.sampled_from([*sorted(NUMBER_PROBLEMS), "odd"]),
    suppressions=st.lists(suppressions, max_size=3),
    erased_opt_out=st.booleans(),
    revocations=st.lists(st.sampled_from([known.DOUBT, known.WHO]), max_size=2),
    doubts=st.lists(st.sampled_from([known.TAKEN, known.RENAMED, known.SHARED]), max_size=2),
    consent=st.sampled_from(
        [known.AGREED, known.OFFERS, known.TALKING, known.UNPROVEN, known.NOTHING, known.ASKED,
         known.ENDED, known.BY_LEDGER]
    ),
    unrecorded=st.booleans(),
    last_inbound_at=maybe,
    last_outbound_at=maybe,
    hours=st.sampled_from([None, known.OPEN, known.SHUT, known.HOLIDAY, known.NOWHERE]),
    hours_off=st.sampled_from([None, known.OFF]),
    pace=st.lists(findings, max_size=3),
    wording=st.none() | wordings,
    limits=st.sampled_from(
        [Limits(), known.ALLOW, known.LOCK, Limits(hours_override="everyone", identity="warn")]
    ),
    overrides=overrides,
    failed=st.lists(st.sampled_from(["hours", "content", "policy"]), max_size=2),
)  # fmt: skip
WORSE: dict[str, Callable[[Facts], Any]] = {
    "member_role": lambda _: "auditor",
    "line_state": lambda _: "none",
    "line_lacks": lambda _: "campaign",
    "suppressions": lambda facts: [*facts.suppressions, known.STOPPED],
    "erased_opt_out": lambda _: True,
    "doubts": lambda facts: [*facts.doubts, known.RENAMED],
    "revocations": lambda facts: [*facts.revocations, known.WHO],
    "pace": lambda facts: [*facts.pace, *known.capped("alike_stop", "stop")],
    "failed": lambda facts: [*facts.failed, "consent"],
}


def stops(facts: Facts) -> list[Reason]:
    return [reason for reason in verdict(facts).reasons if reason.weight == "stop"]


@given(any_facts)
def test_there_is_an_answer_for_everything(facts: Facts) -> None:
    """V-10"""
    decided = verdict(facts)
    assert decided.reasons
    assert decided.code == decided.reasons[0].code
    worst = {reason.weight for reason in decided.reasons}
    assert decided.state == ("stop" if "stop" in worst else "wait" if "wait" in worst else "go")


@given(any_facts, st.sampled_from(sorted(WORSE)))
def test_what_stops_is_never_undone_by_more_that_is_wrong(facts: Facts, name: str) -> None:
    before = stops(facts)
    after = stops(replace(facts, **{name: WORSE[name](facts)}))
    assert not before or after
    hard = {"opted_out", "opted_out_person", "wrong_number", "dead_number", "revocation_open"}
    kept = {"opted_out" if one.code == "opted_out_person" else one.code for one in after}
    for reason in before:
        if reason.code in hard:
            assert (
                "opted_out" if reason.code == "opted_out_person" else reason.code
            ) in kept or facts.purpose == "opt_out_confirmation"


@given(any_facts)
def test_who_opted_out_is_never_texted_but_to_confirm_it(facts: Facts) -> None:
    """R-2: no member, no policy, no override and no kind of text changes that."""
    stopped = replace(facts, suppressions=[known.STOPPED], purpose=None)
    assert verdict(stopped).state == "stop"


@given(any_facts)
def test_while_sending_is_paused_nothing_goes(facts: Facts) -> None:
    """No role, no kind of text and no override goes past the red button."""
    decided = verdict(replace(facts, pause=known.PAUSED))
    assert decided.state != "go"
    assert "sending_paused" in [reason.code for reason in decided.reasons]


@given(any_facts)
def test_reasons_stand_in_the_order_of_their_weight_and_of_the_rules(facts: Facts) -> None:
    decided = verdict(facts)
    weights = [("stop", "wait", "note").index(reason.weight) for reason in decided.reasons]
    assert weights == sorted(weights)
    order = iter(reason.code for rule in RULES for reason in rule(facts))
    assert all(reason.code in order for reason in stops(facts))
    assert verdict(facts) == decided


@given(any_facts)
def test_every_answer_can_be_said(facts: Facts) -> None:
    said = Speaker("Anna", "America/Denver", NOW).verdict(verdict(facts), "1")
    for reason in said.reasons:
        assert reason.words
        assert reason.admin
        assert "{" not in reason.words + reason.admin
        assert all(each.words for each in [*reason.evidence, *reason.remedies])
    assert said.title


def test_every_word_belongs_to_a_code_that_can_be_said() -> None:
    codes = {key.split(".")[1] for key in table() if key.startswith("verdict.")}
    helpers = {
        "someone", "part", "choice", "until", "until_day", "until_here", "until_day_here",
        "colleague", "somebody", "remedy", "evidence", "scope", "method",
    }  # fmt: skip
    for code in codes - helpers:
        assert {f"verdict.{code}.{part}" for part in ("title", "detail", "admin")} <= table().keys()
