"""Jobs: they exist exactly if their transaction committed, and so does their effect."""

import threading
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import Builders
from tests.integration.conftest import HeldClock
from threadside.contracts.events import WorkspaceChanged
from threadside.events import log
from threadside.jobs import queue
from threadside.jobs.runner import JobRunner
from threadside.machinery import HANDLERS
from threadside.store.tables import Job
from threadside.store.uow import Tx, UnitOfWork


class Broken(Exception):  # noqa: N818
    """A handler fails."""


class Hands:
    """Handlers that note what they did, and fail as often as they are told."""

    def __init__(self, uow: UnitOfWork, workspace_id: str) -> None:
        self.done: list[Any] = []
        self.failures = 0
        self.uow = uow
        self.workspace_id = workspace_id
        self.runner = JobRunner(uow, {"work": self._work}, threads=2, batch=25)

    def _work(self, tx: Tx, payload: Mapping[str, Any]) -> None:
        log.emit(tx, self.workspace_id, WorkspaceChanged(what="lines"))
        self.done.append(payload["n"])
        if self.failures:
            self.failures -= 1
            raise Broken("not yet")

    def defer(self, n: int, **how: Any) -> None:
        """One job in a transaction of its own."""
        with self.uow.write() as tx:
            queue.defer(tx, "work", {"n": n}, **how)

    def jobs(self) -> list[Job]:
        """Every job there is."""
        with self.uow.read() as session:
            return list(session.scalars(select(Job).order_by(Job.id)))

    def effects(self) -> int:
        """How many handlers' transactions committed."""
        with self.uow.read() as session:
            return log.head(session, self.workspace_id)


@pytest.fixture
def hands(uow: UnitOfWork, build: Builders) -> Hands:
    """Somebody to do the work."""
    return Hands(uow, build.workspace().id)


def test_a_job_runs_once_and_is_forgotten(hands: Hands) -> None:
    hands.defer(1)
    assert hands.runner.run_due() == 1
    assert hands.runner.run_due() == 0
    assert (hands.done, hands.effects(), hands.jobs()) == ([1], 1, [])


def test_a_job_of_a_transaction_that_failed_does_not_exist(hands: Hands, uow: UnitOfWork) -> None:
    def defer_and_fail(tx: Tx) -> None:
        queue.defer(tx, "work", {"n": 1})
        raise Broken

    with pytest.raises(Broken), uow.write() as tx:
        defer_and_fail(tx)
    assert hands.runner.run_due() == 0


def test_a_failed_handler_leaves_no_effect_and_is_tried_again_later(
    hands: Hands, clock: HeldClock
) -> None:
    hands.failures = 2
    hands.defer(1)
    assert hands.runner.run_due() == 1
    assert hands.effects() == 0
    clock.advance(seconds=queue.BACKOFF_BASE_S - 0.1)
    assert hands.runner.run_due() == 0
    clock.advance(seconds=0.1)
    assert hands.runner.run_due() == 1
    clock.advance(seconds=queue.BACKOFF_BASE_S * 2)
    assert hands.runner.run_due() == 1
    assert (hands.done, hands.effects(), hands.jobs()) == ([1, 1, 1], 1, [])


def test_after_the_last_attempt_the_job_is_kept_as_dead_with_its_error(
    hands: Hands, clock: HeldClock
) -> None:
    hands.failures = 1_000
    hands.defer(1)
    for _ in range(queue.MAX_ATTEMPTS + 3):
        hands.runner.run_due()
        clock.advance(seconds=queue.BACKOFF_CAP_S)
    (job,) = hands.jobs()
    assert (job.state, job.attempts) == ("dead", queue.MAX_ATTEMPTS)
    assert job.last_error == "Broken: not yet"


def test_a_dead_job_does_not_hold_up_those_of_its_key(hands: Hands, clock: HeldClock) -> None:
    hands.failures = queue.MAX_ATTEMPTS
    hands.defer(1, key="anna")
    hands.defer(2, key="anna")
    for _ in range(queue.MAX_ATTEMPTS):
        hands.runner.run_due()
        clock.advance(seconds=queue.BACKOFF_CAP_S)
    hands.runner.run_due()
    assert hands.done[-1] == 2


def test_a_name_without_a_handler_is_an_error_like_others(hands: Hands, uow: UnitOfWork) -> None:
    with uow.write() as tx:
        queue.defer(tx, "nobody's", {})
    assert hands.runner.run_due() == 1
    (job,) = hands.jobs()
    assert job.last_error == 'KeyError: "nobody\'s"'


def test_jobs_of_one_key_run_in_the_order_of_deferring(hands: Hands, clock: HeldClock) -> None:
    hands.failures = 1
    for number in range(4):
        hands.defer(number, key="anna")
    hands.defer(9, key="ben")
    hands.runner.run_due()
    assert hands.done == [0, 9]
    clock.advance(seconds=queue.BACKOFF_BASE_S)
    hands.runner.run_due()
    assert hands.done == [0, 9, 0, 1, 2, 3]


def test_a_job_for_later_waits(hands: Hands, clock: HeldClock) -> None:
    hands.defer(1, run_at=clock() + timedelta(hours=1))
    assert hands.runner.run_due() == 0
    clock.advance(hours=1)
    assert hands.runner.run_due() == 1


def test_the_same_work_is_deferred_once_until_it_ran(hands: Hands) -> None:
    hands.defer(1, dedupe="digest of Monday")
    hands.defer(2, dedupe="digest of Monday")
    hands.defer(3, dedupe="digest of Tuesday")
    hands.runner.run_due()
    hands.defer(4, dedupe="digest of Monday")
    hands.runner.run_due()
    assert hands.done == [1, 3, 4]


def test_work_that_is_needed_once_more_while_it_runs_runs_once_more(hands: Hands) -> None:
    began, deferred = threading.Event(), threading.Event()

    def work(_tx: Tx, payload: Mapping[str, Any]) -> None:
        hands.done.append(payload["n"])
        began.set()
        if payload["n"] == 1:
            deferred.wait(one_writer_s)

    # One writer at a time has the other wait for the end of this job anyway.
    one_writer_s = 0.2 if hands.uow.engine.dialect.name == "sqlite" else 10
    runner = JobRunner(hands.uow, {"work": work}, threads=0, batch=1)
    hands.defer(1, dedupe="digest of Monday")
    running = threading.Thread(target=runner.run_due)
    running.start()
    assert began.wait(10)
    hands.defer(2, dedupe="digest of Monday")
    deferred.set()
    running.join()
    runner.run_due()
    assert hands.done == [1, 2]


def test_work_that_waits_does_not_begin_before_all_who_need_it_have_ended(
    hands: Hands, uow: UnitOfWork
) -> None:
    hands.defer(1, dedupe="digest of Monday")
    ran: list[int] = []
    with uow.write() as tx:
        queue.defer(tx, "work", {"n": 2}, dedupe="digest of Monday")
        if uow.engine.dialect.name == "postgresql":
            ran.append(hands.runner.run_due())
    ran.append(hands.runner.run_due())
    assert (hands.done, ran[-1], sum(ran)) == ([1], 1, 1)


def test_a_dead_job_is_not_in_the_way_of_the_same_work(hands: Hands, clock: HeldClock) -> None:
    hands.failures = queue.MAX_ATTEMPTS
    hands.defer(1, dedupe="digest of Monday")
    for _ in range(queue.MAX_ATTEMPTS):
        hands.runner.run_due()
        clock.advance(seconds=queue.BACKOFF_CAP_S)
    hands.defer(2, dedupe="digest of Monday")
    hands.runner.run_due()
    assert hands.done[-1] == 2


def test_a_job_whose_process_died_is_there_as_if_nobody_had_taken_it(
    hands: Hands, uow: UnitOfWork
) -> None:
    def dies() -> None:
        with uow.write() as tx:
            assert queue.take(tx) is not None
            raise Broken

    hands.defer(1)
    with pytest.raises(Broken):
        dies()
    assert hands.runner.run_due() == 1
    assert hands.done == [1]


def test_jobs_that_wait_together_share_a_commit_and_one_that_fails_undoes_only_itself(
    hands: Hands, clock: HeldClock
) -> None:
    hands.defer(1)
    hands.defer(2)
    hands.failures = 1
    hands.runner.run_due()
    clock.advance(seconds=queue.BACKOFF_BASE_S + 1)
    hands.runner.run_due()
    assert hands.jobs() == []
    assert hands.effects() == 2


def test_each_look_runs_a_job_however_late_its_turn_to_write_came(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("threadside.jobs.runner.LONGEST_COMMIT_S", -1)
    hands.defer(1)
    hands.defer(2)
    assert hands.runner.run_due() == 2


def test_threads_share_the_work_and_nothing_runs_twice(hands: Hands) -> None:
    for number in range(40):
        hands.defer(number, key=f"key {number % 5}")
    threads = [threading.Thread(target=hands.runner.run_due) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    hands.runner.run_due()
    assert sorted(hands.done) == list(range(40))
    for key in range(5):
        mine = [number for number in hands.done if number % 5 == key]
        assert mine == sorted(mine)


def test_a_started_runner_works_when_poked_and_stops_when_told(hands: Hands) -> None:
    finished = threading.Event()
    runner = JobRunner(
        hands.uow, {"work": lambda _tx, _payload: finished.set()}, threads=2, batch=1
    )
    runner.start()
    hands.defer(1)
    runner.poke()
    assert finished.wait(10)
    runner.stop()
    assert not any(thread.is_alive() for thread in runner._threads)


def test_a_started_runner_lets_what_is_urgent_past_before_each_round(hands: Hands) -> None:
    urgent, finished = threading.Event(), threading.Event()
    rounds: list[int] = []

    def after_you() -> None:
        rounds.append(len(hands.done))
        urgent.wait(10)

    def work(_tx: Tx, payload: Mapping[str, Any]) -> None:
        hands.done.append(payload["n"])
        finished.set()

    runner = JobRunner(hands.uow, {"work": work}, threads=1, batch=1, after_you=after_you)
    hands.defer(1)
    runner.start()
    assert not hands.done
    urgent.set()
    assert finished.wait(10)
    runner.stop()
    assert rounds[0] == 0


def test_every_job_that_is_deferred_somewhere_has_a_handler() -> None:
    from threadside.threads import receive

    assert {receive.INBOUND, receive.STATUS} <= set(HANDLERS)
