"""How a text counts: every state has one answer, and the parts add up."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.insight.outcomes import hour_of, outcome, tally
from threadside.rules.failures import REASONS
from threadside.store.tables.threads import STATES

AT = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)


def ended(
    state: str, code: str | None = None, *, accepted: bool = True, after: float = 0
) -> object:
    delivered_at = AT + timedelta(minutes=after) if after else None
    return outcome(state, code, at=AT, accepted=accepted, delivered_at=delivered_at)


@pytest.mark.parametrize(
    ("state", "code", "accepted", "after", "expected"),
    [
        ("delivered", None, True, 1, "delivered"),
        ("delivered", None, True, 59, "delivered"),
        ("delivered", None, True, 61, "late"),
        ("delivered", None, True, 0, "delivered"),
        ("submitted", None, True, 0, "open"),
        ("uncertain", "no_answer", False, 0, "open"),
        ("undelivered", "unreachable", True, 0, "failed_retry"),
        ("rejected", "content", True, 0, "failed_content"),
        ("failed", "content", False, 0, "failed_content"),
        ("rejected", "opted_out", True, 0, "failed_opted_out"),
        ("failed", "opted_out", False, 0, None),
        ("failed", "refused", False, 0, None),
        ("failed", "answered", False, 0, None),
        ("lapsed", "expired", False, 0, None),
        ("canceled", None, False, 0, None),
        ("held", None, False, 0, None),
        ("queued", None, False, 0, None),
        ("undelivered", None, True, 0, "failed_unknown"),
    ],
)
def test_a_text_counts_by_what_became_of_it(
    state: str, code: str | None, accepted: bool, after: float, expected: str | None
) -> None:
    assert ended(state, code, accepted=accepted, after=after) == expected


@given(state=st.sampled_from(STATES), code=st.sampled_from([None, *REASONS]), taken=st.booleans())
def test_every_state_and_reason_has_an_outcome_that_can_be_added_up(
    state: str, code: str | None, taken: bool
) -> None:
    found = outcome(state, code, at=AT, accepted=taken, delivered_at=None)
    assert tally([] if found is None else [(found, True, 3)]).sent == (0 if found is None else 3)


def test_silence_is_an_outcome_only_when_its_time_is_over() -> None:
    counted = tally([("open", False, 2), ("open", True, 3), ("delivered", True, 4), ("late", 1, 1)])
    assert (counted.waiting, counted.silent, counted.arrived, counted.sent) == (2, 3, 5, 10)
    assert counted.share(counted.arrived) == 5 / 8
    assert tally([("open", False, 2)]).share(0) is None


def test_objections_are_no_texts() -> None:
    counted = tally([("opt_out", True, 2), ("complaint", True, 1), ("failed_content", True, 5)])
    assert (counted.opt_outs, counted.complaints, counted.sent) == (2, 1, 5)


def test_an_hour_is_utc() -> None:
    zone = datetime.fromisoformat("2026-03-02T18:59:59+05:30")
    assert hour_of(zone) == datetime(2026, 3, 2, 13, tzinfo=UTC)
