"""Caps that keep texting a person's work (compliance P-3, P-4, P-5, P-8, Q-9)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.human_pace import Counts, Limits, Window, attempts, findings

NOW = datetime(2026, 3, 3, 17, 0, tzinfo=UTC)
LIMITS = Limits()


def ago(**amount: float) -> datetime:
    return NOW - timedelta(**amount)


def codes(counts: Counts, *, initiates: bool = True) -> list[tuple[str, str]]:
    return [(one.code, one.level) for one in findings(counts, LIMITS, NOW, initiates=initiates)]


CASES: list[tuple[str, Counts, list[tuple[str, str]]]] = [
    ("nothing pressed before", Counts(), []),
    ("P-3: the fifteenth of a minute", Counts(line_minute=Window(14, ago(seconds=50))), []),
    (
        "P-3: the sixteenth of a minute waits",
        Counts(line_minute=Window(15, ago(seconds=50))),
        [("line_minute", "wait")],
    ),
    (
        "P-3: a thousand a day from a line",
        Counts(line_day=Window(1000, ago(hours=20)), line_minute=Window(15, ago(seconds=5))),
        [("line_day", "wait")],
    ),
    (
        "P-3: thirty new conversations an hour",
        Counts(rep_new_hour=Window(30, ago(minutes=50))),
        [("rep_new_hour", "wait")],
    ),
    (
        "P-3: two hundred a day, which outweighs the hour",
        Counts(rep_new_hour=Window(30, ago(minutes=5)), rep_new_day=Window(200, ago(hours=9))),
        [("rep_new_day", "wait")],
    ),
    ("P-4: the same words to nine others", Counts(alike_hour=9, alike_day=9), []),
    ("P-4: to ten others within an hour", Counts(alike_hour=10), [("alike_warn", "note")]),
    (
        "P-4: to twenty-five others within a day",
        Counts(alike_hour=10, alike_day=25),
        [("alike_stop", "stop")],
    ),
    ("P-5: a hundred sends are too few to judge", Counts(line_out_week=100), []),
    (
        "P-5: more than three out for one in",
        Counts(line_out_week=301, line_in_week=100),
        [("ratio_warn", "note")],
    ),
    (
        "P-5: more than ten out for one in",
        Counts(line_out_week=1001, line_in_week=100),
        [("ratio_stop", "stop")],
    ),
    ("P-8: two attempts of a week, one of them today", Counts(unanswered=(ago(hours=3),)), []),
    (
        "P-8: a third attempt within a week needs a reason",
        Counts(unanswered=(ago(hours=3), ago(days=5))),
        [("unanswered_week", "stop")],
    ),
    (
        "P-8: texts that follow each other are one attempt",
        Counts(unanswered=(ago(hours=3), ago(hours=3, minutes=1))),
        [],
    ),
    (
        "P-8: a second part of the second attempt may follow",
        Counts(unanswered=(ago(minutes=1), ago(days=5))),
        [],
    ),
    ("P-8: after a week it is forgotten", Counts(unanswered=(ago(days=8), ago(days=9))), []),
    (
        "Q-9: a fourth unanswered text within 24 hours",
        Counts(unanswered=(ago(minutes=1), ago(minutes=2), ago(hours=23))),
        [("unanswered_day", "wait")],
    ),
]


@pytest.mark.parametrize(
    ("counts", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_the_caps(counts: Counts, expected: list[tuple[str, str]]) -> None:
    assert codes(counts) == expected


def test_an_answer_is_never_held_back_for_new_conversations_or_the_ratio() -> None:
    """P-3, P-5"""
    busy = Counts(rep_new_hour=Window(90, NOW), rep_new_day=Window(900, NOW), line_out_week=9_000)
    assert codes(busy, initiates=False) == []


def test_a_cap_says_when_it_ends() -> None:
    """Q-9: the fourth text may go once the third newest is a day old."""
    counts = Counts(unanswered=(ago(hours=1), ago(hours=2), ago(hours=3), ago(hours=4)))
    (found,) = findings(counts, LIMITS, NOW, initiates=True)
    assert found.until == ago(hours=3) + timedelta(days=1)
    (minute,) = findings(
        Counts(line_minute=Window(15, ago(seconds=40))), LIMITS, NOW, initiates=True
    )
    assert minute.until == NOW + timedelta(seconds=20)


TIMES = st.lists(st.integers(0, 20_000), max_size=30).map(
    lambda minutes: tuple(ago(minutes=each) for each in sorted(minutes))
)


@given(TIMES)
def test_there_are_never_more_attempts_than_texts(times: tuple[datetime, ...]) -> None:
    assert (0 if not times else 1) <= attempts(times) <= len(times)


@given(TIMES)
def test_when_a_wait_ends_the_text_may_go(times: tuple[datetime, ...]) -> None:
    for found in findings(Counts(unanswered=times), LIMITS, NOW, initiates=True):
        if found.code == "unanswered_day":
            assert found.until is not None
            then = findings(Counts(unanswered=times), LIMITS, found.until, initiates=True)
            assert "unanswered_day" not in [each.code for each in then]
