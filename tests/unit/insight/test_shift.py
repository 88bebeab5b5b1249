"""The silent-filter alarm finds a loss in one cell of many, and leaves quiet weeks quiet."""

from datetime import UTC, datetime, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.insight.weeks import Found, simulate
from threadside.insight import shift
from threadside.insight.shift import Hour

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def hours(*counts: tuple[int, int]) -> list[Hour]:
    """Hours in a row with (texts, missed)."""
    return [Hour(MONDAY + timedelta(hours=n), *count) for n, count in enumerate(counts)]


@pytest.fixture(scope="module")
def simulated() -> Found:
    """Twenty weeks of 200 cells, one of which loses 15 % in each."""
    return simulate(seed=1, weeks=20, lost=0.15)


def test_quiet_weeks_raise_no_more_than_is_permitted(simulated: Found) -> None:
    """Over 200 weeks it was one alarm (docs/console.md)."""
    assert simulated.false_alarms <= shift.PERMITTED * simulated.weeks


def test_a_loss_of_15_percent_in_one_cell_of_200_is_found(simulated: Found) -> None:
    assert len(simulated.delays) >= 0.85 * simulated.injected
    assert median(simulated.texts) < 200


def test_it_says_since_when() -> None:
    quiet, lossy = [(20, 1)] * 30, [(20, 6)] * 30
    told = shift.find(2000, 60, hours(*quiet, *lossy), shift.limit(14_000))
    assert told is not None
    assert abs(told.since - (MONDAY + timedelta(hours=30))) <= timedelta(hours=2)
    assert told.expected == 0.97
    assert told.observed < 0.8


def test_one_bad_hour_is_no_alarm() -> None:
    quiet = [(20, 1)] * 20
    assert shift.find(2000, 60, hours(*quiet, (60, 60), *quiet), shift.limit(14_000)) is None


def test_a_short_past_and_a_hopeless_one_are_not_watched() -> None:
    assert shift.usual(shift.LEAST_PAST - 1, 0) is None
    assert shift.usual(200, 150) is None
    assert shift.find(50, 0, hours(*[(20, 20)] * 20), shift.limit(100)) is None


def test_more_cells_need_more_evidence() -> None:
    assert shift.limit(14_000) > shift.limit(140) > 0


@given(texts=st.integers(1, 200), own=st.floats(0.005, 0.5), data=st.data())
def test_each_missed_text_more_is_more_evidence(
    texts: int, own: float, data: st.DataObject
) -> None:
    missed = data.draw(st.integers(0, texts - 1))
    assert shift.evidence(texts, missed + 1, own) > shift.evidence(texts, missed, own)


@given(texts=st.integers(shift.LEAST_PAST, 10_000), data=st.data())
def test_the_usual_share_is_never_below_what_was_seen(texts: int, data: st.DataObject) -> None:
    missed = data.draw(st.integers(0, texts // 2))
    own = shift.usual(texts, missed)
    assert own is not None
    assert missed / texts <= own < 1


@given(
    counts=st.lists(st.integers(0, 30).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))),
    past=st.integers(100, 5_000).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
)
def test_a_shift_tells_what_was_counted_since(
    counts: list[tuple[int, int]], past: tuple[int, int]
) -> None:
    told = shift.find(*past, hours(*counts), shift.limit(200))
    if told is None:
        return
    since = [hour for hour in hours(*counts) if told.since <= hour.at <= told.found_at]
    assert told.texts == sum(hour.texts for hour in since)
    assert round(told.observed, 9) == round(1 - sum(h.missed for h in since) / told.texts, 9)
