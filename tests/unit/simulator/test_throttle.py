"""Buckets and days of the simulator's limits, on its own clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from threadside.simulator.clock import VirtualClock
from threadside.simulator.limits import Limits
from threadside.simulator.throttle import LimitKind, Over, Throttle

LINE, OTHER = "17205550100", "17205550101"


def held() -> tuple[VirtualClock, Throttle]:
    clock = VirtualClock()
    clock.set_factor(0)
    return clock, Throttle(clock)


def limits(**given: object) -> Limits:
    return Limits.model_validate(given)


def admitted(throttle: Throttle, given: Limits, tries: int, segments: int = 1) -> int:
    return sum(throttle.admit_message(given, LINE, segments) is None for _ in range(tries))


def test_without_limits_everything_passes() -> None:
    _, throttle = held()
    assert all(throttle.admit_request(Limits()) is None for _ in range(1000))
    assert admitted(throttle, Limits(), 1000) == 1000


def test_the_accounts_31st_request_within_a_second_is_over() -> None:
    clock, throttle = held()
    given = limits(requests_per_s=30)
    assert [throttle.admit_request(given) for _ in range(30)] == [None] * 30
    over = throttle.admit_request(given)
    assert over is not None
    assert (over.kind, over.when) == (LimitKind.ACCOUNT, "refuse")
    assert over.wait_s == pytest.approx(1 / 30)
    clock.advance(over.wait_s)
    assert throttle.admit_request(given) is None


def test_a_number_is_limited_by_itself_in_segments_or_messages() -> None:
    _, throttle = held()
    given = limits(number_per_s=3)
    assert admitted(throttle, given, 2, segments=2) == 1
    assert throttle.admit_message(given, OTHER, 2) is None
    by_message = limits(number_per_s=3, number_counts="messages")
    assert admitted(held()[1], by_message, 9, segments=2) == 3


def test_a_text_longer_than_a_second_passes_alone_and_leaves_a_debt() -> None:
    clock, throttle = held()
    given = limits(number_per_s=1)
    assert throttle.admit_message(given, LINE, 4) is None
    clock.advance(3.5)
    over = throttle.admit_message(given, LINE, 1)
    assert over is not None
    assert over.wait_s == pytest.approx(0.5)
    clock.advance(0.5)
    assert throttle.admit_message(given, LINE, 1) is None


def test_a_campaign_limits_its_lines_together_by_the_minute() -> None:
    clock, throttle = held()
    given = limits(campaigns=[{"id": "c", "lines": [LINE, OTHER], "segments_per_minute": 75}])
    assert admitted(throttle, given, 80) == 75
    assert throttle.admit_message(given, OTHER, 1) is not None
    assert throttle.admit_message(given, "17205550102", 1) is None
    clock.advance(60)
    assert admitted(throttle, given, 80) == 75


def test_what_is_refused_by_one_limit_takes_nothing_from_another() -> None:
    _, throttle = held()
    campaign = {"id": "c", "segments_per_minute": 10}
    given = limits(number_per_s=1, campaigns=[campaign])
    assert admitted(throttle, given, 50) == 1
    assert admitted(throttle, limits(campaigns=[campaign]), 50) == 9


def test_a_queue_says_when_each_message_is_carried() -> None:
    _, throttle = held()
    given = limits(campaigns=[{"id": "c", "segments_per_minute": 60, "over": "queue"}])
    assert admitted(throttle, given, 60) == 60
    waits = [throttle.admit_message(given, LINE, 1) for _ in range(3)]
    assert waits == [
        Over(LimitKind.CAMPAIGN, "queue", pytest.approx(seconds)) for seconds in (1, 2, 3)
    ]


BRAND = {
    "campaigns": [{"id": "c", "brand": "b"}],
    "brands": [{"id": "b", "segments_per_day": 5}],
}


def test_a_brands_day_ends_at_its_own_midnight() -> None:
    clock, throttle = held()
    given = limits(**BRAND)
    assert admitted(throttle, given, 9) == 5
    over = throttle.admit_message(given, LINE, 1)
    assert over is not None
    assert (over.kind, over.when) == (LimitKind.BRAND, "reject")
    again = (clock.wall() + timedelta(seconds=over.wait_s)).astimezone(
        ZoneInfo("America/Los_Angeles")
    )
    assert (again + timedelta(seconds=1)).hour == 0
    clock.advance(over.wait_s - 5)
    assert throttle.admit_message(given, LINE, 1) is not None
    clock.advance(5)
    assert throttle.admit_message(given, LINE, 1) is None


def test_the_clock_tells_the_date_it_would_be() -> None:
    clock, _ = held()
    clock.advance(86_400)
    assert abs(clock.wall() - datetime.now(UTC) - timedelta(days=1)) < timedelta(minutes=1)


def test_a_reset_fills_the_buckets() -> None:
    _, throttle = held()
    given = limits(number_per_s=2, **BRAND)
    admitted(throttle, given, 20)
    throttle.reset()
    assert admitted(throttle, given, 20) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"requests_per_s": 0},
        {"brands": [{"id": "b", "segments_per_day": 5, "reset_zone": "Mars/Olympus"}]},
        {"brands": [{"id": "b", "segments_per_day": 5, "over": "queue"}]},
        {"campaigns": [{"id": "c", "over": "shrug"}]},
        {"bananas": 1},
    ],
)
def test_limits_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        limits(**wrong)


@given(
    rate=st.integers(1, 50),
    steps=st.lists(st.tuples(st.floats(0, 2), st.integers(1, 3)), max_size=60),
)
def test_never_more_than_a_bucket_and_what_flowed_in(
    rate: int, steps: list[tuple[float, int]]
) -> None:
    clock, throttle = held()
    given = limits(number_per_s=rate)
    began, carried = clock.now(), 0
    for pause, segments in steps:
        clock.advance(pause)
        if throttle.admit_message(given, LINE, segments) is None:
            carried += segments
        assert carried <= rate + (clock.now() - began) * rate + max(0, 3 - rate) + 1e-6


@given(rate=st.integers(1, 50), costs=st.lists(st.integers(1, 5), max_size=40))
def test_who_waits_as_long_as_he_is_told_is_let_in(rate: int, costs: list[int]) -> None:
    clock, throttle = held()
    given = limits(number_per_s=rate)
    for cost in costs:
        if over := throttle.admit_message(given, LINE, cost):
            clock.advance(over.wait_s)
            assert throttle.admit_message(given, LINE, cost) is None
