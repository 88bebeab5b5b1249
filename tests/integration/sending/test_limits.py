"""No limit of a carrier is exceeded: of the account, of a campaign, of a brand's day."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.desk import Desk, OpenDesk
from tests.integration.paced import (
    brand_of,
    limit_account,
    limit_brand,
    limit_campaign,
    limit_line,
)
from tests.integration.sending.drain import Left, drain, queue
from threadside.sending.claim import claim
from threadside.sending.outbox import release
from threadside.sending.port import NotAccepted
from threadside.store.tables import CarrierAccount, Line

SECOND = timedelta(seconds=1)


def most_in(window: timedelta, left: list[Left], *, requests: bool = False) -> int:
    """The most segments, or requests, that left within any such time."""
    return max(
        sum(
            1 if requests else one.segments
            for one in left
            if first.at <= one.at < first.at + window
        )
        for first in left
    )


def test_an_account_makes_no_more_requests_a_second_than_it_may_and_nearly_as_many(
    desk: Desk,
) -> None:
    limit_account(desk, 10.0)
    for number in range(21):
        queue(desk, number)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    left = drain(desk, 21)
    assert most_in(SECOND, left, requests=True) <= 10
    assert (left[-1].at - left[0].at).total_seconds() <= 20 / 10 / 0.9


def test_the_lines_of_a_campaign_share_its_minute(desk: Desk) -> None:
    limit_campaign(desk, 12.0)
    lines = [desk.line, desk.open_line("+18505550111")]
    for number in range(24):
        queue(desk, number, lines[number % 2])
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    left = drain(desk, 24)
    assert len(left) == 24
    assert most_in(timedelta(minutes=1), left) <= 12
    assert left[-1].at - left[0].at <= timedelta(minutes=23 / 12 / 0.9)


def test_a_long_text_of_a_campaign_is_not_kept_waiting_by_short_ones_of_another_line(
    desk: Desk,
) -> None:
    limit_campaign(desk, 20.0)
    other = desk.open_line("+18505550111")
    for number in range(12):
        queue(desk, number)
    queue(desk, 100, other, size=4)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    order = [one.words for one in drain(desk, 13)]
    assert order.index("100") <= 2


@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    sizes=st.lists(st.integers(1, 4), min_size=1, max_size=12),
    per_second=st.sampled_from([1.0, 5.0]),
    per_minute=st.sampled_from([12.0, 60.0]),
    line_per_second=st.sampled_from([1.0, 3.0]),
)
def test_whatever_is_queued_leaves_within_every_limit_at_once(
    desk: Desk, sizes: list[int], per_second: float, per_minute: float, line_per_second: float
) -> None:
    limit_account(desk, per_second)
    limit_campaign(desk, per_minute)
    limit_line(desk, desk.line, line_per_second)
    for number, size in enumerate(sizes):
        queue(desk, number, size=size)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    left = drain(desk, len(sizes))
    assert len(left) == len(sizes)
    longest = max(sizes)
    assert most_in(SECOND, left, requests=True) <= per_second
    assert most_in(timedelta(minutes=1), left) <= per_minute + longest
    assert most_in(SECOND, left) <= max(2 * line_per_second, longest)
    for before, after in pairwise(left):
        # What costs more than the burst leaves when the line is idle.
        if before.segments > line_per_second:
            assert (after.at - before.at).total_seconds() >= before.segments / line_per_second - 1


def test_a_text_above_every_limit_leaves_alone(desk: Desk) -> None:
    limit_account(desk, 0.5)
    limit_campaign(desk, 1.0)
    limit_brand(desk, 2)
    limit_line(desk, desk.line, 0.5, 0.0)
    queue(desk, 1, size=4)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    assert len(drain(desk, 1)) == 1


def test_what_one_limit_refuses_uses_up_no_other(desk: Desk) -> None:
    limit_account(desk, 10.0)
    limit_campaign(desk, 60.0)
    limit_brand(desk, 1)
    queue(desk, 1)
    queue(desk, 2)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    assert len(drain(desk, 1)) == 1
    desk.clock.advance(seconds=5)

    def stand() -> list[object]:
        with desk.uow.read() as session:
            account = session.get_one(CarrierAccount, desk.account.id)
            line = session.get_one(Line, desk.line.id)
            return [account.next_free_at, line.next_free_at, line.served_at, brand_of(desk).spent]

    before = stand()
    with desk.uow.write() as tx:
        release(tx)
        assert claim(tx, "anybody") is None
    assert stand() == before


def test_a_days_limit_is_the_brands_and_ends_at_its_midnight(desk: Desk) -> None:
    # It is 07:30 in Los Angeles; the texts live until 11:30 and the day ends at midnight.
    desk.clock.advance(hours=14)
    limit_brand(desk, 3)
    other = desk.open_line("+18505550111")
    for number in range(5):
        queue(desk, number, [desk.line, other][number % 2])
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    left = drain(desk, 5)
    midnight = desk.clock.now.replace(hour=8, minute=0, second=0, microsecond=0)
    assert [one.at >= midnight for one in left] == [False, False, False, True, True]
    assert left[3].at - midnight < timedelta(seconds=5)
    assert brand_of(desk).spent == 2


def test_a_text_whose_time_ends_before_the_day_lapses_and_says_why(desk: Desk) -> None:
    limit_brand(desk, 1)
    queue(desk, 1)
    second = queue(desk, 2)
    desk.after_hold()
    desk.clock.advance(hours=4, minutes=1)
    desk.send_due()
    shown = desk.get(f"/v1/messages/{second}")
    assert (shown["state"], shown["failure"]["code"]) == ("lapsed", "daily_limit")
    assert "tomorrow" in shown["failure"]["words"]
    assert len(desk.carrier.posted) == 1


def test_the_carriers_word_that_the_day_is_used_up_closes_it(desk: Desk) -> None:
    limit_brand(desk, 1_000)
    first, second = queue(desk, 1), queue(desk, 2)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    drain(desk, 1)
    desk.reports(first, "rejected", code=1460)
    assert desk.send_due() == 0
    assert desk.state(second) == "queued"
    assert brand_of(desk).closed_until is not None
    desk.clock.advance(hours=3)
    assert desk.send_due() == 0


def test_a_line_of_no_known_brand_is_closed_by_that_word_itself(desk: Desk) -> None:
    with desk.uow.write() as tx:
        tx.session.get_one(Line, desk.line.id).campaign_id = None
        tx.session.get_one(Line, desk.line.id).phone = "+18885550100"
        tx.session.get_one(Line, desk.line.id).verified = True
    first, second = queue(desk, 1), queue(desk, 2)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    assert len(drain(desk, 1)) == 1
    desk.reports(first, "rejected", code=1460)
    desk.clock.advance(hours=3)
    assert desk.send_due() == 0
    assert desk.state(second) == "queued"


@pytest.mark.parametrize("retry_after_s", [3.0, None])
def test_a_refusal_as_too_many_slows_the_whole_account(
    desk: Desk, retry_after_s: float | None
) -> None:
    other = desk.open_line("+18505550111")
    first = queue(desk, 1)
    queue(desk, 2, other)
    desk.carrier.next_answers = [NotAccepted("throttle", "throttled", retry_after_s)]
    assert desk.after_hold() == 1
    assert desk.state(first) == "queued"
    desk.clock.advance(seconds=2.4)
    assert desk.send_due() == 0
    desk.clock.advance(seconds=3)
    assert desk.send_due() == 2


def test_waits_double_while_the_carrier_goes_on_to_refuse(desk: Desk) -> None:
    for number in range(3):
        queue(desk, number)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    waits = []
    for _ in range(5):
        desk.carrier.next_answers = [NotAccepted("throttle", "throttled")]
        assert desk.send_due() == 1
        with desk.uow.read() as session:
            free_at = session.get_one(CarrierAccount, desk.account.id).next_free_at
        assert free_at is not None
        waits.append((free_at - desk.clock()).total_seconds())
        desk.clock.now = free_at
    assert [wait >= 2.5 * 2**number for number, wait in enumerate(waits)] == [True] * 5
    assert len(set(desk.carrier.texts)) == 1, "the first in the queue tries again"


def test_a_text_taken_and_then_found_too_many_slows_its_line_alone(open_desk: OpenDesk) -> None:
    desk = open_desk(hold_seconds=0)
    other = desk.open_line("+18505550111")
    first = queue(desk, 1)
    assert desk.send_due() == 1
    desk.reports(first, "rejected", code=1241)
    queue(desk, 2)
    queue(desk, 3, other)
    assert desk.send_due() == 1
    assert desk.carrier.posted[-1].sender == other.phone
    desk.clock.advance(seconds=5)
    assert desk.send_due() == 1
