"""The stream through gunicorn's threads and real sockets, on the whole application (V-2)."""

import http.client
import json
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from tests.integration.databases import Database, Sqlite
from tests.integration.live.filler import Filler
from tests.integration.live.served import Served, closed_with, event, eventually, hello, serving
from threadside.events import log as event_log

MAX_SOCKETS = 110


@pytest.fixture(scope="module")
def served(sqlite_database: Sqlite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    with serving(sqlite_database, folder, threads=MAX_SOCKETS + 20, max_sockets=MAX_SOCKETS) as one:
        yield one


def _sockets(served: Served) -> int:
    count: int = served.get("/counters")["sockets"]
    return count


def test_a_client_hears_what_it_missed_and_then_what_happens(served: Served) -> None:
    with served.joins() as first:
        served.emit()
        seen: int = event(first)["seq"]
    served.emit(3)
    with served.joins(cursor=seen) as client:
        served.emit()
        assert [event(client)["seq"] for _ in range(4)] == [seen + n for n in (1, 2, 3, 4)]


def test_replay_and_push_are_the_same_on_every_database(database: Database, tmp_path: Path) -> None:
    with serving(database, tmp_path, threads=40, max_sockets=20) as served:
        served.emit(3)
        with served.joins(cursor=1) as client:
            served.emit(2)
            assert [event(client)["seq"] for _ in range(4)] == [2, 3, 4, 5]


def test_who_missed_more_than_five_hundred_is_told_to_start_afresh(served: Served) -> None:
    served.emit(501)
    with served.joins(cursor=0) as client:
        assert json.loads(client.recv(timeout=5))["type"] == "reset"


def test_an_event_of_another_process_arrives_with_the_next_tick(served: Served) -> None:
    with served.joins() as client:
        with served.build.uow.write() as tx:
            event_log.emit(tx, served.workspace_id, Filler())
        assert event(client, timeout=3)["data"]["type"] == "filler"


def test_an_event_reaches_a_hundred_sockets(served: Served) -> None:
    eventually(lambda: _sockets(served) == 0, "other tests' sockets are given back")
    members = [served.build.member(served.somebody.workspace) for _ in range(5)]
    tokens = [served.build.token(one) for one in members]
    with ExitStack() as stack:
        clients = [stack.enter_context(served.joins(token=tokens[n % 5])) for n in range(100)]
        served.emit()
        assert len({event(client)["seq"] for client in clients}) == 1
    eventually(lambda: _sockets(served) == 0, "every socket is given back")


def test_when_the_sockets_are_taken_requests_are_still_answered(served: Served) -> None:
    eventually(lambda: _sockets(served) == 0, "other tests' sockets are given back")
    with ExitStack() as stack:
        for _ in range(MAX_SOCKETS):
            stack.enter_context(served.opens())
        with pytest.raises(InvalidStatus) as raised:
            stack.enter_context(served.opens())
        response = raised.value.response
        assert response.status_code == 503
        assert response.headers["Retry-After"] == "5"
        assert response.headers["Content-Type"] == "application/problem+json"
        assert json.loads(response.body or b"")["code"] == "stream_full"
        assert served.get("/v1/me", timeout=2)["member"]["id"] == served.somebody.id
    eventually(lambda: _sockets(served) == 0, "every socket is given back")


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
def test_a_foreign_page_is_refused(served: Served, origin: str) -> None:
    with pytest.raises(InvalidStatus) as raised, served.opens(origin=origin):
        pass
    assert raised.value.response.status_code == 403


def test_the_extension_and_scripts_are_let_in(served: Served) -> None:
    for origin in ("chrome-extension://kfgfnggophamflgkhjkankbogoinpiai", None):
        with served.opens(origin=origin) as client:
            client.send(hello(served.token))
            assert json.loads(client.recv(timeout=5))["type"] == "ready"


def test_compression_is_not_negotiated(served: Served) -> None:
    with served.opens(compression="deflate") as client:
        assert client.response is not None
        assert "Sec-WebSocket-Extensions" not in client.response.headers


def test_a_member_of_another_workspace_hears_nothing(served: Served) -> None:
    stranger = served.build.member()
    with served.joins() as member, served.joins(token=served.build.token(stranger)) as other:
        served.emit()
        event(member)
        with pytest.raises(TimeoutError):
            other.recv(timeout=0.3)


def test_an_expired_token_is_refused(served: Served) -> None:
    token = served.build.token(served.somebody, expires_in=-timedelta(seconds=1))
    with served.opens() as client:
        client.send(hello(token))
        assert closed_with(client) == 4401


def test_a_frame_that_is_too_long_ends_the_connection(served: Served) -> None:
    with served.opens() as client:
        client.send("x" * 20_000)
        assert closed_with(client) == 1009


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 426, "upgrade_required"),
        ({"Upgrade": "websocket", "Connection": "Upgrade"}, 400, "bad_handshake"),
    ],
)
def test_what_is_no_handshake_gets_a_problem(
    served: Served, headers: dict[str, str], status: int, code: str
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=5)
    with closing(connection):
        connection.request("GET", "/v1/stream", headers=headers)
        answer = connection.getresponse()
        assert answer.status == status
        assert json.load(answer)["code"] == code


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopping_server_says_so_to_every_socket_and_is_gone_in_two_seconds(
    sqlite_database: Sqlite, tmp_path_factory: pytest.TempPathFactory, number: int
) -> None:
    folder = tmp_path_factory.mktemp("stopping")
    with (
        serving(sqlite_database, folder, threads=40, max_sockets=20) as served,
        ExitStack() as stack,
    ):
        clients = [stack.enter_context(served.joins()) for _ in range(5)]
        clients.append(stack.enter_context(served.opens()))
        begun = time.monotonic()
        served.process.send_signal(number)
        assert [closed_with(client) for client in clients] == [1012] * 6
        assert served.process.wait(10) == 0
        assert time.monotonic() - begun < 2.0
