"""A line never sends faster than its throughput, whatever the number of senders."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from e2e.stack import wait_for
from tests.integration.desk import Desk, OpenDesk
from threadside.ids import new_id
from threadside.rules import segments
from threadside.sending.port import Accepted, Outcome, OutgoingText
from threadside.sending.runner import OutboxRunner
from threadside.store.tables import Line

LETTERS = {1: 20, 2: 200, 3: 400, 4: 600}
"""How many letters make so many segments."""


def set_pace(desk: Desk, per_second: float, burst: float) -> None:
    """A fresh line of this throughput, in segments a second."""
    with desk.uow.write() as tx:
        line = tx.session.get_one(Line, desk.line.id)
        line.per_second, line.burst_seconds, line.next_free_at = per_second, burst, None


def queue(desk: Desk, number: int, size: int) -> None:
    """One text of so many segments to a number of its own."""
    phone = f"+1720555{number:04}"
    person = desk.build.person(desk.workspace, f"Person {number}", phone)
    text = "a" * LETTERS[size]
    assert segments.count(text).segments == size
    desk.press(person, text, phone=phone)


def drain(desk: Desk, expected: int) -> list[tuple[datetime, int]]:
    """Let time pass in small steps until everything has left: when, and how many segments."""
    left: list[tuple[datetime, int]] = []
    for _ in range(2_000):
        before = len(desk.carrier.posted)
        desk.send_due()
        left += [
            (desk.clock(), segments.count(text.text).segments)
            for text in desk.carrier.posted[before:]
        ]
        if len(left) == expected:
            return left
        desk.clock.advance(seconds=0.1)
    raise AssertionError(f"{len(left)} of {expected} have left")


@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    sizes=st.lists(st.sampled_from(sorted(LETTERS)), min_size=1, max_size=8),
    per_second=st.sampled_from([1.0, 2.5, 10.0]),
    burst=st.sampled_from([0.0, 1.0, 3.0]),
)
def test_no_window_of_time_holds_more_than_the_throughput_and_the_burst(
    desk: Desk, sizes: list[int], per_second: float, burst: float
) -> None:
    set_pace(desk, per_second, burst)
    desk.carrier.posted.clear()
    for number, size in enumerate(sizes):
        queue(desk, number, size)
    desk.clock.advance(seconds=desk.workspace.hold_seconds)
    left = drain(desk, len(sizes))
    for begin, (since, _) in enumerate(left):
        for end in range(begin + 1, len(left)):
            window = (left[end][0] - since).total_seconds()
            inside = sum(size for _, size in left[begin : end + 1])
            # A text longer than the burst leaves alone, on an idle line.
            allowed = per_second * (window + max(burst, left[end][1] / per_second))
            assert inside <= allowed + 1e-6


def test_a_busy_line_does_not_hold_up_another(desk: Desk) -> None:
    set_pace(desk, 0.1, 0.0)
    other = desk.open_line("+18505550111")
    for number in range(2):
        queue(desk, number, 1)
    person = desk.person()
    desk.press(person, "by the other line", line=other.id)
    desk.after_hold()
    assert sorted(desk.carrier.texts) == ["a" * 20, "by the other line"]


class Noting:
    """A carrier that accepts everything and notes when."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.times: list[datetime] = []

    def send(self, _text: OutgoingText) -> Outcome:
        """Accept."""
        self.times.append(self.clock())
        return Accepted(new_id())


def test_several_senders_share_one_throughput(open_desk: OpenDesk) -> None:
    """Each thread keeping to the limit is not enough: the limit is the line's."""
    desk = open_desk(hold_seconds=0)
    set_pace(desk, 20.0, 0.1)
    for number in range(16):
        queue(desk, number, 1)
    began = time.monotonic()
    pressed = desk.clock.now
    desk.uow.clock = lambda: pressed + timedelta(seconds=time.monotonic() - began)
    carrier = Noting(desk.uow.clock)
    runner = OutboxRunner(desk.uow, lambda _account: carrier, threads=4)
    runner.start()
    try:
        wait_for(lambda: len(carrier.times) == 16, "sixteen texts")
    finally:
        runner.stop()
    assert max(carrier.times) - min(carrier.times) >= timedelta(seconds=(16 - 1) / 20 - 0.1)
