"""The console's reports over a year with a million messages, against a page that counts nothing.

    python -m bench.insight [--small]

The messages are of people and lines as they are in life: conversations of a few texts, ten reps,
three lines, a quarter from templates. They are counted as the product counts them; what that takes
is told, too.
"""

import argparse
import http.client
import json
import random
import re
import shutil
import sqlite3
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from flask import Flask

from bench.measure import percentile
from e2e.stack import PASSWORD, ROOT, Stack
from threadside.insight.reports import keep
from threadside.store.engine import open_engine
from threadside.store.uow import UnitOfWork

FOLDER = ROOT / "var" / "bench" / "insight"
MESSAGES, FEW = 1_000_000, 20_000
REPS, LINES = 10, 3
DAYS: Final = 365
ASKED, AIM_MS = 12, 500
PAGES = (
    "/console/insight",
    "/console/insight/responses",
    "/console/insight/conversations",
    "/console/insight/templates",
    "/console/insight/people",
    "/console/insight/support",
    "/console/insight/review",
)


def run(messages: int = MESSAGES) -> dict[str, Any]:
    """Each report of a year, `ASKED` times, each beside a page of the console without figures."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    spent: dict[str, Any] = {}
    with Stack(FOLDER, fill=lambda path: spent.update(_fill(path, messages))) as stack:
        visit = _Visit(stack.server_url, stack.seeded["emails"]["admin"])
        days = urlencode(_year())
        bare: list[float] = []
        pages: dict[str, Any] = {}
        for path in PAGES:
            took = []
            for _ in range(ASKED):
                took.append(visit.get(path if path.endswith("review") else f"{path}?{days}"))
                bare.append(visit.get("/console/insight/clock"))
            pages[path.rsplit("/", 1)[1]] = {
                "p50_ms": round(percentile(took, 0.5)), "p95_ms": round(percentile(took, 0.95)),
            }  # fmt: skip
        return {
            "messages": messages,
            **spent,
            "aim": f"<= {AIM_MS} ms",
            "bare_page_p50_ms": round(percentile(bare, 0.5)),
            "pages": pages,
        }


def _year() -> dict[str, str]:
    last = datetime.now(UTC).date()
    return {"from": str(last - timedelta(days=DAYS - 1)), "to": str(last)}


class _Visit:
    """An admin's browser on one connection."""

    def __init__(self, base: str, email: str) -> None:
        parts = urlsplit(base)
        assert parts.hostname is not None
        self._connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
        self._cookies: dict[str, str] = {}
        form = self._call("GET", "/sign-in?next=/console")
        mark = re.search(r'name="form_mark" value="([^"]+)"', form)
        assert mark is not None, form
        fields = {"form_mark": mark[1], "email": email, "password": PASSWORD, "next": "/console"}
        self._call("POST", "/sign-in", urlencode(fields), {"Origin": base})

    def get(self, path: str) -> float:
        """Milliseconds that a page took."""
        begun = time.perf_counter()
        body = self._call("GET", path)
        assert 'class="side"' in body, body[:300]
        return (time.perf_counter() - begun) * 1000

    def _call(
        self, method: str, path: str, body: str = "", more: dict[str, str] | None = None
    ) -> str:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookies, **(more or {})}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body or None, headers)
        answer = self._connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";")[0].partition("=")
            self._cookies[name] = value
        return answer.read().decode()


def _fill(database: Path, messages: int) -> dict[str, Any]:
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN")
    workspace = connection.execute("SELECT id FROM workspace").fetchone()[0]
    _Year(connection, workspace, messages).fill()
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()
    engine = open_engine(Flask("bench"), f"sqlite:///{database}")
    uow = UnitOfWork(engine)
    begun = time.perf_counter()
    steps = []
    counted = False
    while not counted:
        at = time.perf_counter()
        with uow.write() as tx:
            counted = keep.advance(tx, workspace)
        steps.append((time.perf_counter() - at) * 1000)
    engine.dispose()
    connection = sqlite3.connect(database)
    connection.execute("ANALYZE insight_day")
    rows = connection.execute("SELECT count(*) FROM insight_day").fetchone()[0]
    connection.close()
    return {
        "counting_all_s": round(time.perf_counter() - begun),
        "counting_a_day_p95_ms": round(percentile(steps, 0.95)),
        "rows": rows,
    }


class _Year:
    def __init__(self, connection: sqlite3.Connection, workspace: str, messages: int) -> None:
        self._connection, self._workspace, self._messages = connection, workspace, messages
        self._rng = random.Random(3)
        self._now = datetime.now(UTC)
        self._created = self._stamp(self._now)
        self._templates = [
            row[0] for row in connection.execute(
                "SELECT t.id FROM template t JOIN template_version v ON v.template_id = t.id "
                "AND v.version = 1 LIMIT 5"
            )
        ]  # fmt: skip

    def fill(self) -> None:
        """Lines, reps, and all conversations, the oldest first."""
        lines = [row[0] for row in self._connection.execute("SELECT id FROM line").fetchall()]
        self._lines = lines[:LINES]
        users = [str(uuid.uuid4()) for _ in range(REPS)]
        self._members = [str(uuid.uuid4()) for _ in range(REPS)]
        self._many(
            "user_account (id, email, name, password_hash, created_at)",
            [(u, f"rep-{n}@bench.example", f"Rep {n}", "-", self._created)
             for n, u in enumerate(users)],
        )  # fmt: skip
        self._many(
            "member (id, workspace_id, user_id, role, active, created_at, left_reason)",
            [(m, self._workspace, u, "rep", 1, self._created, "")
             for m, u in zip(self._members, users, strict=True)],
        )  # fmt: skip
        written = 0
        while written < self._messages:
            batch = list(self._conversations(written))
            written += sum(len(texts) for _, texts in batch)
            self._write(batch)

    def _conversations(self, written: int) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
        """Two thousand conversations; about five texts each."""
        rng = self._rng
        for n in range(2_000):
            past = DAYS * (1 - (written + 5 * n) / self._messages)
            if past < 0.02:
                past = rng.random() * 20 + 0.1
            at = self._now - timedelta(days=past, seconds=rng.randrange(900))
            member, texts = rng.choice(self._members), []
            for number in range(rng.choice((2, 3, 4, 6, 10))):
                ours = number % 2 == 1
                template = rng.choice(self._templates) if ours and rng.random() < 0.25 else None
                texts.append((at, ours, member if ours else None, template))
                at += timedelta(minutes=min(rng.lognormvariate(2.2, 1.1), 900))
            yield f"+1720{written + n:07}", texts

    def _write(self, batch: list[tuple[str, list[tuple[Any, ...]]]]) -> None:
        people, threads, items, messages = [], [], [], []
        for phone, texts in batch:
            person, thread = str(uuid.uuid4()), str(uuid.uuid4())
            line = self._rng.choice(self._lines)
            people.append((person, self._workspace, "", "", "", "", self._created, 1))
            threads.append((thread, self._workspace, line, phone, person, 1, self._created,
                            self._created))  # fmt: skip
            for at, ours, member, template in texts:
                id_ = str(uuid.uuid4())
                items.append((id_, self._workspace, person, thread, "message", self._stamp(at), 1,
                              member, "Yes, until five.", 1))  # fmt: skip
                messages.append((
                    id_, self._workspace, thread, line, phone, "out" if ours else "in",
                    "delivered" if ours else "received", 90, "gsm7", 1, template,
                    1 if template else None, 0,
                ))  # fmt: skip
        self._many(
            "person (id, workspace_id, name, first_name, title, company, created_at, version)",
            people,
        )
        self._many(
            "thread (id, workspace_id, line_id, phone, person_id, last_inbound_seq, last_at, "
            "created_at)",
            threads,
        )
        self._many(
            "timeline_item (id, workspace_id, person_id, thread_id, kind, at, seq, author_id, "
            "text, version)",
            items,
        )
        self._many(
            "message (id, workspace_id, thread_id, line_id, phone, direction, state, state_rank, "
            "encoding, segments, template_id, template_version, media_count)",
            messages,
        )

    def _many(self, into: str, rows: list[tuple[Any, ...]]) -> None:
        marks = ", ".join("?" * len(rows[0]))
        self._connection.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)

    @staticmethod
    def _stamp(at: datetime) -> str:
        return at.strftime("%Y-%m-%d %H:%M:%S.%f")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench.insight", description=__doc__)
    parser.add_argument("--small", action="store_true", help="few messages")
    print(json.dumps(run(FEW if parser.parse_args().small else MESSAGES), indent=2))
