"""A connected client: follows the stream by its cursor, builds its own picture, and is asked at the
end whether the picture is what the server has.

It holds to the contract's rules (`contracts/events.py`): snapshots first, then events above the
cursor; an item is replaced by one of a higher version; `reset` means fetch the snapshots again.
"""

import json
import random
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPException
from typing import Any

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from e2e.stack import request
from faults.system import System
from faults.traffic import Somebody
from threadside.rules.delivery import RANKS, State

PAGE = 100
MOST_OPEN = 40
"""People whose timelines are kept whole; of the others it hears, and keeps nothing."""


@dataclass
class Screen:
    """The client's thread, its picture and what it noticed."""

    system: System
    people: list[Somebody]
    seed: int
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    consents: dict[str, bool] = field(default_factory=dict)
    cursor: int = 0
    connections: int = 0
    resets: int = 0
    out_of_order: list[str] = field(default_factory=list)
    """Events that were not the next one, and texts whose state went down."""
    told: list[str] = field(default_factory=list)
    """Connections, resets and snapshots, each with the cursor it found."""
    _stale: bool = True
    _ended: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __post_init__(self) -> None:
        dice = random.Random(f"{self.seed}:screen")
        chosen = dice.sample(self.people, min(MOST_OPEN, len(self.people)))
        self.shown = {person.id: person for person in chosen}

    def start(self) -> None:
        """Take the first snapshot and follow, in a thread."""
        self.cursor = self._head()
        self._thread = threading.Thread(target=self._work, name="screen", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Leave."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(15)

    def up_to_date(self, head: int) -> bool:
        """Whether it has heard everything up to `head`."""
        return self.cursor >= head and not self._stale

    def differences(self) -> list[str]:
        """Where the picture is not what a fresh snapshot shows."""
        fresh = {item["id"]: item for item in self._snapshot()}
        found = [f"{id_}: shown, and not there" for id_ in self.items.keys() - fresh.keys()]
        for id_, item in fresh.items():
            shown = self.items.get(id_)
            if shown is None:
                found.append(f"{id_}: not shown ({_essence(item)}, event {item['seq']})")
            elif _essence(shown) != _essence(item):
                found.append(f"{id_}: {_essence(shown)} instead of {_essence(item)}")
        return found + self._consents_wrong()

    def _consents_wrong(self) -> list[str]:
        rows = self.system.sql("SELECT phone FROM suppression")
        suppressed = {row.phone for row in rows}
        return [
            f"{phone}: opted out is {told}, and the database says otherwise"
            for phone, told in self.consents.items()
            if told != (phone in suppressed)
        ]

    def _work(self) -> None:
        while not self._ended.is_set():
            try:
                self._follow()
            except (OSError, HTTPException, WebSocketException) as error:
                self._note(f"lost the connection ({type(error).__name__})")
                self._ended.wait(0.2)

    def _follow(self) -> None:
        url = self.system.url.replace("http://", "ws://") + "/v1/stream"
        with connect(url, open_timeout=5, close_timeout=1, max_size=None) as socket:
            hello = {"type": "hello", "token": self.system.token, "cursor": self.cursor}
            socket.send(json.dumps(hello))
            self.connections += 1
            self._note("connected")
            self._listen(socket)

    def _listen(self, socket: ClientConnection) -> None:
        while not self._ended.is_set():
            if self._stale:
                self._refresh()
            try:
                frame = json.loads(socket.recv(timeout=0.5))
            except TimeoutError:
                continue
            self._hear(socket, frame)

    def _hear(self, socket: ClientConnection, frame: dict[str, Any]) -> None:
        kind = frame["type"]
        if kind == "ping":
            socket.send(json.dumps({"type": "pong"}))
        elif kind == "reset":
            self.resets += 1
            self._note(f"told to start over at {frame['head']}")
            self.cursor, self._stale = frame["head"], True
        elif kind == "event":
            if frame["seq"] != self.cursor + 1:
                self.out_of_order.append(f"event {frame['seq']} came after {self.cursor}")
            self.cursor = max(self.cursor, frame["seq"])
            self._apply(frame["data"])

    def _apply(self, data: dict[str, Any]) -> None:
        if data["type"] == "consent":
            self.consents[data["phone"]] = data["opted_out"]
        elif "item" in data and data["item"]["person_id"] in self.shown:
            self._put(data["item"])

    def _put(self, item: dict[str, Any]) -> None:
        shown = self.items.get(item["id"])
        if shown is not None and shown["version"] > item["version"]:
            return
        if shown is not None and _rank(item) < _rank(shown) and not _tried_again(shown, item):
            self.out_of_order.append(f"{item['id']}: {shown['state']} became {item['state']}")
        self.items[item["id"]] = item

    def _refresh(self) -> None:
        """Fetch every open timeline; what changes meanwhile comes as an event."""
        fresh = self._snapshot()
        self._stale = False
        for item in fresh:
            self._put(item)
        self.consents.clear()
        self._note(f"took a snapshot of {len(fresh)} items")

    def _snapshot(self) -> list[dict[str, Any]]:
        return [item for person in self.shown for item in self._timeline(person)]

    def _timeline(self, person_id: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        before = ""
        while True:
            path = f"/v1/people/{person_id}/timeline?limit={PAGE}{before}"
            page = request("GET", self.system.url + path, token=self.system.token, timeout_s=10)
            items += page["items"]
            if not page["next_cursor"]:
                return items
            before = f"&before={page['next_cursor']}"

    def _note(self, what: str) -> None:
        self.told.append(f"{datetime.now(UTC):%H:%M:%S.%f} {self.cursor} {what}")

    def _head(self) -> int:
        return int(self.system.sql("SELECT max(seq) FROM event_head")[0][0])


def _essence(item: dict[str, Any]) -> tuple[Any, ...]:
    return item["version"], item["kind"], item.get("state"), item.get("text"), item.get("words")


def _rank(item: dict[str, Any]) -> int:
    ours = item["kind"] == "message" and item["direction"] == "out"
    return RANKS[State(item["state"])] if ours else 0


def _tried_again(shown: dict[str, Any], item: dict[str, Any]) -> bool:
    """A text that was surely not accepted goes back to the queue: no word of the carrier's."""
    return bool(shown["state"] == "submitting" and item["state"] == "queued")
