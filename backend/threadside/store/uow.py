"""The unit of work: the one place where a transaction begins, is sealed and commits."""

import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import datetime
from typing import Any, Final, Literal

import structlog
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from threadside.clock import Clock, utc_now
from threadside.network import writing
from threadside.store import narrowing
from threadside.store.engine import WRITE
from threadside.store.gate import FifoGate

log = structlog.get_logger(__name__)


TX: Final = "threadside_tx"
"""Under this name a write session's `info` holds its `Tx`, for what watches sessions."""
Topic = Literal["events", "jobs", "outbox", "media", "crm"]
Wake = Callable[[Topic, str], None]
"""Says that something new stands in the database: a hint, lost without harm."""


class Tx:
    """An open write transaction: one session, one moment, and what happens around the commit."""

    def __init__(self, session: Session, now: datetime, wake: Wake) -> None:
        self.session = session
        self.now = now
        self._wake = wake
        self._before_seal: list[Callable[[], None]] = []
        self._after_commit: list[Callable[[], object]] = []

    def before_seal(self, hook: Callable[[], None]) -> None:
        """Run `hook` inside the transaction as its last step, in the order of registration."""
        self._before_seal.append(hook)

    def after_commit(self, hook: Callable[[], object]) -> None:
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
    """Opens transactions on one database; what is read in a request is what its member sees."""

    def __init__(
        self,
        engine: Engine,
        wake: Wake = lambda _topic, _key: None,
        clock: Clock = utc_now,
        info: Mapping[str, Any] | None = None,
    ) -> None:
        """`info` stands in every session's `info`: what queries need that no table may hold."""
        self._info = dict(info or {})
        self._narrows = True
        self.engine = engine
        self.clock = clock
        self.wake = wake
        self._writes = engine.execution_options(**{WRITE: True})
        self._gate = FifoGate() if engine.dialect.name == "sqlite" else None

    def whole(self) -> "UnitOfWork":
        """The same for machines, which see everything whoever's request they run in."""
        made = copy.copy(self)
        made._narrows = False  # noqa: SLF001 - a copy of oneself
        return made

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
                with self._session(self._writes, lifted=True) as session:
                    tx = Tx(session, self.clock(), self.wake)
                    session.info[TX] = tx
                    yield tx
                    tx._seal()  # noqa: SLF001 - the other half of this module
                    session.commit()
            finally:
                writing.reset(token)
        tx._committed()  # noqa: SLF001

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading; what it holds is given back when the block ends."""
        with self._session(self.engine) as session:
            yield session

    @contextmanager
    def read_as(self, reach: narrowing.Reach) -> Iterator[Session]:
        """A session for reading what this member sees, whoever's thread it is."""
        with narrowing.open_session(
            self.engine, reach=reach, lifted=False, info=self._info, autoflush=False
        ) as session:
            yield session

    def _session(self, bind: Engine, *, lifted: bool = False) -> Session:
        return narrowing.open_session(
            bind,
            reach=narrowing.seen_by() if self._narrows else None,
            lifted=lifted,
            info=self._info,
            expire_on_commit=False,
            autoflush=False,
        )
