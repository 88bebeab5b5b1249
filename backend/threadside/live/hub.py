"""Reads new events once per process and offers them to every socket of their workspace.

A wake-up says that a workspace may have new events; a tick compares heads each second, so a
lost wake-up costs a second and never an event. A workspace's cursor starts no later than the
moment its first socket joins, and a socket reads its replay after it has joined: what the
replay does not hold is still to be offered, and what both hold is told apart by its seq.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import structlog

from threadside.contracts.common import Role
from threadside.contracts.events import Reset
from threadside.events import log as event_log
from threadside.events.wake import Wakers
from threadside.live.connection import Connection
from threadside.live.counters import Counters
from threadside.live.frames import Frame, event_frame, model_frame
from threadside.live.limits import TRY_LATER, Closing
from threadside.store.narrowing import Reach
from threadside.store.tables import LoggedEvent
from threadside.store.uow import UnitOfWork

log = structlog.get_logger(__name__)

TICK_S = 1.0
BURST = 200
"""More new events than this at once are told as a reset: a snapshot is cheaper for everybody."""


class Listener(Protocol):
    """Whose socket it is, what they see, and until when the token holds; `workspace.actor.Actor` is
    one."""

    @property
    def workspace_id(self) -> str: ...
    @property
    def member_id(self) -> str: ...
    @property
    def role(self) -> Role: ...
    @property
    def reach(self) -> Reach | None: ...
    @property
    def expires_at(self) -> datetime: ...


Sees = Callable[[Listener, Mapping[str, Any]], bool]
"""Whether a member may be told an event's data."""


def sees_all(_listener: Listener, _payload: Mapping[str, Any]) -> bool:
    """Members see everything in their workspace."""
    return True


@dataclass(frozen=True)
class CatchUp:
    """What a client has missed: frames up to `head`, or None when it must fetch a snapshot."""

    head: int
    missed: list[Frame] | None


@dataclass
class _Channel:
    cursor: int
    sockets: dict[Connection, Listener] = field(default_factory=dict)


class Hub:
    """The fan-out of one process. Its thread starts with the first socket."""

    def __init__(
        self,
        uow: UnitOfWork,
        wakers: Wakers,
        *,
        counters: Counters | None = None,
        tick_s: float = TICK_S,
        sees: Sees = sees_all,
    ) -> None:
        self.uow = uow
        self.counters = counters or Counters()
        self._tick_s = tick_s
        self._sees = sees
        self._lock = threading.Lock()
        self._open: dict[Connection, Listener | None] = {}
        self._channels: dict[str, _Channel] = {}
        self._news = threading.Condition()
        self._woken: set[str] = set()
        self._closing: Closing | None = None
        self._thread: threading.Thread | None = None
        wakers.on("events", self.wake)

    def wake(self, workspace_id: str) -> None:
        """There may be new events in this workspace."""
        with self._news:
            self._woken.add(workspace_id)
            self._news.notify()

    def admit(self, connection: Connection) -> None:
        """Count `connection` among those that end when the process stops.

        Raises:
            Closing: when the process is stopping already.
        """
        with self._lock:
            if self._closing:
                raise self._closing
            self._open[connection] = None

    def join(self, connection: Connection, listener: Listener) -> None:
        """From now on offer the workspace's new events to `connection`.

        Raises:
            Closing: when the member has too many sockets.
        """
        with self.uow.read() as session:
            head = event_log.head(session, listener.workspace_id)
        with self._lock:
            channel = self._channels.setdefault(listener.workspace_id, _Channel(head))
            held = sum(one.member_id == listener.member_id for one in channel.sockets.values())
            if held >= connection.limits.per_member:
                raise Closing(TRY_LATER, f"more than {held} sockets")
            channel.sockets[connection] = listener
            self._open[connection] = listener
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="live-hub", daemon=True)
                self._thread.start()

    def know(self, connection: Connection, listener: Listener) -> None:
        """Whose `connection` is, as it stands now: their role may be another one."""
        with self._lock:
            channel = self._channels.get(listener.workspace_id)
            if channel and connection in channel.sockets:
                channel.sockets[connection] = self._open[connection] = listener

    def leave(self, connection: Connection) -> None:
        """Forget `connection`."""
        with self._lock:
            listener = self._open.pop(connection, None)
            channel = listener and self._channels.get(listener.workspace_id)
            if listener and channel:
                channel.sockets.pop(connection, None)
                if not channel.sockets:
                    del self._channels[listener.workspace_id]

    def catch_up(self, listener: Listener, cursor: int | None, most: int) -> CatchUp:
        """Read what happened above `cursor`; to be called after `join`."""
        workspace_id = listener.workspace_id
        with self.uow.read() as session:
            head = event_log.head(session, workspace_id)
            if cursor is None:
                return CatchUp(head, [])
            if cursor > head:  # of another database: this one was restored from a backup
                return CatchUp(head, None)
            rows = event_log.after(session, workspace_id, cursor, most)
        if rows is None:
            return CatchUp(head, None)
        frames = [self._frame(row, _wire(row), listener) for row in rows]
        return CatchUp(max([head, *(row.seq for row in rows)]), frames)

    def close_all(self, closing: Closing) -> None:
        """End every socket with this code, admit no other, and stop."""
        with self._lock:
            self._closing = closing
            connections = list(self._open)
        for connection in connections:
            connection.end(closing)
        with self._news:
            self._news.notify()

    def _run(self) -> None:
        next_tick = 0.0
        while not self._closing:
            with self._news:
                if not self._woken:
                    self._news.wait(max(0.0, next_tick - time.monotonic()))
                woken, self._woken = self._woken, set()
            try:
                if time.monotonic() >= next_tick:
                    next_tick = time.monotonic() + self._tick_s
                    woken |= self._behind()
                for workspace_id in woken:
                    self._pump(workspace_id)
            except Exception:  # the next tick finds what this turn has missed
                self.counters.add("pump_failures")
                log.exception("live_pump_failed")

    def _behind(self) -> set[str]:
        with self._lock:
            cursors = {key: channel.cursor for key, channel in self._channels.items()}
        if not cursors:
            return set()
        with self.uow.read() as session:
            heads = event_log.heads(session, cursors)
        return {key for key, head in heads.items() if head > cursors[key]}

    def _pump(self, workspace_id: str) -> None:
        with self._lock:
            channel = self._channels.get(workspace_id)
        if channel is None:
            return
        with self.uow.read() as session:
            rows = event_log.after(session, workspace_id, channel.cursor, BURST)
            head = event_log.head(session, workspace_id) if rows is None else 0
        if rows is None:
            self.counters.add("resets")
            wire = model_frame(Reset(head=head))
            for connection, _ in self._advance(channel, head):
                connection.offer(Frame(head, wire, resets=True))
                connection.doubt()  # what was passed over may have ended somebody's access
        elif rows:
            self.counters.add("events", len(rows))
            wires = [_wire(row) for row in rows]
            doubted = any(map(_changes_members, rows))
            for connection, listener in self._advance(channel, rows[-1].seq):
                if doubted:
                    connection.doubt()
                for row, wire in zip(rows, wires, strict=True):
                    connection.offer(self._frame(row, wire, listener))

    def _advance(self, channel: _Channel, cursor: int) -> list[tuple[Connection, Listener]]:
        """Move the cursor and say who has to hear of it, in one step: whoever joins later reads
        a replay that holds it."""
        with self._lock:
            channel.cursor = cursor
            return list(channel.sockets.items())

    def _frame(self, row: LoggedEvent, wire: bytes, listener: Listener) -> Frame:
        return Frame(row.seq, wire if self._sees(listener, row.payload) else None)


def _changes_members(row: LoggedEvent) -> bool:
    """Whether somebody may have lost their access, or have another role now."""
    return row.type == "workspace" and row.payload.get("what") == "members"


def _wire(row: LoggedEvent) -> bytes:
    return event_frame(row.seq, row.at, row.payload)
