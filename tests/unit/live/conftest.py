"""A real SQLite database with two workspaces, and a hub above it."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from threadside.contracts.common import Output, Role
from threadside.contracts.events import WorkspaceChanged
from threadside.events import log as event_log
from threadside.events.wake import Wakers
from threadside.live.hub import Hub
from threadside.live.limits import RESTART, Closing
from threadside.store.base import Base
from threadside.store.engine import prepare_sqlite
from threadside.store.tables import EventHead, Workspace
from threadside.store.uow import UnitOfWork

HERE, ELSEWHERE = "here", "elsewhere"


FAR_AWAY = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Somebody:
    """Whose token it is."""

    workspace_id: str = HERE
    member_id: str = "anna"
    role: Role = "rep"
    expires_at: datetime = FAR_AWAY


class House:
    """The database of a test, and what is waiting for its events."""

    def __init__(self, path: Path) -> None:
        engine = create_engine(f"sqlite:///{path}", pool_size=20)
        prepare_sqlite(engine)
        Base.metadata.create_all(engine)
        self.engine = engine
        self.wakers = Wakers()
        self.uow = UnitOfWork(engine, wake=self.wakers)
        self._hubs: list[Hub] = []
        with self.uow.write() as tx:
            for key in (HERE, ELSEWHERE):
                tx.session.add(Workspace(id=key, name=key, created_at=tx.now))
                tx.session.flush()
                tx.session.add(EventHead(workspace_id=key, seq=0))

    def hub(self, **options: object) -> Hub:
        made = Hub(self.uow, self.wakers, **options)  # type: ignore[arg-type]
        self._hubs.append(made)
        return made

    def happens(self, count: int = 1, *, workspace: str = HERE, what: Output | None = None) -> None:
        with self.uow.write() as tx:
            for _ in range(count):
                event_log.emit(tx, workspace, what or WorkspaceChanged(what="lines"))

    def ages(self) -> None:
        with self.uow.write() as tx:
            event_log.forget(tx, datetime.now(UTC) + timedelta(days=8))

    def shut(self) -> None:
        for hub in self._hubs:
            hub.close_all(Closing(RESTART, "the test is over"))
        eventually(
            lambda: not [one for one in threading.enumerate() if one.name == "live-hub"],
            "the hub's thread ends",
        )
        self.engine.dispose()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "events.db")
    yield made
    made.shut()


def eventually(holds: Callable[[], bool], promise: str, within_s: float = 5.0) -> None:
    """Wait until a condition holds; fail with the promise that was not kept."""
    deadline = time.monotonic() + within_s
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"not kept within {within_s} s: {promise}")
        threading.Event().wait(0.005)
