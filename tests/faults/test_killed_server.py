"""A server killed with -9 at each labelled point of a text's way out, again and again.

Whatever the moment: no text leaves twice, none is shown as something it is not, no answer of a
contact is lost. Real processes: the server on SQLite, the carrier simulator behind TLS.
"""

import json
import sqlite3
import sys
import urllib.error
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import create_engine

from e2e.stack import Stack, wait_for
from faults.system import POLICY
from threadside.keys import FILE, query_keys
from threadside.sealing import Sealer
from threadside.store.uow import UnitOfWork
from threadside.workspace import policy

POINTS = ("before_claim", "after_claim", "after_post", "after_record")
TIMES = 5
SERVER = Path(__file__).with_name("crashing_server.py")
FINAL = {"delivered", "undelivered", "rejected", "failed", "canceled", "lapsed"}


class Siege:
    """A running system whose server dies, and clients and contacts that do not give up."""

    def __init__(self, stack: Stack, folder: Path) -> None:
        self.stack = stack
        self.log = folder / "crashes.log"
        stack.extra_env["CRASH_LOG"] = str(self.log)
        self.token = stack.token("rep")
        self.people = self._people()
        self.wishes: dict[str, dict[str, Any]] = {}
        self.messages: dict[str, str] = {}
        self.answers: list[str] = []

    def _people(self) -> list[dict[str, Any]]:
        """People whom the rep may text, with the thread that the sidebar would show."""
        found: list[dict[str, Any]] = []
        for number in range(1001, 1031):
            path = f"/v1/beside?crm=sample&account=acme&type=contact&id={number}"
            beside = self.stack.api("GET", path, token=self.token)
            if beside["state"] == "person" and beside["verdict"]["state"] == "go":
                found.append(beside)
        return found

    def wish(self) -> None:
        """A rep is about to press Send."""
        number = len(self.wishes)
        beside = self.people[number % len(self.people)]
        key = f"press-{number:05}"
        self.wishes[key] = {
            "client_key": key,
            "line": beside["thread"]["line_id"],
            "phone": beside["thread"]["phone"],
            "person": beside["person_id"],
            "text": f"Text number {number}",
            "seen": 2**53,
        }

    def press_what_was_not_answered(self) -> None:
        """As an extension does: a press without an answer is repeated with its key."""
        for key, wish in self.wishes.items():
            if key not in self.messages:
                try:
                    if "press" not in wish:
                        wish["press"] = self._proof(wish)
                    sent = self.stack.api("POST", "/v1/messages", wish, token=self.token)
                except urllib.error.HTTPError:
                    raise
                except (OSError, HTTPException):  # the server died meanwhile
                    return
                self.messages[key] = sent["id"]

    def _proof(self, wish: dict[str, Any]) -> str:
        """What the verdict above the composer brings."""
        asked = urlencode({name: wish[name] for name in ("phone", "line", "person")})
        shown = self.stack.api("GET", f"/v1/verdict?{asked}", token=self.token)
        return str(shown["press"])

    def contact_writes(self) -> None:
        """Somebody answers; the carrier repeats the webhook until it is taken."""
        beside = self.people[len(self.answers) % len(self.people)]
        text = f"Answer number {len(self.answers)}"
        self.answers.append(text)
        line = next(one for one in beside["lines"] if one["id"] == beside["thread"]["line_id"])
        self.stack.sim(
            "POST",
            "inbound",
            {"from": beside["thread"]["phone"], "to": line["phone"], "text": text},
        )

    def start(self, crash_at: str) -> None:
        """Start the server; it may be dead again at once."""
        self.stack.extra_env["CRASH_AT"] = crash_at
        if self.stack.server is not None:
            self.stack.server.kill()
        try:
            self.stack.start_server()
        except RuntimeError:
            if not crash_at:
                raise

    def crashed(self) -> bool:
        """Whether the server has ended."""
        server = self.stack.server
        return server is not None and server.child is not None and server.child.poll() is not None

    def crashes(self) -> Counter[str]:
        """How often each point was reached."""
        return (
            Counter(self.log.read_text(encoding="utf-8").split())
            if self.log.exists()
            else Counter()
        )

    def states(self) -> dict[str, str]:
        """The delivery state of every text that was pressed."""
        return {
            key: self.stack.api("GET", f"/v1/messages/{id_}", token=self.token)["state"]
            for key, id_ in self.messages.items()
        }

    def accepted(self) -> Counter[str]:
        """How often the carrier has accepted each of our texts, by press."""
        entries = self.stack.sim("GET", "ledger")["items"]
        by_id = {id_: key for key, id_ in self.messages.items()}
        return Counter(by_id[entry["client_ref"]] for entry in entries)


@pytest.fixture
def siege(tmp_path: Path) -> Iterator[Siege]:
    """The system, with no time to undo and a carrier whose retries take no time to speak of."""
    with Stack(tmp_path, server_argv=[sys.executable, str(SERVER)]) as stack:
        with closing(sqlite3.connect(tmp_path / "data" / "threadside.db", timeout=10)) as database:
            database.execute("UPDATE workspace SET hold_seconds = 0")
            database.execute("UPDATE line SET per_second = 1000")
            database.commit()
        _keep_nothing_back(tmp_path / "data", stack.seeded["workspace"])
        stack.sim("POST", "clock", {"factor": 50})
        yield Siege(stack, tmp_path)


def _keep_nothing_back(data: Path, workspace_id: str) -> None:
    engine = create_engine(f"sqlite:///{data / 'threadside.db'}")
    keys = query_keys(Sealer.from_key((data / FILE).read_text(encoding="ascii").strip()))
    with UnitOfWork(engine, info=keys).write() as tx:
        policy.change(tx, workspace_id, None, POLICY, "for injected faults")
    engine.dispose()


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_no_text_leaves_twice_and_no_answer_is_lost(siege: Siege, tmp_path: Path) -> None:
    for point in POINTS:
        for _ in range(TIMES):
            siege.start(point)
            siege.wish()
            siege.wish()
            siege.contact_writes()
            siege.press_what_was_not_answered()
            wait_for(siege.crashed, f"a crash at {point}")
    siege.start("")
    siege.press_what_was_not_answered()
    assert set(siege.messages) == set(siege.wishes)

    def settled() -> dict[str, str] | None:
        states, accepted = siege.states(), siege.accepted()
        waiting = [
            key
            for key, state in states.items()
            if state not in FINAL and (state != "uncertain" or accepted[key])
        ]
        return None if waiting else states

    states = wait_for(settled, "the end of every text", timeout_s=60, every_s=0.5)
    accepted = siege.accepted()
    assert max(accepted.values()) == 1
    for key, state in states.items():
        assert state == ("delivered" if accepted[key] else "uncertain"), key
    assert siege.stack.sim("GET", "ledger")["posts"] == sum(accepted.values())

    def told() -> Counter[str] | None:
        found = inbound_texts(tmp_path / "data" / "threadside.db")
        return found if set(siege.answers) <= set(found) else None

    texts = wait_for(told, "every answer in a timeline", timeout_s=30, every_s=0.2)
    assert [texts[answer] for answer in siege.answers] == [1] * len(siege.answers)
    crashes = siege.crashes()
    assert {point: crashes[point] for point in POINTS} == dict.fromkeys(POINTS, TIMES), json.dumps(
        crashes
    )


def inbound_texts(database: Path) -> Counter[str]:
    """The words of every text that arrived, as the database has them."""
    with closing(sqlite3.connect(database, timeout=10)) as connection:
        rows = connection.execute(
            "SELECT item.text FROM timeline_item item JOIN message ON message.id = item.id"
            " WHERE message.direction = 'in'"
        )
        return Counter(text for (text,) in rows)
