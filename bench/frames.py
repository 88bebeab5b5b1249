"""From our 200 to the carrier until the frame is on a socket, with 200 sockets open, against a bare
simple-websocket push between the same two processes."""

import json
import subprocess
import sys
import time
from typing import Any

from websockets.sync.client import ClientConnection, connect

from bench import dataset
from bench.measure import Client, percentile, resident_mib
from bench.webhooks import signed
from e2e.stack import ROOT, Stack, free_port, wait_for

SOCKETS = 200
WEBHOOKS = 150
AIM = 3.0


def run(stack: Stack, account: dict[str, Any]) -> dict[str, Any]:
    """Milliseconds from the answered webhook to its frame on the last-opened of 200 sockets."""
    assert stack.server is not None
    assert stack.server.child is not None
    before = resident_mib(stack.server.child.pid)
    tokens = [
        stack.command("token", "create", "--email", email, "--name", "bench").strip()
        for email in dataset.emails()
    ]
    sockets = [open_socket(stack, tokens[n % len(tokens)]) for n in range(SOCKETS)]
    after = resident_mib(stack.server.child.pid)
    client = Client(stack.server_url)
    spent = [one(client, sockets[-1], account, n) for n in range(WEBHOOKS)]
    for socket in sockets:
        socket.close()
    bare = bare_push()
    return {
        "p50_ms": round(percentile(spent, 0.5), 2),
        "p99_ms": round(percentile(spent, 0.99), 2),
        "bare_push_p50_ms": round(percentile(bare, 0.5), 2),
        "bare_push_p99_ms": round(percentile(bare, 0.99), 2),
        "ratio_p99": round(percentile(spent, 0.99) / percentile(bare, 0.99), 2),
        "aim": f"<= {AIM:g}",
        "kib_per_socket": round((after - before) * 1024 / SOCKETS),
    }


def open_socket(stack: Stack, token: str) -> ClientConnection:
    """A client that has said hello and heard ready."""
    address = stack.server_url.replace("http", "ws", 1) + "/v1/stream"
    socket = connect(address, compression=None, max_queue=None)
    socket.send(json.dumps({"type": "hello", "token": token}))
    while json.loads(socket.recv(timeout=10))["type"] != "ready":
        pass
    return socket


def one(client: Client, socket: ClientConnection, account: dict[str, Any], number: int) -> float:
    """Post a webhook, and wait for the frame that tells of it."""
    body, authorization = signed(account, number)
    status, content, _ = client.call(
        "POST",
        "/webhooks/vonage/inbound",
        body,
        {"Authorization": authorization, "Content-Type": "application/json"},
    )
    answered = time.perf_counter()
    assert status == 200, content
    text = json.loads(body)["text"]
    while True:
        frame = json.loads(socket.recv(timeout=10))
        data = frame.get("data", {})
        if data.get("type") == "message" and data["item"]["text"] == text:
            return (time.perf_counter() - answered) * 1000


def bare_push() -> list[float]:
    """A POST that is answered, then one frame by simple-websocket as it is, to one of as many."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "bench.bare_socket", "--port", str(port)], cwd=ROOT
    )
    try:
        client = Client(f"http://127.0.0.1:{port}")
        wait_for(lambda: _answers(port), "the bare server's answer")
        sockets = [connect(f"ws://127.0.0.1:{port}/push", compression=None) for _ in range(SOCKETS)]
        spent = []
        for number in range(WEBHOOKS):
            client.call("POST", "/send", str(number).encode())
            answered = time.perf_counter()
            while json.loads(sockets[-1].recv(timeout=10))["text"] != str(number):
                pass
            spent.append((time.perf_counter() - answered) * 1000)
        for socket in sockets:
            socket.close()
        return spent
    finally:
        server.kill()
        server.wait()


def _answers(port: int) -> bool:
    try:
        return Client(f"http://127.0.0.1:{port}").call("GET", "/")[0] == 404
    except OSError:
        return False
