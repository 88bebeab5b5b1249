import threading
from collections.abc import Iterator

import pytest

from threadside.simulator.clock import VirtualClock
from threadside.simulator.schedule import Schedule


@pytest.fixture
def clock() -> VirtualClock:
    clock = VirtualClock()
    clock.set_factor(0)
    return clock


@pytest.fixture
def schedule(clock: VirtualClock) -> Iterator[Schedule]:
    schedule = Schedule(clock, workers=2)
    schedule.start()
    yield schedule
    schedule.stop()


def test_a_held_clock_moves_only_when_told() -> None:
    clock = VirtualClock()
    clock.set_factor(0)
    before = clock.now()
    clock.advance(3600)
    assert clock.now() == before + 3600
    assert clock.real_seconds_until(before + 3601) is None


def test_a_hurried_clock_keeps_what_has_passed() -> None:
    real = [100.0]
    clock = VirtualClock(lambda: real[0])
    real[0] += 2
    clock.set_factor(60)
    real[0] += 3
    assert clock.now() == 2 + 180
    assert clock.real_seconds_until(clock.now() + 60) == pytest.approx(1)


def test_the_clock_never_runs_backwards(clock: VirtualClock) -> None:
    with pytest.raises(ValueError, match="forward"):
        clock.advance(-1)
    with pytest.raises(ValueError, match="forward"):
        clock.set_factor(-1)


def test_what_is_due_no_longer_waits_though_nobody_has_begun_it(clock: VirtualClock) -> None:
    schedule = Schedule(clock)
    schedule.after(10, lambda: None)
    assert schedule.waiting == 1
    clock.advance(10)
    assert schedule.waiting == 0


def test_actions_happen_when_they_are_due_and_not_before(
    clock: VirtualClock, schedule: Schedule
) -> None:
    early, late = threading.Event(), threading.Event()
    schedule.after(10, late.set)
    schedule.after(5, early.set)
    clock.advance(6)
    assert early.wait(5)
    assert not late.is_set()
    clock.advance(6)
    assert late.wait(5)
    assert schedule.waiting == 0


def test_a_broken_action_does_not_stop_the_next(
    clock: VirtualClock, schedule: Schedule, caplog: pytest.LogCaptureFixture
) -> None:
    done = threading.Event()
    for _ in range(5):
        schedule.after(0, lambda: clock.advance(-1))
    schedule.after(0, done.set)
    assert done.wait(5)
    assert "a scheduled action failed" in caplog.text


def test_clearing_forgets_what_has_not_begun(clock: VirtualClock, schedule: Schedule) -> None:
    forgotten, done = threading.Event(), threading.Event()
    schedule.after(1, forgotten.set)
    schedule.clear()
    schedule.after(1, done.set)
    clock.advance(2)
    assert done.wait(5)
    assert not forgotten.is_set()
