import threading

import pytest
from structlog.testing import capture_logs

from tests.unit.live.conftest import eventually
from threadside.live.serving import Shutdown, gunicorn_options
from threadside.settings import Settings


def test_the_defaults_leave_threads_for_requests() -> None:
    options = gunicorn_options(Settings(), Shutdown(), "127.0.0.1:0")
    assert options["worker_class"] == "gthread"
    assert options["workers"] == 1
    assert options["threads"] - Settings().max_sockets >= 16


def test_sockets_that_could_take_every_thread_are_refused_with_a_sentence() -> None:
    settings = Settings(threads=100, max_sockets=90)
    with pytest.raises(ValueError, match=r"THREADSIDE_THREADS \(100\)"):
        gunicorn_options(settings, Shutdown(), "127.0.0.1:0")


def test_no_query_string_reaches_the_access_log() -> None:
    options = gunicorn_options(Settings(), Shutdown(), "127.0.0.1:0")
    for field in ("%(r)s", "%(q)s", "%(f)s"):
        assert field not in options["access_log_format"]


def test_a_stop_runs_each_callback_once_and_beside_the_others() -> None:
    shutdown = Shutdown()
    ran: list[str] = []
    meet = threading.Barrier(2, timeout=5)

    def waits(name: str) -> None:
        meet.wait()
        ran.append(name)

    shutdown.add(lambda: waits("sockets"))
    shutdown.add(lambda: waits("runner"))
    shutdown.begin()
    shutdown.begin()
    eventually(lambda: len(ran) == 2, "both ran")
    assert sorted(ran) == ["runner", "sockets"]


def test_a_callback_that_fails_stops_no_other() -> None:
    shutdown = Shutdown()
    ran = threading.Event()
    shutdown.add(lambda: 1 // 0)  # type: ignore[arg-type]
    shutdown.add(ran.set)
    with capture_logs() as logs:
        shutdown.begin()
        assert ran.wait(5)
        eventually(lambda: len(logs) == 1, "the failure is logged")
