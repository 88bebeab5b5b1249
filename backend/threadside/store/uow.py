"""The unit of work: the one place where a transaction begins, is sealed and commits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from typing import Literal

import structlog
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from threadside.clock import Clock, utc_now
from threadside.network import writing
from threadside.store.engine import WRITE
from threadside.store.gate import FifoGate

log = structlog.get_logger(__name__)


Topic = Literal["events", "jobs", "outbox", "media"]
Wake = Callable[[Topic, str], None]
"""Says that something new stands in the database: a hint, lost without harm."""


class Tx:
    """An open write transaction: one session, one moment, and what happens around the commit."""

    def __init__(self, session: Session, now: datetime, wake: Wake) -> None:
        self.session = session
        self.now = now
        self._wake = wake
        self._before_seal: list[Callable[[], None]] = []
        self._after_commit: list[Callable[[], None]] = []

    def before_seal(self, hook: Callable[[], None]) -> None:
        """Run `hook` inside the transaction as its last step, in the order of registration."""
        self._before_seal.append(hook)

    def after_commit(self, hook: Callable[[], None]) -> None:
        """Run `hook` once the transaction is durable; its failure is logged and changes nothing."""
        self._after_commit.append(hook)

    def wake(self, topic: Topic, key: str = "") -> None:
        """Once durable, tell whoever waits for `topic` to look at the database now."""
        self.after_commit(lambda: self._wake(topic, key))

    def _seal(self) -> None:
        self.session.flush()
        for hook in self._before_seal:
            hook()

    def _committed(self) -> None:
        for hook in self._after_commit:
            try:
                hook()
            except Exception:  # a hint was lost; the tick finds what it announced
                log.exception("after_commit_hook_failed")


class UnitOfWork:
    """Opens transactions on one database."""

    def __init__(
        self, engine: Engine, wake: Wake = lambda _topic, _key: None, clock: Clock = utc_now
    ) -> None:
        self.engine = engine
        self.clock = clock
        self.wake = wake
        self._writes = engine.execution_options(**{WRITE: True})
        self._gate = FifoGate() if engine.dialect.name == "sqlite" else None

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """A transaction that commits when the block ends and is undone when it raises.

        On SQLite writers pass a fair gate first. No network call may be made inside.

        Raises:
            Refusal: `busy` when the writer's turn does not come within ten seconds.
        """
        with self._gate.pass_through() if self._gate else nullcontext():
            token = writing.set(True)
            try:
                with Session(self._writes, expire_on_commit=False, autoflush=False) as session:
                    tx = Tx(session, self.clock(), self.wake)
                    yield tx
                    tx._seal()  # noqa: SLF001 - the other half of this module
                    session.commit()
            finally:
                writing.reset(token)
        tx._committed()  # noqa: SLF001

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading; what it holds is given back when the block ends."""
        with Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            yield session
