"""The one write path: what a transaction promises, on both databases."""

import threading
import time
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from tests.builders import Builders
from tests.integration.databases import Database, Sqlite
from threadside.carriers.vonage import VonageCarrier
from threadside.contracts.events import WorkspaceChanged
from threadside.errors import Refusal
from threadside.events import log
from threadside.ids import new_id
from threadside.network import NetworkInTransaction, allow_network
from threadside.sending.port import OutgoingText
from threadside.store.gate import FifoGate
from threadside.store.tables import EventHead, Job, LoggedEvent, Person, Workspace
from threadside.store.uow import Tx, UnitOfWork


class Interrupted(Exception):  # noqa: N818
    """Something goes wrong in the middle."""


def count(uow: UnitOfWork, table: type) -> int:
    """Rows that a reader sees."""
    with uow.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_what_a_block_writes_is_there_when_it_ends(uow: UnitOfWork, build: Builders) -> None:
    build.workspace()
    assert (count(uow, Workspace), count(uow, EventHead)) == (1, 1)


def test_an_error_undoes_rows_and_events_and_wakes_nobody(uow: UnitOfWork, build: Builders) -> None:
    workspace = build.workspace()
    woken: list[str] = []
    uow.wake = lambda topic, _key: woken.append(topic)
    with pytest.raises(Interrupted), uow.write() as tx:
        _write_and_fail(tx, workspace.id)
    assert (count(uow, Person), count(uow, LoggedEvent)) == (0, 0)
    assert woken == []


def test_an_error_while_sealing_undoes_everything_as_well(uow: UnitOfWork, build: Builders) -> None:
    workspace = build.workspace()

    def write_and_fail_late(tx: Tx) -> None:
        log.emit(tx, workspace.id, WorkspaceChanged(what="lines"))
        tx.before_seal(_fail)

    with pytest.raises(Interrupted), uow.write() as tx:
        write_and_fail_late(tx)
    assert count(uow, LoggedEvent) == 0
    with uow.write():
        pass


def test_hooks_run_in_order_inside_then_after_the_transaction(
    uow: UnitOfWork, build: Builders
) -> None:
    workspace = build.workspace()
    order: list[str] = []

    def look(name: str) -> None:
        order.append(f"{name}, {count(uow, Person)} committed")

    with uow.write() as tx:
        tx.after_commit(lambda: look("first after"))
        tx.after_commit(lambda: look("second after"))
        tx.before_seal(lambda: look("first before"))
        tx.before_seal(lambda: look("second before"))
        tx.session.add(
            Person(id=new_id(), workspace_id=workspace.id, name="Anna", created_at=tx.now)
        )
        order.append("block")
    assert order == [
        "block",
        "first before, 0 committed",
        "second before, 0 committed",
        "first after, 1 committed",
        "second after, 1 committed",
    ]


def test_a_failing_hint_changes_nothing(uow: UnitOfWork, build: Builders) -> None:
    workspace = build.workspace()
    told: list[str] = []
    with uow.write() as tx:
        log.emit(tx, workspace.id, WorkspaceChanged(what="lines"))
        tx.after_commit(_fail)
        tx.after_commit(lambda: told.append("the next hook"))
    assert count(uow, LoggedEvent) == 1
    assert told == ["the next hook"]


def test_no_network_call_passes_inside_a_write(uow: UnitOfWork) -> None:
    allow_network()
    with uow.write():
        with pytest.raises(NetworkInTransaction):
            allow_network()
        with uow.read(), pytest.raises(NetworkInTransaction):
            allow_network()
    allow_network()


def test_the_carriers_adapter_refuses_to_send_inside_a_write(uow: UnitOfWork) -> None:
    carrier = VonageCarrier.__new__(VonageCarrier)
    with uow.write(), pytest.raises(NetworkInTransaction):
        carrier.send(OutgoingText("ref", "+17205550100", "+17205550142", "Hello"))


def test_a_read_passes_while_a_writer_holds_the_slot(uow: UnitOfWork, build: Builders) -> None:
    workspace = build.workspace()
    with uow.write() as tx:
        tx.session.add(
            Person(id=new_id(), workspace_id=workspace.id, name="Anna", created_at=tx.now)
        )
        tx.session.flush()
        assert count(uow, Person) == 0
    assert count(uow, Person) == 1


def test_a_rejected_row_leaves_the_unit_of_work_usable(uow: UnitOfWork, build: Builders) -> None:
    with pytest.raises(IntegrityError), uow.write() as tx:
        tx.session.add(Person(id=new_id(), workspace_id=new_id(), name="?", created_at=tx.now))
    build.workspace()
    assert count(uow, Workspace) == 1


def test_a_time_without_a_zone_is_not_stored(uow: UnitOfWork) -> None:
    with pytest.raises(StatementError, match="without a zone"), uow.write() as tx:
        tx.session.add(Workspace(id=new_id(), name="?", created_at=datetime(2026, 3, 2)))  # noqa: DTZ001


def test_eight_writers_at_once_all_get_through(uow: UnitOfWork, build: Builders) -> None:
    workspace = build.workspace()
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(25):
                with uow.write() as tx:
                    log.emit(tx, workspace.id, WorkspaceChanged(what="lines"))
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with uow.read() as session:
        assert log.head(session, workspace.id) == 200
        seqs = session.scalars(select(LoggedEvent.seq).order_by(LoggedEvent.seq)).all()
    assert list(seqs) == list(range(1, 201))


def test_a_writer_whose_turn_does_not_come_is_told_so(database: Database, uow: UnitOfWork) -> None:
    if not isinstance(database, Sqlite):
        return  # PostgreSQL has many writers and no gate
    uow._gate = FifoGate(timeout_s=0.01)
    refusals: list[Refusal] = []

    def ask() -> None:
        try:
            with uow.write():
                raise AssertionError("the gate was held")
        except Refusal as refusal:
            refusals.append(refusal)

    with uow.write():
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    assert [refusal.code for refusal in refusals] == ["busy"]


def test_sqlite_writes_survive_a_power_cut_and_check_their_references(
    database: Database, uow: UnitOfWork
) -> None:
    if not isinstance(database, Sqlite):
        return
    with uow.read() as session:

        def pragma(name: str) -> object:
            return session.scalar(text(f"PRAGMA {name}"))

        assert (pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")) == (
            "wal",
            2,
            1,
        )


def test_on_sqlite_writers_pass_in_the_order_in_which_they_came(
    database: Database, uow: UnitOfWork
) -> None:
    if not isinstance(database, Sqlite):
        return
    order: list[int] = []

    def write(number: int) -> None:
        with uow.write() as tx:
            order.append(number)
            _touch(tx)

    assert uow._gate is not None
    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    with uow.write() as tx:
        _touch(tx)
        for place, thread in enumerate(threads, start=1):
            thread.start()
            while len(uow._gate._waiting) < place:
                time.sleep(0)
    for thread in threads:
        thread.join()
    assert order == list(range(8))


def _fail() -> None:
    raise Interrupted


def _write_and_fail(tx: Tx, workspace_id: str) -> None:
    tx.session.add(Person(id=new_id(), workspace_id=workspace_id, name="Anna", created_at=tx.now))
    log.emit(tx, workspace_id, WorkspaceChanged(what="lines"))
    raise Interrupted


def _touch(tx: Tx) -> None:
    tx.session.add(Job(id=new_id(), name="nothing", payload={}, run_at=tx.now))


def test_another_process_that_writes_is_waited_for(
    database: Database, database_url: str, uow: UnitOfWork, tmp_path: Path
) -> None:
    """The command line and a backup may write beside the server; nobody sees `locked`."""
    if not isinstance(database, Sqlite):
        return
    import sqlite3

    other = sqlite3.connect(
        database_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False
    )
    other.execute("BEGIN IMMEDIATE")
    ended = threading.Timer(0.2, other.execute, args=("ROLLBACK",))
    ended.start()
    with uow.write() as tx:
        _touch(tx)
    ended.join()
    other.close()
    assert count(uow, Job) == 1
