import pytest

from tests.unit.live.wire import Client
from threadside.live.connection import Connection
from threadside.live.frames import Frame, text_frame
from threadside.live.limits import MALFORMED, RESTART, SLOW_CONSUMER, Closing, Limits


def _frame(seq: int, filler: str = "") -> Frame:
    return Frame(seq, text_frame(f'{{"seq":{seq},"filler":"{filler}"}}'))


def _seqs(client: Client) -> list[int]:
    return [frame["seq"] for frame in client.heard]


def test_frames_are_written_in_the_order_they_were_offered() -> None:
    client = Client()
    connection = client.connection()
    for seq in range(1, 201):
        connection.offer(_frame(seq))
    connection.flush()
    assert _seqs(client) == list(range(1, 201))
    assert connection.sent == 200


def test_once_caught_up_a_frame_is_written_as_it_is_offered() -> None:
    client = Client()
    connection = client.connection()
    connection.offer(_frame(1))
    connection.caught_up()
    connection.offer(_frame(2))
    assert client.heard == []
    connection.flush()
    connection.offer(_frame(3))
    connection.offer(_frame(3))
    connection.offer(Frame(4, None))
    assert _seqs(client) == [1, 2, 3]
    assert connection.sent == 4


@pytest.mark.parametrize("room", [0, 1, 40, 100])
def test_what_can_not_be_written_at_once_is_left_to_the_owner_in_order(room: int) -> None:
    client = Client()
    connection = client.connection()
    connection.caught_up()
    client.sink.room = room
    client.event.clear()
    for seq in range(1, 6):
        connection.offer(_frame(seq))
    assert client.event.is_set()
    connection.flush()
    client.sink.room = 1_000
    connection.offer(_frame(6))
    assert _seqs(client) == [1, 2, 3, 4, 5, 6]


def test_what_was_told_before_is_not_told_again() -> None:
    client = Client()
    connection = client.connection()
    connection.sent = 2
    for seq in (1, 2, 3, 3):
        connection.offer(_frame(seq))
    connection.flush()
    assert _seqs(client) == [3]


def test_a_hidden_event_counts_as_told_without_being_written() -> None:
    client = Client()
    connection = client.connection()
    connection.offer(Frame(1, None))
    connection.offer(_frame(2))
    connection.offer(Frame(3, None))
    connection.flush()
    assert _seqs(client) == [2]
    assert connection.sent == 3


@pytest.mark.parametrize(
    "limits", [Limits(queue_frames=3), Limits(queue_bytes=120)], ids=["frames", "bytes"]
)
def test_a_full_queue_ends_the_connection_as_a_slow_consumer(limits: Limits) -> None:
    client = Client()
    connection = client.connection(limits)
    for seq in range(1, 9):
        connection.offer(_frame(seq))
    with pytest.raises(Closing) as raised:
        connection.flush()
    assert raised.value.code == SLOW_CONSUMER
    assert client.heard == []


def test_a_reset_replaces_what_was_waiting() -> None:
    client = Client()
    connection = client.connection(Limits(queue_frames=3))
    for seq in (1, 2, 3):
        connection.offer(_frame(seq))
    connection.offer(Frame(300, text_frame('{"seq":300}'), resets=True))
    connection.offer(_frame(301))
    connection.flush()
    assert _seqs(client) == [300, 301]


def test_the_first_reason_to_end_stands() -> None:
    connection = Client().connection()
    connection.end(Closing(RESTART, "restart"))
    connection.end(Closing(SLOW_CONSUMER, "slow"))
    with pytest.raises(Closing) as raised:
        connection.flush()
    assert raised.value.code == RESTART


def test_an_offer_wakes_the_waiting_thread() -> None:
    client = Client()
    connection = client.connection()
    connection.offer(_frame(1))
    assert client.event.is_set()
    connection.wait(60)
    assert not client.event.is_set()


def _limited(moments: list[float]) -> tuple[Client, Connection]:
    client = Client()
    limits = Limits(inbound_per_s=5)
    return client, Connection(client, limits, monotonic=lambda: moments[-1])


def test_more_frames_a_second_than_allowed_end_the_connection() -> None:
    client, connection = _limited([0.0])
    for _ in range(6):
        client.says({"type": "pong"})
    with pytest.raises(Closing) as raised:
        connection.received()
    assert raised.value.code == MALFORMED


def test_as_many_frames_as_allowed_may_come_every_second() -> None:
    moments = [0.0]
    client, connection = _limited(moments)
    for second in range(1, 10):
        for _ in range(5):
            client.says({"type": "pong"})
        assert len(connection.received()) == 5
        moments.append(float(second))


def test_binary_frames_are_no_part_of_the_protocol() -> None:
    client = Client()
    client.says(b"\x00")
    with pytest.raises(Closing) as raised:
        client.connection().received()
    assert raised.value.code == MALFORMED


def test_closing_says_goodbye_and_leaves_a_closed_socket() -> None:
    client = Client()
    client.connection().close(Closing(RESTART, "restart"))
    assert client.closed_with == (RESTART, "restart")
    assert client.sink.closed
