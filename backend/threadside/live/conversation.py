"""What is said on one socket: hello, ready, the replay, then events and pings until the end."""

import time
from collections.abc import Callable
from datetime import datetime

import structlog
from pydantic import TypeAdapter, ValidationError
from simple_websocket.errors import ConnectionClosed
from sqlalchemy.orm import Session

from threadside.contracts.events import ClientFrame, Hello, Ping, Pong, Ready, Reset
from threadside.errors import Refusal
from threadside.live.connection import Connection
from threadside.live.frames import model_frame
from threadside.live.hub import Hub, Listener
from threadside.live.limits import FAULT, MALFORMED, SIGN_IN_AGAIN, SLOW_CONSUMER, Closing

log = structlog.get_logger(__name__)

Authenticate = Callable[[Session, str, datetime], Listener]
"""Who holds an access token at a moment; refuses one that is unknown, expired or revoked."""

_client_frame: TypeAdapter[Hello | Pong] = TypeAdapter(ClientFrame)


class Conversation:
    """One client's connection, from its first frame to its last. `hold` runs it."""

    def __init__(
        self,
        connection: Connection,
        hub: Hub,
        authenticate: Authenticate,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connection = connection
        self._hub = hub
        self._authenticate = authenticate
        self._monotonic = monotonic

    def hold(self) -> None:
        """Talk until either side ends it. Holds no database session while it waits."""
        try:
            self._hub.admit(self._connection)
            self._talk()
        except Closing as closing:
            self._count_slow(closing.code)
            self._connection.close(closing)
        except (BlockingIOError, TimeoutError):
            self._count_slow(SLOW_CONSUMER)
            self._connection.close(Closing(SLOW_CONSUMER, "a write stalled"))
        except (ConnectionClosed, OSError):
            self._connection.close(Closing(SLOW_CONSUMER, "the connection was lost"))
        except Exception:  # an error page must not be written into an open WebSocket
            log.exception("stream_failed")
            self._connection.close(Closing(FAULT, "a fault of the server; reconnect"))
        finally:
            self._hub.leave(self._connection)

    def _talk(self) -> None:
        hello = self._hello()
        listener = self._who(hello.token)
        self._hub.join(self._connection, listener)
        self._connection.doubt()  # it may have ended between the two, and that was told before
        self._catch_up(listener, hello.cursor)
        self._push(hello.token, listener)

    def _count_slow(self, code: int) -> None:
        if code == SLOW_CONSUMER:
            self._hub.counters.add("slow_consumers")

    def _hello(self) -> Hello:
        deadline = self._monotonic() + self._connection.limits.hello_s
        while True:
            for text in self._connection.received():
                frame = _parse(text)
                if isinstance(frame, Hello):
                    return frame
                raise Closing(MALFORMED, "the first frame is hello")
            self._connection.flush()
            left = deadline - self._monotonic()
            if left <= 0:
                raise Closing(SIGN_IN_AGAIN, "no hello came in time")
            self._connection.wait(left)

    def _who(self, token: str) -> Listener:
        with self._hub.uow.read() as session:
            try:
                return self._authenticate(session, token, self._hub.uow.clock())
            except Refusal as refusal:
                raise Closing(SIGN_IN_AGAIN, refusal.code) from refusal

    def _catch_up(self, listener: Listener, cursor: int | None) -> None:
        connection = self._connection
        found = self._hub.catch_up(listener, cursor, connection.limits.replay)
        parts = [model_frame(Ready(head=found.head))]
        if found.missed is None:
            self._hub.counters.add("resets")
            parts.append(model_frame(Reset(head=found.head)))
        elif found.missed:
            self._hub.counters.add("replays")
            parts += [frame.wire for frame in found.missed if frame.wire is not None]
        connection.sent = found.head
        connection.write(b"".join(parts))
        connection.caught_up()

    def _push(self, token: str, listener: Listener) -> None:
        connection, limits = self._connection, self._connection.limits
        left = (listener.expires_at - self._hub.uow.clock()).total_seconds()
        expires = self._monotonic() + left
        next_ping = self._monotonic() + limits.ping_s
        unanswered = 0
        while True:
            connection.wait(min(next_ping, expires) - self._monotonic())
            for text in connection.received():
                if not isinstance(_parse(text), Pong):
                    raise Closing(MALFORMED, "hello is said once")
                unanswered = 0
            connection.flush()
            if self._monotonic() >= expires:
                raise Closing(SIGN_IN_AGAIN, "token_expired")
            if connection.settle():
                self._hub.know(connection, self._who(token))
            if self._monotonic() >= next_ping:
                if unanswered >= limits.unanswered_pings:
                    raise Closing(SLOW_CONSUMER, "pings were not answered")
                self._who(token)  # revoked, or the member has left
                connection.write(model_frame(Ping(head=connection.sent)))
                unanswered += 1
                next_ping += limits.ping_s


def _parse(text: str) -> Hello | Pong:
    try:
        return _client_frame.validate_json(text)
    except ValidationError as error:
        raise Closing(MALFORMED, "not a frame of this protocol") from error
