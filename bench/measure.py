"""Timing on one keep-alive connection, and the arithmetic of percentiles."""

import http.client
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit


class Client:
    """One HTTP/1.1 connection to `base`, kept open, without a library's own cost."""

    def __init__(self, base: str, token: str = "") -> None:
        parts = urlsplit(base)
        assert parts.hostname is not None
        self._connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def call(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, bytes, float]:
        """Status, body and milliseconds from the first byte out to the last byte in."""
        begun = time.perf_counter()
        self._connection.request(method, path, body, {**self._headers, **(headers or {})})
        answer = self._connection.getresponse()
        content = answer.read()
        return answer.status, content, (time.perf_counter() - begun) * 1000


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of `values` lie, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def resident_mib(pid: int) -> float:
    """Resident memory of a process and its children, MiB, from /proc (Linux)."""
    total = _resident_kib(pid)
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        total += _resident_kib(int(child))
    return total / 1024


def _resident_kib(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0
