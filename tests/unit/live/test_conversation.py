import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from tests.unit.live.conftest import House, Somebody, eventually
from tests.unit.live.wire import Client
from threadside.clock import utc_now
from threadside.errors import Refusal
from threadside.live.conversation import Conversation
from threadside.live.hub import Hub
from threadside.live.limits import (
    FAULT,
    MALFORMED,
    RESTART,
    SIGN_IN_AGAIN,
    SLOW_CONSUMER,
    TRY_LATER,
    Closing,
    Limits,
)

HELLO = {"type": "hello", "token": "anna's"}


class Desk:
    """Opens conversations, each in the thread a request would have."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.hub: Hub = house.hub(tick_s=0.05)
        self.tokens = {"anna's": Somebody()}
        self.monotonic: Callable[[], float] = time.monotonic
        self._threads: list[threading.Thread] = []

    def authenticate(self, _session: Session, token: str, _now: datetime) -> Somebody:
        if token not in self.tokens:
            raise Refusal("sign_in_required", status=401)
        return self.tokens[token]

    def opens(self, *says: dict[str, Any] | str | bytes, **limits: float) -> Client:
        client = Client()
        for frame in says:
            client.says(frame)
        connection = client.connection(Limits(**limits))  # type: ignore[arg-type]
        talk = Conversation(connection, self.hub, self.authenticate, self.monotonic)
        thread = threading.Thread(target=talk.hold)
        thread.start()
        self._threads.append(thread)
        return client

    def close(self) -> None:
        self.hub.close_all(Closing(RESTART, "the test is over"))
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive()


@pytest.fixture
def desk(house: House) -> Iterator[Desk]:
    made = Desk(house)
    yield made
    made.close()


def _ends(client: Client, code: int) -> None:
    eventually(lambda: client.closed_with is not None, "the connection ends")
    assert client.closed_with is not None
    assert client.closed_with[0] == code


def _hears(client: Client, count: int) -> list[dict[str, Any]]:
    eventually(lambda: len(client.heard) >= count, f"{count} frames arrive")
    return client.heard


def test_hello_is_answered_with_the_head_then_what_was_missed_then_what_happens(
    desk: Desk,
) -> None:
    desk.house.happens(3)
    client = desk.opens({**HELLO, "cursor": 1})
    _hears(client, 3)
    desk.house.happens(1)
    heard = _hears(client, 4)
    assert heard[0] == {"type": "ready", "head": 3}
    assert [frame["seq"] for frame in heard[1:]] == [2, 3, 4]


def test_who_was_away_too_long_is_told_to_start_afresh(desk: Desk) -> None:
    desk.house.happens(6)
    client = desk.opens({**HELLO, "cursor": 0}, replay=5)
    _hears(client, 2)
    desk.house.happens(1)
    heard = _hears(client, 3)
    assert heard[:2] == [{"type": "ready", "head": 6}, {"type": "reset", "head": 6}]
    assert heard[2]["seq"] == 7


def test_silence_instead_of_hello_ends_the_connection(desk: Desk) -> None:
    _ends(desk.opens(hello_s=0.05), SIGN_IN_AGAIN)


def test_an_unknown_token_ends_the_connection(desk: Desk) -> None:
    _ends(desk.opens({**HELLO, "token": "made up"}), SIGN_IN_AGAIN)


@pytest.mark.parametrize(
    "frame",
    [
        {"type": "pong"},
        {"type": "shout"},
        {"type": "hello", "token": "anna's", "cursor": -1},
        {"type": "hello", "token": "anna's", "extra": 1},
        {"type": "hello", "token": "x" * 201},
        "hello",
        "[]",
        "\ud800",
        b"\x00",
    ],
)
def test_a_first_frame_that_is_no_hello_ends_the_connection(
    desk: Desk, frame: dict[str, Any] | str | bytes
) -> None:
    _ends(desk.opens(frame), MALFORMED)


@pytest.mark.parametrize("frame", [{"type": "shout"}, HELLO])
def test_later_only_pongs_are_understood(desk: Desk, frame: dict[str, Any]) -> None:
    client = desk.opens(HELLO)
    _hears(client, 1)
    client.says(frame)
    _ends(client, MALFORMED)


def test_pings_tell_how_far_the_client_is_and_answers_keep_it_connected(desk: Desk) -> None:
    now = [0.0]
    desk.monotonic = lambda: now[0]
    desk.house.happens(4)
    client = desk.opens(HELLO, ping_s=20, unanswered_pings=1)
    _hears(client, 1)
    for count in range(2, 8):
        client.says({"type": "pong"})
        eventually(lambda: not client.unread, "the answer is read")
        now[0] += 20
        client.event.set()
        assert _hears(client, count)[-1] == {"type": "ping", "head": 4}
    assert client.closed_with is None


def test_a_client_that_answers_no_ping_is_dropped(desk: Desk) -> None:
    client = desk.opens(HELLO, ping_s=0.02)
    _ends(client, SLOW_CONSUMER)
    assert [frame["type"] for frame in client.heard] == ["ready", "ping", "ping"]
    assert desk.hub.counters.snapshot()["slow_consumers"] == 1


def test_a_token_that_expires_ends_the_connection_at_that_moment(desk: Desk) -> None:
    expires = utc_now() + timedelta(seconds=0.1)
    desk.tokens["anna's"] = Somebody(expires_at=expires)
    _ends(desk.opens(HELLO), SIGN_IN_AGAIN)
    assert utc_now() >= expires


def test_a_token_that_is_revoked_ends_the_connection_at_the_next_ping(desk: Desk) -> None:
    client = desk.opens(HELLO, ping_s=0.02, unanswered_pings=1000)
    _hears(client, 2)
    del desk.tokens["anna's"]
    _ends(client, SIGN_IN_AGAIN)


def test_more_sockets_than_a_member_may_have_are_sent_away(desk: Desk) -> None:
    _hears(desk.opens(HELLO, per_member=1), 1)
    _ends(desk.opens(HELLO, per_member=1), TRY_LATER)


def test_a_restart_is_announced(desk: Desk) -> None:
    client = desk.opens(HELLO)
    _hears(client, 1)
    desk.hub.close_all(Closing(RESTART, "restart"))
    _ends(client, RESTART)


def test_a_restart_is_announced_to_who_has_not_said_hello_yet(desk: Desk) -> None:
    client = desk.opens()
    eventually(lambda: not client.event.is_set(), "the server waits for hello")
    desk.hub.close_all(Closing(RESTART, "restart"))
    _ends(client, RESTART)


def test_a_fault_of_the_server_closes_the_socket_instead_of_answering_on_it(desk: Desk) -> None:
    def fail(*_: object) -> Somebody:
        raise LookupError("a bug")

    desk.authenticate = fail  # type: ignore[assignment, method-assign]
    with capture_logs() as logs:
        client = desk.opens(HELLO)
        _ends(client, FAULT)
    assert [entry["event"] for entry in logs] == ["stream_failed"]
    assert client.heard == []


def test_a_waiting_conversation_holds_no_database_connection(desk: Desk) -> None:
    clients = [desk.opens(HELLO) for _ in range(10)]
    for client in clients:
        _hears(client, 1)
    pool: Any = desk.house.engine.pool
    eventually(lambda: pool.checkedout() == 0, "every connection is given back")


def test_no_event_is_missed_or_repeated_while_writers_and_readers_race(desk: Desk) -> None:
    """Clients come, go and resume while six threads commit: each hears 1, 2, 3 … to the end."""
    total, writers, readers = 240, 6, 8
    done = threading.Event()

    def commit() -> None:
        for _ in range(total // writers):
            desk.house.happens(1)

    heard: list[list[int]] = [[] for _ in range(readers)]
    threads = [threading.Thread(target=commit) for _ in range(writers)]
    threads += [
        threading.Thread(target=lambda mine=mine: _resume_until(desk, mine, total, done))
        for mine in heard
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    done.set()
    assert heard == [list(range(1, total + 1))] * readers


def _seqs(client: Client) -> list[int]:
    return [frame["seq"] for frame in client.heard if frame["type"] == "event"]


def _resume_until(desk: Desk, mine: list[int], total: int, done: threading.Event) -> None:
    while len(mine) < total and not done.is_set():
        client = desk.opens({**HELLO, "cursor": mine[-1] if mine else 0})
        stay = 17 + len(mine) % 23
        while len(_seqs(client)) < min(stay, total - len(mine)) and client.closed_with is None:
            threading.Event().wait(0.002)
        client.sink.closed = True
        client.connected = False
        mine += _seqs(client)
