"""A brand never sends more than its day holds, wherever and however that day ends (D-8)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.daily_cap import EDGE, DailyCap, reset_after

LA = "America/Los_Angeles"
NOON = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)


def cap(segments: int | None = 100, **values: object) -> DailyCap:
    return replace(DailyCap(segments, LA, None, 0), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "zone", "ends"),
    [
        (NOON, LA, MIDNIGHT),
        # Clocks go forward on 2026-03-08 and back on 2026-11-01, so those days are not 24 hours.
        (datetime(2026, 3, 8, 9, tzinfo=UTC), LA, datetime(2026, 3, 9, 7, tzinfo=UTC)),
        (datetime(2026, 11, 1, 8, tzinfo=UTC), LA, datetime(2026, 11, 2, 8, tzinfo=UTC)),
        # There the clocks go forward at midnight: the day begins at one o'clock.
        (
            datetime(2026, 4, 23, 12, tzinfo=UTC),
            "Africa/Cairo",
            datetime(2026, 4, 23, 22, tzinfo=UTC),
        ),
        (NOON, "No/Such_Zone", datetime(2026, 3, 3, 0, tzinfo=UTC)),
    ],
)
def test_the_day_ends_at_midnight_there(now: datetime, zone: str, ends: datetime) -> None:
    assert reset_after(now, zone) == ends


def test_what_is_left_of_the_day_may_go_and_the_rest_waits_for_the_next() -> None:
    today = cap(spent_on=NOON.date(), spent=98)
    assert today.ask(NOON, 2).admitted
    refused = today.ask(NOON, 3)
    assert (refused.admitted, refused.spent, refused.again_at) == (False, 98, MIDNIGHT + EDGE)
    assert today.ask(refused.again_at, 3).admitted


def test_yesterdays_count_is_forgotten() -> None:
    tomorrow = cap(spent_on=NOON.date(), spent=100).ask(MIDNIGHT + EDGE, 1)
    assert (tomorrow.admitted, tomorrow.spent, tomorrow.day.day) == (True, 1, 3)


def test_a_text_of_more_than_a_whole_day_goes_as_the_first_of_one() -> None:
    small = cap(3)
    assert small.ask(NOON, 7).admitted
    assert not replace(small, spent_on=NOON.date(), spent=1).ask(NOON, 7).admitted


@pytest.mark.parametrize("off", [-EDGE, timedelta(seconds=-1), timedelta(), timedelta(seconds=1)])
def test_around_midnight_nothing_counted_leaves(off: timedelta) -> None:
    assert cap().ask(MIDNIGHT + off, 1).again_at == MIDNIGHT + EDGE
    assert cap(None).ask(MIDNIGHT + off, 1).admitted


def test_a_day_the_carrier_has_closed_is_closed_whatever_was_counted() -> None:
    closed = cap(None, closed_until=MIDNIGHT)
    assert closed.ask(NOON, 1).again_at == MIDNIGHT
    assert closed.ask(MIDNIGHT, 1).admitted


@given(
    st.integers(1, 40),
    st.lists(st.tuples(st.integers(0, 36 * 3600), st.integers(1, 12)), max_size=80),
    st.sampled_from([LA, "UTC", "Asia/Kolkata", "Pacific/Apia", "Africa/Cairo"]),
)
def test_no_day_holds_more_than_the_cap(most: int, asks: list[tuple[int, int]], zone: str) -> None:
    now, state = NOON, DailyCap(most, zone, None, 0)
    days: dict[object, list[int]] = {}
    for pause_s, segments in asks:
        now += timedelta(seconds=pause_s)
        answer = state.ask(now, segments)
        if answer.admitted:
            state = replace(state, spent_on=answer.day, spent=answer.spent)
            days.setdefault(answer.day, []).append(segments)
        else:
            assert answer.again_at > now
    assert all(sum(day) <= most or len(day) == 1 for day in days.values())


@given(st.integers(1, 50), st.integers(0, 50), st.integers(1, 200))
def test_the_estimate_says_the_first_day_on_which_the_text_fits(
    most: int, spent: int, segments: int
) -> None:
    state = cap(most, spent_on=NOON.date(), spent=min(spent, most))
    at = state.after(NOON, segments)
    days = (at.astimezone(ZoneInfo(LA)).date() - NOON.date()).days
    assert state.spent + segments <= most * (1 + days)
    assert days == 0 or state.spent + segments > most * days
