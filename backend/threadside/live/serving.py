"""gunicorn as Threadside runs it: threads for sockets and requests, and a stop that says goodbye.

Left alone, a worker with open sockets takes its whole graceful timeout to stop, and clients see
1006. Here the first stop signal runs the callbacks of `Shutdown`, of which the hub's closes
every socket with 1012; then gunicorn's own handler goes on.
"""

import gc
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

import structlog

from threadside.live.hub import Hub
from threadside.live.limits import RESTART, Closing
from threadside.settings import Settings

log = structlog.get_logger(__name__)

THREADS_FOR_REQUESTS = 16
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)


class Shutdown:
    """What a process does, once and side by side, when it is told to stop."""

    def __init__(self) -> None:
        self._callbacks: list[Callable[[], None]] = []
        self._begun = threading.Event()

    def add(self, callback: Callable[[], None]) -> None:
        """Call `callback` at the stop, in a thread of its own, which the exit waits for."""
        self._callbacks.append(callback)

    def begin(self) -> None:
        """Start every callback and return at once, so a signal handler may call it."""
        if self._begun.is_set():
            return
        self._begun.set()
        for callback in self._callbacks:
            threading.Thread(target=_run, args=(callback,), name="shutdown").start()


def _run(callback: Callable[[], None]) -> None:
    try:
        callback()
    except Exception:  # the other callbacks and the exit go on
        log.exception("shutdown_callback_failed")


def close_sockets(hub: Hub) -> Callable[[], None]:
    """The callback that ends every socket of `hub` with 1012, service restart."""
    return lambda: hub.close_all(Closing(RESTART, "the server restarts; reconnect"))


def gunicorn_options(settings: Settings, shutdown: Shutdown, bind: str) -> dict[str, Any]:
    """gunicorn's settings for one process that serves requests and sockets at `host:port`.

    Raises:
        ValueError: when sockets could take all threads; the sentence says what to set.
    """
    if settings.threads - settings.max_sockets < THREADS_FOR_REQUESTS:
        raise ValueError(
            f"THREADSIDE_THREADS ({settings.threads}) must exceed THREADSIDE_MAX_SOCKETS "
            f"({settings.max_sockets}) by {THREADS_FOR_REQUESTS} or more: every open socket holds "
            "a thread, and requests need the others."
        )
    return {
        "bind": bind,
        "worker_class": "gthread",
        "workers": 1,
        "threads": settings.threads,
        "worker_connections": settings.threads + 1000,
        "keepalive": 30,
        "graceful_timeout": 30,
        "control_socket_disable": True,
        "access_log_format": '%(h)s "%(m)s %(U)s" %(s)s %(b)s %(M)sms',
        "when_ready": _settle,
        "post_worker_init": _stop_hook(shutdown),
    }


def _settle(_process: object) -> None:
    # What was loaded at start lives as long as the process. Kept out of the collector it makes no
    # pauses, and is not taken apart at exit: that takes half a second of work in each process.
    gc.collect()
    gc.freeze()


def _stop_hook(shutdown: Shutdown) -> Callable[[object], None]:
    def post_worker_init(worker: object) -> None:
        _settle(worker)
        for number in STOP_SIGNALS:
            signal.signal(number, _before(signal.getsignal(number), shutdown))

    return post_worker_init


def _before(former: Any, shutdown: Shutdown) -> Callable[[int, FrameType | None], None]:
    def stop(number: int, frame: FrameType | None) -> None:
        shutdown.begin()
        former(number, frame)

    return stop
