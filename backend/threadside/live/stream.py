"""`GET /v1/stream`: decides who may open a socket, and holds it.

The token comes in the first frame, never in the URL, so the upgrade itself is open to whoever
passes two checks. Origin: browsers always send one when they open a WebSocket (RFC 6455,
section 4.1), so a foreign page is refused; a script sends none and still needs a token. Room:
each socket holds a thread of the server, and REST requests need the rest.
"""

import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from flask import Blueprint, Response, after_this_request, request
from simple_websocket.ws import Server
from wsproto.utilities import RemoteProtocolError

from threadside.errors import Forbidden, Refusal
from threadside.http.guards import open_to_anyone
from threadside.live.connection import Connection, WebSocket
from threadside.live.conversation import Authenticate, Conversation
from threadside.live.guard import SharedSocket
from threadside.live.hub import Hub
from threadside.live.limits import Limits

RETRY_AFTER_S = 5

_Receiver = partial(threading.Thread, daemon=True)


class Room:
    """How many sockets this process may still take."""

    def __init__(self, places: int) -> None:
        self._places = threading.BoundedSemaphore(places)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place for the duration of the block.

        Raises:
            Refusal: `stream_full` (503) when there is none.
        """
        if not self._places.acquire(blocking=False):
            raise Refusal("stream_full", status=503, extra={"retry_after": RETRY_AFTER_S})
        try:
            yield
        finally:
            self._places.release()


class Ended(Response):
    """The answer after a socket has ended: there is nobody left to answer."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Tell gunicorn, in the way it understands, that the connection is not its any more."""
        if "gunicorn.socket" in args[0]:
            raise StopIteration
        return super().__call__(*args, **kwargs)


def create_blueprint(
    hub: Hub,
    authenticate: Authenticate,
    *,
    origins: Collection[str],
    max_sockets: int,
    limits: Limits | None = None,
) -> Blueprint:
    """The stream's route. `origins` are the extension's and our own (`https://host[:port]`).

    `limits` differ in tests only. The application must stand behind `SocketGuard`.
    """
    allowed = frozenset(origins)
    bounds = limits or Limits()
    room = Room(max_sockets)
    stream = Blueprint("stream", __name__)

    @stream.get("/v1/stream", websocket=True)
    @open_to_anyone("The token comes in the first frame; origin and room are checked before.")
    def open_stream() -> Response:
        origin = request.headers.get("Origin")
        if origin is not None and origin not in allowed:
            raise Forbidden("origin_not_allowed")
        try:
            with room.place():
                _hold(hub, authenticate, bounds)
        except Refusal:
            hub.counters.add("sockets_refused")
            raise
        return Ended()

    @stream.get("/v1/stream")
    @open_to_anyone("It only says that this address wants a WebSocket.")
    def explain_upgrade() -> Response:
        after_this_request(_ask_for_upgrade)
        raise Refusal("upgrade_required", status=426)

    return stream


def _hold(hub: Hub, authenticate: Authenticate, limits: Limits) -> None:
    ws = _accept(limits)
    hub.counters.add("sockets_opened")
    hub.counters.add("sockets")
    try:
        Conversation(Connection(ws, limits), hub, authenticate).hold()
    finally:
        hub.counters.add("sockets", -1)


def _accept(limits: Limits) -> WebSocket:
    environ = request.environ
    sock = environ.get("gunicorn.socket") or environ.get("werkzeug.socket")
    if not isinstance(sock, SharedSocket):
        raise Refusal("stream_unsupported", status=501)
    accept: Callable[..., WebSocket] = Server.accept
    try:
        return accept(environ, max_message_size=limits.inbound_bytes, thread_class=_Receiver)
    except RemoteProtocolError as error:
        raise Refusal("bad_handshake", status=400) from error


def _ask_for_upgrade(response: Response) -> Response:
    response.headers["Upgrade"] = "websocket"
    return response
