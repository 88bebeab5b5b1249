"""No limit is ever exceeded, and an idle one never keeps a text waiting."""

import math
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.pacing import LOOKAHEAD, Admission, Throughput, admit

START = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
NOTHING = timedelta(0)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("asked", "answered"),
    [  # free again, now, segments -> admitted, free again, wait; in seconds
        ((None, 0, 1), (True, 1, 0)),
        ((None, 0, 4), (True, 4, 0)),
        ((-60, 0, 1), (True, 1, 0)),
        ((1, 0, 1), (True, 2, 0)),
        ((2, 0, 1), (True, 3, 0)),
        ((3, 0, 1), (False, 3, 1)),
        ((1, 0, 3), (False, 1, 1)),
        ((0, 0, 3), (True, 3, 0)),
        ((5, 5, 3), (True, 8, 0)),
        ((7, 5, 1), (True, 8, 0)),
        ((8, 5.5, 1), (False, 8, 0.5)),
    ],
)
def test_a_line_of_one_segment_a_second_with_three_seconds_of_burst(
    asked: tuple[float | None, float, int], answered: tuple[bool, float, float]
) -> None:
    free_again, now, segments = asked
    state = None if free_again is None else after(free_again)
    admitted, free_after, wait = answered
    assert admit(state, after(now), segments, per_second=1, burst_s=3) == Admission(
        admitted, after(free_after), timedelta(seconds=wait)
    )


def test_without_a_burst_texts_leave_one_after_the_other() -> None:
    first = admit(None, START, 1, per_second=10, burst_s=0)
    second = admit(first.next_free_at, START, 1, per_second=10, burst_s=0)
    assert first.admitted
    assert not second.admitted
    assert second.wait == timedelta(milliseconds=100)


@pytest.mark.parametrize(("cost", "rate", "burst"), [(0, 1, 0), (1, 0, 0), (1, -1, 0), (1, 1, -1)])
def test_a_line_without_throughput_is_an_error(cost: int, rate: float, burst: float) -> None:
    with pytest.raises(ValueError, match="positive"):
        admit(None, START, cost, rate, burst)


arrivals = st.lists(
    st.tuples(st.integers(0, 3_000), st.integers(1, 10)),  # milliseconds since the last, segments
    min_size=1,
    max_size=60,
)
rates = st.sampled_from([0.25, 1, 1.5, 3, 4.5, 7, 10, 75])
bursts = st.sampled_from([0, 0.5, 1, 3, 10])


@given(arrivals, rates, bursts)
def test_no_window_holds_more_than_throughput_and_burst(
    tries: list[tuple[int, int]], rate: float, burst: float
) -> None:
    now, state = START, START
    sent: list[tuple[datetime, int]] = []
    for pause, segments in tries:
        now += timedelta(milliseconds=pause)
        admission = admit(state, now, segments, rate, burst)
        state = admission.next_free_at
        if admission.admitted:
            sent.append((now, segments))
    longest = max((segments for _, segments in sent), default=0)
    for first in range(len(sent)):
        total = 0
        for at, segments in sent[first:]:
            total += segments
            window = (at - sent[first][0]).total_seconds()
            assert total <= rate * window + max(rate * burst, longest) + 1e-3


@given(st.floats(0, 100), st.integers(1, 10), rates, bursts)
def test_who_waits_as_told_is_admitted(
    busy_s: float, segments: int, rate: float, burst: float
) -> None:
    state = after(busy_s)
    refused = admit(state, START, segments, rate, burst)
    again = admit(state, START + refused.wait, segments, rate, burst)
    assert again.admitted
    assert again.wait == NOTHING


@given(st.floats(0, 100), st.integers(1, 10), rates, bursts)
def test_a_refusal_changes_nothing(busy_s: float, segments: int, rate: float, burst: float) -> None:
    state = after(busy_s)
    asked = admit(state, START, segments, rate, burst)
    assert asked.admitted == (asked.wait == NOTHING)
    if not asked.admitted:
        assert asked.next_free_at == state


@given(st.integers(1, 30), rates, bursts)
def test_an_idle_line_takes_any_text_at_once(segments: int, rate: float, burst: float) -> None:
    assert admit(None, START, segments, rate, burst).admitted
    assert admit(START, START, segments, rate, burst).admitted


@given(rates)
def test_a_busy_line_uses_its_whole_throughput(rate: float) -> None:
    now, state, sent = START, START, 0
    while now < after(20):
        admission = admit(state, now, 1, rate, burst_s=0)
        state, sent = admission.next_free_at, sent + admission.admitted
        now += admission.wait or timedelta(microseconds=1)
    assert sent >= int(20 * rate)


@given(st.floats(0.5, 200), st.lists(st.floats(0, 0.3), min_size=1, max_size=120))
def test_no_second_holds_more_requests_than_an_account_may_make(
    per_second: float, pauses: list[float]
) -> None:
    now, state = START, None
    slots: list[datetime] = []
    for pause in pauses:
        now += timedelta(seconds=pause)
        limit = Throughput.of_account(per_second, state)
        while (asked := limit.ask(now, 1)).admitted:
            slots.append(limit.slot(now))
            limit = Throughput.of_account(per_second, asked.next_free_at)
        state = limit.next_free_at
    assert all(later > earlier for earlier, later in pairwise(slots))
    for number, first in enumerate(slots):
        inside = sum(first <= at < first + timedelta(seconds=1) for at in slots[number:])
        assert inside <= math.ceil(per_second)


@given(st.floats(0, 10), st.floats(1, 200))
def test_a_request_is_given_its_moment_a_little_ahead_at_most(
    busy_s: float, per_second: float
) -> None:
    limit = Throughput.of_account(per_second, after(busy_s))
    asked = limit.ask(START, 1)
    assert asked.admitted == (limit.slot(START) <= START + LOOKAHEAD)
    later = START + asked.wait
    assert limit.ask(later, 1).admitted
    assert limit.slot(later) >= limit.slot(START)


@given(
    st.floats(60, 4_500),
    st.lists(st.tuples(st.floats(0, 20), st.integers(1, 3)), min_size=1, max_size=200),
)
def test_no_minute_holds_more_of_a_campaign_than_it_may_send(
    per_minute: float, tries: list[tuple[float, int]]
) -> None:
    now, limit = START, Throughput.of_campaign(per_minute, None)
    sent: list[tuple[datetime, int]] = []
    for pause, segments in tries:
        now += timedelta(seconds=pause)
        asked = limit.ask(now, segments)
        now += asked.wait
        limit = Throughput.of_campaign(per_minute, limit.ask(now, segments).next_free_at)
        sent.append((now, segments))
    minute = timedelta(minutes=1)
    for number, (first, _) in enumerate(sent):
        inside = [(at, size) for at, size in sent[number:] if at < first + minute]
        assert sum(size for _, size in inside) <= per_minute + inside[-1][1]


@given(st.floats(0, 30), rates, bursts, st.integers(1, 40))
def test_a_closed_limit_lets_nothing_leave_before(
    for_s: float, rate: float, burst: float, cost: int
) -> None:
    limit = Throughput(rate, burst, START)
    until = after(for_s)
    closed = Throughput(rate, burst, limit.closed(until))
    assert START + closed.ask(START, cost).wait >= until
    assert closed.closed(START) == closed.next_free_at


@given(st.integers(0, 40), st.integers(1, 10), rates, bursts)
def test_the_estimate_of_a_queue_is_when_its_last_text_may_leave(
    ahead: int, cost: int, rate: float, burst: float
) -> None:
    limit, now = Throughput(rate, burst, None), START
    estimate = START + limit.behind(START, ahead).ask(START, cost).wait
    for _ in range(ahead):
        now += limit.ask(now, 1).wait
        limit = Throughput(rate, burst, limit.ask(now, 1).next_free_at)
    really = now + limit.ask(now, cost).wait
    assert abs(estimate - really) <= timedelta(seconds=1.1 / rate)
