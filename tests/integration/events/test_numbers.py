"""Event numbers: in the order of commits, without gaps, for each workspace apart."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders import Builders
from tests.integration.conftest import HeldClock
from threadside.contracts.events import WorkspaceChanged
from threadside.events import log
from threadside.store.tables import LoggedEvent, Workspace
from threadside.store.uow import UnitOfWork

LINES = WorkspaceChanged(what="lines")


def emit(uow: UnitOfWork, workspace: Workspace, times: int = 1) -> None:
    """So many events in one transaction."""
    with uow.write() as tx:
        for _ in range(times):
            log.emit(tx, workspace.id, LINES)


def after(uow: UnitOfWork, workspace: Workspace, seq: int, limit: int = 500) -> list[int] | None:
    """The numbers above a cursor, as a client that resumes gets them."""
    with uow.read() as session:
        rows = log.after(session, workspace.id, seq, limit)
    return None if rows is None else [row.seq for row in rows]


def test_numbers_begin_at_one_and_belong_to_a_workspace(uow: UnitOfWork, build: Builders) -> None:
    here, there = build.workspace(), build.workspace()
    emit(uow, here, 2)
    emit(uow, there)
    emit(uow, here)
    assert (after(uow, here, 0), after(uow, there, 0)) == ([1, 2, 3], [1])


def test_one_transaction_may_tell_two_workspaces(uow: UnitOfWork, build: Builders) -> None:
    here, there = build.workspace(), build.workspace()
    with uow.write() as tx:
        log.emit(tx, here.id, LINES)
        log.emit(tx, there.id, LINES)
    assert (after(uow, here, 0), after(uow, there, 0)) == ([1], [1])


def test_an_event_may_carry_its_own_number(uow: UnitOfWork, build: Builders) -> None:
    here = build.workspace()
    told: list[int] = []

    def payload(seq: int) -> WorkspaceChanged:
        told.append(seq)
        return LINES

    with uow.write() as tx:
        log.emit(tx, here.id, LINES)
        log.emit(tx, here.id, payload)
    assert told == [2]


def test_who_waits_is_woken_after_the_commit_once_per_workspace(
    uow: UnitOfWork, build: Builders
) -> None:
    here = build.workspace()
    woken: list[tuple[str, list[int] | None]] = []
    uow.wake = lambda _topic, key: woken.append((key, after(uow, here, 0)))
    emit(uow, here, 3)
    assert woken == [(here.id, [1, 2, 3])]


def test_a_reader_never_passes_a_number_that_is_not_yet_visible(
    uow: UnitOfWork, build: Builders
) -> None:
    """Writers commit at once while a reader follows; what it saw is gapless at every moment."""
    here = build.workspace()
    done = threading.Event()
    failures: list[str] = []

    def follow() -> None:
        cursor = 0
        while not (done.is_set() and after(uow, here, cursor) == []):
            seqs = after(uow, here, cursor)
            if seqs is None or seqs != list(range(cursor + 1, cursor + 1 + len(seqs))):
                failures.append(f"after {cursor}: {seqs}")
                return
            cursor += len(seqs)
        if cursor != 8 * 15 * 2:
            failures.append(f"ended at {cursor}")

    def write() -> None:
        for _ in range(15):
            emit(uow, here, 2)

    reader = threading.Thread(target=follow)
    writers = [threading.Thread(target=write) for _ in range(8)]
    reader.start()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    done.set()
    reader.join()
    assert failures == []


@pytest.mark.parametrize(
    ("cursor", "limit", "numbers"),
    [(0, 5, [1, 2, 3, 4, 5]), (3, 5, [4, 5]), (5, 5, []), (0, 4, None), (1, 4, [2, 3, 4, 5])],
)
def test_a_client_resumes_unless_too_much_happened(
    uow: UnitOfWork, build: Builders, cursor: int, limit: int, numbers: list[int] | None
) -> None:
    here = build.workspace()
    emit(uow, here, 5)
    assert after(uow, here, cursor, limit) == numbers


def test_events_are_kept_for_seven_days_and_a_longer_sleep_starts_over(
    uow: UnitOfWork, build: Builders, clock: HeldClock
) -> None:
    here = build.workspace()
    emit(uow, here, 2)
    clock.advance(days=4)
    emit(uow, here)
    clock.now += log.KEPT - timedelta(days=4) + timedelta(seconds=1)
    with uow.write() as tx:
        assert log.forget(tx, tx.now) == 2
    assert after(uow, here, 2) == [3]
    assert after(uow, here, 1) is None
    clock.advance(days=8)
    with uow.write() as tx:
        log.forget(tx, tx.now)
    assert after(uow, here, 2) is None
    assert after(uow, here, 3) == []
    emit(uow, here)
    with uow.read() as session:
        assert list(session.scalars(select(LoggedEvent.seq))) == [4]
