"""From our 200 to the carrier until the frame is on a socket, with 200 sockets open, against bare
simple-websocket pushes from the same process to as many."""

import http.client
import select
import time
from contextlib import ExitStack, closing
from typing import Any

from bench import dataset
from bench.live import SOCKETS, Stream, Trigger
from bench.measure import percentile, resident_mib
from bench.webhooks import signed
from e2e.stack import Stack

WEBHOOKS = 100
WARM_UP = 10
AIM = 3.0


def run(stack: Stack, account: dict[str, Any]) -> dict[str, Any]:
    """Milliseconds over all sockets and webhooks; bare pushes are made in turn with them."""
    assert stack.server is not None
    assert stack.server.child is not None
    port = int(stack.server_url.rpartition(":")[2])
    tokens = [
        stack.command("token", "create", "--email", email, "--name", "bench").strip()
        for email in dataset.emails()
    ]
    with ExitStack() as opened:
        before = resident_mib(stack.server.child.pid)
        ours = [
            opened.enter_context(
                closing(
                    Stream(port, "/v1/stream", {"type": "hello", "token": tokens[n % len(tokens)]})
                )
            )
            for n in range(SOCKETS)
        ]
        after = resident_mib(stack.server.child.pid)
        bare = [
            opened.enter_context(closing(Stream(port, "/bench/stream", None)))
            for _ in range(SOCKETS)
        ]
        push = opened.enter_context(closing(Trigger(port, "/bench/push", bare)))
        carrier = opened.enter_context(closing(_Carrier(port, account, ours)))
        frames: list[float] = []
        pushes: list[float] = []
        for turn in range(WARM_UP + WEBHOOKS):
            told, pushed = carrier.call(turn), push.pull()
            if turn >= WARM_UP:
                frames += told
                pushes += pushed
    return {
        "sockets": SOCKETS,
        "p50_ms": round(percentile(frames, 0.5), 2),
        "p99_ms": round(percentile(frames, 0.99), 2),
        "bare_push_p50_ms": round(percentile(pushes, 0.5), 2),
        "bare_push_p99_ms": round(percentile(pushes, 0.99), 2),
        "ratio_p99": round(percentile(frames, 0.99) / percentile(pushes, 0.99), 2),
        "aim": f"<= {AIM:g}",
        "kib_per_socket": round((after - before) * 1024 / SOCKETS),
    }


class _Carrier:
    """Posts a webhook and says when each socket was told of it."""

    def __init__(self, port: int, account: dict[str, Any], streams: list[Stream]) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._connection.connect()
        self._account = account
        self._streams = {stream.sock.fileno(): stream for stream in streams}

    def call(self, number: int) -> list[float]:
        """Milliseconds from the answer's first byte to each socket's frame, never below 0."""
        body, authorization = signed(self._account, number, peer=dataset.phone(number))
        headers = {"Authorization": authorization, "Content-Type": "application/json"}
        waiting = dict(self._streams)
        answer_socket = self._connection.sock.fileno()
        answered: float | None = None
        arrived: list[float] = []
        with select.epoll() as poll:
            for each in (answer_socket, *waiting):
                poll.register(each, select.EPOLLIN)
            self._connection.request("POST", "/webhooks/vonage/inbound", body, headers)
            while waiting or answered is None:
                for each, _ in poll.poll(30):
                    if each == answer_socket:
                        answered = time.monotonic()
                        poll.unregister(each)
                    elif waiting[each].hears("event"):
                        arrived.append(time.monotonic())
                        poll.unregister(each)
                        del waiting[each]
        answer = self._connection.getresponse()
        content = answer.read()
        assert answer.status == 200, content
        began = answered
        return [max(0.0, (moment - began) * 1000) for moment in arrived]

    def close(self) -> None:
        """End the connection."""
        self._connection.close()
