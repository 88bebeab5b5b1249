"""`GET /v1/beside` at a million messages against a bare route that returns the same bytes."""

import itertools
from typing import Any

from bench import dataset
from bench.measure import Client, percentile
from e2e.stack import Stack

OPENED = 350
AIM = 3.0


def run(stack: Stack, token: str) -> dict[str, Any]:
    """Open `OPENED` records with 2,000 messages each for the first time, each beside one call of
    the bare route; medians in milliseconds and their ratio."""
    client = Client(stack.server_url, token)
    status, content, _ = client.call("GET", path(dataset.LONG_THREADS - 1))
    assert status == 200, content
    client.call("PUT", "/bench/bytes", content)
    real: list[float] = []
    bare: list[float] = []
    for number in range(OPENED):
        for kind in itertools.islice(itertools.cycle(("real", "bare")), number % 2, number % 2 + 2):
            status, content, spent = client.call(
                "GET", path(number) if kind == "real" else "/bench/beside"
            )
            assert status == 200, content
            (real if kind == "real" else bare).append(spent)
    return {
        "beside_p50_ms": round(percentile(real, 0.5), 2),
        "beside_p95_ms": round(percentile(real, 0.95), 2),
        "bare_p50_ms": round(percentile(bare, 0.5), 2),
        "bare_p95_ms": round(percentile(bare, 0.95), 2),
        "ratio_p50": round(percentile(real, 0.5) / percentile(bare, 0.5), 2),
        "aim": f"<= {AIM:g}",
        "bytes": len(content),
    }


def path(number: int) -> str:
    """The record of person `number` of the data."""
    return f"/v1/beside?crm=sample&account=acme&type=contact&id={dataset.record(number)}"
