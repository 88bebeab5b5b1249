"""Inbound webhooks: stored per second, against the same route answering without a database, and
against a bare insert loop; and from our 200 to the frame on a socket."""

import hashlib
import json
import sqlite3
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import OctKey

from bench.measure import Client, percentile
from e2e.stack import Stack, wait_for

CLIENTS = 16
SECONDS = 4.0
AIM = 0.5
BURST = 200
"""Webhooks a second, whatever the answers take."""


def run(stack: Stack, account: dict[str, Any]) -> dict[str, Any]:
    """Webhooks per second from `CLIENTS` connections for `SECONDS`, real and bare in turn."""
    bodies = [signed(account, n) for n in range(12_000)]
    supply = iter(bodies)
    lock = threading.Lock()

    def next_body() -> tuple[bytes, str] | None:
        with lock:
            return next(supply, None)

    bare = _rate(stack, "/bench/inbound", lambda: bodies[0])
    real = _rate(stack, "/webhooks/vonage/inbound", next_body)
    return {
        "stored_per_s": round(real),
        "bare_route_per_s": round(bare),
        "ratio": round(real / bare, 2),
        "aim": f">= {AIM:g}",
        "bare_insert_loop_per_s": round(_insert_loop()),
    }


def burst(stack: Stack, account: dict[str, Any]) -> dict[str, Any]:
    """`BURST` webhooks a second for `SECONDS`, each at its own moment: how long the answers take,
    beside the route without a database, and when the last of them is folded in."""
    bodies = [signed(account, n) for n in range(int(BURST * SECONDS))]
    bare = _answers(stack, "/bench/inbound", [bodies[0]] * len(bodies))
    real = _answers(stack, "/webhooks/vonage/inbound", bodies)
    ended = time.monotonic()
    wait_for(lambda: stack.sql(_PENDING) == [(0,)], "the last webhook folded in", timeout_s=60)
    return {
        "per_s": BURST,
        "answer_p50_ms": round(percentile(real, 0.5), 1),
        "answer_p99_ms": round(percentile(real, 0.99), 1),
        "bare_route_p99_ms": round(percentile(bare, 0.99), 1),
        "folded_in_after_the_last_answer_ms": round((time.monotonic() - ended) * 1000),
    }


_PENDING = "SELECT count(*) FROM webhook_receipt WHERE state = 'pending'"


def _answers(stack: Stack, path: str, bodies: list[tuple[bytes, str]]) -> list[float]:
    """Milliseconds from the moment at which each was to leave until its answer was there."""
    began = time.monotonic() + 0.2
    took: list[float] = []

    def work(number: int) -> None:
        client = Client(stack.server_url)
        for turn in range(number, len(bodies), CLIENTS):
            due = began + turn / BURST
            time.sleep(max(0.0, due - time.monotonic()))
            body, authorization = bodies[turn]
            headers = {"Authorization": authorization, "Content-Type": "application/json"}
            status, content, _ = client.call("POST", path, body, headers)
            assert status == 200, content
            took.append((time.monotonic() - due) * 1000)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def signed(account: dict[str, Any], number: int, peer: str | None = None) -> tuple[bytes, str]:
    """An inbound webhook as Vonage would send it: its body and its Authorization header."""
    body = json.dumps(
        {
            "channel": "sms",
            "message_uuid": str(uuid.uuid4()),
            "from": peer or f"1303{number % 500 + 5550000:07d}",
            "to": "17205550100",
            "timestamp": "2026-11-22T10:00:00Z",
            "text": f"Thursday works, number {number}",
        }
    ).encode()
    claims = {
        "iat": int(time.time()),
        "jti": str(uuid.uuid4()),
        "iss": "Vonage",
        "payload_hash": hashlib.sha256(body).hexdigest(),
        "api_key": account["api_key"],
    }
    key = OctKey.import_key(account["signature_secret"])
    return body, f"Bearer {jwt.encode({'alg': 'HS256'}, claims, key)}"


def _rate(stack: Stack, path: str, supply: Callable[[], tuple[bytes, str] | None]) -> float:
    counts = [0] * CLIENTS
    until = time.monotonic() + SECONDS

    def work(number: int) -> None:
        client = Client(stack.server_url)
        while time.monotonic() < until:
            given = supply()
            if given is None:
                return
            status, content, _ = client.call(
                "POST",
                path,
                given[0],
                {"Authorization": given[1], "Content-Type": "application/json"},
            )
            assert status == 200, content
            counts[number] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(CLIENTS)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - begun)


def _insert_loop() -> float:
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE receipt (id TEXT PRIMARY KEY, key TEXT UNIQUE, body TEXT)")
        begun = time.monotonic()
        for number in range(3_000):
            connection.execute(
                "INSERT INTO receipt VALUES (?, ?, ?)", (str(uuid.uuid4()), str(number), "x" * 200)
            )
        return 3_000 / (time.monotonic() - begun)
